#include "kiosk/catalog/eligibility.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace yitang::catalog {
namespace {

enum class State { Holds, Fails, Unknown, Waits };

bool is_of_card(FactSource source) {
  return source == FactSource::CardAge || source == FactSource::CardExpiry ||
         source == FactSource::CardVerified;
}

bool compare(double left, Comparison op, double right) {
  switch (op) {
    case Comparison::Equal: return left == right;
    case Comparison::Less: return left < right;
    case Comparison::LessOrEqual: return left <= right;
    case Comparison::Greater: return left > right;
    case Comparison::GreaterOrEqual: return left >= right;
    case Comparison::In:
    case Comparison::Between: break;
  }
  return false;
}

// The values of a test; of a parameter the one number, nothing if there is no such parameter.
std::vector<FactValue> values_of(const FactTest& test, const Parameters& parameters) {
  if (test.parameter.empty()) return test.values;
  const auto found = parameters.find(test.parameter);
  if (found == parameters.end()) return {};
  return {FactValue(found->second)};
}

bool holds(const FactTest& test, const FactValue& actual, const Parameters& parameters) {
  const std::vector<FactValue> values = values_of(test, parameters);
  if (test.op == Comparison::Equal || test.op == Comparison::In)
    return std::find(values.begin(), values.end(), actual) != values.end();
  const auto* number = std::get_if<double>(&actual);
  const std::size_t wanted = test.op == Comparison::Between ? 2 : 1;
  if (!number || values.size() != wanted) return false;
  const auto* first = std::get_if<double>(values.data());
  const auto* last = std::get_if<double>(&values.back());
  if (!first || !last) return false;
  if (test.op == Comparison::Between) return *number >= *first && *number <= *last;
  return compare(*number, test.op, *first);
}

class Evaluation {
 public:
  explicit Evaluation(const EligibilityInput& input) : input_(input) {}

  Eligibility run() {
    for (std::size_t i = 0; i < input_.item.checks.size(); ++i) {
      if (auto end = step(static_cast<int>(i), input_.item.checks[i])) return *end;
    }
    return eligible_;
  }

 private:
  const Fact* fact_of(const FactTest& test) const { return input_.book.fact(test.fact); }

  State state_of(const FactTest& test) const {
    const auto known = input_.facts.find(test.fact);
    if (known != input_.facts.end())
      return holds(test, known->second, input_.parameters) ? State::Holds : State::Fails;
    const Fact* fact = fact_of(test);
    return input_.wait_for_card && fact && is_of_card(fact->source) ? State::Waits : State::Unknown;
  }

  // The end of the evaluation, or nothing if it goes on to the next check.
  std::optional<Eligibility> step(int index, const Check& check) {
    const FactTest* unknown = nullptr;
    const FactTest* waits = nullptr;
    for (const FactTest& test : check.any) {
      switch (state_of(test)) {
        case State::Holds: return succeed(check);
        case State::Waits: waits = &test; break;
        case State::Unknown: unknown = unknown ? unknown : &test; break;
        case State::Fails: break;
      }
    }
    if (waits) {
      wait(*waits);
      return std::nullopt;
    }
    if (unknown) return ask(index, *unknown);
    if (check.any.empty()) return std::nullopt;
    return give_up(index, check);
  }

  std::optional<Eligibility> succeed(const Check& check) {
    if (const Outcome* outcome = input_.book.outcome(check.then_outcome))
      eligible_.remarks.push_back(outcome);
    return std::nullopt;
  }

  void wait(const FactTest& test) {
    const Fact* fact = fact_of(test);
    const auto& waiting = eligible_.waiting;
    if (std::find(waiting.begin(), waiting.end(), fact) == waiting.end()) eligible_.waiting.push_back(fact);
  }

  Eligibility ask(int index, const FactTest& test) const {
    AskNext next;
    next.fact = fact_of(test);
    next.check = index;
    std::set<std::string_view> counted;
    for (const Check& check : input_.item.checks) {
      for (const FactTest& each : check.any) {
        const Fact* fact = fact_of(each);
        if (!fact || (input_.wait_for_card && is_of_card(fact->source))) continue;
        if (!counted.insert(each.fact).second) continue;
        ++next.at_most;
        if (input_.facts.contains(each.fact)) ++next.answered;
      }
    }
    // A fact without a question cannot be in a loaded catalogue; as a test of its own it fails.
    if (!next.fact) return NotEligible{index, test.fact, {}, {}, {}, false};
    return next;
  }

  std::optional<Eligibility> give_up(int index, const Check& check) {
    if (!check.then_outcome.empty()) return std::nullopt;  // demands nothing
    const FactTest& test = check.any.back();
    const Outcome* outcome = input_.book.outcome(check.else_outcome);
    if (!outcome) return failed(index, test);
    const bool taken = outcome->effect == OutcomeEffect::Remark ||
                       (outcome->effect == OutcomeEffect::Offer && input_.accepted.contains(outcome->key));
    if (taken) {
      eligible_.remarks.push_back(outcome);
      return std::nullopt;
    }
    return NotEligible{index,        test.fact,       outcome->key,
                       outcome->why, outcome->advice, outcome->effect == OutcomeEffect::Offer};
  }

  NotEligible failed(int index, const FactTest& test) const {
    NotEligible end{index, test.fact, {}, {}, {}, false};
    const Fact* fact = fact_of(test);
    if (!fact) return end;
    end.why = why_of(*fact, test);
    end.advice = fact->advice;
    return end;
  }

  // The limit that was missed, in the wording of the fact, or its general wording.
  Text why_of(const Fact& fact, const FactTest& test) const {
    const auto known = input_.facts.find(test.fact);
    const auto* actual = known == input_.facts.end() ? nullptr : std::get_if<double>(&known->second);
    const std::vector<FactValue> values = values_of(test, input_.parameters);
    if (!actual || values.empty()) return fact.failure;
    const auto* low = std::get_if<double>(values.data());
    const auto* high = std::get_if<double>(&values.back());
    const bool lower = test.op == Comparison::GreaterOrEqual || test.op == Comparison::Greater ||
                       test.op == Comparison::Between;
    const bool upper =
        test.op == Comparison::LessOrEqual || test.op == Comparison::Less || test.op == Comparison::Between;
    if (low && lower && *actual <= *low && !fact.too_low.zh.empty()) return with_limit(fact.too_low, *low);
    if (high && upper && *actual >= *high && !fact.too_high.zh.empty())
      return with_limit(fact.too_high, *high);
    return fact.failure;
  }

  static Text with_limit(Text text, double limit) {
    const std::string number = fmt::format("{:g}", limit);
    for (std::string* part : {&text.zh, &text.en}) {
      const std::size_t at = part->find("{n}");
      if (at != std::string::npos) part->replace(at, 3, number);
    }
    return text;
  }

  const EligibilityInput& input_;
  Eligible eligible_;
};

}  // namespace

Eligibility evaluate(const EligibilityInput& input) { return Evaluation(input).run(); }

}  // namespace yitang::catalog
