// What this person hands in: what is photographed here, and what needs nothing.
#include <algorithm>
#include <string>
#include <utility>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

using cases::MaterialNeed;
using cases::Need;
using cases::Supply;

bool is_for_camera(const MaterialNeed& need) {
  return need.supply == Supply::Scanned && (need.need == Need::Required || need.need == Need::Optional);
}
bool is_done(const MaterialNeed& need) { return need.have_pages > 0 && need.have_pages >= need.least_pages; }

ui::BadgeSpec status_of(const Screen& s, const MaterialNeed& need) {
  if (is_done(need)) {
    return {.text = s.tr("materials.pages", {{"count", std::to_string(need.have_pages)}}),
            .tone = ui::Tone::Success,
            .icon = ui::Icon::Check};
  }
  if (need.have_pages > 0) {
    return {.text = s.tr("materials.some_pages", {{"have", std::to_string(need.have_pages)},
                                                  {"least", std::to_string(need.least_pages)}}),
            .tone = ui::Tone::Warning,
            .icon = ui::Icon::Camera};
  }
  if (need.need == Need::Optional)
    return {.text = s.tr("materials.optional"), .tone = ui::Tone::Neutral, .icon = ui::Icon::Camera};
  return {.text = s.tr("materials.to_scan"), .tone = ui::Tone::Warning, .icon = ui::Icon::Camera};
}

// A proof is asked for in place of a commitment: why, and the way back.
void draw_instead_of_commitment(Screen& s, Column& column, const MaterialNeed& need) {
  const std::string& code = need.material->code;
  if (need.material->source != catalog::MaterialSource::Commitment || need.supply == Supply::Commitment)
    return;
  if (s.state.draft.proofs.contains(code) && cases::may_commit(s.state.draft)) {
    const ui::ButtonSpec button =
        second_button("material." + code + ".commit", s.tr("materials.commit_instead"), ui::Icon::Pen);
    if (ui::button(s.ui, column.take(s.theme().button_height(), s.space().m), button))
      s.send(IntentKind::CommitInstead, code);
    return;
  }
  write(s, column,
        {.text = s.tr("materials.agent_cannot_commit"),
         .style = ui::TextStyle::Caption,
         .color = s.colors().text_muted},
        s.space().m);
}

void draw_camera_row(Screen& s, Column& column, const MaterialNeed& need) {
  ui::ListRowSpec row;
  row.id = "material." + need.material->code;
  row.title = s.of(catalog::proof_name(*need.material));
  row.badges = {status_of(s, need)};
  row.icon = is_done(need) ? ui::Icon::CheckCircle : ui::Icon::Camera;
  row.accent = is_done(need) ? ui::Accent::Green : ui::Accent::Orange;
  row.title_lines = 3;
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m), row)) {
    s.send(IntentKind::OpenMaterial, need.material->code);
  }
  draw_instead_of_commitment(s, column, need);
}

// A conditional material that only the person can judge.
void draw_question(Screen& s, Column& column, const MaterialNeed& need) {
  const std::string name = s.of(need.material->name);
  const std::string question =
      need.material->question.zh.empty()
          ? s.tr("materials.ask", {{"condition", s.of(need.material->condition)}, {"material", name}})
          : s.tr("materials.ask_directly", {{"question", s.of(need.material->question)}, {"material", name}});
  const float padding = ui::card_padding(s.ui);
  const float words =
      ui::measure_text_height(s.ui, question, ui::TextStyle::Label, column.width() - 2 * padding);
  const float button = s.theme().button_height();
  card_around(s, column, words + s.space().m + button, s.space().m, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::text(s.ui, place.cut_top(words, s.space().m), {.text = question, .style = ui::TextStyle::Label});
    const auto cells = place.with_height(button).columns(2, s.space().m);
    const std::string& code = need.material->code;
    if (ui::button(s.ui, cells[0], second_button("material." + code + ".yes", s.tr("materials.yes")))) {
      s.send(IntentKind::AnswerMaterial, code, "yes");
    }
    if (ui::button(s.ui, cells[1], second_button("material." + code + ".no", s.tr("materials.no")))) {
      s.send(IntentKind::AnswerMaterial, code, "no");
    }
  });
}

