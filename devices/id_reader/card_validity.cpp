// How long a resident card is valid: the Law on Resident Identity Cards, article 5.
#include "devices/id_reader/card.hpp"

namespace yitang::devices {
namespace {

constexpr int kForEver = 0;

int term_at_age(int age) {
  if (age < 16) return 5;
  if (age < 26) return 10;
  return age < 46 ? 20 : kForEver;
}

int age_on(Date birth, Date day) {
  const int years = static_cast<int>(day.year()) - static_cast<int>(birth.year());
  const bool before_birthday =
      day.month() != birth.month() ? day.month() < birth.month() : day.day() < birth.day();
  return before_birthday ? years - 1 : years;
}

// The last day is the first one's date, or the day before; 29 February has none in other years.
bool lasts(Date from, Date to, int years) {
  const auto end =
      std::chrono::sys_days(Date{from.year() + std::chrono::years(years), from.month(), from.day()});
  const auto apart = std::chrono::sys_days(to) - end;
  return apart >= std::chrono::days(-1) && apart <= std::chrono::days(1);
}

}  // namespace

bool usual_validity_term(const Card& card) {
  if (card.kind != CardKind::Resident || !card.birth || !card.valid_from) return true;
  if (!card.long_term && !card.valid_to) return true;
  const int age = age_on(*card.birth, *card.valid_from);
  for (const int years : {term_at_age(age), term_at_age(age - 1)}) {
    if (years == kForEver ? card.long_term
                          : !card.long_term && lasts(*card.valid_from, *card.valid_to, years)) {
      return true;
    }
  }
  return false;
}

}  // namespace yitang::devices
