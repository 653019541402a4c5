// Frames between host and SAM module of an ID-card reader (GA/T 467, "SDT" interface), the same on USB and
// serial:
//   request  AA AA AA 96 69 | length (2, big-endian) | command parameter | data | checksum
//   answer   AA AA AA 96 69 | length (2, big-endian) | SW1 SW2 SW3       | data | checksum
// length counts everything after itself, the checksum included. The checksum is the XOR of all bytes from the
// length on. Pure functions, no device. Some firmware sends only two AA, or other bytes in front of the
// preamble.
#pragma once

#include <cstdint>
#include <optional>

#include "devices/transport.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {

enum class SamCommand : std::uint16_t {
  Reset = 0x10FF,
  Status = 0x11FF,
  SamId = 0x12FF,
  Find = 0x2001,
  Select = 0x2002,
  Read = 0x3001,              // text and photo
  ReadExtraAddress = 0x3003,  // also the test whether the card that was read still lies there
  CardManagement = 0x3005,
  ReadWithFingerprints = 0x3010,
  RfPayload = 0x61FF,
};

// SW3 of an answer: the module's result.
enum class SamResult : std::uint8_t {
  RequestChecksum = 0x10,
  RequestLength = 0x11,
  UnknownCommand = 0x21,
  NotPermitted = 0x23,
  UnknownError = 0x24,
  CardRejectsModule = 0x31,
  ModuleRejectsCard = 0x32,
  CheckFailed = 0x33,
  UnknownCardType = 0x40,
  ReadFailed = 0x41,
  RandomFailed = 0x47,
  SelfTestFailed = 0x60,
  NotAuthorised = 0x66,
  NoCard = 0x80,
  SelectFailed = 0x81,
  Done = 0x90,
  ItemAbsent = 0x91,
  CardFound = 0x9F,
};

inline constexpr std::size_t kFrameHeader = 7;        // preamble and length
inline constexpr std::size_t kMaxFrameLength = 4089;  // greatest value of the length field that is believed
inline constexpr std::size_t kCardTextSize = 256;
inline constexpr std::size_t kPhotoSize = 1024;
inline constexpr std::size_t kExtraAddressSize = 70;

struct SamAnswer {
  std::uint8_t sw1 = 0;
  std::uint8_t sw2 = 0;
  SamResult result = SamResult::UnknownError;  // may hold a value that the enum does not name
  SecretBytes data;
};

struct SamRequest {
  std::uint16_t command = 0;  // as sent: may be no SamCommand
  Bytes data;
};

[[nodiscard]] Bytes build_request(SamCommand command, ByteView data = {});
[[nodiscard]] Bytes build_answer(SamResult result, ByteView data = {}, std::uint8_t sw1 = 0,
                                 std::uint8_t sw2 = 0);

// Looks at the start of `bytes` for one frame. Offsets are into `bytes`.
struct FrameScan {
  enum class Verdict : std::uint8_t {
    Complete,     // a frame with right length and checksum at [body, body + body_size)
    NeedMore,     // so far it can become one
    BadLength,    // a preamble, but an impossible length
    BadChecksum,  // a whole frame whose checksum is wrong
  };
  Verdict verdict = Verdict::NeedMore;
  std::size_t skipped = 0;    // bytes before the preamble (or that cannot begin one); they belong to nothing
  std::size_t body = 0;       // first byte after the length field
  std::size_t body_size = 0;  // without the checksum
  std::size_t end = 0;        // Complete: one past the frame. Bad...: where to look on
};
[[nodiscard]] FrameScan scan_frame(ByteView bytes);

// Takes bytes as they come and gives whole answers. Resynchronises on the preamble; a frame with a bad
// checksum or length is reported once as Protocol, then the search goes on behind its preamble. Its buffer is
// wiped as it is consumed.
class AnswerParser {
 public:
  void feed(ByteView bytes);
  // nullopt: feed more.
  [[nodiscard]] std::optional<Result<SamAnswer>> next();
  [[nodiscard]] std::size_t pending() const { return buffer_.size(); }
  // True once preamble and length of the frame being collected are there.
  [[nodiscard]] bool has_header() const;
  void clear();

 private:
  void consume(std::size_t count);
  SecretBytes buffer_;
};

// The device's side, for simulators: requests out of bytes.
class RequestParser {
 public:
  void feed(ByteView bytes);
  [[nodiscard]] std::optional<Result<SamRequest>> next();
  void clear() { buffer_.clear(); }

 private:
  Bytes buffer_;
};

// The blocks inside a good answer to Read or ReadWithFingerprints. Views into `data`.
struct ReadBlocks {
  ByteView text;  // always 256 bytes
  ByteView photo;
  ByteView fingerprints;
};
// Protocol if the lengths inside do not add up.
[[nodiscard]] Result<ReadBlocks> split_read_answer(ByteView data);

// "05.03-20240101-0000012345-0123456789" from the 16 bytes of SamId: the reader's serial number.
[[nodiscard]] Result<std::string> format_sam_id(ByteView data);

}  // namespace yitang::devices
