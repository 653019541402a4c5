#include "devices/barcode/scanner_simulator.hpp"

#include <linux/input.h>

#include <algorithm>
#include <deque>
#include <mutex>
#include <utility>

#include "devices/evdev/us_keyboard.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t kPosReport = 64;
constexpr std::size_t kPosData = 56;
constexpr std::size_t kEventsAPacket = 16;

class KeyTyper {
 public:
  void tap(std::uint16_t key) {
    press(key, true);
    press(key, false);
  }
  void press(std::uint16_t key, bool down) {
    events.push_back({EV_KEY, key, down ? 1 : 0});
    events.push_back({EV_SYN, SYN_REPORT, 0});
  }
  std::vector<KeyEvent> events;
};

// As Windows takes characters that are not on the keyboard: Alt held, 0 and the code on the keypad.
void type_by_number(KeyTyper& typer, std::uint8_t byte) {
  static constexpr std::uint16_t kDigits[] = {KEY_KP0, KEY_KP1, KEY_KP2, KEY_KP3, KEY_KP4,
                                              KEY_KP5, KEY_KP6, KEY_KP7, KEY_KP8, KEY_KP9};
  typer.press(KEY_LEFTALT, true);
  typer.tap(KEY_KP0);
  for (const int digit : {byte / 100, byte / 10 % 10, byte % 10}) typer.tap(kDigits[digit]);
  typer.press(KEY_LEFTALT, false);
}

DeviceDescription describe_scanner(ScannerSimulator::Mode mode) {
  DeviceDescription description;
  description.port_path = "simulated";
  description.pipes = {{0x81, Direction::In, PipeType::Bulk, 64}};
  if (mode == ScannerSimulator::Mode::HidPos) description.report_descriptor = hid_pos_report_descriptor();
  return description;
}

}  // namespace

Bytes hid_pos_report_descriptor() {
  return {0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01,              // bar code scanner, application collection
          0x09, 0x12, 0xA1, 0x02, 0x85, 0x02,              // scanned data report, number 2
          0x15, 0x00, 0x26, 0xFF, 0x00, 0x75, 0x08,        // bytes
          0x95, 0x01, 0x05, 0x01, 0x09, 0x3B, 0x81, 0x02,  // byte count
          0x95, 0x03, 0x05, 0x8C, 0x09, 0xFB, 0x09, 0xFC, 0x09, 0xFD, 0x81, 0x02,  // AIM identifier
          0x95, 0x38, 0x09, 0xFE, 0x82, 0x02, 0x01,                                // 56 bytes of decoded data
          0x06, 0x66, 0xFF, 0x95, 0x02, 0x09, 0x04, 0x09, 0x00, 0x81, 0x02,        // the maker's
          0x05, 0x8C, 0x25, 0x01, 0x75, 0x01, 0x95, 0x08, 0x09, 0xFF, 0x81, 0x02,  // bit 0: data continued
          0xC0,                                                                    //
          0x09, 0x14, 0xA1, 0x02, 0x85, 0x04,                                      // trigger report, number 4
          0x75, 0x01, 0x95, 0x08, 0x09, 0x00, 0x09, 0x5F, 0x09, 0x60, 0x91, 0x06,  //
          0xC0, 0xC0};
}

std::vector<Bytes> hid_pos_reports(ByteView payload, std::string_view aim) {
  std::vector<Bytes> reports;
  do {
    const std::size_t count = std::min(kPosData, payload.size());
    Bytes report(kPosReport);
    report[0] = 2;
    report[1] = static_cast<std::uint8_t>(count);
    std::copy_n(aim.begin(), std::min<std::size_t>(3, aim.size()), report.begin() + 2);
    std::copy_n(payload.begin(), count, report.begin() + 5);
    payload = payload.subspan(count);
    report[kPosReport - 1] = payload.empty() ? 0 : 1;
    reports.push_back(std::move(report));
  } while (!payload.empty());
  return reports;
}

std::vector<KeyEvent> typed_events(ByteView payload, bool caps_lock) {
  KeyTyper typer;
  for (const std::uint8_t byte : payload) {
    const auto key = byte < 0x80 ? us_key(static_cast<char>(byte)) : std::nullopt;
    if (!key) {
      type_by_number(typer, byte);
      continue;
    }
    const bool letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
    const bool shift = key->shift != (caps_lock && letter);
    if (shift) typer.press(KEY_LEFTSHIFT, true);
    typer.tap(key->key);
    if (shift) typer.press(KEY_LEFTSHIFT, false);
  }
  return std::move(typer.events);
}

struct ScannerSimulator::Shared {
  Shared(Clock& the_clock, Mode the_mode)
      : clock(the_clock), mode(the_mode), description(describe_scanner(the_mode)) {}

  Clock& clock;
  const Mode mode;
  const DeviceDescription description;
  std::mutex mutex;
  std::deque<Bytes> chunks;  // a read gives at most one
  std::string prefix;
  std::string suffix = "\r";
  std::string aim = "]Q1";
  std::size_t packet_size = 64;
  std::size_t plug_count = 1;
  bool plugged = true;
};

