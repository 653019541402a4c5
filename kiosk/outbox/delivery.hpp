// Brings cases to the office in the background, and its answers back. At least once with an idempotency key:
// the office makes it exactly once. An entry is closed by the office's signed receipt only.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/outbox/link.hpp"

namespace yitang::outbox {

struct DeliverySettings {
  std::chrono::milliseconds first_retry{1000};
  std::chrono::milliseconds longest_retry{10 * 60 * 1000};
  std::chrono::milliseconds fetch_every{
      30 * 1000};  ///< 0: only at the start, after a delivery, and by fetch_now()
  std::chrono::milliseconds fetch_after_failure{60 * 1000};
  int batch = 100;  ///< answers fetched at a time
};

/// Delay before attempt `attempts`+1: doubles from `first`, at most `longest`, plus up to a quarter by
/// `jitter` (0..1), so that terminals which lost the same network do not all come back in the same second.
std::chrono::milliseconds retry_delay(int attempts, const DeliverySettings& settings, double jitter);

/// Made and destroyed on the store's thread or before it runs. `store_thread` owns the store, `link_thread`
/// the link. Both executors must be stopped before this object goes.
class Delivery {
 public:
  struct Parts {
    cases::CaseStore& store;
    Link& link;
    Executor& store_thread;
    Executor& link_thread;
    const Clock& clock;
    Random& random;
  };
  /// `on_news` runs on the store's thread after answers of the office were stored.
  Delivery(Parts parts, DeliverySettings settings, std::function<void()> on_news);
  ~Delivery();

  /// Begins: delivers what waits, then asks for answers. From any thread.
  void start();
  /// A case was submitted. From any thread.
  void wake();
  /// The office has something new (a link that can tell). From any thread.
  void fetch_now();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::outbox
