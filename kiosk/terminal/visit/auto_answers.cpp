#include "kiosk/terminal/visit/auto_answers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/catalog/eligibility.hpp"

namespace yitang::terminal {
namespace {

using catalog::FactTest;
using catalog::ServiceItem;

// Grown-ups first; the expired one is for whoever comes to have it renewed.
constexpr std::array<std::string_view, 5> kPeople{"relative", "elder", "aged", "minority", "expired"};

bool is_answered_by(const FactTest& test, const catalog::FactValue& value,
                    const catalog::Parameters& numbers) {
  const ServiceItem probe = [&] {
    ServiceItem item;
    item.checks.push_back({{test}, {}, {}});
    return item;
  }();
  const catalog::FactBook book;
  const catalog::Facts facts{{test.fact, value}};
  const std::set<std::string> accepted;
  return std::holds_alternative<catalog::Eligible>(
      catalog::evaluate({probe, book, numbers, facts, accepted, false}));
}

// Everything worth trying as an answer: each option, and for numbers the limits and what lies beside them.
std::vector<catalog::FactValue> candidates(const catalog::Fact& fact, const std::vector<FactTest>& tests,
                                           const catalog::Parameters& numbers) {
  const catalog::Question& question = fact.question;
  if (question.answer == catalog::AnswerKind::YesNo) return {true, false};
  std::vector<catalog::FactValue> values;
  if (question.answer == catalog::AnswerKind::Choice) {
    for (const catalog::Option& option : question.options) {
      if (question.numeric_options) values.emplace_back(std::strtod(option.code.c_str(), nullptr));
      if (!question.numeric_options) values.emplace_back(option.code);
    }
    return values;
  }
  for (const FactTest& test : tests) {
    std::vector<catalog::FactValue> limits = test.values;
    if (const auto found = numbers.find(test.parameter); found != numbers.end())
      limits.emplace_back(found->second);
    for (const catalog::FactValue& limit : limits) {
      const auto* number = std::get_if<double>(&limit);
      if (number == nullptr) continue;
      for (const double near : {*number, *number - 1, *number + 1}) {
        if (near >= question.min && (question.max <= question.min || near <= question.max))
          values.emplace_back(near);
      }
    }
  }
  values.emplace_back(question.min);
  return values;
}

bool demands(const catalog::Check& check) { return check.then_outcome.empty(); }

std::optional<catalog::FactValue> good_answer(const catalog::Fact& fact, const std::vector<FactTest>& tests,
                                              const catalog::Parameters& numbers) {
  std::optional<catalog::FactValue> best;
  std::size_t most = 0;
  for (const catalog::FactValue& value : candidates(fact, tests, numbers)) {
    const auto holding =
        static_cast<std::size_t>(std::count_if(tests.begin(), tests.end(), [&](const FactTest& test) {
          return is_answered_by(test, value, numbers);
        }));
    if (best && holding <= most) continue;
    best = value;
    most = holding;
  }
  return best;
}

catalog::Facts answers_to(const catalog::Catalog& catalog, const std::vector<const ServiceItem*>& items) {
  std::map<std::string, std::vector<FactTest>> tests;
  for (const ServiceItem* item : items) {
    for (const catalog::Check& check : item->checks) {
      for (const FactTest& test : check.any) {
        auto& known = tests[test.fact];
        if (demands(check)) known.push_back(test);
      }
    }
  }
  catalog::Facts answers;
  for (const auto& [name, list] : tests) {
    const catalog::Fact* fact = catalog.facts().fact(name);
    if (fact == nullptr) continue;
    if (const auto value = good_answer(*fact, list, catalog.county().parameters)) answers[name] = *value;
  }
  return answers;
}

std::optional<catalog::CardFacts> facts_on(std::string_view label) {
  const devices::SyntheticCard* card = devices::sample_card(label);
  if (card == nullptr) return std::nullopt;
  catalog::CardFacts facts;
  facts.birth = Date::parse(card->birth);
  facts.valid_to = Date::parse(card->valid_to);
  facts.valid_for_life = !facts.valid_to;
  return facts;
}

// An offer may be taken up, a stop may not.
bool may_apply(const catalog::Catalog& catalog, const ServiceItem& item, const catalog::Facts& facts) {
  std::set<std::string> accepted;
  for (std::size_t i = 0; i <= item.checks.size(); ++i) {
    const auto result = catalog.evaluate(item, facts, accepted);
    const auto* refused = std::get_if<catalog::NotEligible>(&result);
    if (refused == nullptr) return true;
    if (!refused->offer || !accepted.insert(refused->outcome).second) return false;
  }
  return false;
}

bool needs_offer(const catalog::Catalog& catalog, const ServiceItem& item, const catalog::Facts& facts) {
  return std::holds_alternative<catalog::NotEligible>(catalog.evaluate(item, facts, {}));
}

bool is_of_card(const catalog::Fact& fact) { return fact.source != catalog::FactSource::Asked; }

}  // namespace

AutoPlan plan_for(const catalog::Catalog& catalog, const std::vector<const ServiceItem*>& items, Date today) {
  const catalog::Facts answers = answers_to(catalog, items);
  AutoPlan best;
  std::size_t fewest = items.size() * 10 + 1;
  for (const std::string_view label : kPeople) {
    const auto card = facts_on(label);
    if (!card) continue;
    const bool expired = card->valid_to && *card->valid_to < today;
    catalog::Facts facts = catalog::facts_of_card(catalog.facts(), *card, today);
    facts.merge(catalog::facts_of_day(catalog.facts(), catalog.county().enrolment, today));
    for (const auto& [name, value] : answers) {
      const catalog::Fact* fact = catalog.facts().fact(name);
      if (fact != nullptr && !is_of_card(*fact)) facts[name] = value;
    }
    AutoPlan plan{std::string(label), devices::sample_card(label)->sex == '2', answers, {}};
    std::size_t burden = 0;
    for (const ServiceItem* item : items) {
      const bool renewal = catalog::asks_for_expiry(*item, catalog.facts());
      const bool able = may_apply(catalog, *item, facts) && (!expired || renewal);
      if (!able) plan.stops.push_back(item->id);
      burden += !able ? 10U : needs_offer(catalog, *item, facts) ? 1U : 0U;
    }
    if (burden >= fewest) continue;
    fewest = burden;
    best = std::move(plan);
  }
  return best;
}

std::string answer_code(const catalog::Question& question, const catalog::FactValue& answer) {
  if (const auto* yes = std::get_if<bool>(&answer)) return *yes ? "true" : "false";
  if (const auto* text = std::get_if<std::string>(&answer)) return *text;
  const double number = std::get<double>(answer);
  if (question.decimals > 0) return fmt::format("{:.{}f}", number, question.decimals);
  return fmt::format("{:.0f}", number);
}

}  // namespace yitang::terminal
