#include <array>
#include <charconv>
#include <set>

#include "kiosk/catalog/item_parts.hpp"

namespace yitang::catalog {
namespace {

constexpr int kMaxTextLength = 1000;
constexpr std::string_view kDictionaryPrefix = "dict:";

std::optional<int> parse_number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0 || value > 100'000)
    return std::nullopt;
  return value;
}

bool is_date(FieldType type) { return type == FieldType::Date || type == FieldType::DateTime; }

bool is_number(FieldType type) {
  return type == FieldType::Integer || type == FieldType::Decimal || type == FieldType::Money;
}

std::optional<std::size_t> count(const Node& node, int max) {
  if (!node) return std::nullopt;
  return static_cast<std::size_t>(node.integer(0, max));
}

std::optional<DateBound> date_bound(const Node& node) {
  if (!node) return std::nullopt;
  const auto bound = parse_date_bound(node.text());
  if (!bound) node.problem("is no moving date such as 'today-30'");
  return bound;
}

void read_options(const Node& node, Validation& validation) {
  if (!node) return;
  if (node.is_string()) {
    const std::string name = node.text();
    if (!name.starts_with(kDictionaryPrefix) || name.size() == kDictionaryPrefix.size())
      node.problem("must be a list or 'dict:name'");
    else
      validation.dictionary = name.substr(kDictionaryPrefix.size());
    return;
  }
  std::set<std::string> seen;
  for (const Node& code : node.list(500)) {
    validation.options.push_back({code.text(), {}});
    if (!seen.insert(validation.options.back().code).second) code.problem("is there twice");
  }
  if (validation.options.empty()) node.problem("is empty");
}

void read_bounds(const Node& node, FieldType type, Validation& validation) {
  const Node min = node.optional("min");
  const Node max = node.optional("max");
  if (is_date(type)) {
    validation.earliest = date_bound(min);
    validation.latest = date_bound(max);
  } else if (is_number(type)) {
    if (min) validation.min = min.number();
    if (max) validation.max = max.number();
    if (validation.min && validation.max && *validation.min > *validation.max)
      max.problem("is less than min");
  } else {
    if (min) min.problem("makes no sense for this type");
    if (max) max.problem("makes no sense for this type");
  }
}

void read_pattern(const Node& node, Validation& validation) {
  if (!node) return;
  auto pattern = Pattern::compile(node.text());
  if (pattern)
    validation.pattern = std::move(*pattern);
  else
    node.problem(pattern.error().reason);
}

void read_table(const Node& node, Validation& validation) {
  if (const Node columns = node.optional("columns")) {
    for (const std::string& key : columns.texts(12)) validation.columns.push_back({key, {}, {}, {}, false});
  }
  validation.min_rows = count(node.optional("min_rows"), 100);
  validation.max_rows = count(node.optional("max_rows"), 100);
}

Validation read_validation(const Node& node, FieldType type) {
  Validation validation;
  if (!node) return validation;
  if (!node.is_object()) node.problem("must be an object");
  validation.min_length = count(node.optional("min_len"), kMaxTextLength);
  validation.max_length = count(node.optional("max_len"), kMaxTextLength);
  validation.length = count(node.optional("length"), kMaxTextLength);
  if (validation.min_length && validation.max_length && *validation.min_length > *validation.max_length)
    node.optional("max_len").problem("is less than min_len");
  read_pattern(node.optional("pattern"), validation);
  if (const Node checksum = node.optional("checksum"))
    validation.checksum = checksum.member_of(&enum_from<Checksum>, "checksum");
  read_bounds(node, type, validation);
  if (const Node scale = node.optional("scale")) validation.scale = scale.integer(0, 6);
  if (const Node unit = node.optional("unit")) validation.unit = unit.member_of(&enum_from<Unit>, "unit");
  if (const Node precision = node.optional("precision")) {
    const std::string word = precision.text();
    if (word != "day" && word != "month") precision.problem("is day or month");
    if (type != FieldType::Date) precision.problem("makes no sense for this type");
    validation.by_month = word == "month";
  }
  validation.after = node.optional("after").text_or_empty();
  read_options(node.optional("options"), validation);
  validation.multiple = node.optional("multiple").boolean_or(false) || type == FieldType::MultiEnum;
  validation.min_items = count(node.optional("min_items"), 500);
  validation.max_items = count(node.optional("max_items"), 500);
  read_table(node, validation);
  if (const Node level = node.optional("level"))
    validation.level = level.member_of(&enum_from<Level>, "level");
  validation.must_be_true = node.optional("must_be_true").boolean_or(false);
  validation.person_name = node.optional("person_name").boolean_or(false);
  validation.rows_of = node.optional("rows_of").text_or_empty();
  if (const Node slot = node.optional("slot")) validation.slot = slot.member_of(&enum_from<SlotPart>, "slot");
  if (const Node more = node.optional("rows_more")) validation.rows_more = more.integer(0, 9);
  return validation;
}

// A day is a date, a half of it a choice of "am" and "pm", the time of day a stretch that nobody has to know.
bool is_right_slot(const FormField& field) {
  switch (*field.validation.slot) {
    case SlotPart::Day: return field.type == FieldType::Date;
    case SlotPart::Half:
      return field.type == FieldType::Enum && field.validation.option("am") != nullptr &&
             field.validation.option("pm") != nullptr;
    case SlotPart::Time: return field.type == FieldType::TimeRange && !field.required;
  }
  return false;
}

// What a type cannot do without.
void check_field(const Node& node, const FormField& field) {
  const bool chooses = field.type == FieldType::Enum || field.type == FieldType::MultiEnum;
  const Validation& rules = field.validation;
  if (chooses && rules.options.empty() && rules.dictionary.empty())
    node.optional("validation").problem("options are missing");
  if (!chooses && (!rules.options.empty() || !rules.dictionary.empty()))
    node.optional("validation").problem("options make no sense for this type");
  if (rules.person_name && field.type != FieldType::Text)
    node.optional("validation").problem("person_name makes no sense for this type");
  if (!rules.rows_of.empty() && field.type != FieldType::Integer)
    node.optional("validation").problem("rows_of makes no sense for this type");
  if (rules.slot && !is_right_slot(field))
    node.optional("validation").problem("slot makes no sense for this field");
  if (field.type == FieldType::Table && rules.columns.empty())
    node.optional("validation").problem("columns are missing");
}

}  // namespace

