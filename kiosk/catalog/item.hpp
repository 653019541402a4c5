// A service item as published: what can be done, for whom, with what, how long it takes. Plain data,
// immutable once it is in a Catalog. All text is UTF-8.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/language.hpp"
#include "kiosk/catalog/agreement.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/catalog/pattern.hpp"

namespace yitang::catalog {

/// A thing to choose. The code is what a case keeps, the label is what a person sees.
struct Option {
  std::string code;
  Text label;
};

/// A limit of a date that moves with the day of filling in: "today", "today-30", "today-3y", "birth+60y".
struct DateBound {
  enum class Base { Today, Now, Birth };
  Base base = Base::Today;
  int days = 0;
  int years = 0;

  /// The day it stands for. `birth` is the applicant's; nullopt if it is needed and not known.
  std::optional<Date> resolve(Date today, std::optional<Date> birth) const;
};

struct TableColumn {
  std::string key;  ///< "name", "id_number", "relation", "income", "opinion" ...
  FieldType type = FieldType::Text;
  Text label;
  std::vector<Option> options;  ///< Enum only
  bool person_name = false;
};

/// What a value must satisfy; a member that is unset demands nothing.
struct Validation {
  std::optional<std::size_t> min_length;  ///< code points
  std::optional<std::size_t> max_length;
  std::optional<std::size_t> length;
  std::optional<Pattern> pattern;
  std::optional<Checksum> checksum;
  std::optional<double> min;  ///< numbers and money
  std::optional<double> max;
  std::optional<int> scale;  ///< digits after the decimal point, at most
  std::optional<Unit> unit;
  std::optional<DateBound> earliest;  ///< dates
  std::optional<DateBound> latest;
  bool by_month = false;        ///< dates: a month is asked; the value is its first day
  std::string after;            ///< key of a date field of this item that must be earlier; empty if none
  std::vector<Option> options;  ///< with labels, also those that come from a dictionary
  std::string dictionary;       ///< name of the dictionary ("village") the options come from, or empty
  bool multiple = false;        ///< several options may be chosen
  std::optional<std::size_t> min_items;
  std::optional<std::size_t> max_items;
  std::vector<TableColumn> columns;
  std::optional<std::size_t> min_rows;
  std::optional<std::size_t> max_rows;
  std::optional<Level> level;  ///< region: how fine
  bool must_be_true = false;   ///< consent and acknowledgement
  bool person_name = false;    ///< text: the name of a person, in any script; every prefilled name is one
  /// Integer: not asked but counted, the rows of this table field of the item; empty if it is asked.
  std::string rows_of;
  int rows_more = 0;  ///< added to them: the applicant, who is in no row

  /// Part of an appointment: chosen among places that are left (slots.hpp), or asked as a wish.
  std::optional<SlotPart> slot;

  const Option* option(std::string_view code) const;
};

/// "pickup==courier", "age<18": the field is asked only if it holds. The subject is the key of another field,
/// or "age" for the applicant's age in whole years.
struct ShowIf {
  std::string subject;
  Comparison op = Comparison::Equal;
  std::string value;

