#include "devices/barcode/simulated_scanner.hpp"

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

constexpr const char* kStartSign = "\x02";  // noise before a code is told from the code by it
constexpr milliseconds kLostAfter{500};     // without its end sign a code is not whole

StreamRule rule_of_line() {
  StreamRule rule;
  rule.prefix = kStartSign;
  rule.aim = true;
  rule.silence = kLostAfter;
  rule.silence_ends = false;
  return rule;
}

}  // namespace

SimulatedScanner::SimulatedScanner(CodeFinder& finder, Clock& clock, std::shared_ptr<LineFaults> line)
    : clock_(clock),
      line_(std::move(line)),
      imager_(finder, clock),
      wire_(clock, ScannerSimulator::Mode::Serial) {
  wire_.set_affixes(kStartSign, "\r");
  line_->on_disconnect([this] { wire_.unplug(); });
}

SimulatedScanner::~SimulatedScanner() { line_->on_disconnect({}); }

void SimulatedScanner::set_plugged(bool plugged) {
  imager_.discard();
  driver_.reset();
  plugged ? wire_.plug() : wire_.unplug();
}

Result<void> SimulatedScanner::open() {
  if (driver_) return {};
  auto port = wire_.connect();
  if (!port) return fail(ErrorCode::Disconnected, port.error().message);
  driver_ = std::make_unique<StreamScanner>(with_faults(std::move(*port), line_, clock_), clock_,
                                            rule_of_line(), milliseconds{0});
  return {};
}

Result<std::optional<ScannedCode>> SimulatedScanner::poll() {
  if (auto opened = open(); !opened) return tl::unexpected(opened.error());
  auto seen = imager_.poll();
  if (!seen) return seen;
  if (*seen) {
    wire_.present((*seen)->bytes);
    wipe((*seen)->bytes);
    wipe((*seen)->text);
  }
  auto code = driver_->poll();
  if (!code && code.error().code == ErrorCode::Disconnected) driver_.reset();
  return code;
}

void SimulatedScanner::discard() {
  imager_.discard();
  if (driver_) driver_->discard();
}

}  // namespace yitang::devices
