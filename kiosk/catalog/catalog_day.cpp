// Which version of an item is in force: a matter of the day.
#include <algorithm>

#include "kiosk/catalog/catalog.hpp"

namespace yitang::catalog {
namespace {

constexpr Date kFirstDay{1, 1, 1};
constexpr Date kLastDay{9999, 12, 31};

}  // namespace

const ServiceItem* Catalog::item(std::string_view id) const {
  const auto& shown = view().by_id;
  const auto found = shown.find(id);
  return found == shown.end() ? nullptr : found->second;
}

const ServiceItem* Catalog::item(std::string_view id, int version) const {
  for (const ServiceItem* known : versions(id)) {
    if (known->version == version) return known;
  }
  return nullptr;
}

const ServiceItem* Catalog::nearest(std::string_view id, int version) const {
  if (const ServiceItem* exact = item(id, version)) return exact;
  if (const ServiceItem* in_force = item(id)) return in_force;
  const ItemList& known = versions(id);
  return known.empty() ? nullptr : known.front();
}

const ItemList& Catalog::versions(std::string_view id) const {
  static const ItemList kNone;
  const auto found = versions_.find(id);
  return found == versions_.end() ? kNone : found->second;
}

void Catalog::sort_versions() {
  for (const ServiceItem& item : items_) versions_[item.id].push_back(&item);
  for (auto& [id, known] : versions_) {
    std::sort(known.begin(), known.end(),
              [](const ServiceItem* a, const ServiceItem* b) { return a->version > b->version; });
  }
}

Date Catalog::day() const {
  const std::lock_guard lock(turning_);
  return day_;
}

bool Catalog::turn_to(Date day) const {
  const std::lock_guard lock(turning_);
  day_ = day;
  const View* before = view_.load(std::memory_order_acquire);
  const auto holds_day = [day](const View& view) { return view.from <= day && day <= view.until; };
  if (before != nullptr && holds_day(*before)) return false;
  auto found = std::find_if(views_.begin(), views_.end(), [&](const auto& view) { return holds_day(*view); });
  if (found == views_.end()) found = views_.insert(views_.end(), make_view(day));
  view_.store(found->get(), std::memory_order_release);
  return true;
}

// The newest version that has begun goes before older ones whose end was not written down.
std::unique_ptr<Catalog::View> Catalog::make_view(Date day) const {
  auto view = std::make_unique<View>();
  const auto next = turns_.upper_bound(day);
  view->until = next == turns_.end() ? kLastDay : next->plus_days(-1);
  view->from = next == turns_.begin() ? kFirstDay : *std::prev(next);
  for (const auto& [id, known] : versions_) {
    const auto found = std::find_if(known.begin(), known.end(), [day](const ServiceItem* item) {
      return is_admitted(*item) && is_effective(*item, day);
    });
    if (found == known.end()) continue;
    view->by_id.emplace(id, *found);
  }
  for (const ServiceItem& item : items_) {
    const auto found = view->by_id.find(item.id);
    if (found != view->by_id.end() && found->second == &item) view->published.push_back(&item);
  }
  std::stable_sort(view->published.begin(), view->published.end(),
                   [](const ServiceItem* a, const ServiceItem* b) { return a->seq < b->seq; });
  view->search = make_search_(*this, view->published);
  return view;
}

}  // namespace yitang::catalog
