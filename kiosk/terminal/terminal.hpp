// The composition root: one terminal with its stores, services, office and flow. Nothing else knows all of
// them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "devices/clock.hpp"
#include "devices/manager/device_board.hpp"
#include "kiosk/base/judged_clock.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/catalog/catalog.hpp"
#include "kiosk/resident/flow/flow.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/simulated_world.hpp"
#include "kiosk/terminal/threads.hpp"
#include "storage/bytes.hpp"
#include "ui/strings.hpp"

namespace yitang::office {
class Office;
}
namespace yitang::cases {
class CaseStore;
}

namespace yitang::terminal {

class PrintService;

struct TerminalOptions {
  Config config;
  std::filesystem::path data;   ///< holds terminal/ and office/
  std::filesystem::path share;  ///< word lists; sample catalogue if the configuration names no other
  /// A technician's, for stores that do not open without a person.
  std::shared_ptr<const storage::SecretBytes> passphrase{};
};

/// What the terminal runs on. Everything outlives it; the executors' threads are stopped before it goes.
struct Surroundings {
  Threads threads;
  const Clock& clock;
  devices::Clock& device_clock;
  Random& random;
  SimulatedWorld* world = nullptr;
  JudgedClock* judged = nullptr;  ///< `clock`, if it can judge itself: told what the store knows of the time
};

class Terminal {
 public:
  /// Opens stores and catalogue; on any thread, while no other uses `surroundings`. Afterwards the stores
  /// belong to their threads, and everything else here to the main thread. Errors name the file: BadInput
  /// (catalogue, words), WrongKey, StoreFailed, StoreFull, Unavailable (another program has the store).
  static Result<std::unique_ptr<Terminal>> open(TerminalOptions options, Surroundings surroundings);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  /// Begins background work: delivery, upkeep.
  void start();

  /// A visit, or one matter of it, has ended since the last call.
  bool take_person_left();
  /// Nothing of the person who left stays in the memory of stores, services and their threads: each does its
  /// part in its own turn, after what is still to be saved. The caller sees to view and main thread
  /// (memory.hpp).
  void forget_person();

  resident::ResidentFlow& flow();
  const catalog::Catalog& catalog() const;
  const Config& config() const;
  const ui::Strings& words() const;
  /// A decoder for the photos of cards is plugged in.
  bool shows_photos() const;

  /// Work with the stores, on their own threads.
  void with_store(std::function<void(cases::CaseStore&)> work);
  void with_office(std::function<void(office::Office&)> work);
  /// The list of devices as it is now. Any thread but the main one: looks at what is plugged in.
  std::vector<devices::DeviceRecord> devices();
  /// Slips and the printer, for commands of a technician or a clerk; any thread.
  PrintService& printing();
  /// The office has answered something: fetch it now instead of with the next round.
  void fetch_answers();

 private:
  struct Parts;
  explicit Terminal(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace yitang::terminal