std::optional<DateBound> parse_date_bound(std::string_view text) {
  DateBound bound;
  const auto starts = [&](std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
  };
  if (starts("birth")) {
    bound.base = DateBound::Base::Birth;
  } else if (starts("now")) {
    bound.base = DateBound::Base::Now;
  } else if (!starts("today")) {
    return std::nullopt;
  }
  if (text.empty()) return bound;
  const int sign = text[0] == '-' ? -1 : 1;
  if (text[0] != '-' && text[0] != '+') return std::nullopt;
  text.remove_prefix(1);
  const bool years = text.ends_with('y');
  if (years || text.ends_with('d')) text.remove_suffix(1);
  const auto amount = parse_number(text);
  if (!amount || (years && *amount > 200)) return std::nullopt;
  (years ? bound.years : bound.days) = sign * *amount;
  return bound;
}

std::optional<ShowIf> parse_show_if(std::string_view text) {
  constexpr std::array<std::string_view, 5> kSigns{"==", "<=", ">=", "<", ">"};
  const std::size_t at = text.find_first_of("=<>");
  if (at == std::string_view::npos || at == 0) return std::nullopt;
  for (const std::string_view sign : kSigns) {
    if (!text.substr(at).starts_with(sign)) continue;
    ShowIf rule{std::string(text.substr(0, at)), *enum_from<Comparison>(sign),
                std::string(text.substr(at + sign.size()))};
    const bool ordered = rule.op != Comparison::Equal;
    if (rule.value.empty() || (ordered && !parse_number(rule.value))) return std::nullopt;
    return rule;
  }
  return std::nullopt;
}

FormField parse_field(const Node& node) {
  FormField field;
  field.key = node["key"].text();
  field.label = {node["label_zh"].text(), node["label_en"].text()};
  field.text = {node.optional("text_zh").text_or_empty(), node.optional("text_en").text_or_empty()};
  field.type = node["type"].member_of(&enum_from<FieldType>, "type");
  field.required = node["required"].boolean();
  field.sensitive = node.optional("sensitive").boolean_or(false);
  if (const Node prefill = node.optional("prefill"))
    field.prefill = prefill.member_of(&enum_from<Prefill>, "prefill");
  if (const Node sex = node.optional("prefill_sex")) {
    field.prefill_sex = sex.text();
    if (field.prefill_sex != "female" && field.prefill_sex != "male") sex.problem("is female or male");
    if (!field.prefill) sex.problem("makes no sense without prefill");
  }
  if (const Node show_if = node.optional("show_if")) {
    field.show_if = parse_show_if(show_if.text());
    if (!field.show_if) show_if.problem("is no condition such as 'pickup==courier'");
  }
  field.validation = read_validation(node.optional("validation"), field.type);
  if (field.prefill == Prefill::IdCardName) field.validation.person_name = true;
  if (!node.faulty()) check_field(node, field);
  return field;
}

}  // namespace yitang::catalog
