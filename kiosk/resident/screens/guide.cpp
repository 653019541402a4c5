// What an item needs: three figures first, then everything in the order in which people ask.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "kiosk/catalog/guide.hpp"
#include "kiosk/resident/screens/fees.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/printer_words.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/timeline.hpp"

namespace yitang::resident {
namespace {

struct Figure {
  std::string value;
  std::string label;
  ui::Tone tone;
};

// The largest in which all of them fit on one line: neighbours look alike.
ui::TextStyle style_of(Screen& s, const std::array<Figure, 3>& figures, float width) {
  for (const ui::TextStyle style : {ui::TextStyle::Title, ui::TextStyle::Heading}) {
    const bool fits = std::all_of(figures.begin(), figures.end(), [&](const Figure& figure) {
      return ui::measure_text_width(s.ui, figure.value, style) <= width;
    });
    if (fits) return style;
  }
  return ui::TextStyle::Label;
}

void draw_figure(Screen& s, const ui::Rect& cell, const Figure& figure, ui::TextStyle style) {
  ui::Rect inside = ui::card(s.ui, cell);
  const float label = ui::measure_text_height(s.ui, figure.label, ui::TextStyle::Caption, inside.w);
  const ui::Rect words = inside.cut_bottom(label, s.space().xs);
  ui::text(s.ui, inside,
           {.text = figure.value,
            .style = style,
            .color = s.theme().tone(figure.tone),
            .align = ui::Align::Center,
            .middle = true,
            .max_lines = 2,
            .shrink = true});
  ui::text(s.ui, words,
           {.text = figure.label,
            .style = ui::TextStyle::Caption,
            .color = s.colors().text_muted,
            .align = ui::Align::Center});
}

ui::Tone tone_of(const catalog::TripRange& trips) {
  return trips.least == 0 ? ui::Tone::Success : ui::Tone::Warning;
}

std::string trips_figure(const Screen& s, const catalog::TripRange& trips) {
  if (trips.most == 0) return s.tr("guide.trips_none");
  if (trips.least == 0) return s.tr("guide.trips_avoidable");
  if (trips.most == 1) return s.tr("guide.trips_one");
  std::string count = std::to_string(trips.most);
  if (trips.least < trips.most) count.insert(0, std::to_string(trips.least) + "–");
  return s.tr("guide.trips", {{"count", count}});
}

void draw_figures(Screen& s, Column& column, const catalog::ServiceItem& item, const catalog::Guide& guide) {
  const std::array<Figure, 3> figures{{
      {trips_figure(s, guide.trips), s.tr("guide.trips_label"), tone_of(guide.trips)},
      {promise_text(s, item), s.tr("guide.days_label"), ui::Tone::Primary},
      {item.fee.charged ? s.tr("value.money", {{"value", item.fee.amount}}) : s.tr("guide.free"),
       s.tr("guide.fee_label"), item.fee.charged ? ui::Tone::Warning : ui::Tone::Success},
  }};
  const float height = s.theme().mm(s.elder() ? 52 : 40);
  const auto cells = column.take(height, s.space().m).columns(3, s.space().m);
  const ui::TextStyle style = style_of(s, figures, cells[0].w - 2 * ui::card_padding(s.ui));
  for (std::size_t i = 0; i < figures.size(); ++i) draw_figure(s, cells[i], figures[i], style);
}

struct Duty {
  ui::Icon icon;
  ui::Tone tone;
  const char* key;
};

Duty duty_of(catalog::MaterialDuty duty) {
  switch (duty) {
    case catalog::MaterialDuty::Bring: return {ui::Icon::Documents, ui::Tone::Warning, "guide.bring"};
    case catalog::MaterialDuty::Here: return {ui::Icon::FormEdit, ui::Tone::Info, "guide.made_here"};
    case catalog::MaterialDuty::Nothing:
      return {ui::Icon::CheckCircle, ui::Tone::Success, "guide.not_needed"};
  }
  return {ui::Icon::Document, ui::Tone::Neutral, ""};
}

std::string material_detail(const Screen& s, const catalog::GuideMaterial& material) {
  if (material.duty != catalog::MaterialDuty::Bring) return material.supplier;
  std::string detail = s.tr(material.read_by_reader ? "guide.by_reader" : "guide.by_camera");
  detail += s.tr("list.point") + material.form;
  if (!material.condition.empty())
    detail += s.tr("list.point") + material.condition;
  else if (material.necessity == catalog::Necessity::Optional)
    detail += s.tr("list.point") + material.necessity_text;
  return detail;
}

void draw_material(Screen& s, Column& column, const catalog::GuideMaterial& material) {
  const Duty duty = duty_of(material.duty);
  const std::string detail = material_detail(s, material);
  const float icon = s.theme().icon_medium();
  const float bar = s.theme().mm(1.6F);
  const float text_width = column.width() - bar - icon - 2 * s.space().m - s.space().l;
  const float name = ui::measure_text_height(s.ui, material.name, ui::TextStyle::Label, text_width);
  const float small = ui::measure_text_height(s.ui, detail, ui::TextStyle::Caption, text_width);
  ui::Rect row = column.take(name + small + 2 * s.space().m, s.space().s);
  ui::Painter& painter = s.ui.painter();
  painter.fill_rounded(row, s.theme().radius().small, s.theme().tone_soft(duty.tone));
  painter.fill_rounded({row.x, row.y, bar, row.h}, s.theme().radius().small, s.theme().tone(duty.tone),
                       ui::TopLeft | ui::BottomLeft);
  row = row.inset(0, s.space().m);
  row.cut_left(bar + s.space().m);
  const ui::Icon mark = material.read_by_reader ? ui::Icon::IdCard : duty.icon;
  ui::icon(s.ui, row.cut_left(icon, s.space().m), mark, icon, s.theme().tone(duty.tone));
  row.w = text_width;
  ui::text(s.ui, row.cut_top(name).with_height(name), {.text = material.name, .style = ui::TextStyle::Label});
  ui::text(s.ui, row, {.text = detail, .style = ui::TextStyle::Caption, .color = s.colors().text_muted});
}

void draw_materials_of(Screen& s, Column& column, const catalog::Guide& guide, catalog::MaterialDuty wanted) {
  const auto is_wanted = [wanted](const catalog::GuideMaterial& material) { return material.duty == wanted; };
  if (std::none_of(guide.materials.begin(), guide.materials.end(), is_wanted)) return;
  const Duty duty = duty_of(wanted);
  column.skip(s.space().s);
  write(s, column,
        {.text = s.tr(duty.key), .style = ui::TextStyle::Label, .color = s.theme().tone(duty.tone)},
        s.space().s);
  for (const catalog::GuideMaterial& material : guide.materials) {
    if (is_wanted(material)) draw_material(s, column, material);
  }
}

// Apart: whoever comes for themselves needs none of it.
void draw_agent_papers(Screen& s, Column& column, const catalog::Guide& guide) {
  if (guide.agent_papers.empty()) return;
  column.skip(s.space().s);
  write(s, column, {.text = s.tr("guide.agent_papers"), .style = ui::TextStyle::Label}, s.space().s);
  for (const catalog::GuideMaterial& material : guide.agent_papers) draw_material(s, column, material);
}

void draw_conditions(Screen& s, Column& column, const catalog::Guide& guide) {
  if (guide.conditions.empty()) return;
  section(s, column, s.tr("guide.conditions"));
  const float icon = s.theme().icon_small();
  for (const std::string& condition : guide.conditions) {
    const float width = column.width() - icon - s.space().m;
    const float height = std::max(icon, ui::measure_text_height(s.ui, condition, ui::TextStyle::Body, width));
    ui::Rect row = column.take(height, s.space().s);
    const float line = s.theme().text(ui::TextStyle::Body).line_height_px;
    ui::icon(s.ui, row.cut_left(icon, s.space().m).with_height(line), ui::Icon::Check, icon,
             s.colors().success);
    ui::text(s.ui, row, {.text = condition});
  }
}

void draw_steps(Screen& s, Column& column, const catalog::Guide& guide) {
  if (guide.steps.empty()) return;
  section(s, column, s.tr("guide.steps"));
  std::vector<ui::TimelineStep> steps;
  for (const catalog::GuideStep& step : guide.steps) {
    ui::TimelineStep shown;
    shown.title = step.name;
    shown.text = step.level;
    shown.trailing = step.days_text;
    steps.push_back(std::move(shown));
  }
  steps.front().state = ui::TimelineStep::State::Current;
  card_around(s, column, ui::timeline_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), steps), 0,
              [&](const ui::Rect& inside) { ui::timeline(s.ui, inside, steps); });
}