  /// `actual` is the subject's value as text; an empty one never satisfies.
  bool holds(std::string_view actual) const;
};

struct FormField {
  std::string key;  ///< unique within the item, "applicant.name"
  Text label;
  Text text;  ///< consent and acknowledgement: what it means, said below the label; empty if none
  FieldType type = FieldType::Text;
  bool required = false;
  bool sensitive = false;
  std::optional<Prefill> prefill;
  std::string
      prefill_sex;  ///< "female", "male": prefilled only from the card of such a person; empty: of any
  std::optional<ShowIf> show_if;
  Validation validation;
  Text section;  ///< merged form of a bundle: the one matter that asks this; empty: all of them, or no bundle
};

struct Material {
  std::string code;  ///< unique within the item
  Text name;
  DocForm form = DocForm::Original;
  int copies = 0;
  Necessity necessity = Necessity::Required;
  Text condition;  ///< when a conditional one is needed, in words
  Text question;   ///< the same as a question that "yes" answers if it is needed; empty if none
  MaterialSource source = MaterialSource::ResidentScan;
  bool reusable = false;
  std::string doc_type;  ///< "id_card", "household_register" ...; empty if none
  /// Of source Commitment, from agreements.jsonl; a loaded catalogue has it for each.
  std::optional<CommitmentText> commitment;
};

struct FlowStep {
  StepKind kind = StepKind::Apply;
  Level level = Level::Village;
  int days = 0;  ///< working days; all steps add up to promise_days
};

using FactValue = std::variant<bool, double, std::string>;

/// One comparison of a fact. `In` has any number of values, `Between` two (both included), the others one.
struct FactTest {
  std::string fact;
  Comparison op = Comparison::Equal;
  std::vector<FactValue> values;
  std::string parameter;  ///< instead of values: name of a number in catalogue.json; empty if none
};

/// A condition of acceptance that a machine can check: at least one of the tests must hold. With `then` it
/// demands nothing: if it holds, the outcome of that name applies (a guardian is needed ...).
struct Check {
  std::vector<FactTest> any;
  std::string then_outcome;  ///< key in facts.json, or empty
  std::string else_outcome;  ///< key in facts.json, or empty
};

struct ItemResult {
  ResultKind kind = ResultKind::Notice;
  Text name;
  bool e_licence = false;
  bool on_slip = false;            ///< it may be printed on the narrow paper of receipts
  std::vector<Delivery> delivery;  ///< never empty, in the county's order; see way_to_begin_with()
};

struct AgentService {
  bool allowed = false;
  bool needs_authorisation = false;
  std::vector<AgentKind> who;
};

struct Privacy {
  PrivacyBasis basis = PrivacyBasis::StatutoryDuty;
  std::vector<std::string> sensitive;
  int retention_days = 30;  ///< on the terminal
  /// From agreements.jsonl; a loaded catalogue has it for each item of basis SeparateConsent.
  std::optional<ConsentText> consent;
  std::optional<ConsentText> guardian_consent;  ///< for applicants under 14; a loaded catalogue has it
};

struct Fee {
  bool charged = false;
  std::string amount;  ///< yuan, "0.00"
  Text note{};         ///< who pays something else, or nothing; empty if all pay the same
  Text basis{};        ///< of a charge; may be there if there is none
  // Of a charge only. It is never taken at a terminal.
  Text where{};  ///< places to pay at
  Text how{};    ///< by what means
};

/// What a new item needs before residents see it; see README.md.
enum class AdmissionGap { NoDepartment, NoLegalBasis, GuideIncomplete, NoConsent };

/// How an item came into the catalogue, from admission.json, and what it lacks.
struct Admission {
  std::vector<std::string> legal_basis;  ///< in Chinese, as published
  std::string consent_by;                ///< the township that agreed to do it; empty: none did
  std::optional<Date> consent_on;
  std::vector<AdmissionGap> gaps;       ///< none: residents may see it
  std::vector<std::string> guide_gaps;  ///< members of the item that its guide lacks
};

struct ServiceItem {
  bool sample = false;
  int line = 0;  ///< in items.jsonl, for messages
  int seq = 0;
  std::string id;  ///< "ss.pension-claim"
  std::string catalog_code;
  std::string task_code;
  std::string handle_item_code;
  int version = 1;
  ItemStatus status = ItemStatus::Hidden;
  std::optional<Date> effective_from;   ///< first day in force; none: always was
  std::optional<Date> effective_until;  ///< last day in force; none: no end is known
  Admission admission;
  Text name;
  Text plain;            ///< what it gives, in everyday words; empty if the county wrote none
  std::string function;  ///< key in functions.json
  std::string theme;     ///< key in functions.json
  ItemType type = ItemType::PublicService;
  Audience audience = Audience::Natural;
  std::string
      department_code;  ///< unified social credit code (18): the start of task_code; key in departments
  Text department;
  std::vector<Text> coop_departments;
  Level accept_level = Level::Township;
  Level decide_level = Level::County;
  Scope scope = Scope::County;
  CaseType case_type = CaseType::Promised;
  FourDo four_do = FourDo::Nearby;  ///< decides the tile
  std::vector<FourDo> four_do_all;  ///< includes the primary
  int visits = 0;                   ///< trips to a staffed counter
  Text visit_reason;                ///< empty if visits is 0
  bool visit_fetches = false;       ///< one of them is to fetch the result: a way that brings it saves that
  int legal_days = 0;
  DayUnit legal_unit = DayUnit::WorkingDay;
  int promise_days = 0;
  DayUnit promise_unit = DayUnit::WorkingDay;
  int supplement_days = 5;  ///< working days
  KioskMode kiosk_mode = KioskMode::Apply;
  AgentService agent;
  /// How the applicant may show who they are: always with the card, perhaps with a code as well.
  std::vector<IdentityMethod> identity{IdentityMethod::IdCard};
  std::vector<Text> conditions;
  std::vector<Check> checks;
  std::vector<Material> materials;
  std::vector<FormField> form;
  std::vector<FlowStep> flow;
  ItemResult result;
  Fee fee;
  /// Only this role of the office reads what was handed in. Wherever somebody else may look on, the item has
  /// its public name.
  std::optional<Restriction> restricted_to;
  Text public_name{};  ///< says nothing of what it is about; restricted items only
  std::vector<std::string> bundles;
  bool elder_friendly = false;
  Privacy privacy;
  /// Of scope CrossProvince: this county in Chinese words, as a region field has it; set when loaded.
  std::string own_region;
  std::string consult;  ///< phone
  Text note;            ///< empty if none

  const FormField* field(std::string_view key) const;
  const Material* material(std::string_view code) const;
};

/// The item's name where others may look on: lists, slips for the hall, figures.
const Text& public_name_of(const ServiceItem& item);
/// The field that keeps this part of an appointment; nullptr if the form has none.
const FormField* slot_field(const ServiceItem& item, SlotPart part);
/// What the proof is called that a material stands for: of a commitment, the paper it replaces.
const Text& proof_name(const Material& material);
/// Residents see it while it is in force: it is published, and nothing is missing for its admission.
bool is_admitted(const ServiceItem& item);
/// By its dates alone.
bool is_effective(const ServiceItem& item, Date day);

/// True if the item is for one person who must show a card. False for reports that may stay anonymous.
bool needs_identity(const ServiceItem& item);

/// The applicant of this item may show who they are in this way.
bool accepts(const ServiceItem& item, IdentityMethod method);

/// A "one matter": items that people need together; shared fields are filled in once.
struct Bundle {
  bool sample = false;
  std::string id;
  Text name;
  std::vector<std::string> items;
  std::vector<std::string> shared_form_keys;
  std::vector<std::string> tags_zh;
};

}  // namespace yitang::catalog
