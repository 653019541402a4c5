// One matter of several items: what it contains and what of it is wanted; what had to be struck off; before
// the signature, each case's own form.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/draft_rows.hpp"
#include "kiosk/resident/screens/fees.hpp"
#include "kiosk/resident/screens/fields.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/choice.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

bool entry_is_wanted(const BundleEntry& entry) { return entry.part == BundlePart::Wanted; }

int count_wanted(const Screen& s) {
  const auto& entries = s.state.bundle.entries;
  return static_cast<int>(std::count_if(entries.begin(), entries.end(), entry_is_wanted));
}

/// Days and trips: what most people compare.
std::string entry_hint(const Screen& s, const catalog::ServiceItem& item) {
  return promise_text(s, item) + s.tr("list.point") + s.of(catalog::trips_badge(trips_here(s, item)));
}

std::string refusal_text(const Screen& s, const catalog::NotEligible& no) {
  const std::string& advice = s.of(no.advice);
  return advice.empty() ? s.of(no.why) : s.of(no.why) + "\n" + advice;
}

std::string struck_text(const Screen& s, const BundleEntry& entry) {
  switch (entry.part) {
    case BundlePart::NotEligible:
      if (entry.refusal) return s.of(entry.refusal->why);
      break;
    case BundlePart::UnderWay: return s.tr("bundle.under_way", {{"number", entry.receipt_no}});
    case BundlePart::Separate: return s.tr("bundle.separate");
    case BundlePart::Wanted:
    case BundlePart::NotWanted: break;
  }
  return s.tr("bundle.not_now");
}

void draw_notice(Screen& s, Column& column, ui::BannerSpec banner) {
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
}

void draw_entry(Screen& s, Column& column, const BundleEntry& entry) {
  const bool open = entry_is_wanted(entry) || entry.part == BundlePart::NotWanted;
  if (!open) {
    draw_notice(s, column,
                {.id = "bundle.struck." + entry.item->id,
                 .tone = entry.part == BundlePart::UnderWay ? ui::Tone::Info : ui::Tone::Warning,
                 .title = s.of(entry.item->name),
                 .text = struck_text(s, entry),
                 .personal = true});
    return;
  }
  ui::CheckboxSpec box;
  box.id = "bundle.item." + entry.item->id;
  box.label = s.of(entry.item->name);
  box.text = entry_hint(s, *entry.item);
  box.checked = entry_is_wanted(entry);
  const ui::Rect place = column.take(ui::checkbox_height(s.ui, column.width(), box), s.space().m);
  if (ui::checkbox(s.ui, place, box)) s.send(IntentKind::ToggleBundleItem, entry.item->id);
}

std::string masked_line(const Screen& s, const cases::Person& person) {
  return s.tr("sign.person",
              {{"name", cases::masked_name(person.name)}, {"number", cases::masked_number(person.number)}});
}

bool is_of_card(const catalog::FormField& field) {
  return field.prefill == catalog::Prefill::IdCardName || field.prefill == catalog::Prefill::IdCardNumber;
}

void add_field_rows(const Screen& s, const cases::MergedMember& member, std::vector<ui::KeyValue>& rows) {
  const cases::FormContext context = cases::form_context(s.state.draft, s.context.now);
  for (const catalog::FormField& own : member.item->form) {
    const catalog::FormField* field = s.state.item->field(member.fields.at(own.key));
    if (field == nullptr || is_of_card(*field)) continue;
    if (!cases::is_shown(*field, s.state.draft.values, context)) continue;
    std::string value = field->type == catalog::FieldType::Table
                            ? table_text(s, *field)
                            : shown_value(s, *field, s.state.draft.values);
    if (value.empty()) value = s.tr("review.empty");
    const bool address = field->prefill == catalog::Prefill::IdCardAddress;
    if (address && !s.memory.revealed) value = cases::masked_address(value);
    rows.push_back({.key = s.of(own.label), .value = std::move(value)});
  }
}

