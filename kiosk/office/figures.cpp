#include "kiosk/office/figures.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

struct EndedSum {
  int cases = 0;
  std::int64_t days = 0;
  int on_time = 0;

  void add(const EndedSum& other) {
    cases += other.cases;
    days += other.days;
    on_time += other.on_time;
  }
  cases::EndedFigure figure() const {
    return {cases, static_cast<int>((days * 10 + cases / 2) / cases), on_time * 100 / cases};
  }
};

struct EndedRow {
  std::string item_id;
  std::optional<Date> accepted, promised;
  Date ended;
};

EndedRow read_ended(const storage::Row& row) {
  const auto day = [&row](int column) { return Date::parse(row.text(column)); };
  return {row.text(0), day(1), day(2), Date::of(row.integer(3))};
}

}  // namespace

cases::PublishedFigures figures_of(const std::vector<EndedCase>& ended,
                                   const catalog::HolidayCalendar& calendar, int least) {
  std::map<std::string, EndedSum> sums;
  for (const EndedCase& one : ended) {
    const int days = std::max(0, calendar.workdays_between(one.accepted, one.ended));
    sums[one.item_id].add({1, days, one.ended <= one.promised ? 1 : 0});
  }
  cases::PublishedFigures published;
  EndedSum all;
  EndedSum rest;
  for (const auto& [item, sum] : sums) {
    const bool enough = sum.cases >= least;
    (enough ? all : rest).add(sum);
    if (enough) published.items.push_back({item, sum.figure()});
  }
  if (rest.cases >= least) all.add(rest);
  if (all.cases >= least && all.cases > 0) published.overall = all.figure();
  std::stable_sort(published.items.begin(), published.items.end(),
                   [](const cases::ItemFigure& a, const cases::ItemFigure& b) {
                     return std::make_tuple(-a.figure.cases, a.item_id) <
                            std::make_tuple(-b.figure.cases, b.item_id);
                   });
  return published;
}

Result<cases::PublishedFigures> Office::published_figures() {
  Parts& parts = *parts_;
  if (!parts.clock.trusted())
    return fail(ErrorKind::Refused, "the clock is not trusted, nobody could say which cases are recent",
                std::string(name_of(parts.clock.judgement())));
  const Date today = parts.clock.today();
  const auto newest =
      parts.database.query_one<std::int64_t>("SELECT coalesce(max(seq), 0) FROM office_answer");
  if (!newest) return failed(newest);
  const std::int64_t seq = newest->value_or(0);
  if (parts.figures_known && parts.figures_seq == seq && parts.figures_day == today) return parts.figures;
  auto rows = parts.database.collect(
      "SELECT c.item_id, c.accepted_on, c.promised, min(a.at) FROM office_answer a "
      "JOIN office_case c ON c.uid = a.uid "
      "WHERE a.state = 'concluded' AND c.accepted_on IS NOT NULL AND c.promised IS NOT NULL "
      "GROUP BY c.id HAVING min(a.at) >= ?",
      read_ended, start_of(today.plus_days(-kPublishedDays)));
  if (!rows) return failed(rows);
  std::vector<EndedCase> ended;
  for (EndedRow& row : *rows) {
    if (is_restricted(*parts.catalog, row.item_id)) continue;
    if (row.accepted && row.promised)
      ended.push_back({std::move(row.item_id), *row.accepted, row.ended, *row.promised});
  }
  parts.figures = figures_of(ended, parts.catalog->calendar());
  parts.figures_known = true;
  parts.figures_seq = seq;
  parts.figures_day = today;
  return parts.figures;
}

}  // namespace yitang::office
