#include "kiosk/terminal/visit/vocabulary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/case_record.hpp"
#include "kiosk/terminal/visit/keypad.hpp"
#include "kiosk/terminal/visit/visitor.hpp"

namespace yitang::terminal {
namespace {

constexpr std::array<std::string_view, 49> kPages{
    "idle",         "home",       "item_list",    "search",       "guide",      "eligibility",
    "not_eligible", "consent",    "who_for",      "card",         "agent_kind", "presence",
    "guardian",     "child",      "duplicate",    "resume",       "form",       "materials",
    "capture",      "missing",    "commitment",   "delivery",     "signature",  "review",
    "submitting",   "receipt",    "rating",       "goodbye",      "query",      "query_number",
    "query_list",   "query_case", "bundle",       "bundle_forms", "supplement", "supplement_sent",
    "emergency",    "lists",      "list_entries", "list_entry",   "queues",     "ticket_card",
    "ticket",       "no_card",    "typed",        "prepared",     "slot_days",  "slot_times",
    "check_in"};

constexpr std::array<std::string_view, 6> kOverlays{"none",           "staff", "timeout",
                                                    "leave_question", "look",  "sound"};

enum class Wanted { Text, Number, Page, Overlay, CaseState, YesOrNo, None };
struct Expectation {
  std::string_view name;
  Wanted wanted;
};
constexpr std::array<Expectation, 17> kExpectations{{{"page", Wanted::Page},
                                                     {"overlay", Wanted::Overlay},
                                                     {"id", Wanted::Text},
                                                     {"no_id", Wanted::Text},
                                                     {"text", Wanted::Text},
                                                     {"no_text", Wanted::Text},
                                                     {"spoken", Wanted::Text},
                                                     {"printed", Wanted::Number},
                                                     {"slip", Wanted::Text},
                                                     {"forms", Wanted::Number},
                                                     {"cases", Wanted::Number},
                                                     {"case_state", Wanted::CaseState},
                                                     {"delivered", Wanted::YesOrNo},
                                                     {"layout", Wanted::Text},
                                                     {"contrast", Wanted::Text},
                                                     {"residue", Wanted::None},

                                                     {"form_seconds", Wanted::Number}}};

template <class Set>
bool holds(const Set& set, std::string_view word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

std::string quoted(const char* what, const std::string& word) {
  return std::string("unknown ") + what + " \"" + word + "\"";
}

// Words as `yitang simulate` takes them.
std::vector<std::string> simulated_words(const Step& step) {
  switch (step.kind) {
    case StepKind::PlaceCard:
      if (step.target == kVisitorCard) return {};
      return {"card", "place", step.target};
    case StepKind::RemoveCard: return {"card", "remove"};
    case StepKind::ShowCode: {
      if (step.target == kVisitorCode) return {};
      std::vector<std::string> words = split(step.target, ' ');
      if (words.front() == "show") return {"code", ""};  // any text is scanned by "scan"
      words.insert(words.begin(), "code");
      return words;
    }
    case StepKind::Reader: return {"reader", step.target};
    case StepKind::Printer: return {"printer", step.target};
    case StepKind::Scanner: return {"scanner", step.target};
    case StepKind::Camera: return {"camera", step.target};
    case StepKind::FormPrinter: return {"form_printer", step.target};
    case StepKind::Person: return {"person", step.target};
    case StepKind::Headset: return {"headset", step.target};
    default: return {};
  }
}

std::optional<std::string> understand_action(Step& step, std::vector<std::string> words) {
  if (step.with_number) {
    if (step.number != std::floor(step.number)) return "a whole number is needed";
    words.push_back(std::to_string(static_cast<std::int64_t>(step.number)));
  }
  auto action = parse_action(words);
  if (!action) return describe(action.error());
  step.simulated = std::move(*action);
  return std::nullopt;
}

std::optional<std::string> unknown_value(Wanted wanted, const std::string& value) {
  const bool number = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  switch (wanted) {
    case Wanted::Text: return std::nullopt;
    case Wanted::Number:
      return number ? std::nullopt : std::optional<std::string>("a whole number is needed");
    case Wanted::Page: return holds(kPages, value) ? std::nullopt : std::optional(quoted("page", value));
    case Wanted::Overlay:
      return holds(kOverlays, value) ? std::nullopt : std::optional(quoted("overlay", value));
    case Wanted::CaseState:
      return cases::case_state(value) ? std::nullopt : std::optional(quoted("state", value));
    case Wanted::None:
      return value == "none" ? std::nullopt : std::optional<std::string>("only \"none\" can be expected");
    case Wanted::YesOrNo:
      return value == "yes" || value == "no" ? std::nullopt : std::optional<std::string>("it is yes or no");
  }
  return std::nullopt;
}

std::optional<std::string> unknown_expectation(const Step& step) {
  const auto found = std::find_if(kExpectations.begin(), kExpectations.end(),
                                  [&](const Expectation& e) { return e.name == step.target; });
  if (found == kExpectations.end()) return quoted("expectation", step.target);
  if (step.texts.empty()) return unknown_value(found->wanted, step.text);
  for (const auto& [language, value] : step.texts) {
    if (auto wrong = unknown_value(found->wanted, value)) return wrong;
  }
  return std::nullopt;
}

std::optional<std::string> unknown_outcome(const OfficeCommand& command) {
  if (command.verb != OfficeVerb::Decide) return std::nullopt;
  const bool known = command.outcome == "approved" || command.outcome == "refused";
  return known ? std::nullopt : std::optional(quoted("outcome", command.outcome));
}

}  // namespace

bool needs_visitor(const Step& step) {
  switch (step.kind) {
    case StepKind::PlaceCard: return step.target == kVisitorCard;
    case StepKind::ShowCode: return step.target == kVisitorCode;
    case StepKind::Keys: return step.text.find('{') != std::string::npos;
    case StepKind::Expect: return step.target == "residue";
    default: return false;
  }
}

std::string_view page_name(resident::Page page) { return kPages.at(static_cast<std::size_t>(page)); }

std::string_view overlay_name(resident::Overlay overlay) {
  return kOverlays.at(static_cast<std::size_t>(overlay));
}

std::optional<std::string> understand(Step& step) {
  if (auto words = simulated_words(step); !words.empty()) return understand_action(step, std::move(words));
  switch (step.kind) {
    case StepKind::Keys: return unknown_marker(step.text);
    case StepKind::Disk:
      return step.target == "full" || step.target == "free" ? std::nullopt
                                                            : std::optional(quoted("action", step.target));
    case StepKind::Network:
      return step.target == "down" || step.target == "up" ? std::nullopt
                                                          : std::optional(quoted("action", step.target));
    case StepKind::Press:
      return key_named(step.target) ? std::nullopt : std::optional(quoted("key", step.target));
    case StepKind::Advance:
      return step.target.empty() || step.target == "warning" ? std::nullopt
                                                             : std::optional(quoted("action", step.target));
    case StepKind::Office: return unknown_outcome(step.command);
    case StepKind::Expect: return unknown_expectation(step);
    default: return std::nullopt;
  }
}

}  // namespace yitang::terminal