void add_material_rows(const Screen& s, const cases::MergedMember& member, std::vector<ui::KeyValue>& rows) {
  for (const catalog::Material& own : member.item->materials) {
    const std::string& code = member.materials.at(own.code);
    for (const cases::MaterialPages& kept : s.state.draft.materials) {
      if (kept.code != code || kept.pages.empty()) continue;
      rows.push_back({.key = s.of(own.name),
                      .value = s.tr("materials.pages", {{"count", std::to_string(kept.pages.size())}})});
    }
  }
}

std::vector<ui::KeyValue> form_rows(const Screen& s, const cases::MergedItem& merged, std::size_t member) {
  const cases::Draft& draft = s.state.draft;
  std::vector<ui::KeyValue> rows;
  if (draft.applicant)
    rows.push_back({.key = s.tr("sign.applicant"), .value = masked_line(s, *draft.applicant)});
  if (draft.agent) rows.push_back({.key = s.tr("sign.agent"), .value = masked_line(s, draft.agent->person)});
  add_field_rows(s, merged.members[member], rows);
  add_material_rows(s, merged.members[member], rows);
  const cases::Draft own = cases::draft_of_member(merged, member, draft);
  if (own.delivery) {
    std::vector<ui::KeyValue> delivery = delivery_rows(s, *own.delivery);
    delivery.front().key = s.tr("sign.delivery");
    rows.insert(rows.end(), delivery.begin(), delivery.end());
  }
  return rows;
}

}  // namespace

void draw_bundle(Screen& s) {
  const BundleState& bundle = s.state.bundle;
  if (bundle.bundle == nullptr) return;
  const int wanted = count_wanted(s);
  ui::ButtonSpec start = main_button(
      "bundle.start", s.tr("bundle.start", {{"count", std::to_string(wanted)}}), ui::Icon::FormEdit);
  if (wanted == 0) start.label = s.tr("bundle.start_none");
  if (wanted == 1) start.label = s.tr("bundle.start_one");
  start.enabled = wanted > 0;
  if (foot(s, start) == Foot::Main) s.send(IntentKind::StartBundle);
  scrolling(s, s.content, "bundle." + bundle.bundle->id, [&](Column& column) {
    draw_notice(s, column,
                {.id = "bundle.how",
                 .tone = ui::Tone::Success,
                 .title = s.tr("bundle.how"),
                 .text = s.tr("bundle.how_text")});
    section(s, column, s.tr("bundle.contains", {{"count", std::to_string(bundle.entries.size())}}));
    write(s, column, {.text = s.tr("bundle.choose"), .color = s.colors().text_muted}, s.space().m);
    for (const BundleEntry& entry : bundle.entries) draw_entry(s, column, entry);
    if (bundle.merged == nullptr) return;
    for (const cases::MergedMember& member : bundle.merged->members)
      draw_fee_notice(s, column, *member.item, true);
    draw_guide_materials(s, column,
                         catalog::make_guide(bundle.merged->item, s.state.language, s.state.paper));
  });
}

void draw_bundle_refusal(Screen& s) {
  const bool offer = s.state.ineligible && s.state.ineligible->offer;
  std::vector<const BundleEntry*> refused;
  for (const BundleEntry& entry : s.state.bundle.entries) {
    if (entry_is_wanted(entry) && entry.refusal) refused.push_back(&entry);
  }
  const int left = count_wanted(s) - static_cast<int>(refused.size());
  const std::string without =
      s.tr(left > 0 ? "bundle.go_on" : "bundle.none_left", {{"count", std::to_string(left)}});
  Foot tapped = Foot::None;
  if (offer) {
    tapped = foot(s, main_button("ineligible.accept", s.tr("ineligible.accept"), ui::Icon::Check),
                  second_button("bundle.leave_out", s.tr("bundle.leave_out"), ui::Icon::Forward));
    if (tapped == Foot::Main) s.send(IntentKind::AcceptOffer, s.state.ineligible->outcome);
    if (tapped == Foot::Second) s.send(IntentKind::LeaveOut);
  } else if (foot(s, main_button("bundle.leave_out", without, ui::Icon::Forward)) == Foot::Main) {
    s.send(IntentKind::LeaveOut);
  }
  scrolling(s, s.content, "bundle.refused", [&](Column& column) {
    ui::ResultHeroSpec hero;
    hero.tone = ui::Tone::Warning;
    hero.icon = offer ? ui::Icon::Info : ui::Icon::Pause;
    hero.title = s.tr(offer ? "bundle.offer" : left > 0 ? "bundle.refused" : "bundle.refused_all");
    hero.text = offer || left == 0 ? "" : s.tr("bundle.refused_text");
    hero.personal = true;
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    for (const BundleEntry* entry : refused) {
      draw_notice(s, column,
                  {.id = "bundle.refused." + entry->item->id,
                   .tone = ui::Tone::Warning,
                   .title = s.of(entry->item->name),
                   .text = refusal_text(s, *entry->refusal),
                   .personal = true});
    }
    write(s, column,
          {.text = s.tr("ineligible.ask", {{"phone", s.context.place.hotline}}),
           .color = s.colors().text_muted,
           .align = ui::Align::Center});
  });
}

