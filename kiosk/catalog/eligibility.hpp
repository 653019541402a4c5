// "Can I do this?": evaluates an item's checks against what is known and says what to ask next. Pure.
#pragma once

#include <map>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "kiosk/catalog/facts.hpp"
#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

/// Numbers that checks refer to by `param:name`.
using Parameters = std::map<std::string, double, std::less<>>;

struct EligibilityInput {
  const ServiceItem& item;
  const FactBook& book;
  const Parameters& parameters;
  const Facts& facts;                     ///< known so far: of the card, of the day, answered
  const std::set<std::string>& accepted;  ///< keys of offers that the person took up
  bool wait_for_card = false;             ///< facts that a card will give are not asked: their checks wait
};

/// A person must answer this next.
struct AskNext {
  const Fact* fact = nullptr;
  int check = 0;     ///< index in item.checks
  int answered = 0;  ///< questions of this item already answered
  int at_most = 0;   ///< questions that there can be in all
};

/// Every check holds. `waiting` are card facts that must be evaluated again once the card is read.
struct Eligible {
  std::vector<const Outcome*> remarks;
  std::vector<const Fact*> waiting;
};

/// The first failing check ends the questions.
struct NotEligible {
  int check = 0;        ///< index in item.checks
  std::string fact;     ///< whose test failed last
  std::string outcome;  ///< key of the outcome, empty if the fact's own wording is used
  Text why;
  Text advice;
  bool offer = false;  ///< add `outcome` to `accepted` to go on
};

using Eligibility = std::variant<AskNext, Eligible, NotEligible>;

/// Stops at the first unknown or failing check. Facts of the wrong type fail the test, they never throw.
Eligibility evaluate(const EligibilityInput& input);

}  // namespace yitang::catalog
