#include "kiosk/catalog/guide.hpp"

#include <fmt/format.h>

#include "kiosk/catalog/labels.hpp"

namespace yitang::catalog {
namespace {

class Writer {
 public:
  Writer(const ServiceItem& item, Language language, const ResultPaper& paper)
      : item_(item), language_(language), ways_(ways_here(item, item.result.delivery, paper)) {}

  Guide write() {
    guide_.item_id = item_.id;
    guide_.sample = item_.sample;
    guide_.name = in(item_.name);
    guide_.plain = in(item_.plain);
    guide_.department = in(item_.department);
    guide_.coop_departments = joined(item_.coop_departments);
    guide_.item_type = in(label_of(item_.type));
    guide_.audience = in(label_of(item_.audience));
    guide_.scope = in(label_of(item_.scope));
    guide_.case_type = in(label_of(item_.case_type));
    guide_.kiosk_mode = in(label_of(item_.kiosk_mode));
    guide_.four_do = in(label_of(item_.four_do));
    for (const Text& condition : item_.conditions) guide_.conditions.push_back(in(condition));
    write_materials();
    for (const FlowStep& step : item_.flow) guide_.steps.push_back(describe(step));
    guide_.legal_limit = in(days_text(item_.legal_days, item_.legal_unit));
    guide_.promise_limit = in(days_text(item_.promise_days, item_.promise_unit));
    write_visits();
    guide_.fee = fee_text(item_, language_);
    guide_.agent = agent();
    guide_.consult = item_.consult;
    guide_.result = in(item_.result.name);
    for (const Delivery delivery : ways_) guide_.delivery.push_back(in(label_of(delivery)));
    guide_.note = in(item_.note);
    guide_.version = version();
    write_facts();
    return guide_;
  }

 private:
  std::string in(const Text& text) const { return text.of(language_); }
  std::string in(const char* zh, const char* en) const { return language_ == Language::Chinese ? zh : en; }
  const char* separator() const { return language_ == Language::Chinese ? "、" : ", "; }

  std::string joined(const std::vector<Text>& texts) const {
    std::string result;
    for (const Text& text : texts) result += (result.empty() ? "" : separator()) + in(text);
    return result;
  }

  static MaterialDuty duty_of(MaterialSource source) {
    switch (source) {
      case MaterialSource::ResidentScan: return MaterialDuty::Bring;
      case MaterialSource::KioskForm:
      case MaterialSource::Commitment: return MaterialDuty::Here;
      case MaterialSource::SharedData:
      case MaterialSource::ELicence: return MaterialDuty::Nothing;
    }
    return MaterialDuty::Bring;
  }

  // The office looks for the data itself; the paper is asked for only where it finds none.
  static bool is_fallback(const Material& material) {
    if (material.necessity != Necessity::Conditional) return false;
    for (const char* words : {"核验不到", "共享不到", "未在线回传"}) {
      if (material.condition.zh.find(words) != std::string::npos) return true;
    }
    return false;
  }

  // An identity card is laid on the reader, any other paper under the camera.
  std::string supplier_of(const Material& material) const {
    if (material.source == MaterialSource::ResidentScan && material.doc_type == "id_card")
      return in("带来，在读卡区刷一下", "Bring it: read on the card reader");
    return in(label_of(material.source));
  }

  std::string form_of(const Material& material) const {
    std::string form = in(label_of(material.form));
    if (material.copies == 0) return form;
    if (language_ == Language::Chinese) return fmt::format("{}{}份", form, material.copies);
    return fmt::format("{} × {}", form, material.copies);
  }

  GuideMaterial describe(const Material& material) const {
    GuideMaterial line;
    line.code = material.code;
    line.name = in(material.name);
    line.source = material.source;
    line.duty = duty_of(material.source);
    line.necessity = material.necessity;
    line.supplier = supplier_of(material);
    line.read_by_reader = line.duty == MaterialDuty::Bring && material.doc_type == "id_card";
    line.form = form_of(material);
    line.necessity_text = in(label_of(material.necessity));
    line.condition = in(material.condition);
    line.only_if_not_found = is_fallback(material);
    if (line.only_if_not_found) {
      line.duty = MaterialDuty::Nothing;
      line.supplier =
          in("一般不用带；部门查不到时再带", "Usually not needed: bring it if the office finds nothing");
    }
    return line;
  }

