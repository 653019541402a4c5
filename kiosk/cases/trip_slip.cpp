// What a slip says of trips and of the way to the result.
#include "kiosk/cases/slip_words.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/catalog/trips.hpp"

namespace yitang::cases {
namespace {

// What fetching the result adds, where it is no part of the item's own trips.
bool fetched_besides(const catalog::ServiceItem& item, const std::optional<DeliveryChoice>& delivery) {
  return delivery && catalog::trips_with(item, delivery->kind) > item.visits;
}

}  // namespace

void add_trips(devices::ReceiptBuilder& slip, const SlipSettings& settings, const catalog::ServiceItem& item,
               const std::optional<DeliveryChoice>& delivery) {
  const int trips = delivery ? catalog::trips_with(item, delivery->kind) : item.visits;
  const bool besides = fetched_besides(item, delivery);
  if (besides && item.visits == 0) {
    const bool printed = delivery->kind == catalog::Delivery::Print && catalog::needs_identity(item);
    pair(slip, settings, "slip.receipt.trips",
         worded(settings, printed ? "slip.receipt.trip_to_print" : "slip.receipt.trip_for_result"));
  } else {
    pair(slip, settings, "slip.receipt.trips", catalog::visits_badge(trips).of(settings.language));
  }
  if (item.visits == 0 || trips == 0) return;
  if (!item.restricted_to) slip.text(item.visit_reason.of(settings.language));
  if (besides) slip.text(worded(settings, "slip.receipt.and_for_result"));
}

void add_delivery(devices::ReceiptBuilder& slip, const SlipSettings& settings,
                  const catalog::ServiceItem& item, const std::optional<DeliveryChoice>& delivery) {
  if (!delivery) return;
  pair(slip, settings, "slip.receipt.delivery", catalog::label_of(delivery->kind).of(settings.language));
  if (delivery->kind != catalog::Delivery::Print) return;
  slip.text(
      worded(settings, catalog::needs_identity(item) ? "slip.receipt.print_here" : "slip.receipt.look_here"));
}

}  // namespace yitang::cases
