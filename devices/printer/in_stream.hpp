// Takes the printer's answers apart. Answers to different questions may arrive in one packet, in several, or
// mixed with status that nobody asked for: this is a stream, told apart by the first byte of each answer.
// Pure.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

struct AutomaticStatusReply {
  std::array<std::uint8_t, 4> bytes{};
};
struct RealTimeReply {  // DLE EOT
  std::uint8_t byte = 0;
};
struct ProcessIdReply {  // GS ( H: everything before the request has been printed
  std::array<char, 4> id{};
};
struct ClearedReply {};    // 37 25 00: buffers were cleared as asked
struct PaperSensorReply {  // GS r
  std::uint8_t byte = 0;
};
struct InfoReply {  // GS I
  std::string text;
};
struct NoiseReply {  // a byte that begins no answer, or the beginning of one that broke off
  std::uint8_t byte = 0;
};

using PrinterReply = std::variant<AutomaticStatusReply, RealTimeReply, ProcessIdReply, ClearedReply,
                                  PaperSensorReply, InfoReply, NoiseReply>;

class PrinterInStream {
 public:
  std::vector<PrinterReply> push(ByteView bytes);
  void reset() { pending_.clear(); }
  // Bytes of an answer that is not complete yet.
  [[nodiscard]] std::size_t pending() const { return pending_.size(); }

 private:
  Bytes pending_;
};

}  // namespace yitang::devices
