#include "kiosk/terminal/visit/vocabulary.hpp"

#include <algorithm>
#include <array>

#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/cases/case_record.hpp"

namespace yitang::terminal {
namespace {

constexpr std::array<std::string_view, 27> kPages{
    "idle",    "home",    "item_list",  "search",       "guide",      "eligibility", "not_eligible",
    "who_for", "card",    "agent_kind", "duplicate",    "resume",     "form",        "materials",
    "capture", "missing", "delivery",   "signature",    "review",     "submitting",  "receipt",
    "rating",  "goodbye", "query",      "query_number", "query_list", "query_case"};

constexpr std::array<std::string_view, 4> kOverlays{"none", "staff", "timeout", "leave_question"};

struct Action {
  StepKind device;
  std::string_view name;
  bool takes_number = false;
};
constexpr std::array<Action, 25> kActions{{{StepKind::Reader, "plug"},
                                           {StepKind::Reader, "unplug"},
                                           {StepKind::Reader, "mute"},
                                           {StepKind::Reader, "unmute"},
                                           {StepKind::Reader, "fail_reads", true},
                                           {StepKind::Reader, "lift_after", true},
                                           {StepKind::Printer, "plug"},
                                           {StepKind::Printer, "unplug"},
                                           {StepKind::Printer, "pull_paper"},
                                           {StepKind::Printer, "load_paper"},
                                           {StepKind::Printer, "open_cover"},
                                           {StepKind::Printer, "close_cover"},
                                           {StepKind::Printer, "jam"},
                                           {StepKind::Printer, "paper_out_after", true},
                                           {StepKind::Printer, "unplug_at_byte", true},
                                           {StepKind::Camera, "blur"},
                                           {StepKind::Camera, "sharp"},
                                           {StepKind::Camera, "dark"},
                                           {StepKind::Camera, "light"},
                                           {StepKind::Camera, "plug"},
                                           {StepKind::Camera, "unplug"},
                                           {StepKind::Camera, "page", true},
                                           {StepKind::Disk, "full"},
                                           {StepKind::Disk, "free"},
                                           {StepKind::Advance, "warning"}}};

enum class Wanted { Text, Number, Page, Overlay, CaseState, YesOrNo };
struct Expectation {
  std::string_view name;
  Wanted wanted;
};
constexpr std::array<Expectation, 12> kExpectations{{{"page", Wanted::Page},
                                                     {"overlay", Wanted::Overlay},
                                                     {"id", Wanted::Text},
                                                     {"no_id", Wanted::Text},
                                                     {"text", Wanted::Text},
                                                     {"no_text", Wanted::Text},
                                                     {"spoken", Wanted::Text},
                                                     {"printed", Wanted::Number},
                                                     {"cases", Wanted::Number},
                                                     {"case_state", Wanted::CaseState},
                                                     {"delivered", Wanted::YesOrNo},
                                                     {"layout", Wanted::Text}}};

template <class Set>
bool holds(const Set& set, std::string_view word) {
  return std::find(set.begin(), set.end(), word) != set.end();
}

std::string quoted(const char* what, const std::string& word) {
  return std::string("unknown ") + what + " \"" + word + "\"";
}

std::optional<std::string> unknown_action(const Step& step) {
  const auto found = std::find_if(kActions.begin(), kActions.end(), [&](const Action& action) {
    return action.device == step.kind && action.name == step.target;
  });
  if (found == kActions.end()) return quoted("action", step.target);
  if (found->takes_number == step.with_number) return std::nullopt;
  return "\"" + step.target + "\" " + (found->takes_number ? "needs a number" : "takes no number");
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

std::string_view page_name(resident::Page page) { return kPages.at(static_cast<std::size_t>(page)); }

std::string_view overlay_name(resident::Overlay overlay) {
  return kOverlays.at(static_cast<std::size_t>(overlay));
}

std::optional<std::string> unknown_word(const Step& step) {
  switch (step.kind) {
    case StepKind::Reader:
    case StepKind::Printer:
    case StepKind::Camera:
    case StepKind::Disk: return unknown_action(step);
    case StepKind::Advance: return step.target.empty() ? std::nullopt : unknown_action(step);
    case StepKind::PlaceCard:
      return step.target == "bank" || devices::sample_card(step.target) != nullptr
                 ? std::nullopt
                 : std::optional(quoted("card", step.target));
    case StepKind::Office: return unknown_outcome(step.command);
    case StepKind::Expect: return unknown_expectation(step);
    default: return std::nullopt;
  }
}

}  // namespace yitang::terminal
