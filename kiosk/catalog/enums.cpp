#include "kiosk/catalog/enums.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace yitang::catalog {
namespace {

template <class E>
struct Names;

template <class E, std::size_t N>
using Table = std::array<std::pair<E, std::string_view>, N>;

// One table for each closed set, in the order of its members.
#define YITANG_NAMES(E, count, ...)                        \
  template <>                                              \
  struct Names<E> {                                        \
    static constexpr Table<E, count> table{{__VA_ARGS__}}; \
  };

YITANG_NAMES(ItemStatus, 2, {ItemStatus::Published, "published"}, {ItemStatus::Hidden, "hidden"})
YITANG_NAMES(ItemType, 5, {ItemType::AdministrativePermit, "administrative_permit"},
             {ItemType::AdministrativePayment, "administrative_payment"},
             {ItemType::AdministrativeConfirmation, "administrative_confirmation"},
             {ItemType::OtherAdministrativePower, "other_administrative_power"},
             {ItemType::PublicService, "public_service"})
YITANG_NAMES(Audience, 3, {Audience::Natural, "natural"}, {Audience::Legal, "legal"},
             {Audience::Both, "both"})
YITANG_NAMES(Level, 5, {Level::Village, "village"}, {Level::Township, "township"}, {Level::County, "county"},
             {Level::City, "city"}, {Level::Province, "province"})
YITANG_NAMES(Scope, 3, {Scope::County, "county"}, {Scope::CrossProvince, "cross_province"},
             {Scope::National, "national"})
YITANG_NAMES(CaseType, 2, {CaseType::Immediate, "immediate"}, {CaseType::Promised, "promised"})
YITANG_NAMES(FourDo, 4, {FourDo::AtOnce, "at_once"}, {FourDo::Online, "online"}, {FourDo::Nearby, "nearby"},
             {FourDo::OneGo, "one_go"})
YITANG_NAMES(KioskMode, 3, {KioskMode::Full, "full"}, {KioskMode::Apply, "apply"},
             {KioskMode::Reserve, "reserve"})
YITANG_NAMES(DayUnit, 2, {DayUnit::WorkingDay, "working_day"}, {DayUnit::CalendarDay, "calendar_day"})
YITANG_NAMES(AgentKind, 2, {AgentKind::VillageAgent, "village_agent"}, {AgentKind::Relative, "relative"})
YITANG_NAMES(DocForm, 4, {DocForm::Original, "original"}, {DocForm::Copy, "copy"},
             {DocForm::OriginalAndCopy, "original_and_copy"}, {DocForm::Electronic, "electronic"})
YITANG_NAMES(Necessity, 3, {Necessity::Required, "required"}, {Necessity::Optional, "optional"},
             {Necessity::Conditional, "conditional"})
YITANG_NAMES(MaterialSource, 5, {MaterialSource::ResidentScan, "resident_scan"},
             {MaterialSource::SharedData, "shared_data"}, {MaterialSource::ELicence, "e_licence"},
             {MaterialSource::KioskForm, "kiosk_form"}, {MaterialSource::Commitment, "commitment"})
YITANG_NAMES(FieldType, 18, {FieldType::Text, "text"}, {FieldType::Address, "address"},
             {FieldType::Enum, "enum"}, {FieldType::MultiEnum, "multi_enum"}, {FieldType::Date, "date"},
             {FieldType::DateTime, "datetime"}, {FieldType::TimeRange, "time_range"},
             {FieldType::Integer, "integer"}, {FieldType::Decimal, "decimal"}, {FieldType::Money, "money"},
             {FieldType::Phone, "phone"}, {FieldType::IdNumber, "id_number"},
             {FieldType::BankCard, "bank_card"}, {FieldType::Uscc, "uscc"}, {FieldType::Region, "region"},
             {FieldType::Table, "table"}, {FieldType::Consent, "consent"},
             {FieldType::SignatureAck, "signature_ack"})
YITANG_NAMES(Prefill, 8, {Prefill::IdCardName, "id_card.name"}, {Prefill::IdCardNumber, "id_card.number"},
             {Prefill::IdCardAddress, "id_card.address"}, {Prefill::IdCardSex, "id_card.sex"},
             {Prefill::IdCardNation, "id_card.nation"}, {Prefill::IdCardBirth, "id_card.birth"},
             {Prefill::ELicenceUscc, "e_licence.uscc"}, {Prefill::DerivedAgeBand, "derived.age_band"})
YITANG_NAMES(Checksum, 3, {Checksum::Gb11643, "gb11643"}, {Checksum::Luhn, "luhn"},
             {Checksum::Gb32100, "gb32100"})
YITANG_NAMES(SlotPart, 3, {SlotPart::Day, "day"}, {SlotPart::Half, "half"}, {SlotPart::Time, "time"})
YITANG_NAMES(Unit, 6, {Unit::Cny, "CNY"}, {Unit::Metre, "m"}, {Unit::SquareMetre, "m2"},
             {Unit::CubicMetre, "m3"}, {Unit::Mu, "mu"}, {Unit::Year, "year"})
YITANG_NAMES(StepKind, 7, {StepKind::Apply, "apply"}, {StepKind::Accept, "accept"},
             {StepKind::Review, "review"}, {StepKind::HouseholdSurvey, "household_survey"},
             {StepKind::PublicNotice, "public_notice"}, {StepKind::Decide, "decide"},
             {StepKind::Issue, "issue"})
YITANG_NAMES(ResultKind, 7, {ResultKind::Certificate, "certificate"},
             {ResultKind::Confirmation, "confirmation"}, {ResultKind::Decision, "decision"},
             {ResultKind::Licence, "licence"}, {ResultKind::Notice, "notice"},
             {ResultKind::Payment, "payment"}, {ResultKind::Registration, "registration"})
YITANG_NAMES(Delivery, 6, {Delivery::Print, "print"}, {Delivery::Electronic, "electronic"},
             {Delivery::Window, "window"}, {Delivery::Courier, "courier"}, {Delivery::Agent, "agent"},
             {Delivery::Sms, "sms"})
YITANG_NAMES(PrivacyBasis, 2, {PrivacyBasis::StatutoryDuty, "statutory_duty"},
             {PrivacyBasis::SeparateConsent, "separate_consent"})
YITANG_NAMES(ListKind, 4, {ListKind::PowerDuty, "power_duty"}, {ListKind::Territory, "territory"},
             {ListKind::VillageAffairs, "village_affairs"}, {ListKind::VillageNoProof, "village_no_proof"})
YITANG_NAMES(Restriction, 3, {Restriction::LegalAid, "legal_aid"}, {Restriction::Complaint, "complaint"},
             {Restriction::Mediation, "mediation"})
YITANG_NAMES(IdentityMethod, 4, {IdentityMethod::IdCard, "id_card"},
             {IdentityMethod::MedicalCode, "medical_code"}, {IdentityMethod::SocialCode, "social_code"},
             {IdentityMethod::LicenceCode, "licence_code"})
YITANG_NAMES(Comparison, 7, {Comparison::Equal, "=="}, {Comparison::Less, "<"},
             {Comparison::LessOrEqual, "<="}, {Comparison::Greater, ">"}, {Comparison::GreaterOrEqual, ">="},
             {Comparison::In, "in"}, {Comparison::Between, "between"})

#undef YITANG_NAMES

}  // namespace

