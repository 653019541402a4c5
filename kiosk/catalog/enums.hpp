// Closed sets of the catalogue. Their code names in the data files are in enums.cpp, their wording for people
// in labels.cpp.
#pragma once

#include <optional>
#include <string_view>

namespace yitang::catalog {

enum class ItemStatus { Published, Hidden };
enum class ItemType {
  AdministrativePermit,
  AdministrativePayment,
  AdministrativeConfirmation,
  OtherAdministrativePower,
  PublicService
};
enum class Audience { Natural, Legal, Both };
enum class Level { Village, Township, County, City, Province };
enum class Scope { County, CrossProvince, National };
enum class CaseType { Immediate, Promised };
enum class FourDo { AtOnce, Online, Nearby, OneGo };
enum class KioskMode { Full, Apply, Reserve };
enum class DayUnit { WorkingDay, CalendarDay };
enum class AgentKind { VillageAgent, Relative };
enum class DocForm { Original, Copy, OriginalAndCopy, Electronic };
enum class Necessity { Required, Optional, Conditional };
enum class MaterialSource { ResidentScan, SharedData, ELicence, KioskForm, Commitment };
enum class FieldType {
  Text,
  Address,
  Enum,       ///< one option; several if Validation::multiple
  MultiEnum,  ///< several options
  Date,
  DateTime,
  TimeRange,
  Integer,
  Decimal,
  Money,
  Phone,
  IdNumber,
  BankCard,
  Uscc,
  Region,
  Table,
  Consent,
  SignatureAck
};
enum class Prefill {
  IdCardName,
  IdCardNumber,
  IdCardAddress,
  IdCardSex,
  IdCardNation,
  IdCardBirth,
  ELicenceUscc,   ///< of the business licence found by the office
  DerivedAgeBand  ///< of the birth date in the ID number: "80-89", "90-99", "100+"
};
enum class Checksum { Gb11643, Luhn, Gb32100 };
/// Part of an appointment that a form field keeps: the day, before or after noon, the time of day.
enum class SlotPart { Day, Half, Time };
enum class Unit { Cny, Metre, SquareMetre, CubicMetre, Mu, Year };
enum class StepKind { Apply, Accept, Review, HouseholdSurvey, PublicNotice, Decide, Issue };
enum class ResultKind { Certificate, Confirmation, Decision, Licence, Notice, Payment, Registration };
enum class Delivery { Print, Electronic, Window, Courier, Agent, Sms };
enum class PrivacyBasis { StatutoryDuty, SeparateConsent };
/// Lists that a county makes public.
enum class ListKind {
  PowerDuty,       ///< 权责清单: powers of the township and what goes with them
  Territory,       ///< 属地管理清单: who leads and who assists in matters of a place
  VillageAffairs,  ///< 村级事务清单: what a village does
  VillageNoProof,  ///< 不应由村出具的证明: certificates that villages no longer issue, and what is done
                   ///< instead
};
/// Roles of the office that alone may read cases of an item.
enum class Restriction { LegalAid, Complaint, Mediation };
/// Ways in which an applicant shows who they are. Codes are of the phone; whose they are, the office says.
enum class IdentityMethod {
  IdCard,
  MedicalCode,  ///< 医保码: electronic medical insurance voucher
  SocialCode,   ///< 电子社保卡
  LicenceCode   ///< 电子证照码
};
enum class Comparison { Equal, Less, LessOrEqual, Greater, GreaterOrEqual, In, Between };

/// The member with this code name ("working_day"), nullopt if there is none.
template <class E>
std::optional<E> enum_from(std::string_view code);
/// The code name as in the data files. Never empty.
template <class E>
std::string_view code_of(E value);

}  // namespace yitang::catalog
