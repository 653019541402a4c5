#include "devices/barcode/hotplug_source.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace yitang::devices {
namespace {

constexpr milliseconds kLookAgain{1000};
constexpr std::array<milliseconds, 5> kScannerBackOff{
    milliseconds{1000}, milliseconds{2000}, milliseconds{5000}, milliseconds{10000}, milliseconds{30000}};

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
  if (is_absence(absent_.code)) {
    absent_.code = ErrorCode::Disconnected;
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
  if (!code && code.error().code == ErrorCode::Disconnected) {
    source_.reset();
    absent_ = code.error();
    open_after_ = clock_.now() + kLookAgain;
  }
  return code;
}

void HotplugSource::discard() {
  if (ensure_open()) source_->discard();  // no scanner: nothing to discard; poll() tells
}

}  // namespace yitang::devices
