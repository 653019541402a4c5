#include "devices/barcode/scanners.hpp"

#include <utility>

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {
constexpr std::size_t max_waiting = 16;
constexpr std::size_t kScannerRead = 4096;
constexpr int kReadsAPoll = 128;      // a QR code of 2953 bytes has 53 reports
constexpr int kReadsADiscard = 1024;  // ends also before a scanner that never falls silent
}  // namespace

// One poll takes a whole code that has arrived, in however many reports; not more, so that it ends.
Result<std::optional<ScannedCode>> TransportScanner::poll() {
  milliseconds wait = wait_;
  for (int reads = 0; reads < kReadsAPoll && ready_.empty(); ++reads) {
    auto bytes = transport_->read(Channel::First, kScannerRead, wait);
    const TimePoint now = clock_.now();
    if (bytes) {
      take(*bytes, now, ready_);
      wipe(*bytes);
    } else if (bytes.error().code == ErrorCode::Timeout) {
      break;
    } else {
      spoil(now);
      if (bytes.error().code == ErrorCode::Stall) (void)transport_->clear_halt(Direction::In, Channel::First);
      if (ready_.empty()) return tl::unexpected(bytes.error());
      break;
    }
    wait = milliseconds{0};
  }
  pass_time(clock_.now(), ready_);
  const bool refused = std::exchange(told_, dropped()) != dropped();
  if (ready_.empty()) {
    if (refused) return fail(ErrorCode::Malformed, "a code was not whole, or not as the scanner is set");
    return std::nullopt;
  }
  std::optional<ScannedCode> first(std::move(ready_.front()));
  ready_.pop_front();
  return first;
}

// What the scanner has sent and nobody read goes, too. Keys go through the decoder: it has to know which are
// held.
void TransportScanner::discard() {
  for (int reads = 0; reads < kReadsADiscard; ++reads) {
    auto bytes = transport_->read(Channel::First, kScannerRead, milliseconds{0});
    if (!bytes) break;  // the next poll says why
    take(*bytes, clock_.now(), ready_);
    wipe(*bytes);
  }
  forget();
  for (ScannedCode& code : ready_) {
    wipe(code.bytes);
    wipe(code.text);
  }
  ready_.clear();
  told_ = dropped();
}

StreamScanner::StreamScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule,
                             milliseconds wait)
    : TransportScanner(std::move(transport), clock, wait), parser_(std::move(rule)) {}

void StreamScanner::take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) {
  for (ScannedCode& code : parser_.push(bytes, now)) ready.push_back(std::move(code));
}

void StreamScanner::pass_time(TimePoint now, std::deque<ScannedCode>& ready) {
  if (auto code = parser_.tick(now)) ready.push_back(std::move(*code));
}

StreamRule WedgeScanner::wedge_rule() {
  StreamRule rule;
  rule.silence = milliseconds{500};
  rule.silence_ends = false;
  return rule;
}

WedgeScanner::WedgeScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule,
                           milliseconds wait)
    : TransportScanner(std::move(transport), clock, wait), parser_(std::move(rule)) {}

void WedgeScanner::take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) {
  const auto events = parse_key_events(bytes);
  if (!events) return spoil(now);
  for (const WedgeDecoder::Typed& typed : decoder_.push(*events)) {
    if (!typed) {
      parser_.spoil(now);
      continue;
    }
    for (ScannedCode& code : parser_.push({&*typed, 1}, now)) ready.push_back(std::move(code));
  }
}

void WedgeScanner::pass_time(TimePoint now, std::deque<ScannedCode>& ready) {
  if (auto code = parser_.tick(now)) ready.push_back(std::move(*code));
}

void WedgeScanner::spoil(TimePoint now) {
  decoder_.lose_track();
  parser_.spoil(now);
}

HidPosScanner::HidPosScanner(std::unique_ptr<Transport> transport, const Clock& clock,
                             const HidPosLayout& layout, CharsetRule charset, milliseconds wait)
    : TransportScanner(std::move(transport), clock, wait), layout_(layout), assembler_(charset) {}

Result<std::unique_ptr<CodeSource>> HidPosScanner::create(std::unique_ptr<Transport> transport,
                                                          const Clock& clock, CharsetRule charset,
                                                          milliseconds wait) {
  const auto description = parse_report_descriptor(transport->description().report_descriptor);
  if (!description) return tl::unexpected(description.error());
  const auto layout = find_hid_pos_layout(*description);
  if (!layout) return tl::unexpected(layout.error());
  return std::unique_ptr<CodeSource>(new HidPosScanner(std::move(transport), clock, *layout, charset, wait));
}

void HidPosScanner::take(ByteView bytes, TimePoint now, std::deque<ScannedCode>& ready) {
  const auto part = read_hid_pos_report(layout_, bytes);
  if (!part) return assembler_.spoil(now);
  if (!*part) return;
  if (auto code = assembler_.push(**part, now)) ready.push_back(std::move(*code));
}

void HidPosScanner::pass_time(TimePoint now, std::deque<ScannedCode>& /*ready*/) { assembler_.tick(now); }

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
