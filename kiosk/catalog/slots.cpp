// Which plan gives out places for an item, and what joins slots.json with the other files.
#include "kiosk/catalog/slots.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "kiosk/catalog/loader.hpp"

namespace yitang::catalog {
namespace {

bool is_of(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool within(const std::vector<WorkHours>& hours, const WorkHours& times) {
  return std::any_of(hours.begin(), hours.end(), [&](const WorkHours& stretch) {
    return stretch.from <= times.from && times.until <= stretch.until;
  });
}

/// Whether the form takes every day that the plan offers; a bound from a birth says nothing here.
bool takes_days(const Validation& rules, const SlotPlan& plan) {
  const auto days = [](const std::optional<DateBound>& bound, int otherwise) {
    const bool moving = bound && bound->base != DateBound::Base::Birth;
    return moving ? bound->days + bound->years * 366 : otherwise;
  };
  return days(rules.earliest, 0) <= plan.first_day && plan.last_day <= days(rules.latest, plan.last_day);
}

}  // namespace

const FormField* slot_field(const ServiceItem& item, SlotPart part) {
  const auto found = std::find_if(item.form.begin(), item.form.end(),
                                  [&](const FormField& field) { return field.validation.slot == part; });
  return found == item.form.end() ? nullptr : &*found;
}

const SlotPlan* Catalog::slot_plan(std::string_view id) const {
  const auto found = std::find_if(slot_plans_.begin(), slot_plans_.end(),
                                  [&](const SlotPlan& plan) { return plan.id == id; });
  return found == slot_plans_.end() ? nullptr : &*found;
}

const SlotPlan* Catalog::slot_plan_for(const ServiceItem& item, std::string_view point) const {
  if (slot_field(item, SlotPart::Day) == nullptr || slot_field(item, SlotPart::Time) == nullptr)
    return nullptr;
  const auto found = std::find_if(slot_plans_.begin(), slot_plans_.end(), [&](const SlotPlan& plan) {
    return plan.point == point && is_of(plan.items, item.id);
  });
  return found == slot_plans_.end() ? nullptr : &*found;
}

// A ticket or a list that others may see must not tell of a restricted matter, nor may the name of its queue.
const Text& Catalog::hall_name_of(const SlotPlan& plan) const {
  for (const std::string& id : plan.items) {
    const ItemList& all = versions(id);
    if (!all.empty() && all.front()->restricted_to) return public_name_of(*all.front());
  }
  static const Text nothing;
  const Queue* of_plan = queue(plan.queue);
  return of_plan == nullptr ? nothing : of_plan->name;
}

// A place is of no use for what has nowhere to keep it, or needs no trip.
bool Loader::check_slot_item(const SlotPlan& plan, const ServiceItem& item, const std::string& place) {
  const FormField* day = slot_field(item, SlotPart::Day);
  if (day == nullptr || slot_field(item, SlotPart::Time) == nullptr)
    return refuse(place,
                  "the form of '" + item.id + "' has no fields for the day and time of an appointment");
  if (item.visits == 0 && !refuse(place, "'" + item.id + "' needs no trip to a counter")) return false;
  if (!takes_days(day->validation, plan) &&
      !refuse(place, "the form of '" + item.id + "' does not take all of these days"))
    return false;
  return true;
}

bool Loader::check_slot_queue(const SlotPlan& plan, const std::string& place) {
  const Queue* queue = catalog_->queue(plan.queue);
  if (queue == nullptr)
    return refuse_reference("queues.json", place, "there is no queue '" + plan.queue + "'");
  if (queue->point != plan.point &&
      !refuse(place, "queue '" + plan.queue + "' is of another point, '" + queue->point + "'"))
    return false;
  for (const WorkHours& times : plan.times) {
    if (!within(queue->hours, times) && !refuse(place, "has times outside the hours of its queue"))
      return false;
  }
  return true;
}

bool Loader::check_slots() {
  std::map<std::pair<std::string, std::string>, std::string> taken;  // point and item, by which plan
  for (const SlotPlan& plan : catalog_->slot_plans_) {
    const std::string place = "slots.json " + plan.id;
    if (catalog_->point(plan.point) == nullptr &&
        !refuse_reference("points.json", place, "there is no point '" + plan.point + "'"))
      return false;
    if (!check_slot_queue(plan, place) || !check_item_ids(plan.items, place)) return false;
    for (const std::string& id : plan.items) {
      const auto [at, fresh] = taken.emplace(std::pair(plan.point, id), plan.id);
      if (!fresh && !refuse(place, "'" + id + "' has places in plan '" + at->second + "', too")) return false;
      const ItemList& versions = catalog_->versions(id);
      if (!versions.empty() && !check_slot_item(plan, *versions.front(), place)) return false;
    }
  }
  return true;
}

}  // namespace yitang::catalog
