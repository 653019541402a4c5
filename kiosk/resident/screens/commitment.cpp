// One commitment in place of a proof: what it replaces, what is declared, what follows if it is not true.
#include <string>

#include "kiosk/cases/agreement.hpp"
#include "kiosk/cases/person.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

void draw_declaration(Screen& s, Column& column, const catalog::CommitmentText& commitment) {
  const float width = column.width() - 2 * ui::card_padding(s.ui);
  const std::string title = s.tr("commitment.declare");
  const float head = ui::measure_text_height(s.ui, title, ui::TextStyle::Label, width);
  const float body = ui::measure_text_height(s.ui, s.of(commitment.text), ui::TextStyle::Body, width);
  card_around(s, column, head + s.space().s + body, s.space().l, [&](const ui::Rect& inside) {
    ui::Rect place = inside;
    ui::text(s.ui, place.cut_top(head, s.space().s),
             {.text = title, .style = ui::TextStyle::Label, .color = s.colors().text_muted, .bold = true});
    ui::text(s.ui, place, {.text = s.of(commitment.text)});
  });
}

// With a second person before the screen it has to be said whose promise it is.
bool stands_beside_agent(const Screen& s) {
  const cases::Draft& draft = s.state.draft;
  return draft.agent && !draft.agreed.guardian && draft.applicant;
}

std::string tick_label(const Screen& s) {
  const cases::Draft& draft = s.state.draft;
  if (!stands_beside_agent(s)) return s.tr("commitment.tick");
  return s.tr("commitment.tick_of", {{"name", cases::masked_name(draft.applicant->name)}});
}

}  // namespace

void draw_commitment(Screen& s) {
  const CommitmentState& shown = s.state.commitments;
  if (shown.at >= shown.materials.size()) return;
  const catalog::Material& material = *shown.materials[shown.at];
  if (!material.commitment) return;
  const catalog::CommitmentText& commitment = *material.commitment;
  const bool made = cases::is_committed(material, s.state.draft.agreed.commitments);
  ui::ButtonSpec next = main_button("commitment.next", s.tr("common.next"), ui::Icon::Forward);
  next.icon_right = true;
  const Foot tapped = foot(s, next, second_button("commitment.proof", s.tr("commitment.proof")));
  if (tapped == Foot::Main) s.send(IntentKind::NextStep);
  if (tapped == Foot::Second) s.send(IntentKind::BringProof, material.code);
  scrolling(s, s.content, "commitment." + material.code, [&](Column& column) {
    ui::BannerSpec banner;
    banner.id = "commitment.replaces";
    banner.tone = ui::Tone::Info;
    banner.icon = ui::Icon::Document;
    banner.title = s.tr("commitment.replaces");
    banner.text = s.of(commitment.replaces);
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().l), banner);
    draw_declaration(s, column, commitment);
    ui::BannerSpec warning;
    warning.id = "commitment.consequence";
    warning.tone = ui::Tone::Warning;
    warning.title = s.tr("commitment.consequence");
    warning.text = s.of(commitment.consequence);
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), warning), s.space().l), warning);
    ui::CheckboxSpec tick;
    tick.id = "commitment.tick";
    tick.label = tick_label(s);
    if (stands_beside_agent(s)) tick.spoken = s.tr("speaker.tick_applicant");
    if (s.state.commitments.reminded) tick.text = s.tr("commitment.reminder");
    tick.checked = made;
    tick.error = s.state.commitments.reminded && !made;
    if (ui::checkbox(s.ui, column.take(ui::checkbox_height(s.ui, column.width(), tick), s.space().m), tick))
      s.send(IntentKind::ToggleCommitment, material.code);
    write(s, column,
          {.text = s.tr("consent.version", {{"version", std::to_string(commitment.version)}}),
           .style = ui::TextStyle::Caption,
           .color = s.colors().text_muted});
  });
}

}  // namespace yitang::resident
