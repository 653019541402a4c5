// Which queue an item belongs to, and what joins queues.json with the other files.
#include "kiosk/catalog/queues.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "kiosk/catalog/loader.hpp"

namespace yitang::catalog {
namespace {

bool lists(const std::vector<std::string>& list, const std::string& wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

}  // namespace

const Queue* Catalog::queue(std::string_view id) const {
  const auto found =
      std::find_if(queues_.begin(), queues_.end(), [&](const Queue& queue) { return queue.id == id; });
  return found == queues_.end() ? nullptr : &*found;
}

// Who names the item itself goes before who names its department.
const Queue* Catalog::queue_for(const ServiceItem& item, std::string_view point) const {
  if (item.visits == 0) return nullptr;
  const Queue* of_department = nullptr;
  for (const Queue& queue : queues_) {
    if (queue.point != point) continue;
    if (lists(queue.items, item.id)) return &queue;
    if (of_department == nullptr && lists(queue.departments, item.department_code)) of_department = &queue;
  }
  return of_department;
}

const ServicePoint* Catalog::point_called(std::string_view name_zh) const {
  const auto found = std::find_if(points_.begin(), points_.end(),
                                  [&](const ServicePoint& point) { return point.name.zh == name_zh; });
  return found == points_.end() ? nullptr : &*found;
}

// A number for what needs no trip would send somebody to a counter in vain.
bool Loader::check_queue_items(const Queue& queue, const std::string& place) {
  if (!check_item_ids(queue.items, place)) return false;
  for (const std::string& id : queue.items) {
    const ItemList& versions = catalog_->versions(id);
    const bool trip = std::any_of(versions.begin(), versions.end(),
                                  [](const ServiceItem* item) { return item->visits > 0; });
    if (!versions.empty() && !trip && !refuse(place, "'" + id + "' needs no trip to a counter")) return false;
  }
  return true;
}

bool Loader::check_queues() {
  std::map<std::pair<std::string, std::string>, std::string> taken;  // point and item, by which queue
  for (const Queue& queue : catalog_->queues_) {
    const std::string place = "queues.json " + queue.id;
    if (catalog_->point(queue.point) == nullptr &&
        !refuse_reference("points.json", place, "there is no point '" + queue.point + "'"))
      return false;
    for (const std::string& code : queue.departments) {
      if (catalog_->department(code) == nullptr &&
          !refuse_reference("departments.json", place, "there is no department '" + code + "'"))
        return false;
    }
    if (!check_queue_items(queue, place)) return false;
    for (const std::string& id : queue.items) {
      const auto [at, fresh] = taken.emplace(std::pair(queue.point, id), queue.id);
      if (!fresh && !refuse(place, "'" + id + "' is in queue '" + at->second + "', too")) return false;
    }
  }
  return true;
}

}  // namespace yitang::catalog
