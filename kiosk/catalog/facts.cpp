#include "kiosk/catalog/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace yitang::catalog {
namespace {

constexpr double kNeverExpires = 36'500;  ///< days: a card that is valid for life

std::optional<FactValue> of_card(FactSource source, const CardFacts& card, Date today) {
  switch (source) {
    case FactSource::CardAge:
      if (!card.birth) return std::nullopt;
      return FactValue(static_cast<double>(card.birth->years_until(today)));
    case FactSource::CardExpiry:
      if (card.valid_for_life) return FactValue(kNeverExpires);
      if (!card.valid_to) return std::nullopt;
      return FactValue(static_cast<double>(card.valid_to->to_days() - today.to_days()));
    case FactSource::CardVerified: return FactValue(true);
    case FactSource::Asked:
    case FactSource::EnrolmentPeriod: break;
  }
  return std::nullopt;
}

}  // namespace

const Fact* FactBook::fact(std::string_view name) const {
  const auto found = facts.find(name);
  return found == facts.end() ? nullptr : &found->second;
}

const Outcome* FactBook::outcome(std::string_view key) const {
  const auto found = outcomes.find(key);
  return found == outcomes.end() ? nullptr : &found->second;
}

bool YearlyPeriod::contains(Date day) const {
  const std::pair<int, int> at{day.month, day.day};
  const std::pair<int, int> from{from_month, from_day};
  const std::pair<int, int> to{to_month, to_day};
  return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

bool asks_for_expiry(const ServiceItem& item, const FactBook& book) {
  return std::any_of(item.checks.begin(), item.checks.end(), [&](const Check& check) {
    return std::any_of(check.any.begin(), check.any.end(), [&](const FactTest& test) {
      const Fact* fact = book.fact(test.fact);
      return fact != nullptr && fact->source == FactSource::CardExpiry;
    });
  });
}

Facts facts_of_card(const FactBook& book, const CardFacts& card, Date today) {
  Facts known;
  for (const auto& [name, fact] : book.facts) {
    if (auto value = of_card(fact.source, card, today)) known.emplace(name, std::move(*value));
  }
  return known;
}

Facts facts_of_day(const FactBook& book, const YearlyPeriod& enrolment, Date today) {
  Facts known;
  for (const auto& [name, fact] : book.facts) {
    if (fact.source == FactSource::EnrolmentPeriod) known.emplace(name, FactValue(enrolment.contains(today)));
  }
  return known;
}

Text answer_text(const Question& question, const FactValue& answer) {
  if (const bool* yes = std::get_if<bool>(&answer)) return *yes ? Text{"是", "Yes"} : Text{"否", "No"};
  const double* number = std::get_if<double>(&answer);
  const std::string code = number != nullptr ? fmt::format("{:g}", *number) : std::get<std::string>(answer);
  for (const Option& option : question.options) {
    if (option.code == code) return option.label;
  }
  return {code + question.unit.zh, question.unit.en.empty() ? code : code + " " + question.unit.en};
}

}  // namespace yitang::catalog
