// The scripted visit's stage: manual clock, manual queue, simulated devices, and a terminal that can be
// restarted.
#pragma once

#include <csignal>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/base/executor.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/terminal/device_clock.hpp"
#include "kiosk/terminal/simulated_world.hpp"
#include "kiosk/terminal/terminal.hpp"
#include "kiosk/terminal/view.hpp"
#include "kiosk/terminal/visit/runner.hpp"
#include "ui/speech/speech.hpp"
#include "ui/surface.hpp"

namespace yitang::terminal {

/// While `full`, no file of the process can grow: as on a disk without room. Restored when destroyed.
class DiskLimit {
 public:
  explicit DiskLimit(bool full);
  ~DiskLimit();
  DiskLimit(const DiskLimit&) = delete;
  DiskLimit& operator=(const DiskLimit&) = delete;

 private:
  bool active_;
  std::uint64_t before_ = 0;
};

class VisitStage {
 public:
  /// `ends`: see VisitScript.
  static Result<std::unique_ptr<VisitStage>> create(const VisitOptions& options, UnixMillis start,
                                                    bool form_printer = false,
                                                    const std::map<std::string, std::string>& ends = {});
  ~VisitStage();
  VisitStage(const VisitStage&) = delete;
  VisitStage& operator=(const VisitStage&) = delete;

  /// The program dies and starts again; the world and the data stay.
  Result<void> restart();
  /// Runs the program until nothing more happens within `window` of its time.
  void settle(std::chrono::milliseconds window);
  /// Lets time pass in full.
  void advance(std::chrono::milliseconds duration);

  const ui::Semantics& semantics() { return view_->ui().semantics(); }
  View& view() { return *view_; }
  ui::Ui& ui() { return view_->ui(); }
  ui::Surface& surface() { return surface_; }
  const resident::ResidentState& state() { return terminal_->flow().state(); }
  Terminal& terminal() { return *terminal_; }
  SimulatedWorld& world() { return world_; }
  ui::RecordingSpeech& speech() { return speech_; }
  void set_disk_full(bool full) { disk_full_ = full; }
  double seconds() const { return static_cast<double>(clock_.steady()) / 1000.0; }
  ManualClock& clock() { return clock_; }
  const std::filesystem::path& folder() const { return folder_; }
  void frames();

 private:
  VisitStage(const VisitOptions& options, UnixMillis start, bool form_printer);
  Result<void> open();

  VisitOptions options_;
  bool form_printer_;
  std::filesystem::path folder_;   ///< temporary, removed at the end
  std::filesystem::path catalog_;  ///< of this visit; empty: the sample
  ManualClock clock_;
  ManualDeviceClock device_clock_;
  std::unique_ptr<Random> random_;
  ManualExecutor queue_;
  SimulatedWorld world_;
  ui::RecordingSpeech speech_;
  ui::Surface surface_;
  bool disk_full_ = false;
  std::unique_ptr<Terminal> terminal_;
  std::unique_ptr<View> view_;
};

}  // namespace yitang::terminal
