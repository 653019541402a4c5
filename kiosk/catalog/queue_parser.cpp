// queues.json: see README.md.
#include <algorithm>
#include <set>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/list_parsers.hpp"
#include "kiosk/catalog/place_parts.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMostQueues = 26;  // one letter each
constexpr std::size_t kMostStretches = 4;
constexpr std::size_t kLongestPlaceId = 24;
constexpr int kMinutesOfADay = 24 * 60;

/// Minutes after midnight of "08:30"; -1 if it is no time. "24:00" is the end of the day.
int minutes_of(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !digit(text[0]) || !digit(text[1]) || !digit(text[3]) ||
      !digit(text[4]))
    return -1;
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  const int all = hour * 60 + minute;
  return minute < 60 && all <= kMinutesOfADay ? all : -1;
}

}  // namespace

bool is_place_id(std::string_view id) {
  return !id.empty() && id.size() <= kLongestPlaceId && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

std::vector<WorkHours> read_stretches(const Node& list) {
  std::vector<WorkHours> hours;
  for (const Node& entry : list.list(kMostStretches)) {
    const WorkHours stretch{minutes_of(entry["from"].text()), minutes_of(entry["until"].text())};
    const bool later = hours.empty() || stretch.from > hours.back().until;
    if (stretch.from < 0 || stretch.until <= stretch.from || !later) {
      entry.problem("is no stretch of time after the one before it, such as 08:30 to 12:00");
    }
    hours.push_back(stretch);
  }
  if (hours.empty()) list.problem("names no hours");
  return hours;
}

namespace {

Queue read_queue(const Node& entry) {
  Queue queue;
  queue.id = entry["id"].text();
  if (!is_place_id(queue.id)) entry["id"].problem("must be small letters, digits and '-', at most 24");
  queue.prefix = entry["prefix"].text();
  const bool letter = queue.prefix.size() == 1 && queue.prefix[0] >= 'A' && queue.prefix[0] <= 'Z';
  if (!letter) entry["prefix"].problem("must be one capital letter");
  queue.point = entry["point"].text();
  queue.name = entry.bilingual();
  queue.window = entry["window"].bilingual();
  queue.hours = read_stretches(entry["hours"]);
  if (const Node near = entry.optional("near_closing")) queue.near_closing = near.integer(0, 240);
  if (const Node each = entry.optional("minutes_each")) queue.minutes_each = each.integer(1, 240);
  if (const Node items = entry.optional("items")) queue.items = items.texts();
  if (const Node bodies = entry.optional("departments")) queue.departments = bodies.texts();
  return queue;
}

}  // namespace

Result<std::vector<Queue>> parse_queues(std::string_view json, const std::string& file, Faults* all) {
  return read_document<std::vector<Queue>>(
      json, file, "yitang.queues/1", all, [](const Node& root, std::vector<Queue>& queues) {
        std::set<std::string> ids;
        std::set<std::string> prefixes;
        for (const Node& entry : root["queues"].list(kMostQueues)) {
          Queue queue = read_queue(entry);
          if (!ids.insert(queue.id).second) entry["id"].problem("'" + queue.id + "' is there twice");
          if (!prefixes.insert(queue.point + " " + queue.prefix).second)
            entry["prefix"].problem("'" + queue.prefix + "' is there twice at this point");
          queues.push_back(std::move(queue));
        }
      });
}

}  // namespace yitang::catalog
