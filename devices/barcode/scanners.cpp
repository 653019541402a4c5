#include "devices/barcode/scanners.hpp"

namespace yitang::devices {
namespace {
constexpr std::size_t max_waiting = 16;
}  // namespace

StreamScanner::StreamScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule,
                             milliseconds wait)
    : transport_(std::move(transport)), clock_(clock), parser_(rule), wait_(wait) {}

Result<std::optional<ScannedCode>> StreamScanner::poll() {
  if (ready_.empty()) {
    const auto bytes = transport_->read(Channel::First, 4096, wait_);
    if (bytes) {
      for (ScannedCode& code : parser_.push(*bytes, clock_.now())) ready_.push_back(std::move(code));
    } else if (bytes.error().code != ErrorCode::Timeout) {
      return tl::unexpected(bytes.error());
    }
    if (auto code = parser_.tick(clock_.now())) ready_.push_back(std::move(*code));
  }
  if (ready_.empty()) return std::nullopt;
  std::optional<ScannedCode> first(std::move(ready_.front()));
  ready_.pop_front();
  return first;
}

void StreamScanner::discard() {
  parser_.discard();
  ready_.clear();
}

Result<void> ImageScanner::show(Bytes image_file) {
  if (waiting_.size() >= max_waiting) return fail(ErrorCode::Busy, "too many pictures before the scanner");
  waiting_.push_back({std::move(image_file), {}});
  return {};
}

Result<void> ImageScanner::show(Image image) {
  if (waiting_.size() >= max_waiting) return fail(ErrorCode::Busy, "too many pictures before the scanner");
  waiting_.push_back({{}, std::move(image)});
  return {};
}

Result<std::optional<ScannedCode>> ImageScanner::poll() {
  if (!plugged_) return fail(ErrorCode::Disconnected, "the scanner is unplugged");
  if (waiting_.empty()) return std::nullopt;
  const Shown shown = std::move(waiting_.front());
  waiting_.pop_front();
  constexpr SearchOptions options{.other_formats = true, .max_codes = 1};
  auto codes =
      shown.file.empty() ? finder_.find(shown.image, options) : finder_.find_in_file(shown.file, options);
  if (!codes) return tl::unexpected(codes.error());
  DecodedCode& code = codes->front();
  return ScannedCode{std::move(code.bytes), std::move(code.text), code.origin, code.symbology, clock_.now()};
}

void ImageScanner::discard() {
  waiting_.clear();
  finder_.rest();
}

}  // namespace yitang::devices
