#include "kiosk/terminal/visit/auto_inspect.hpp"

#include <algorithm>
#include <string_view>

#include "kiosk/resident/screens/page_duties.hpp"
#include "kiosk/terminal/visit/expectation.hpp"
#include "kiosk/terminal/visit/vocabulary.hpp"
#include "ui/page_rules.hpp"

namespace yitang::terminal {
namespace {

void add_person(std::string& all, const std::optional<cases::Person>& person) {
  if (!person) return;
  for (const std::string* part : {&person->name, &person->nation, &person->address, &person->authority})
    all += *part + "\n" + cases::masked_name(*part) + "\n" + cases::masked_address(*part) + "\n";
}

// What the person entered and the card said is shown as it is, in both languages.
std::string entered_in(VisitStage& stage) {
  const resident::ResidentState& state = stage.state();
  const resident::ScreenMemory& memory = stage.view().memory();
  std::string all = cases::draft_to_json(state.draft) + memory.number + "\n" + memory.ending + "\n" +
                    state.browse.query + "\n" + stage.terminal().config().terminal_code + "\n";
  add_person(all, state.draft.applicant);
  add_person(all, state.card.person);
  for (const std::string& cell : memory.row.cells) all += cell + "\n";
  if (state.submit.result) all += state.submit.result->receipt_no + "\n";
  for (const cases::SubmittedCase& one : state.submit.all) all += one.receipt_no + "\n";
  return all;
}

// The field under the keyboard shows letters that are not characters yet.
bool is_being_typed(VisitStage& stage, const ui::Node& node) {
  return node.focused && stage.view().memory().entry.is_open();
}

// "disabled_person": a word of the catalogue's files, not of a language.
bool has_code(std::string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
    if (text[i] == '_' && is_letter(text[i - 1]) && is_letter(text[i + 1])) return true;
  }
  return false;
}

std::string face_of(VisitStage& stage) {
  const resident::ResidentState& state = stage.state();
  std::string face = std::string(page_name(state.page)) + "/" + std::string(overlay_name(state.overlay));
  for (const ui::Node& node : stage.semantics().nodes()) {
    if (node.interactive() && node.role != ui::Role::Key) face += " " + node.id;
  }
  return face;
}

}  // namespace

void PageInspector::begin_subject() { seen_.clear(); }

void PageInspector::note(VisitStage& stage, const std::string& what) {
  const std::string text = std::string(page_name(stage.state().page)) + ": " + what;
  if (known_.insert(text).second) problems_.push_back(text);
}

void PageInspector::look(VisitStage& stage) {
  const std::string face = face_of(stage);
  if (!seen_.insert(face).second) return;
  const resident::ResidentState& state = stage.state();
  if (const std::string layout = layout_faults(stage); !layout.empty()) note(stage, layout);

  const resident::PageDuties duties = resident::duties_of(state, stage.view().memory());
  const bool english = state.language == Language::English;
  const std::string entered = entered_in(stage);
  const catalog::CountyInfo& county = stage.terminal().catalog().county();
  const std::string village_beginning = county.county.zh + county.township.zh;
  ui::PageRules rules{.main_action = duties.main_action,
                      .back = duties.back,
                      .home = duties.home,
                      .help = duties.help,
                      .script = english ? ui::Script::Latin : ui::Script::Chinese,
                      .may_stay_foreign = [&](std::string_view word) {
                        // The switch names the other language; addresses are as the office reads them.
                        return word.starts_with(village_beginning) || word == "组" || word == "号" ||
                               entered.find(word) != std::string::npos ||
                               word == (english ? "中文" : "English");
                      }};
  ui::Semantics shown;
  for (const ui::Node& node : stage.semantics().nodes()) {
    if (has_code(node.label) || has_code(node.value))
      note(stage, "shows a code: " + node.label + " " + node.value);
    ui::Node copy = node;
    if (is_being_typed(stage, node)) copy.value.clear();
    shown.add(std::move(copy));
  }
  for (const ui::LayoutProblem& problem : ui::check_page(shown, rules))
    note(stage, std::string(ui::problem_name(problem.kind)) + " " + problem.id + " " + problem.other);

  if (state.page != resident::Page::Idle) {
    const std::string spoken = stage.view().spoken();
    if (spoken.empty()) note(stage, "nothing is said aloud");
    for (const std::string& word : ui::foreign_words(spoken, rules.script)) {
      if (!rules.may_stay_foreign(word)) note(stage, "speaks \"" + word + "\"");
    }
  }
  if (!measured_.insert(face).second) return;
  if (const std::string faint = faint_words(stage); !faint.empty()) note(stage, faint);
}

}  // namespace yitang::terminal
