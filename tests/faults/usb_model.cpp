#include "usb_model.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "devices/id_reader/ids.hpp"

namespace yitang::faults {

namespace {

struct Endpoint {
  std::uint8_t address;
  std::uint8_t type;  // 2 bulk, 3 interrupt
  std::uint8_t interval;
};

constexpr std::uint8_t kBulk = 2;
constexpr std::uint8_t kInterrupt = 3;

Bytes device_bytes(std::uint16_t vendor, std::uint16_t product, bool has_serial) {
  return {18,
          1,
          0x00,
          0x02,
          0,
          0,
          0,
          64,
          static_cast<std::uint8_t>(vendor & 0xFF),
          static_cast<std::uint8_t>(vendor >> 8),
          static_cast<std::uint8_t>(product & 0xFF),
          static_cast<std::uint8_t>(product >> 8),
          0x00,
          0x01,
          0,
          0,
          static_cast<std::uint8_t>(has_serial ? 3 : 0),
          1};
}

Bytes configuration_bytes(std::array<std::uint8_t, 3> interface_class,
                          const std::vector<Endpoint>& endpoints) {
  Bytes bytes{9, 2, 0, 0, 1, 1, 0, 0xC0, 50, 9, 4, 0, 0, static_cast<std::uint8_t>(endpoints.size())};
  bytes.insert(bytes.end(), interface_class.begin(), interface_class.end());
  bytes.push_back(0);
  for (const Endpoint& endpoint : endpoints) {
    const Bytes one{7, 5, endpoint.address, endpoint.type, 64, 0, endpoint.interval};
    bytes.insert(bytes.end(), one.begin(), one.end());
  }
  bytes[2] = static_cast<std::uint8_t>(bytes.size());
  return bytes;
}

// GET_STATUS of the device, which every device answers: it has its own power.
bool asks_for_status(const ControlRequest& request) { return request.type == 0x80 && request.request == 0; }

int give_status(std::span<std::uint8_t> data) {
  if (data.size() < 2) return -EPIPE;
  data[0] = 1;
  data[1] = 0;
  return 2;
}

int give(std::deque<std::uint8_t>& from, std::span<std::uint8_t> buffer) {
  if (from.empty()) {
    return -EAGAIN;
  }
  const std::size_t count = std::min(from.size(), buffer.size());
  std::copy_n(from.begin(), count, buffer.begin());
  from.erase(from.begin(), from.begin() + static_cast<std::ptrdiff_t>(count));
  return static_cast<int>(count);
}

}  // namespace

Bytes ReaderModel::device_descriptor() const {
  return device_bytes(devices::kSamVendor, devices::kSamProduct, false);
}

Bytes ReaderModel::configuration_descriptor() const {
  if (four_pipes_) {
    return configuration_bytes(
        {0xFF, 0, 0}, {{0x81, kInterrupt, 10}, {0x02, kBulk, 0}, {0x85, kBulk, 0}, {0x06, kBulk, 0}});
  }
  return configuration_bytes({0xFF, 0, 0}, {{0x02, kBulk, 0}, {0x81, kBulk, 0}});
}

int ReaderModel::out(std::uint8_t /*endpoint*/, std::span<const std::uint8_t> data) {
  if (halted) {
    return -EPIPE;
  }
  devices::SecretBytes answers;
  module.receive(data, answers);
  if (!mute) {
    queue(answers);
  }
  return static_cast<int>(data.size());
}

void ReaderModel::queue(const devices::SecretBytes& answers) {
  if (answers.size() > devices::kCardTextSize && hold_read_after) {
    left_ = *hold_read_after;
    hold_read_after.reset();
  }
  const std::size_t head = four_pipes_ ? std::min(answers.size(), devices::kFrameHeader) : answers.size();
  header_.insert(header_.end(), answers.begin(), answers.begin() + static_cast<std::ptrdiff_t>(head));
  body_.insert(body_.end(), answers.begin() + static_cast<std::ptrdiff_t>(head), answers.end());
}

int ReaderModel::in(std::uint8_t endpoint, std::span<std::uint8_t> buffer) {
  if (halted) {
    return -EPIPE;
  }
  if (left_) {
    holding = *left_ == 0;
    if (holding) {
      return -EAGAIN;
    }
    buffer = buffer.first(std::min(buffer.size(), *left_));
  }
  const int given = give(endpoint == 0x85 ? body_ : header_, buffer);
  if (given > 0 && left_) {
    *left_ -= static_cast<std::size_t>(given);
  }
  return given;
}

int ReaderModel::control(const ControlRequest& request, std::span<std::uint8_t> data) {
  return asks_for_status(request) ? give_status(data) : -EPIPE;
}

void ReaderModel::clear_halt(std::uint8_t /*endpoint*/) {
  stalls = std::max(0, stalls - 1);
  halted = stalls > 0;
}

void ReaderModel::reset() {
  module.power_cycle();
  header_.clear();
  body_.clear();
  left_.reset();
  holding = false;
}

Bytes PrinterModel::device_descriptor() const { return device_bytes(0x6868, 0x0200, true); }

Bytes PrinterModel::configuration_descriptor() const {
  return configuration_bytes({7, 1, 2}, {{0x03, kBulk, 0}, {0x84, kBulk, 0}});
}

std::string PrinterModel::serial() const { return "EX7"; }

int PrinterModel::out(std::uint8_t /*endpoint*/, std::span<const std::uint8_t> data) {
  if (halted) {
    return -EPIPE;
  }
  if (data.size() == 3 && data[0] == 0x10 && data[1] == 0x04) {
    // DLE EOT n: bits 1 and 4 are always set; paper end is bits 5 and 6 of n = 4, and off-line is bit 3 of n
    // = 1.
    const std::uint8_t off_line = paper ? 0x12 : 0x1A;
    const std::uint8_t paper_state = paper ? 0x12 : 0x7E;
    answers_.push_back(data[2] == 4 ? paper_state : off_line);
    return 3;
  }
  const std::size_t count = std::min(room, data.size());
  if (count == 0) {
    return -EAGAIN;
  }
  room -= room == SIZE_MAX ? 0 : count;
  taken += count;
  return static_cast<int>(count);
}

int PrinterModel::in(std::uint8_t /*endpoint*/, std::span<std::uint8_t> buffer) {
  return halted ? -EPIPE : give(answers_, buffer);
}

int PrinterModel::control(const ControlRequest& request, std::span<std::uint8_t> data) {
  const auto answer = [&data](const Bytes& bytes) {
    const std::size_t count = std::min(bytes.size(), data.size());
    std::copy_n(bytes.begin(), count, data.begin());
    return static_cast<int>(count);
  };
  if (request.type == 0xA1 && request.request == 0) {  // GET_DEVICE_ID
    const std::string id = "MFG:EXAMPLE;CMD:ESC/POS;MDL:EX-80;CLS:PRINTER;";
    Bytes bytes{0, static_cast<std::uint8_t>(id.size() + 2)};
    bytes.insert(bytes.end(), id.begin(), id.end());
    return answer(bytes);
  }
  if (request.type == 0xA1 && request.request == 1) {  // GET_PORT_STATUS
    return answer({static_cast<std::uint8_t>(paper ? 0x18 : 0x38)});
  }
  if (request.type == 0x21 && request.request == 2) {  // SOFT_RESET
    reset();
    return 0;
  }
  if (asks_for_status(request)) return give_status(data);
  if (request.type == 0x80 && request.request == 6 && request.value >> 8 == 3) {  // string descriptors
    return answer((request.value & 0xFF) == 0 ? Bytes{4, 3, 9, 4} : Bytes{8, 3, 'E', 0, 'X', 0, '7', 0});
  }
  return -EPIPE;
}

void PrinterModel::clear_halt(std::uint8_t /*endpoint*/) { halted = false; }

void PrinterModel::reset() {
  halted = false;
  room = SIZE_MAX;
  answers_.clear();
}

}  // namespace yitang::faults