const char* supply_key(const MaterialNeed& need) {
  if (need.need == Need::OfficeAsks) return "materials.office_asks";
  if (cases::is_authorisation(*need.material) && need.supply == Supply::Form) return "materials.signed_here";
  switch (need.supply) {
    case Supply::CardReader: return "materials.by_card";
    case Supply::SharedData: return "materials.shared";
    case Supply::ELicence: return "materials.licence";
    case Supply::Form: return "materials.form";
    case Supply::Commitment: return "materials.commitment";
    case Supply::Later: return "materials.later";
    case Supply::Scanned: return "materials.optional";
  }
  return "";
}

void draw_quiet_row(Screen& s, Column& column, const MaterialNeed& need) {
  const float icon = s.theme().icon_small();
  const auto& applicant = s.state.draft.applicant;
  const bool other_card = need.supply == Supply::CardReader && applicant &&
                          applicant->document != cases::DocumentKind::ResidentId;
  const bool proof = need.supply != Supply::Commitment;
  const std::string name = other_card
                               ? s.tr(document_key(applicant->document))
                               : s.of(proof ? catalog::proof_name(*need.material) : need.material->name);
  const std::string how = s.tr(supply_key(need));
  const float width = column.width() - icon - 3 * s.space().m;
  const float title = ui::measure_text_height(s.ui, name, ui::TextStyle::Body, width);
  const float small = ui::measure_text_height(s.ui, how, ui::TextStyle::Caption, width);
  ui::Rect row = column.take(title + small + 2 * s.space().s, s.space().s);
  s.ui.painter().fill_rounded(row, s.theme().radius().small, s.colors().success_soft);
  row = row.inset(s.space().m, s.space().s);
  const ui::Icon mark = need.supply == Supply::Later ? ui::Icon::Info : ui::Icon::CheckCircle;
  ui::icon(s.ui, row.cut_left(icon, s.space().m), mark, icon, s.colors().success);
  ui::text(s.ui, row.cut_top(title), {.text = name});
  ui::text(s.ui, row, {.text = how, .style = ui::TextStyle::Caption, .color = s.colors().text_muted});
}

// An answer that was given may be taken back.
bool was_asked(const Screen& s, const MaterialNeed& need) {
  return s.state.draft.applies.contains(need.material->code);
}

void draw_not_needed(Screen& s, Column& column, const MaterialNeed& need) {
  if (!was_asked(s, need)) return;
  ui::ListRowSpec row;
  row.id = "material." + need.material->code + ".again";
  row.title = s.of(need.material->name);
  row.subtitle = s.tr("materials.not_needed");
  row.icon = ui::Icon::Minus;
  row.accent = ui::Accent::Slate;
  row.trailing = s.tr("materials.change");
  row.chevron = false;
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m), row)) {
    s.send(IntentKind::AnswerMaterial, need.material->code, "yes");
  }
}

const MaterialNeed* first_to_photograph(const Screen& s) {
  const auto& all = s.state.materials;
  const auto found = std::find_if(all.begin(), all.end(),
                                  [](const MaterialNeed& need) { return need.to_scan() && !is_done(need); });
  return found == all.end() ? nullptr : &*found;
}

// While a paper is missing, photographing it is the thing to do; whoever has it not with them learns what
// else is missing. Then the way goes on.
void draw_foot(Screen& s, const MaterialNeed* missing) {
  if (missing == nullptr) {
    ui::ButtonSpec next = main_button("materials.next", s.tr("common.next"), ui::Icon::Forward);
    next.icon_right = true;
    if (foot(s, next) == Foot::Main) s.send(IntentKind::NextStep);
    return;
  }
  const Foot tapped = foot(s, main_button("materials.shoot", s.tr("materials.shoot"), ui::Icon::Camera),
                           second_button("materials.next", s.tr("materials.not_with_me")));
  if (tapped == Foot::Main) s.send(IntentKind::OpenMaterial, missing->material->code);
  if (tapped == Foot::Second) s.send(IntentKind::NextStep);
}

}  // namespace

