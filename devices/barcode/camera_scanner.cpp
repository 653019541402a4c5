#include "devices/barcode/camera_scanner.hpp"

#include <utility>

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

constexpr int turns = 1 << 20;  // starts again long before an int ends

// The decoder's own trouble (it died of a frame, it took too long) must not look like a code that is not
// ours.
bool is_no_code(ErrorCode code) {
  return code == ErrorCode::NotFound || code == ErrorCode::Malformed || code == ErrorCode::Timeout;
}

}  // namespace

Result<std::optional<ScannedCode>> CameraScanner::poll() {
  if (!stream_) {
    auto started = VideoStream::start(*device_, settings_.width, settings_.height);
    if (!started) return tl::unexpected(started.error());
    stream_ = std::move(*started);
  }
  auto frame = stream_->newest(PixelFormat::Grey, settings_.frame_limit);
  if (!frame && frame.error().code == ErrorCode::Timeout) return std::nullopt;
  forget_view();
  if (!frame) {
    stream_.reset();
    return tl::unexpected(frame.error());
  }
  view_ = std::move(*frame);
  turn_ = (turn_ + 1) % turns;
  auto codes = finder_.find(view_, {.other_formats = false, .max_codes = 1, .turn = turn_});
  if (!codes && is_no_code(codes.error().code)) return std::nullopt;
  if (!codes) return tl::unexpected(codes.error());
  DecodedCode& code = codes->front();
  return ScannedCode{std::move(code.bytes), std::move(code.text), code.origin, code.symbology, clock_.now()};
}

void CameraScanner::discard() {
  stream_.reset();
  forget_view();
  finder_.rest();
}

void CameraScanner::forget_view() {
  wipe(view_.pixels);
  view_ = {};
}

}  // namespace yitang::devices
