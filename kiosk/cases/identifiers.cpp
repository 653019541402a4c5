// Numbers with a check character: citizen numbers, bank cards, unified social credit codes.
#include <algorithm>
#include <array>
#include <cctype>

#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// GB 11643-1999: weights 2^(17-i) mod 11 over the first seventeen digits.
char citizen_check(std::string_view seventeen) {
  constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  constexpr std::string_view kChecks = "10X98765432";
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) sum += (seventeen[i] - '0') * kWeights[i];
  return kChecks[static_cast<std::size_t>(sum % 11)];
}

}  // namespace

std::optional<IdNumberFault> id_number_fault(std::string_view number, Date today) {
  if (number.size() != 18) return IdNumberFault::Length;
  const auto body = number.substr(0, 17);
  if (!std::all_of(body.begin(), body.end(), is_digit)) return IdNumberFault::Characters;
  if (!is_digit(number[17]) && number[17] != 'X') return IdNumberFault::Characters;
  const auto birth = birth_of(number);
  if (!birth || *birth > today || birth->year < 1880) return IdNumberFault::Date;
  if (citizen_check(body) != number[17]) return IdNumberFault::CheckDigit;
  return std::nullopt;
}

bool passes_luhn(std::string_view digits) {
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), is_digit)) return false;
  int sum = 0;
  bool doubled = false;
  for (auto at = digits.rbegin(); at != digits.rend(); ++at, doubled = !doubled) {
    int value = *at - '0';
    if (doubled) value = value > 4 ? value * 2 - 9 : value * 2;
    sum += value;
  }
  return sum % 10 == 0;
}

bool is_uscc(std::string_view code) {
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  if (code.size() != 18) return false;
  int sum = 0;
  int weight = 1;
  for (std::size_t i = 0; i < 17; ++i) {
    const auto value = kAlphabet.find(code[i]);
    if (value == std::string_view::npos) return false;
    sum += static_cast<int>(value) * weight;
    weight = weight * 3 % 31;
  }
  return kAlphabet[static_cast<std::size_t>((31 - sum % 31) % 31)] == code[17];
}

std::optional<Date> birth_of(std::string_view citizen_number) {
  if (citizen_number.size() != 18) return std::nullopt;
  return Date::parse(citizen_number.substr(6, 8));
}

Person person_from_number(std::string_view citizen_number, std::string name) {
  Person person;
  person.source = PersonSource::Typed;
  person.name = std::move(name);
  person.number = std::string(citizen_number);
  person.birth = birth_of(citizen_number);
  if (citizen_number.size() == 18 && is_digit(citizen_number[16])) {
    person.sex = (citizen_number[16] - '0') % 2 == 1 ? "male" : "female";
  }
  return person;
}

}  // namespace yitang::cases
