#include "devices/printer/in_stream.hpp"

#include <algorithm>

namespace yitang::devices {
namespace {

// The longest text that GS I answers is far shorter; a longer one lost its end.
constexpr std::size_t max_info = 80;

struct Parsed {
  std::size_t length = 0;  // 0: more bytes are needed
  PrinterReply reply;
};

Parsed noise(std::uint8_t byte) { return {1, NoiseReply{byte}}; }

Parsed process_id(ByteView bytes) {
  if (bytes.size() >= 2 && bytes[1] != 0x22 && bytes[1] != 0x25) return noise(bytes[0]);
  if (bytes.size() >= 3 && bytes[1] == 0x25) {
    if (bytes[2] != 0) return noise(bytes[0]);
    return {3, ClearedReply{}};
  }
  if (bytes.size() < 7 || bytes[1] == 0x25) {
    // An id holds only 20 to 7E: anything else shows early that this is no id.
    for (std::size_t i = 2; i < std::min<std::size_t>(bytes.size(), 6); ++i) {
      if (bytes[i] < 0x20 || bytes[i] > 0x7E) return noise(bytes[0]);
    }
    return {};
  }
  ProcessIdReply reply;
  for (std::size_t i = 0; i < 4; ++i) {
    if (bytes[2 + i] < 0x20 || bytes[2 + i] > 0x7E) return noise(bytes[0]);
    reply.id[i] = static_cast<char>(bytes[2 + i]);
  }
  if (bytes[6] != 0) return noise(bytes[0]);
  return {7, reply};
}

Parsed automatic(ByteView bytes) {
  for (std::size_t i = 1; i < std::min<std::size_t>(bytes.size(), 4); ++i) {
    if ((bytes[i] & 0x90U) != 0) return noise(bytes[0]);
  }
  if (bytes.size() < 4) return {};
  return {4, AutomaticStatusReply{{bytes[0], bytes[1], bytes[2], bytes[3]}}};
}

Parsed info(ByteView bytes) {
  const auto end = std::find(bytes.begin(), bytes.end(), std::uint8_t{0});
  const auto length = static_cast<std::size_t>(end - bytes.begin());
  if (length > max_info) return noise(bytes[0]);
  if (end == bytes.end()) return {};
  return {length + 1, InfoReply{std::string(bytes.begin() + 1, end)}};
}

Parsed parse(ByteView bytes) {
  const std::uint8_t first = bytes[0];
  if ((first & 0x93U) == 0x10U) return automatic(bytes);
  if ((first & 0x93U) == 0x12U) return {1, RealTimeReply{first}};
  if (first == 0x37) return process_id(bytes);
  if (first == 0x5F) return info(bytes);
  if ((first & 0x90U) == 0) return {1, PaperSensorReply{first}};
  return noise(first);
}

}  // namespace

std::vector<PrinterReply> PrinterInStream::push(ByteView bytes) {
  pending_.insert(pending_.end(), bytes.begin(), bytes.end());
  std::vector<PrinterReply> replies;
  std::size_t at = 0;
  while (at < pending_.size()) {
    Parsed parsed = parse(ByteView(pending_).subspan(at));
    if (parsed.length == 0) break;
    replies.push_back(std::move(parsed.reply));
    at += parsed.length;
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(at));
  return replies;
}

}  // namespace yitang::devices
