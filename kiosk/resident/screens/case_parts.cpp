#include "kiosk/resident/screens/case_parts.hpp"

#include <string>
#include <vector>

#include "kiosk/catalog/guide.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/key_values.hpp"
#include "ui/widgets/list_row.hpp"
#include "ui/widgets/timeline.hpp"

namespace yitang::resident {
namespace {

using StepState = ui::TimelineStep::State;

void draw_pairs(Screen& s, Column& column, const std::vector<ui::KeyValue>& rows) {
  const float inside = column.width() - 2 * ui::card_padding(s.ui);
  card_around(s, column, ui::key_values_height(s.ui, inside, rows), s.space().m,
              [&](const ui::Rect& place) { ui::key_values(s.ui, place, rows); });
}

std::string time_of_step(const Screen& s, const cases::Timeline& timeline, std::size_t step,
                         const std::string& planned) {
  if (step < timeline.now) {
    const auto& day = timeline.passed_on[step];
    return day ? short_date_text(s, *day) : std::string();
  }
  if (step > timeline.now) return planned;
  if (timeline.waits_for_person) return s.tr("query_case.with_you");
  if (timeline.days && !timeline.days->late())
    return s.tr("query_case.left", {{"days", std::to_string(timeline.days->left)}});
  return planned;
}

}  // namespace

void draw_demand(Screen& s, Column& column, const cases::Demand& demand, const catalog::ServiceItem& item) {
  section(s, column, s.tr("notice.title"));
  std::vector<ui::KeyValue> rows;
  rows.push_back({.key = s.tr("notice.number"), .value = demand.number, .strong = true});
  if (!demand.cites.empty()) rows.push_back({.key = s.tr("notice.cites"), .value = demand.cites});
  if (demand.due) {
    const bool over = Date::of(s.context.now) > *demand.due;
    rows.push_back({.key = s.tr(over ? "notice.due_over" : "notice.due"),
                    .value = date_with_weekday(s, *demand.due),
                    .tone = ui::Tone::Warning,
                    .strong = true});
  }
  std::size_t number = 0;
  for (const std::string& code : demand.wanted) {
    const catalog::Material* material = item.material(code);
    rows.push_back({.key = s.tr("notice.wanted", {{"number", std::to_string(++number)}}),
                    .value = material != nullptr ? s.of(material->name) : code});
  }
  draw_pairs(s, column, rows);
}

void draw_result_place(Screen& s, Column& column, const std::vector<cases::Notice>& notices) {
  std::string shelf;
  std::string courier;
  for (const cases::Notice& notice : notices) {
    if (!notice.details.shelf.empty()) shelf = notice.details.shelf;
    if (!notice.details.courier_no.empty()) courier = notice.details.courier_no;
  }
  std::vector<ui::KeyValue> rows;
  if (!shelf.empty())
    rows.push_back({.key = s.tr("result.shelf"), .value = shelf, .icon = ui::Icon::Building, .strong = true});
  if (!courier.empty())
    rows.push_back(
        {.key = s.tr("result.courier"), .value = courier, .icon = ui::Icon::Truck, .strong = true});
  if (!rows.empty()) draw_pairs(s, column, rows);
}

void draw_steps(Screen& s, Column& column, const cases::CaseRow& row, const cases::Timeline& timeline,
                const catalog::ServiceItem& item) {
  const catalog::Guide guide = catalog::make_guide(item, s.state.language);
  if (guide.steps.empty()) return;
  section(s, column, s.tr("query_case.steps"));
  const bool refused = row.outcome == cases::Outcome::Refused;
  std::vector<ui::TimelineStep> steps;
  for (std::size_t i = 0; i < guide.steps.size(); ++i) {
    ui::TimelineStep step;
    step.title = guide.steps[i].name;
    step.text = guide.steps[i].level;
    step.trailing = time_of_step(s, timeline, i, guide.steps[i].days_text);
    step.state = i < timeline.now   ? StepState::Done
                 : i > timeline.now ? StepState::Waiting
                 : refused          ? StepState::Failed
                                    : StepState::Current;
    steps.push_back(step);
  }
  card_around(s, column, ui::timeline_height(s.ui, column.width() - 2 * ui::card_padding(s.ui), steps), 0,
              [&](const ui::Rect& inside) { ui::timeline(s.ui, inside, steps); });
}

}  // namespace yitang::resident
