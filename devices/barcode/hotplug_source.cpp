#include "devices/barcode/hotplug_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yitang::devices {
namespace {

constexpr milliseconds kLookAgain{1000};
constexpr std::array<milliseconds, 5> kScannerBackOff{
    milliseconds{1000}, milliseconds{2000}, milliseconds{5000}, milliseconds{10000}, milliseconds{30000}};

constexpr int kBrokenReads = 5;

// A scanner that works may answer these: nothing in the picture, a code that was refused.
bool is_answer(ErrorCode code) { return code == ErrorCode::NotFound || code == ErrorCode::Malformed; }

bool is_absence(ErrorCode code) { return code == ErrorCode::NotFound || code == ErrorCode::Disconnected; }

}  // namespace

Result<void> HotplugSource::ensure_open() {
  if (source_) return {};
  if (clock_.now() < open_after_) return tl::unexpected(absent_);
  auto opened = open_();
  if (opened) {
    source_ = std::move(*opened);
    source_->discard();  // it may be in the middle of a code
    failures_ = 0;
    return {};
  }
  absent_ = opened.error();
  const bool absent = is_absence(absent_.code);
  absent_.code = ErrorCode::Disconnected;
  if (absent) {
    failures_ = 0;
    open_after_ = clock_.now() + kLookAgain;
  } else {
    open_after_ = clock_.now() + kScannerBackOff[std::min(failures_++, kScannerBackOff.size() - 1)];
  }
  return tl::unexpected(absent_);
}

Result<std::optional<ScannedCode>> HotplugSource::poll() {
  if (auto open = ensure_open(); !open) return tl::unexpected(open.error());
  auto code = source_->poll();
  if (code || is_answer(code.error().code)) {
    broken_reads_ = 0;
    return code;
  }
  if (code.error().code != ErrorCode::Disconnected && ++broken_reads_ < kBrokenReads) return code;
  close(code.error());
  return tl::unexpected(absent_);
}

void HotplugSource::close(Error why) {
  source_.reset();
  broken_reads_ = 0;
  absent_ = std::move(why);
  absent_.code = ErrorCode::Disconnected;
  open_after_ = clock_.now() + kLookAgain;
}

void HotplugSource::discard() {
  if (ensure_open()) source_->discard();  // no scanner: nothing to discard; poll() tells
}

}  // namespace yitang::devices
