#include "kiosk/outbox/deliver_all.hpp"

#include "kiosk/base/executor.hpp"
#include "kiosk/outbox/delivery.hpp"

namespace yitang::outbox {

Result<cases::OutboxCounts> deliver_all(cases::CaseStore& store, Link& link, const Clock& clock,
                                        Random& random) {
  if (auto woken = store.outbox().wake_all(clock.now()); !woken) return tl::unexpected(woken.error());
  ManualExecutor only(clock);
  DeliverySettings settings;
  settings.fetch_every = std::chrono::milliseconds(0);
  Delivery delivery({store, link, only, only, clock, random}, settings, {});
  delivery.start();
  while (only.run_one()) {
  }
  return store.outbox().counts();
}

}  // namespace yitang::outbox