void draw_facts(Screen& s, Column& column, const catalog::ServiceItem& item, const catalog::Guide& guide) {
  section(s, column, s.tr("guide.facts"));
  std::string delivery;
  for (const std::string& way : guide.delivery)
    delivery += (delivery.empty() ? "" : s.tr("list.comma")) + way;
  std::vector<ui::KeyValue> rows;
  const auto add = [&rows](std::string key, const std::string& value) {
    if (!value.empty()) rows.push_back({.key = std::move(key), .value = value});
  };
  add(s.tr("guide.result"), guide.result);
  add(s.tr("guide.delivery"), delivery);
  add(s.tr("guide.agent"), guide.agent);
  add(s.tr("guide.legal"), guide.legal_limit);
  for (ui::KeyValue& row : fee_rows(s, item)) {
    row.icon = ui::Icon::None;
    rows.push_back(std::move(row));
  }
  add(s.tr("guide.department"), guide.department);
  add(s.tr("guide.consult"), guide.consult);
  card_around(s, column, ui::key_values_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), rows),
              s.space().m, [&](const ui::Rect& inside) { ui::key_values(s.ui, inside, rows); });
  write(s, column, {.text = guide.note, .style = ui::TextStyle::Caption, .color = s.colors().text_muted},
        s.space().s);
  write(s, column, {.text = guide.version, .style = ui::TextStyle::Caption, .color = s.colors().text_muted});
}

