// What a staff card tells: a number that is the same each time it is presented, and never leaves here in
// clear.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <variant>

#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// GET DATA for the UID. Source: PC/SC Workgroup, Interoperability Specification part 3, 3.2.2.1.3.
inline constexpr std::array<std::uint8_t, 5> kGetUid{0xFF, 0xCA, 0x00, 0x00, 0x00};

// The UID in the answer to kGetUid: 4 to 10 bytes. Protocol: no such answer, or a length that no card has.
// NotSupported: the card has no UID (one with contacts), or a random one, another at each presentation: four
// bytes that begin with 08 (ISO/IEC 14443-3), as phones do. Pure.
[[nodiscard]] Result<Bytes> uid_of_answer(ByteView answer);

// Whether a card lies on the reader without contacts: readers make up an answer to reset for such cards, 3B
// 8n 80 01, n bytes and a check byte. Source: PC/SC Workgroup, Interoperability Specification part
// 3, 3.1.3.2.3. Pure.
[[nodiscard]] bool is_contactless(ByteView answer_to_reset);

// 16 to 64 bytes, the caller's secret: without it nobody can try which of the four thousand million short
// numbers a digest belongs to.
using StaffKey = Bytes;
// 32 hexadecimal digits: BLAKE2b with a key, 16 bytes. BadArgument for a key of another length.
[[nodiscard]] Result<std::string> uid_digest(ByteView uid, ByteView key);

enum class StaffReaderState : std::uint8_t {
  NoService,  // pcscd does not run or has ended
  NoReader,   // it runs, and the reader that is asked for is not plugged in
  Ready,
  NotAnswering,  // it is plugged in and took a command, and nothing has come back for too long
};
enum class StaffCardFault : std::uint8_t {
  Unreadable,     // it does not answer, or with nonsense
  NoFixedNumber,  // a card that cannot be told from others
  InUse,          // another program has the card to itself
};
struct StaffCardPresent {
  std::string digest;
};
struct StaffCardRefused {
  StaffCardFault fault;
};
// Follows each StaffCardPresent and StaffCardRefused, also when the reader is unplugged or the service ends.
struct StaffCardRemoved {};

using StaffCardEvent = std::variant<StaffReaderState, StaffCardPresent, StaffCardRefused, StaffCardRemoved>;

}  // namespace yitang::devices
