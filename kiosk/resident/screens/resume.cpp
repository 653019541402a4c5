// Something of this person is already here: an unfinished application, or the same matter under way.
#include <string>

#include "kiosk/cases/person.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"

namespace yitang::resident {
namespace {

void draw_hero(Screen& s, Column& column, const std::string& title, const std::string& text, ui::Icon icon) {
  ui::ResultHeroSpec hero;
  hero.tone = ui::Tone::Info;
  hero.icon = icon;
  hero.title = title;
  hero.text = text;
  ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
}

void draw_rows(Screen& s, Column& column, const std::vector<ui::KeyValue>& rows) {
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
}

std::string item_name(const Screen& s, const std::string& id, int version) {
  const catalog::ServiceItem* item = s.context.catalog.nearest(id, version);
  if (item != nullptr) return s.of(item->name);
  const catalog::Bundle* bundle = s.context.catalog.bundle(id);
  return bundle != nullptr ? s.of(bundle->name) : id;
}

void draw_what_afresh_does(Screen& s, Column& column, const char* key) {
  write(s, column,
        {.text = s.tr(key),
         .style = ui::TextStyle::Caption,
         .color = s.colors().text_muted,
         .align = ui::Align::Center});
}

// Two for the same item are told apart by their time and, where somebody acts for others, by the applicant.
std::string draft_hint(const Screen& s, const cases::Draft& draft) {
  std::string hint = s.tr("resume.saved") + " " + moment_text(s, draft.updated);
  if (draft.agent && draft.applicant)
    hint = s.tr("resume.for_whom", {{"name", cases::masked_name(draft.applicant->name)}}) +
           s.tr("list.point") + hint;
  return hint;
}

void draw_several(Screen& s, ui::ButtonSpec other, bool query) {
  const std::vector<cases::Draft>& found = s.state.found_drafts;
  other.main_action = false;
  if (foot(s, other) != Foot::None) s.send(IntentKind::StartAfresh);
  scrolling(s, s.content, "resume.several", [&](Column& column) {
    draw_hero(s, column, s.tr("resume.heading_several", {{"count", std::to_string(found.size())}}),
              s.tr("resume.hint_several"), ui::Icon::FormEdit);
    for (std::size_t i = 0; i < found.size(); ++i) {
      ui::ListRowSpec row;
      row.id = "resume.draft." + std::to_string(i);
      row.title = item_name(s, found[i].item_id, found[i].item_version);
      row.subtitle = draft_hint(s, found[i]);
      row.icon = ui::Icon::FormEdit;
      row.title_lines = 3;
      if (const catalog::ServiceItem* item =
              s.context.catalog.nearest(found[i].item_id, found[i].item_version);
          item != nullptr) {
        row.icon = item_icon(s, *item);
        row.accent = item_accent(s, *item);
      }
      const ui::Rect place = column.take(ui::list_row_height(s.ui, column.width(), row), s.space().m);
      if (ui::list_row(s.ui, place, row)) s.send(IntentKind::ResumeDraft, found[i].uid);
    }
    draw_what_afresh_does(s, column, query ? "resume.query_hint" : "resume.another_hint");
  });
}

}  // namespace

void draw_resume(Screen& s) {
  const std::vector<cases::Draft>& found = s.state.found_drafts;
  if (found.empty()) return;
  const bool query = s.state.card.role == CardRole::Query;  // came to ask for progress: the drafts stay
  const bool several = found.size() > 1;
  ui::ButtonSpec other = second_button("resume.afresh", s.tr("resume.afresh"), ui::Icon::Trash);
  if (several) other = second_button("resume.afresh", s.tr("resume.another"), ui::Icon::Plus);
  if (query) other = second_button("resume.afresh", s.tr("resume.not_now"), ui::Icon::Search);
  if (several) {
    draw_several(s, other, query);
    return;
  }
  const cases::Draft& draft = found.front();
  const Foot tapped =
      foot(s, main_button("resume.continue", s.tr("resume.continue"), ui::Icon::Forward), other);
  if (tapped == Foot::Main) s.send(IntentKind::ResumeDraft, draft.uid);
  if (tapped == Foot::Second) s.send(IntentKind::StartAfresh);
  scrolling(s, s.content, "resume", [&](Column& column) {
    const bool prepared = draft.prepared.has_value();
    draw_hero(s, column, s.tr(prepared ? "prepared.resume" : "resume.heading"),
              s.tr(prepared ? "prepared.resume_hint" : "resume.hint"), ui::Icon::FormEdit);
    std::vector<ui::KeyValue> rows;
    rows.push_back(
        {.key = s.tr("case.item"), .value = item_name(s, draft.item_id, draft.item_version), .strong = true});
    if (draft.applicant && draft.applicant->source == cases::PersonSource::Typed)
      rows.push_back({.key = s.tr("person.source"), .value = s.tr("prepared.without_card")});
    if (draft.prepared)
      rows.push_back(
          {.key = s.tr("prepared.reference"), .value = cases::readable_reference(draft.prepared->reference)});
    if (draft.updated != 0)
      rows.push_back({.key = s.tr("resume.saved"), .value = moment_text(s, draft.updated)});
    draw_rows(s, column, rows);
    draw_what_afresh_does(s, column, query ? "resume.query_hint" : "resume.afresh_hint");
  });
}

void draw_duplicate(Screen& s) {
  if (!s.state.existing_case) return;
  if (s.state.bundle.bundle != nullptr) return draw_bundle_under_way(s);
  const cases::CaseRow& row = *s.state.existing_case;
  const Foot tapped = foot(s, main_button("duplicate.open", s.tr("duplicate.open"), ui::Icon::Search),
                           second_button("duplicate.again", s.tr("duplicate.again")));
  if (tapped == Foot::Main) s.send(IntentKind::OpenExistingCase, row.uid);
  if (tapped == Foot::Second) s.send(IntentKind::ApplyAgain);
  scrolling(s, s.content, "duplicate", [&](Column& column) {
    draw_hero(s, column, s.tr("duplicate.heading"), s.tr("duplicate.hint"), ui::Icon::Documents);
    std::vector<ui::KeyValue> rows;
    rows.push_back(
        {.key = s.tr("case.item"), .value = item_name(s, row.item_id, row.item_version), .strong = true});
    rows.push_back({.key = s.tr("case.number"), .value = row.receipt_no});
    rows.push_back(
        {.key = s.tr("case.submitted"), .value = date_with_weekday(s, Date::of(row.submitted_at))});
    rows.push_back({.key = s.tr("case.state"),
                    .value = state_text(s, row.state, row.outcome),
                    .tone = state_tone(row.state, row.outcome),
                    .strong = true});
    if (row.promised)
      rows.push_back({.key = s.tr("case.promised"), .value = date_with_weekday(s, *row.promised)});
    draw_rows(s, column, rows);
  });
}

}  // namespace yitang::resident