void draw_bundle_under_way(Screen& s) {
  const auto is_open = [](const BundleEntry& entry) {
    return entry_is_wanted(entry) && !entry.receipt_no.empty();
  };
  const auto& entries = s.state.bundle.entries;
  const int left = count_wanted(s) - static_cast<int>(std::count_if(entries.begin(), entries.end(), is_open));
  const std::string without =
      s.tr(left > 0 ? "bundle.go_on" : "bundle.none_left", {{"count", std::to_string(left)}});
  const Foot tapped = foot(s, main_button("bundle.leave_out", without, ui::Icon::Forward),
                           second_button("duplicate.open", s.tr("duplicate.open"), ui::Icon::Search));
  if (tapped == Foot::Main) s.send(IntentKind::LeaveOut);
  if (tapped == Foot::Second) s.send(IntentKind::OpenExistingCase);
  scrolling(s, s.content, "bundle.under_way", [&](Column& column) {
    ui::ResultHeroSpec hero;
    hero.tone = ui::Tone::Info;
    hero.icon = ui::Icon::Documents;
    hero.title = s.tr("bundle.under_way_heading");
    hero.text = s.tr("bundle.under_way_text");
    ui::result_hero(s.ui, column.take(ui::result_hero_height(s.ui, column.width(), hero), s.space().l), hero);
    for (const BundleEntry& entry : entries) {
      if (!is_open(entry)) continue;
      draw_notice(s, column,
                  {.id = "bundle.open." + entry.item->id,
                   .tone = ui::Tone::Info,
                   .title = s.of(entry.item->name),
                   .text = s.tr("bundle.under_way", {{"number", entry.receipt_no}}),
                   .personal = true});
    }
  });
}

void draw_bundle_forms(Screen& s) {
  const auto& merged = s.state.bundle.merged;
  if (merged == nullptr || s.state.bundle.form >= merged->members.size()) return;
  const std::size_t form = s.state.bundle.form;
  const auto count = static_cast<int>(merged->members.size());
  const int current = static_cast<int>(form) + 1;
  const bool last = current == count;
  ui::ButtonSpec next = main_button("bundle.next_form", s.tr(last ? "bundle.to_sign" : "bundle.next_form"),
                                    last ? ui::Icon::Pen : ui::Icon::Forward);
  next.icon_right = !last;
  if (foot(s, next) == Foot::Main) s.send(IntentKind::NextStep);
  ui::StepperSpec steps;
  steps.current = current;
  steps.total = count;
  steps.title = s.tr("bundle.forms_hint");
  steps.counter =
      s.tr("bundle.form_of", {{"current", std::to_string(current)}, {"total", std::to_string(count)}});
  ui::stepper(s.ui, s.content.cut_top(ui::stepper_height(s.ui), s.space().l), steps);
  const std::vector<ui::KeyValue> rows = form_rows(s, *merged, form);
  scrolling(s, s.content, "bundle.form." + std::to_string(form), [&](Column& column) {
    write(s, column,
          {.text = s.of(merged->members[form].item->name), .style = ui::TextStyle::Title, .heading = true},
          s.space().m);
    draw_reveal(s, column);
    card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows), 0,
                [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  });
}

}  // namespace yitang::resident
