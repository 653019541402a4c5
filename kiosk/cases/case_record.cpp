#include "kiosk/cases/case_record.hpp"

#include <iterator>

namespace yitang::cases {
namespace {

constexpr std::string_view kStates[] = {"submitted", "accepted",  "supplement",
                                        "deciding",  "concluded", "closed"};
constexpr std::string_view kOutcomes[] = {"none", "approved", "refused", "withdrawn"};

template <class E, std::size_t N>
std::optional<E> member(std::string_view name, const std::string_view (&names)[N]) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

bool with_office(CaseState state) {
  return state == CaseState::Accepted || state == CaseState::Supplement || state == CaseState::Deciding;
}

}  // namespace

std::string_view name_of(CaseState state) { return kStates[static_cast<int>(state)]; }
std::optional<CaseState> case_state(std::string_view name) { return member<CaseState>(name, kStates); }
std::string_view name_of(Outcome outcome) { return kOutcomes[static_cast<int>(outcome)]; }
std::optional<Outcome> outcome(std::string_view name) { return member<Outcome>(name, kOutcomes); }

bool is_open(CaseState state) { return state != CaseState::Concluded && state != CaseState::Closed; }

bool may_follow(CaseState from, CaseState to) {
  if (with_office(from) && with_office(to)) return true;
  return static_cast<int>(to) >= static_cast<int>(from);
}

}  // namespace yitang::cases
