// Emergencies first: a matter that must not be reported here while somebody is hurt or a house burns shows
// the three numbers before any question, on a page of its own.
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

// What a catalogue calls the outcome of being in an emergency; see its README.
constexpr std::string_view kEmergencyOutcome = "show_emergency_numbers";

/// The test that only holds when there is no emergency; null if the item has none.
const catalog::FactTest* calm_test(const catalog::ServiceItem& item) {
  for (const catalog::Check& check : item.checks) {
    if (check.else_outcome != kEmergencyOutcome || check.any.size() != 1) continue;
    const catalog::FactTest& test = check.any.front();
    if (test.op == catalog::Comparison::Equal && test.values.size() == 1) return &test;
  }
  return nullptr;
}

}  // namespace

bool ResidentFlow::open_emergency() {
  if (is_bundle() || calm_test(*state_.item) == nullptr) return false;
  go(Page::Emergency);
  return true;
}

// The page asked it already: the question does not come again.
void ResidentFlow::no_emergency() {
  if (state_.page != Page::Emergency || state_.item == nullptr) return;
  const catalog::FactTest* test = calm_test(*state_.item);
  if (test == nullptr) return;
  state_.draft.answers.insert_or_assign(test->fact, test->values.front());
  continue_checks(false);
}

}  // namespace yitang::resident
