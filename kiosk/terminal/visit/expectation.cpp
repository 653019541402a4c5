#include "kiosk/terminal/visit/expectation.hpp"

#include <algorithm>
#include <cstdlib>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/terminal/visit/vocabulary.hpp"
#include "ui/contrast_check.hpp"

namespace yitang::terminal {
namespace {

bool shows(const ui::Semantics& semantics, const std::string& text) {
  return std::any_of(semantics.nodes().begin(), semantics.nodes().end(), [&](const ui::Node& node) {
    return !node.covered &&
           (node.label.find(text) != std::string::npos || node.value.find(text) != std::string::npos);
  });
}

std::vector<cases::CaseRow> rows_of(VisitStage& stage) {
  std::vector<cases::CaseRow> rows;
  stage.terminal().with_store([&rows](cases::CaseStore& store) {
    if (auto found = store.list(1000)) rows = std::move(*found);
  });
  stage.settle(std::chrono::milliseconds(0));
  return rows;
}

std::string unlike(const std::string& what, std::string_view is, const std::string& wanted) {
  return is == wanted ? std::string() : what + " is \"" + std::string(is) + "\", not \"" + wanted + "\"";
}

}  // namespace

std::string layout_faults(VisitStage& stage) {
  std::string faults;
  for (const ui::LayoutProblem& p :
       stage.semantics().check(stage.ui().page(), stage.ui().theme().min_target())) {
    faults += std::string(ui::problem_name(p.kind)) + " " + p.id + " " + p.other + "; ";
  }
  return faults;
}

// Measured on the picture as it is shown now.
std::string faint_words(VisitStage& stage) {
  stage.ui().note_written_words();
  stage.frames();
  const ui::Theme& theme = stage.ui().theme();
  const float least = theme.two_colors() ? 7.F : 4.5F;
  std::string faults;
  for (const ui::MeasuredWords& words :
       ui::measure_contrast(stage.surface().view(), stage.ui().written_words(), theme.metrics().mm_per_px)) {
    if (words.ratio < least) faults += "contrast " + std::to_string(words.ratio) + " " + words.text + "; ";
  }
  return faults;
}

std::string unmet(const Step& step, VisitStage& stage, Language language, const SoFar& so_far) {
  std::string wanted = step.text;
  if (!step.texts.empty()) {
    const auto found = step.texts.find(language == Language::English ? "en" : "zh");
    if (found == step.texts.end()) return {};  // says nothing of this language
    wanted = found->second;
  }
  const std::string& what = step.target;
  if (what == "page") return unlike(what, page_name(stage.state().page), wanted);
  if (what == "overlay") return unlike(what, overlay_name(stage.state().overlay), wanted);
  if (what == "id")
    return stage.semantics().find_by_id(wanted) != nullptr ? "" : "no \"" + wanted + "\" on the page";
  if (what == "no_id")
    return stage.semantics().find_by_id(wanted) == nullptr ? "" : "\"" + wanted + "\" is on the page";
  if (what == "text")
    return shows(stage.semantics(), wanted) ? "" : "the page does not say \"" + wanted + "\"";
  if (what == "no_text") return shows(stage.semantics(), wanted) ? "the page says \"" + wanted + "\"" : "";
  if (what == "printed") return unlike("number of slips", std::to_string(so_far.slips), wanted);
  if (what == "forms")
    return unlike("number of A4 forms", std::to_string(stage.world().form_printer.printed()), wanted);
  if (what == "slip") {
    const bool there = so_far.newest_slip.find(wanted) != std::string_view::npos;
    return there ? "" : "the newest slip does not say \"" + wanted + "\"";
  }
  if (what == "form_seconds") {
    const double limit = std::strtod(wanted.c_str(), nullptr);
    if (so_far.form_seconds <= limit) return {};
    return "the form took " + std::to_string(static_cast<int>(so_far.form_seconds)) + " s";
  }
  if (what == "layout") return layout_faults(stage);
  if (what == "contrast") return faint_words(stage);
  if (what == "spoken") {
    const auto& said = stage.speech().utterances();
    const bool heard = std::any_of(said.begin(), said.end(), [&](const ui::Utterance& u) {
      return u.text.find(wanted) != std::string::npos;
    });
    return heard ? "" : "nobody said \"" + wanted + "\"";
  }
  const std::vector<cases::CaseRow> rows = rows_of(stage);
  if (what == "cases") return unlike("number of cases", std::to_string(rows.size()), wanted);
  if (what == "case_state")
    return rows.empty() ? "there is no case" : unlike(what, cases::name_of(rows.front().state), wanted);
  if (what == "delivered")
    return rows.empty() ? "there is no case" : unlike(what, rows.front().delivered ? "yes" : "no", wanted);
  return "unknown expectation \"" + what + "\"";
}

}  // namespace yitang::terminal