void draw_trip_reason(Screen& s, Column& column, const catalog::Guide& guide) {
  if (guide.visits_reason.empty()) return;
  ui::BannerSpec banner;
  banner.tone = tone_of(guide.trips);
  banner.icon = guide.trips.least == 0 ? ui::Icon::CheckCircle : ui::Icon::Route;
  banner.title = guide.visits_badge;
  banner.text = guide.visits_reason;
  ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), 0), banner);
}

// Whoever has to go to a window of this hall anyway takes the number here.
void draw_ticket_row(Screen& s, Column& column, const catalog::ServiceItem& item) {
  const catalog::Queue* queue =
      s.state.queues_here ? s.context.catalog.queue_for(item, s.context.point) : nullptr;
  if (queue == nullptr) return;
  ui::ListRowSpec row;
  row.id = "guide.ticket";
  row.title = s.tr("guide.ticket");
  row.subtitle = s.tr("guide.ticket_where", {{"queue", s.of(queue->name)}, {"window", s.of(queue->window)}});
  row.icon = ui::Icon::Receipt;
  row.accent = ui::Accent::Green;
  column.skip(s.space().m);
  if (ui::list_row(s.ui, column.take(ui::list_row_height(s.ui, column.width(), row)), row))
    s.send(IntentKind::OpenQueues);
}

const char* apply_key(const catalog::ServiceItem& item) {
  if (item.kiosk_mode == catalog::KioskMode::Reserve) return "guide.book";
  return item.id == "gov.grid-event-report" ? "guide.report" : "guide.apply";
}

void draw_leaflet_fate(Screen& s) {
  if (!s.state.print.fate || s.state.print.kind != PrintKind::Leaflet) return;
  const PrintFate fate = *s.state.print.fate;
  ui::BannerSpec banner;
  banner.id = "guide.print";
  const bool good = fate == PrintFate::Printing || fate == PrintFate::Printed;
  banner.tone = fate == PrintFate::Printed ? ui::Tone::Success : good ? ui::Tone::Info : ui::Tone::Warning;
  banner.icon = ui::Icon::Printer;
  banner.title = s.tr(print_key(fate, "print.leaflet_failed"));
  const float height = ui::banner_height(s.ui, s.content.w, banner);
  ui::banner(s.ui, s.content.cut_bottom(height, s.space().m), banner);
}

}  // namespace

void draw_guide_materials(Screen& s, Column& column, const catalog::Guide& guide) {
  if (guide.materials.empty()) return;
  section(s, column, s.tr("guide.materials"));
  for (const auto duty :
       {catalog::MaterialDuty::Bring, catalog::MaterialDuty::Here, catalog::MaterialDuty::Nothing}) {
    draw_materials_of(s, column, guide, duty);
  }
  draw_agent_papers(s, column, guide);
}

void draw_guide(Screen& s) {
  if (s.state.item == nullptr) return;
  const catalog::ServiceItem& item = *s.state.item;
  const catalog::Guide guide = catalog::make_guide(item, s.state.language, s.state.paper);
  const Foot tapped = foot(s, main_button("guide.apply", s.tr(apply_key(item)), ui::Icon::FormEdit),
                           second_button("guide.leaflet", s.tr("guide.leaflet"), ui::Icon::Printer));
  if (tapped == Foot::Main) s.send(IntentKind::StartApply);
  if (tapped == Foot::Second) s.send(IntentKind::PrintLeaflet);
  draw_leaflet_fate(s);
  scrolling(s, s.content, "guide." + item.id, [&](Column& column) {
    if (!guide.plain.empty()) write(s, column, {.text = guide.plain}, s.space().m);
    draw_figures(s, column, item, guide);
    draw_trip_reason(s, column, guide);
    draw_fee_notice(s, column, item);
    draw_ticket_row(s, column, item);
    draw_guide_materials(s, column, guide);
    draw_conditions(s, column, guide);
    draw_steps(s, column, guide);
    draw_facts(s, column, item, guide);
  });
}

}  // namespace yitang::resident