  GuideMaterial card_of_agent() const {
    GuideMaterial line;
    line.code = "agent_id_card";
    line.name = in("代办人自己的身份证", "The other person's own ID card");
    line.supplier = in("带来，在读卡区刷一下", "Bring it: read on the card reader");
    line.read_by_reader = true;
    line.form = in(label_of(DocForm::Original));
    line.necessity_text = in(label_of(Necessity::Required));
    return line;
  }

  void write_materials() {
    if (item_.agent.allowed) guide_.agent_papers.push_back(card_of_agent());
    for (const Material& material : item_.materials) {
      if (material.doc_type != "authorisation") {
        guide_.materials.push_back(describe(material));
      } else if (item_.agent.allowed) {
        guide_.agent_papers.push_back(describe(material));
        guide_.agent_papers.back().condition =
            in("申请人一起来、当场签名的不用带", "Not needed if the applicant comes along and signs here");
      }
    }
  }

  GuideStep describe(const FlowStep& step) const {
    return {step.kind, in(label_of(step.kind)), in(label_of(step.level)), step.days,
            in(days_text(step.days, DayUnit::WorkingDay))};
  }

  void write_visits() {
    guide_.trips = trips_of(item_, ways_);
    guide_.visits_badge = in(trips_badge(guide_.trips));
    const Text reason = trips_reason(item_, ways_);
    guide_.visits_reason = in(reason);
    guide_.reason_untranslated = !reason.translated(language_);
  }

  std::string agent() const {
    if (!item_.agent.allowed) return in("须本人办理", "In person only");
    std::vector<Text> kinds;
    for (const AgentKind kind : item_.agent.who) kinds.push_back(label_of(kind));
    std::string text = in("可由他人代办：", "Somebody else may apply: ") + joined(kinds);
    if (item_.agent.needs_authorisation) text += in("（须授权）", " (with authorisation)");
    return text;
  }

  std::string version() const {
    const std::string number = language_ == Language::Chinese ? fmt::format("事项版本 {}", item_.version)
                                                              : fmt::format("Item version {}", item_.version);
    return item_.sample ? number + in(" · 示例数据", " · sample data") : number;
  }

  void add(const char* zh, const char* en, const std::string& value) {
    if (!value.empty()) guide_.facts.push_back({in(zh, en), value});
  }

  void write_facts() {
    add("办理部门", "Department", guide_.department);
    add("协办部门", "Helping departments", guide_.coop_departments);
    add("承诺时限", "Promised time", guide_.promise_limit);
    add("法定时限", "Legal time limit", guide_.legal_limit);
    add("收费", "Fee", guide_.fee);
    add("收费依据", "Basis of the fee", in(item_.fee.basis));
    add("缴费地点", "Where to pay", in(item_.fee.where));
    add("缴费方式", "How to pay", in(item_.fee.how));
    add("跑几趟", "Trips", guide_.visits_badge);
    const bool never = guide_.trips.most == 0;
    add(never ? "怎么办" : "为什么要跑", never ? "How" : "Reason for the trip", guide_.visits_reason);
    add("代办", "By somebody else", guide_.agent);
    add("结果", "Result", guide_.result);
    std::string delivery;
    for (const std::string& way : guide_.delivery) delivery += (delivery.empty() ? "" : separator()) + way;
    add("领取方式", "Delivery", delivery);
    add("通办范围", "Where", guide_.scope);
    add("咨询电话", "Questions", guide_.consult);
    add("说明", "Note", guide_.note);
  }

  const ServiceItem& item_;
  Language language_;
  std::vector<Delivery> ways_;
  Guide guide_;
};

}  // namespace

std::string fee_text(const ServiceItem& item, Language language) {
  const bool chinese = language == Language::Chinese;
  if (!item.fee.charged) return chinese ? "不收费" : "No fee";
  std::string text = item.fee.amount + (chinese ? "元" : " yuan");
  if (!item.fee.note.zh.empty()) text += (chinese ? "；" : "; ") + item.fee.note.of(language);
  return text + (chinese ? "（本机不收钱）" : " (not paid at this terminal)");
}

Guide make_guide(const ServiceItem& item, Language language, const ResultPaper& paper) {
  return Writer(item, language, paper).write();
}

}  // namespace yitang::catalog