namespace {

template <class Shared>
class ScannerPort final : public Transport {
 public:
  explicit ScannerPort(std::shared_ptr<Shared> shared)
      : shared_(std::move(shared)), plug_(shared_->plug_count) {}
  [[nodiscard]] const DeviceDescription& description() const override { return shared_->description; }

  Result<std::size_t> write(Channel /*out*/, ByteView data, milliseconds /*timeout*/) override {
    const std::scoped_lock lock(shared_->mutex);
    if (auto there = check(); !there) return tl::unexpected(there.error());
    return data.size();
  }

  Result<Bytes> read(Channel /*in*/, std::size_t max, milliseconds timeout) override {
    {
      const std::scoped_lock lock(shared_->mutex);
      if (auto there = check(); !there) return tl::unexpected(there.error());
      if (!shared_->chunks.empty()) {
        Bytes chunk = std::move(shared_->chunks.front());
        shared_->chunks.pop_front();
        if (chunk.size() > max) {
          shared_->chunks.emplace_front(chunk.begin() + static_cast<std::ptrdiff_t>(max), chunk.end());
          chunk.resize(max);
        }
        return chunk;
      }
    }
    shared_->clock.sleep_for(timeout);
    return fail(ErrorCode::Timeout, "nothing is scanned");
  }

  Result<Bytes> control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                           milliseconds /*timeout*/) override {
    return fail(ErrorCode::NotSupported, "the simulated scanner has no requests");
  }
  Result<void> control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                           milliseconds /*timeout*/) override {
    return fail(ErrorCode::NotSupported, "the simulated scanner has no requests");
  }
  Result<void> clear_halt(Direction /*direction*/, Channel /*channel*/) override {
    const std::scoped_lock lock(shared_->mutex);
    return check();
  }
  Result<void> reset() override {
    const std::scoped_lock lock(shared_->mutex);
    return check();
  }

 private:
  Result<void> check() const {
    if (shared_->plugged && plug_ == shared_->plug_count) return {};
    return fail(ErrorCode::Disconnected, "the simulated scanner is unplugged");
  }
  std::shared_ptr<Shared> shared_;
  std::size_t plug_;
};

void append_text(Bytes& bytes, std::string_view text) { bytes.insert(bytes.end(), text.begin(), text.end()); }

std::vector<Bytes> in_pieces(ByteView bytes, std::size_t size) {
  std::vector<Bytes> pieces;
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    const ByteView piece = bytes.subspan(at, std::min(size, bytes.size() - at));
    pieces.emplace_back(piece.begin(), piece.end());
  }
  return pieces;
}

}  // namespace

ScannerSimulator::ScannerSimulator(Clock& clock, Mode mode)
    : shared_(std::make_shared<Shared>(clock, mode)) {}
ScannerSimulator::~ScannerSimulator() = default;

Result<std::unique_ptr<Transport>> ScannerSimulator::connect() {
  const std::scoped_lock lock(shared_->mutex);
  if (!shared_->plugged) return fail(ErrorCode::NotFound, "the simulated scanner is unplugged");
  return std::make_unique<ScannerPort<Shared>>(shared_);
}

void ScannerSimulator::present(ByteView payload) {
  const std::scoped_lock lock(shared_->mutex);
  if (!shared_->plugged) return;
  std::vector<Bytes> chunks;
  if (shared_->mode == Mode::HidPos) {
    chunks = hid_pos_reports(payload, shared_->aim);
  } else {
    Bytes whole;
    append_text(whole, shared_->prefix);
    if (!shared_->prefix.empty()) append_text(whole, shared_->aim);
    whole.insert(whole.end(), payload.begin(), payload.end());
    append_text(whole, shared_->suffix);
    if (shared_->mode == Mode::Serial) {
      chunks = in_pieces(whole, shared_->packet_size);
    } else {
      const Bytes events = encode_key_events(typed_events(whole));
      chunks = in_pieces(events, kEventsAPacket * sizeof(input_event));
    }
  }
  for (Bytes& chunk : chunks) shared_->chunks.push_back(std::move(chunk));
}

void ScannerSimulator::send(const Bytes& chunk) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->chunks.push_back(chunk);
}

void ScannerSimulator::set_affixes(std::string prefix, std::string suffix) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->prefix = std::move(prefix);
  shared_->suffix = std::move(suffix);
}

void ScannerSimulator::set_aim(std::string aim) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->aim = std::move(aim);
}

void ScannerSimulator::set_packet_size(std::size_t bytes) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->packet_size = std::max<std::size_t>(1, bytes);
}

void ScannerSimulator::unplug() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->plugged = false;
  ++shared_->plug_count;
  shared_->chunks.clear();
}

void ScannerSimulator::plug() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->plugged = true;
}

}  // namespace yitang::devices
