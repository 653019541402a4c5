// GB 11643-1999 numbers: check digit after ISO 7064 MOD 11-2, and the date inside.
#include <algorithm>
#include <array>

#include "devices/id_reader/card.hpp"
#include "devices/id_reader/card_fields.hpp"

namespace yitang::devices {

namespace {
bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
int number_at(std::string_view text, std::size_t at, std::size_t count) {
  int value = 0;
  for (const char digit : text.substr(at, count)) {
    value = value * 10 + (digit - '0');
  }
  return value;
}
}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 8 || !all_digits(text)) {
    return std::nullopt;
  }
  const Date date{std::chrono::year{number_at(text, 0, 4)},
                  std::chrono::month{static_cast<unsigned>(number_at(text, 4, 2))},
                  std::chrono::day{static_cast<unsigned>(number_at(text, 6, 2))}};
  if (!date.ok() || number_at(text, 0, 4) == 0) {
    return std::nullopt;
  }
  return date;
}

char citizen_check_digit(std::string_view first_seventeen) {
  static constexpr std::array<int, 17> kWeights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  if (first_seventeen.size() != kWeights.size() || !all_digits(first_seventeen)) {
    return '\0';
  }
  int sum = 0;
  for (std::size_t i = 0; i < kWeights.size(); ++i) {
    sum += (first_seventeen[i] - '0') * kWeights[i];
  }
  return "10X98765432"[sum % 11];
}

bool citizen_number_valid(std::string_view number) {
  return number.size() == 18 && citizen_check_digit(number.substr(0, 17)) == number[17] &&
         parse_date(number.substr(6, 8)).has_value();
}

}  // namespace yitang::devices
