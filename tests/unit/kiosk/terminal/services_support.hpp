// Services on one manual queue: simulated devices, a real store in a folder of its own, a clock that moves
// when told to.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "kiosk/base/executor.hpp"
#include "kiosk/terminal/device_clock.hpp"
#include "kiosk/terminal/simulated_world.hpp"
#include "kiosk/terminal/store_service.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::terminal::test {

class ServiceBench {
 public:
  ServiceBench() {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    if (!loaded) std::abort();
    catalog = *loaded;
    store.emplace(disk.open());
    service =
        std::make_unique<StoreService>(queue, *store, catalog, disk.clock, post(), [this] { ++handed_in; });
  }

  std::function<void(resident::Event)> post() {
    return [this](resident::Event event) { events.push_back(std::move(event)); };
  }

  /// Lets the time pass and runs what falls due in it.
  void pass(std::chrono::milliseconds time) {
    const SteadyMillis end = disk.clock.steady() + time.count();
    queue.run_due();
    while (queue.next_due() >= 0 && queue.next_due() <= end) {
      disk.clock.advance(std::max<std::int64_t>(0, queue.next_due() - disk.clock.steady()));
      queue.run_due();
    }
    disk.clock.advance(std::max<std::int64_t>(0, end - disk.clock.steady()));
  }

  template <class E>
  int count() const {
    int found = 0;
    for (const resident::Event& event : events) found += std::holds_alternative<E>(event) ? 1 : 0;
    return found;
  }
  /// The newest of its kind.
  template <class E>
  std::optional<E> last() const {
    for (auto it = events.rbegin(); it != events.rend(); ++it) {
      if (const E* event = std::get_if<E>(&*it)) return *event;
    }
    return std::nullopt;
  }

  cases::test::StoreBench disk;
  ManualExecutor queue{disk.clock};
  ManualDeviceClock device_clock{disk.clock};
  SimulatedWorld world{device_clock};
  catalog::CatalogPtr catalog;
  std::vector<resident::Event> events;
  int handed_in = 0;
  std::optional<cases::CaseStore> store;
  std::unique_ptr<StoreService> service;
};

}  // namespace yitang::terminal::test
