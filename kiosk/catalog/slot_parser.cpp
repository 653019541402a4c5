// slots.json: see README.md.
#include <algorithm>
#include <set>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"
#include "kiosk/catalog/place_parts.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMostPlans = 50;
constexpr int kMostDaysAhead = 90;
constexpr int kMostPlaces = 100;

int number_or(const Node& node, int otherwise, int min, int max) {
  return node ? node.integer(min, max) : otherwise;
}

SlotDays read_slot_days(const Node& node) {
  if (!node) return SlotDays::Working;
  const std::string word = node.text();
  if (word != "working" && word != "all") node.problem("is working or all");
  return word == "all" ? SlotDays::All : SlotDays::Working;
}

std::vector<int> read_weekdays(const Node& node) {
  std::vector<int> weekdays;
  if (!node) return weekdays;
  for (const Node& one : node.list(7)) {
    const int day = one.integer(1, 7);
    if (std::find(weekdays.begin(), weekdays.end(), day) != weekdays.end()) one.problem("is there twice");
    weekdays.push_back(day);
  }
  if (weekdays.empty()) node.problem("names no weekday");
  return weekdays;
}

// Half a slot at the end would be one that nobody can use.
void check_times(const Node& list, const SlotPlan& plan) {
  for (const WorkHours& stretch : plan.times) {
    if (plan.minutes > 0 && (stretch.until - stretch.from) % plan.minutes != 0)
      list.problem("is no whole number of slots of " + std::to_string(plan.minutes) + " minutes");
    if (stretch.until >= 24 * 60) list.problem("must end before midnight");
  }
}

SlotPlan read_plan(const Node& entry) {
  SlotPlan plan;
  plan.id = entry["id"].text();
  if (!is_place_id(plan.id)) entry["id"].problem("must be small letters, digits and '-', at most 24");
  plan.point = entry["point"].text();
  plan.queue = entry["queue"].text();
  plan.items = entry["items"].texts();
  if (plan.items.empty()) entry["items"].problem("names no item");
  plan.days = read_slot_days(entry.optional("days"));
  plan.weekdays = read_weekdays(entry.optional("weekdays"));
  plan.minutes = entry["minutes"].integer(5, 480);
  plan.capacity = entry["capacity"].integer(1, kMostPlaces);
  plan.times = read_stretches(entry["times"]);
  if (!entry.faulty()) check_times(entry["times"], plan);
  plan.first_day = number_or(entry.optional("first_day"), plan.first_day, 0, kMostDaysAhead);
  plan.last_day = number_or(entry.optional("last_day"), plan.last_day, 0, kMostDaysAhead);
  if (plan.last_day < plan.first_day) entry.optional("last_day").problem("is before first_day");
  plan.notice_minutes = number_or(entry.optional("notice_minutes"), plan.notice_minutes, 0, 2880);
  if (const Node check_in = entry.optional("check_in")) {
    plan.check_in_before = number_or(check_in.optional("before"), plan.check_in_before, 0, 240);
    plan.check_in_after = number_or(check_in.optional("after"), plan.check_in_after, 0, 240);
  }
  plan.bring = entry["bring"].bilingual();
  return plan;
}

}  // namespace

Result<std::vector<SlotPlan>> parse_slots(std::string_view json, const std::string& file, Faults* all) {
  return read_document<std::vector<SlotPlan>>(json, file, "yitang.slots/1", all,
                                              [](const Node& root, std::vector<SlotPlan>& plans) {
                                                std::set<std::string> ids;
                                                for (const Node& entry : root["plans"].list(kMostPlans)) {
                                                  SlotPlan plan = read_plan(entry);
                                                  if (!ids.insert(plan.id).second)
                                                    entry["id"].problem("'" + plan.id + "' is there twice");
                                                  plans.push_back(std::move(plan));
                                                }
                                              });
}

}  // namespace yitang::catalog
