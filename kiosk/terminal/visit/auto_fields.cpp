// What is entered into the fields of a form by a visit that plays itself.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "kiosk/base/text.hpp"
#include "kiosk/terminal/visit/auto_answers.hpp"

namespace yitang::terminal {
namespace {

using catalog::FieldType;

// Region 990101 belongs to no place; the check digits are right.
constexpr std::string_view kMan = "990101198603120413";
constexpr std::string_view kWoman = "990101198807250623";
constexpr std::string_view kBankCard = "6217000010001234569";
constexpr std::string_view kTradersCode = "92990101MA0TERT01K";
constexpr std::string_view kPhone = "13900001111";
// Tried one after the other where a pattern says how a text must look.
constexpr std::array<std::string_view, 4> kCodes{"A990100001", "NJ-2026-0001", "990100001", "A1"};

const TypedText& words_of_an_address() {
  static const TypedText all{{"zhongguo", "中国"}, {"renmin", "人民"}, {"daolu", "道路"}, {"", "3"},
                             {"", "号"},           {"men", "门"},      {"kou", "口"},     {"", "12"},
                             {"", "栋"},           {"", "室"}};
  return all;
}

TypedText name_of_somebody() { return {{"wang", "王"}, {"xiao", "小"}, {"ming", "明"}}; }

TypedText text_of_length(std::size_t least, std::size_t most) {
  TypedText text;
  std::size_t have = 0;
  for (std::size_t i = 0; have < std::max<std::size_t>(least, 4); ++i) {
    const TypedPart& part = words_of_an_address()[i % words_of_an_address().size()];
    const std::size_t more = length_utf8(part.text);
    if (most > 0 && have + more > most) break;
    text.push_back(part);
    have += more;
  }
  return text;
}

TypedText code_for(const catalog::Pattern& pattern) {
  for (const std::string_view code : kCodes) {
    if (pattern.matches(code)) return {{"", std::string(code)}};
  }
  return pattern.matches(kPhone) ? TypedText{{"", std::string(kPhone)}} : TypedText{};
}

std::string number_for(const catalog::Validation& rules, bool whole) {
  const double low = rules.min.value_or(0);
  const double high = rules.max.value_or(1'000'000);
  if (whole) return fmt::format("{:.0f}", std::clamp(3.0, std::ceil(low), std::floor(high)));
  return fmt::format("{:.1f}", std::clamp(low + std::min((high - low) / 4, 80.0), low, high));
}

bool says_person(std::string_view key) { return key == "name" || key.ends_with(".name"); }

}  // namespace

std::string plain(const TypedText& text) {
  std::string all;
  for (const TypedPart& part : text) all += part.text;
  return all;
}

TypedText typed_address() { return text_of_length(8, 0); }
std::string typed_phone() { return std::string(kPhone); }

TypedText typed_for(const catalog::FormField& field, bool female) {
  const catalog::Validation& rules = field.validation;
  switch (field.type) {
    case FieldType::Phone: return {{"", std::string(kPhone)}};
    case FieldType::BankCard: return {{"", std::string(kBankCard)}};
    case FieldType::Uscc: return {{"", std::string(kTradersCode)}};
    case FieldType::IdNumber: return {{"", std::string(female ? kMan : kWoman)}};
    case FieldType::Integer: return {{"", number_for(rules, true)}};
    case FieldType::Decimal:
    case FieldType::Money: return {{"", number_for(rules, false)}};
    default: break;
  }
  if (rules.pattern) return code_for(*rules.pattern);
  if (rules.person_name || says_person(field.key)) return name_of_somebody();
  const std::size_t least = std::max(rules.length.value_or(0), rules.min_length.value_or(0));
  return text_of_length(least, rules.length.value_or(rules.max_length.value_or(0)));
}

TypedText typed_for(const catalog::TableColumn& column, bool female) {
  catalog::FormField field;
  field.key = column.key;
  field.type = column.type;
  field.validation.person_name = column.person_name;
  return typed_for(field, female);
}

std::vector<std::string> chosen_for(const catalog::FormField& field, std::size_t turn) {
  const auto& options = field.validation.options;
  const bool several = field.validation.multiple || field.type == FieldType::MultiEnum;
  std::vector<std::string> codes;
  if (options.empty()) return codes;
  // Has a question of its own behind it.
  const bool courier = field.validation.option("courier") != nullptr;
  codes.push_back(courier && turn % 2 == 0 ? "courier" : options[turn % options.size()].code);
  const std::size_t wanted = several ? std::max<std::size_t>(field.validation.min_items.value_or(1), 2) : 1;
  const std::size_t most = std::min(field.validation.max_items.value_or(wanted), options.size());
  for (const catalog::Option& option : options) {
    if (codes.size() >= std::min(wanted, most)) break;
    if (option.code != codes.front()) codes.push_back(option.code);
  }
  return codes;
}

Date day_for(const catalog::ServiceItem& item, const catalog::FormField& field,
             const cases::FormValues& values, std::optional<Date> birth, Date today) {
  const auto bound = [&](const std::optional<catalog::DateBound>& limit) {
    return limit ? limit->resolve(today, birth) : std::nullopt;
  };
  Date day = today;
  // Another date must come after this one.
  const bool leads = std::any_of(item.form.begin(), item.form.end(), [&](const catalog::FormField& other) {
    return other.validation.after == field.key;
  });
  if (leads && field.validation.latest) day = day.plus_years(-10);
  if (const auto earlier =
          Date::parse(std::string(cases::text_of(values, field.validation.after)).substr(0, 10)))
    day = std::max(day, earlier->plus_years(1));
  if (const auto earliest = bound(field.validation.earliest)) day = std::max(day, *earliest);
  if (const auto latest = bound(field.validation.latest)) day = std::min(day, *latest);
  return day;
}

}  // namespace yitang::terminal
