#include "kiosk/catalog/labels.hpp"

#include <fmt/format.h>

namespace yitang::catalog {

// No switch has a default: a new member without wording is a compile error (-Wswitch with -Werror).

Text label_of(ItemType value) {
  switch (value) {
    case ItemType::AdministrativePermit: return {"行政许可", "Administrative permit"};
    case ItemType::AdministrativePayment: return {"行政给付", "Administrative payment"};
    case ItemType::AdministrativeConfirmation: return {"行政确认", "Administrative confirmation"};
    case ItemType::OtherAdministrativePower: return {"其他行政权力", "Other administrative power"};
    case ItemType::PublicService: return {"公共服务", "Public service"};
  }
  return {};
}

Text label_of(Audience value) {
  switch (value) {
    case Audience::Natural: return {"个人", "Individuals"};
    case Audience::Legal: return {"单位", "Organisations"};
    case Audience::Both: return {"个人和单位", "Individuals and organisations"};
  }
  return {};
}

Text label_of(Level value) {
  switch (value) {
    case Level::Village: return {"村（社区）", "Village"};
    case Level::Township: return {"乡镇（街道）", "Township"};
    case Level::County: return {"县（区）", "County"};
    case Level::City: return {"市", "City"};
    case Level::Province: return {"省", "Province"};
  }
  return {};
}

Text label_of(Scope value) {
  switch (value) {
    case Scope::County: return {"全县通办", "Anywhere in the county"};
    case Scope::CrossProvince: return {"跨省通办", "Across provinces"};
    case Scope::National: return {"全国通办", "Anywhere in the country"};
  }
  return {};
}

Text label_of(CaseType value) {
  switch (value) {
    case CaseType::Immediate: return {"即办件：当场办结", "Decided on the spot"};
    case CaseType::Promised: return {"承诺件：按承诺时限办结", "Decided within the promised time"};
  }
  return {};
}

Text label_of(FourDo value) {
  switch (value) {
    case FourDo::AtOnce: return {"马上办", "At once"};
    case FourDo::Online: return {"网上办", "Online"};
    case FourDo::Nearby: return {"就近办", "Nearby"};
    case FourDo::OneGo: return {"一次办", "In one go"};
  }
  return {};
}

Text label_of(KioskMode value) {
  switch (value) {
    case KioskMode::Full: return {"全程在本机办理", "Done completely at this terminal"};
    case KioskMode::Apply: return {"在本机申请，后台审批", "Apply here, the office decides"};
    case KioskMode::Reserve: return {"在本机预约，到场办理", "Book here, then come to the place"};
  }
  return {};
}

Text label_of(IdentityMethod value) {
  switch (value) {
    case IdentityMethod::IdCard: return {"身份证", "ID card"};
    case IdentityMethod::MedicalCode: return {"医保码", "medical insurance code"};
    case IdentityMethod::SocialCode: return {"电子社保卡", "electronic social security card"};
    case IdentityMethod::LicenceCode: return {"电子证照码", "e-licence code"};
  }
  return {};
}

Text label_of(AgentKind value) {
  switch (value) {
    case AgentKind::VillageAgent: return {"村级代办员", "village agent"};
    case AgentKind::Relative: return {"亲属", "relative"};
  }
  return {};
}

Text label_of(DocForm value) {
  switch (value) {
    case DocForm::Original: return {"原件", "Original"};
    case DocForm::Copy: return {"复印件", "Copy"};
    case DocForm::OriginalAndCopy: return {"原件和复印件", "Original and copy"};
    case DocForm::Electronic: return {"电子件", "Electronic"};
  }
  return {};
}

Text label_of(Necessity value) {
  switch (value) {
    case Necessity::Required: return {"必要", "Required"};
    case Necessity::Optional: return {"可选", "Optional"};
    case Necessity::Conditional: return {"视情况", "If it applies"};
  }
  return {};
}

Text label_of(MaterialSource value) {
  switch (value) {
    case MaterialSource::ResidentScan: return {"带来，在本机拍照", "Bring it: photographed here"};
    case MaterialSource::SharedData: return {"免交，部门数据共享", "Not needed: offices share the data"};
    case MaterialSource::ELicence: return {"免交，调用电子证照", "Not needed: taken from the e-licence"};
    case MaterialSource::KioskForm: return {"在本机填写", "Filled in here"};
    case MaterialSource::Commitment: return {"签承诺书代替", "Replaced by your signed commitment"};
  }
  return {};
}

Text label_of(Unit value) {
  switch (value) {
    case Unit::Cny: return {"元", "yuan"};
    case Unit::Metre: return {"米", "m"};
    case Unit::SquareMetre: return {"平方米", "m²"};
    case Unit::CubicMetre: return {"立方米", "m³"};
    case Unit::Mu: return {"亩", "mu"};
    case Unit::Year: return {"年", "years"};
  }
  return {};
}

Text label_of(StepKind value) {
  switch (value) {
    case StepKind::Apply: return {"申请", "Apply"};
    case StepKind::Accept: return {"受理", "Acceptance"};
    case StepKind::Review: return {"审核", "Review"};
    case StepKind::HouseholdSurvey: return {"入户调查", "Household visit"};
    case StepKind::PublicNotice: return {"公示", "Public notice"};
    case StepKind::Decide: return {"决定", "Decision"};
    case StepKind::Issue: return {"办结送达", "Result issued"};
  }
  return {};
}

Text label_of(ResultKind value) {
  switch (value) {
    case ResultKind::Certificate: return {"证件", "Certificate"};
    case ResultKind::Confirmation: return {"确认书", "Confirmation"};
    case ResultKind::Decision: return {"决定书", "Decision"};
    case ResultKind::Licence: return {"证照", "Licence"};
    case ResultKind::Notice: return {"通知书", "Notice"};
    case ResultKind::Payment: return {"待遇发放", "Payment"};
    case ResultKind::Registration: return {"登记", "Registration"};
  }
  return {};
}

Text label_of(Delivery value) {
  switch (value) {
    case Delivery::Print: return {"在本机打印", "Printed at the terminal"};
    case Delivery::Electronic: return {"电子结果", "Electronic result"};
    case Delivery::Window: return {"窗口领取", "Picked up at the counter"};
    case Delivery::Courier: return {"邮寄到家", "By post"};
    case Delivery::Agent: return {"代办员送达", "Brought by the village agent"};
    case Delivery::Sms: return {"短信告知", "By text message"};
  }
  return {};
}

Text hint_of(FourDo value) {
  switch (value) {
    case FourDo::AtOnce: return {"当场就能办好", "Finished while you wait"};
    case FourDo::Online: return {"在这里提交，多数不用再跑", "Submit here; most need no further trip"};
    case FourDo::Nearby: return {"在村里镇上就能办", "In your own village or town"};
    case FourDo::OneGo: return {"材料齐全，跑一次办成", "With all papers, one visit is enough"};
  }
  return {};
}

Text days_text(int days, DayUnit unit) {
  if (days <= 0) return {"当场", "on the spot"};
  const bool working = unit == DayUnit::WorkingDay;
  return {fmt::format("{}个{}", days, working ? "工作日" : "自然日"),
          fmt::format("{} {}{}", days, working ? "working day" : "calendar day", days == 1 ? "" : "s")};
}

Text visits_badge(int visits) {
  if (visits <= 0) return {"一趟不用跑", "No trip needed"};
  if (visits == 1) return {"最多跑一趟", "One trip at most"};
  return {fmt::format("需跑{}趟", visits), fmt::format("{} trips", visits)};
}

}  // namespace yitang::catalog
