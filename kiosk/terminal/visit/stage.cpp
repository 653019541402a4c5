#include "kiosk/terminal/visit/stage.hpp"

#include <stdlib.h>
#include <sys/resource.h>

#include <algorithm>
#include <utility>

#include "kiosk/terminal/memory.hpp"
#include "kiosk/terminal/visit/ending_items.hpp"

namespace yitang::terminal {
namespace {

constexpr int kMostFrames = 200;
constexpr rlim_t kNoRoom = 512;

std::filesystem::path temporary_folder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "yitang-visit-XXXXXX").string();
  return ::mkdtemp(pattern.data()) == nullptr ? std::filesystem::path() : std::filesystem::path(pattern);
}

}  // namespace

DiskLimit::DiskLimit(bool full) : active_(full) {
  if (!active_) return;
  std::signal(SIGXFSZ, SIG_IGN);  // a write beyond the limit must fail, not kill
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  before_ = limit.rlim_cur;
  limit.rlim_cur = kNoRoom;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

DiskLimit::~DiskLimit() {
  if (!active_) return;
  rlimit limit{};
  ::getrlimit(RLIMIT_FSIZE, &limit);
  limit.rlim_cur = before_;
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

VisitStage::VisitStage(const VisitOptions& options, UnixMillis start, bool form_printer)
    : options_(options),
      form_printer_(form_printer),
      clock_(start),
      device_clock_(clock_),
      random_(seeded_random(options.seed)),
      queue_(clock_),
      world_(device_clock_),
      surface_(options.width_px, options.height_px) {}

VisitStage::~VisitStage() {
  view_.reset();
  terminal_.reset();
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

Result<std::unique_ptr<VisitStage>> VisitStage::create(const VisitOptions& options, UnixMillis start,
                                                       bool form_printer,
                                                       const std::map<std::string, std::string>& ends) {
  std::unique_ptr<VisitStage> stage(new VisitStage(options, start, form_printer));
  stage->folder_ = temporary_folder();
  if (stage->folder_.empty()) return fail(ErrorKind::StoreFailed, "no temporary folder can be made");
  if (!ends.empty()) {
    stage->catalog_ = stage->folder_ / "catalog";
    if (auto made = copy_with_ends(options.share / "catalog", stage->catalog_, ends); !made)
      return tl::unexpected(made.error());
  }
  if (auto opened = stage->open(); !opened) return tl::unexpected(opened.error());
  return stage;
}

Result<void> VisitStage::open() {
  TerminalOptions options;
  options.data = folder_ / "data";
  options.share = options_.share;
  Config& config = options.config;
  config.catalog = catalog_;
  config.devices.reader = DeviceSource::Simulated;
  config.devices.printer = DeviceSource::Simulated;
  config.devices.scanner = DeviceSource::Simulated;
  if (form_printer_) config.devices.form_printer = DeviceSource::Simulated;
  config.devices.camera = CameraSource::Simulated;
  config.presence = "simulated";
  config.flow.language = options_.language;
  config.flow.density = options_.density;
  config.display.width_px = options_.width_px;
  config.display.height_px = options_.height_px;
  config.display.mm_per_px = 0.248 * 1080.0 / options_.width_px;  // the same glass, finer or coarser
  const Surroundings around{
      {queue_, queue_, queue_, queue_, queue_, queue_, queue_}, clock_, device_clock_, *random_, &world_};
  auto terminal = Terminal::open(std::move(options), around);
  if (!terminal) return tl::unexpected(terminal.error());
  terminal_ = std::move(*terminal);
  auto ui = View::make_ui(terminal_->config().display);
  if (!ui) return tl::unexpected(ui.error());
  view_ = std::make_unique<View>(*terminal_, clock_, speech_,
                                 ViewOptions{terminal_->config().display, true, true}, std::move(*ui));
  terminal_->start();
  settle(std::chrono::milliseconds(100));
  return {};
}

Result<void> VisitStage::restart() {
  // What was posted and not run is lost, as in a power cut.
  queue_.clear();
  view_.reset();
  terminal_.reset();
  return open();
}

void VisitStage::frames() {
  for (int i = 0; i < kMostFrames; ++i) {
    const ui::FrameResult result = view_->frame(surface_.view(), seconds());
    const bool again = result.next_frame_at && *result.next_frame_at <= seconds();
    if (!view_->stale() && !again) return;
  }
}

void VisitStage::settle(std::chrono::milliseconds window) {
  const DiskLimit limit(disk_full_);
  const SteadyMillis end = clock_.steady() + window.count();
  while (true) {
    queue_.run_due();
    terminal_->flow().tick();
    frames();
    queue_.run_due();
    SteadyMillis next = queue_.next_due();
    const SteadyMillis deadline = terminal_->flow().next_deadline();
    if (deadline >= 0 && (next < 0 || deadline < next)) next = deadline;
    if (next < 0 || next > end) break;
    // A driver's time-outs may have moved the clock already.
    clock_.advance(std::max<std::int64_t>(next > clock_.steady() ? next - clock_.steady() : 0, 0));
  }
  frames();
  if (forget_who_left(*terminal_, *view_)) queue_.run_due();
}

void VisitStage::advance(std::chrono::milliseconds duration) {
  const SteadyMillis end = clock_.steady() + duration.count();
  settle(duration);
  if (clock_.steady() < end) clock_.advance(end - clock_.steady());
  settle(std::chrono::milliseconds(0));
}

}  // namespace yitang::terminal