template <class E>
std::optional<E> enum_from(std::string_view code) {
  for (const auto& [value, name] : Names<E>::table) {
    if (name == code) return value;
  }
  return std::nullopt;
}

template <class E>
std::string_view code_of(E value) {
  for (const auto& [candidate, name] : Names<E>::table) {
    if (candidate == value) return name;
  }
  return "?";  // unreachable: every member is in its table, which a test proves
}

#define YITANG_INSTANTIATE(E)                               \
  template std::optional<E> enum_from<E>(std::string_view); \
  template std::string_view code_of<E>(E);

YITANG_INSTANTIATE(ItemStatus)
YITANG_INSTANTIATE(ItemType)
YITANG_INSTANTIATE(Audience)
YITANG_INSTANTIATE(Level)
YITANG_INSTANTIATE(Scope)
YITANG_INSTANTIATE(CaseType)
YITANG_INSTANTIATE(FourDo)
YITANG_INSTANTIATE(KioskMode)
YITANG_INSTANTIATE(DayUnit)
YITANG_INSTANTIATE(AgentKind)
YITANG_INSTANTIATE(DocForm)
YITANG_INSTANTIATE(Necessity)
YITANG_INSTANTIATE(MaterialSource)
YITANG_INSTANTIATE(FieldType)
YITANG_INSTANTIATE(Prefill)
YITANG_INSTANTIATE(Checksum)
YITANG_INSTANTIATE(SlotPart)
YITANG_INSTANTIATE(Unit)
YITANG_INSTANTIATE(StepKind)
YITANG_INSTANTIATE(ResultKind)
YITANG_INSTANTIATE(Delivery)
YITANG_INSTANTIATE(PrivacyBasis)
YITANG_INSTANTIATE(ListKind)
YITANG_INSTANTIATE(Restriction)
YITANG_INSTANTIATE(IdentityMethod)
YITANG_INSTANTIATE(Comparison)

}  // namespace yitang::catalog