void draw_materials(Screen& s) {
  const MaterialNeed* missing = first_to_photograph(s);
  draw_foot(s, missing);
  scrolling(s, s.content, "materials", [&](Column& column) {
    if (s.state.pictures_too_large) {
      ui::BannerSpec banner;
      banner.id = "materials.too_large";
      banner.tone = ui::Tone::Warning;
      banner.title = s.tr("materials.too_large");
      banner.text = s.tr(materials_hint_key(s.state));
      ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
    } else {
      write(s, column, {.text = s.tr(materials_hint_key(s.state)), .color = s.colors().text_muted},
            s.space().l);
    }
    for (const MaterialNeed& need : s.state.materials) {
      if (is_for_camera(need)) draw_camera_row(s, column, need);
    }
    for (const MaterialNeed& need : s.state.materials) {
      if (need.need == Need::Ask) draw_question(s, column, need);
    }
    for (const MaterialNeed& need : s.state.materials) {
      if (need.need == Need::NotNeeded) draw_not_needed(s, column, need);
    }
    bool titled = false;
    for (const MaterialNeed& need : s.state.materials) {
      const bool quiet =
          need.need == Need::OfficeAsks || (need.need == Need::Required && need.supply != Supply::Scanned);
      if (!quiet) continue;
      if (!std::exchange(titled, true)) section(s, column, s.tr("materials.nothing_to_do"));
      draw_quiet_row(s, column, need);
      draw_instead_of_commitment(s, column, need);
    }
    fill_room(s, column, s.content,
              missing != nullptr ? ui::Illustration::PaperUnderCamera : ui::Illustration::FormAndPen,
              s.tr(missing != nullptr ? "capture.picture" : "materials.title"));
  });
}

void draw_missing(Screen& s) {
  const bool for_counter = is_for_counter(s.state);  // there the rest may follow, and its slip names it
  const Foot tapped =
      foot(s, main_button("missing.add", s.tr("missing.add"), ui::Icon::Camera),
           for_counter ? second_button("missing.later", s.tr("prepared.bring_later"), ui::Icon::Forward)
                       : second_button("missing.print", s.tr("missing.print"), ui::Icon::Printer));
  if (tapped == Foot::Main) s.send(IntentKind::NextStep);
  if (tapped == Foot::Second) s.send(for_counter ? IntentKind::BringLater : IntentKind::PrintMissing);
  if (s.state.print.fate && s.state.print.kind == PrintKind::MissingNotice) {
    const PrintFate fate = *s.state.print.fate;
    ui::BannerSpec banner;
    banner.id = "missing.printed";
    banner.icon = ui::Icon::Printer;
    banner.tone = fate == PrintFate::Printed    ? ui::Tone::Success
                  : fate == PrintFate::Printing ? ui::Tone::Info
                                                : ui::Tone::Warning;
    banner.title = s.tr(print_key(fate, "print.missing_failed"));
    ui::banner(s.ui, s.content.cut_bottom(ui::banner_height(s.ui, s.content.w, banner), s.space().m), banner);
  }
  scrolling(s, s.content, "missing", [&](Column& column) {
    ui::BannerSpec banner;
    banner.id = "missing.all";
    banner.tone = ui::Tone::Warning;
    banner.title = s.tr("missing.heading", {{"count", std::to_string(s.state.missing.size())}});
    banner.text = s.tr(for_counter ? std::string("prepared.missing_hint") : missing_hint_key(s.state));
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
    for (const cases::MissingMaterial& missing : s.state.missing) {
      ui::ListRowSpec row;
      row.id = "missing." + missing.material->code;
      row.title =
          s.of(missing.reason == cases::MissingReason::NotAnswered ? missing.material->name
                                                                   : catalog::proof_name(*missing.material));
      row.icon = ui::Icon::Document;
      row.accent = ui::Accent::Orange;
      row.title_lines = 3;
      switch (missing.reason) {
        case cases::MissingReason::NotScanned: row.subtitle = s.tr("missing.not_scanned"); break;
        case cases::MissingReason::TooFewPages:
          row.subtitle = s.tr("missing.too_few", {{"have", std::to_string(missing.have_pages)},
                                                  {"least", std::to_string(missing.least_pages)}});
          break;
        case cases::MissingReason::NotSharp:
          row.subtitle = s.tr("missing.not_sharp", {{"page", std::to_string(missing.page + 1)}});
          break;
        case cases::MissingReason::NotAnswered: row.subtitle = s.tr("missing.not_answered"); break;
      }
      const bool answerable = missing.reason != cases::MissingReason::NotAnswered;
      if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m), row)) {
        if (answerable) {
          s.send(IntentKind::OpenMaterial, missing.material->code);
        } else {
          s.send(IntentKind::NextStep);
        }
      }
    }
  });
}

}  // namespace yitang::resident
