// What the program and its decoder say to each other: one datagram each way. Dots or file bytes stand in
// memory that both see, from its first byte on. Little endian.
//
// Request, 32 bytes: "YTD1", kind u8 (1 grey dots, 2 RGB dots, 3 file), other formats u8, most codes u8, 0,
// turn i32, width u32, height u32, length u64, 4 bytes 0.
// Answer: "YTA1", status u8 (an ErrorCode + 1, 0 for none), count u8, then for each code: symbology u8, stage
// u8, length of the bytes u16, length of the ECI protocol u16, both. With an error the rest is the reason, in
// printable ASCII.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/decoded_code.hpp"
#include "devices/error.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

inline constexpr std::size_t decoder_memory_bytes = 96U << 20U;  // 32 megapixels of RGB
inline constexpr std::size_t max_decoder_answer = 128U << 10U;
inline constexpr std::size_t max_decoder_codes = 8;
inline constexpr std::size_t max_decoder_reason = 200;
inline constexpr std::size_t max_code_bytes = 4096;  // what a QR code holds at most is 2953

enum class DecoderInput : std::uint8_t { Grey = 1, Rgb = 2, File = 3 };

struct DecoderRequest {
  DecoderInput input = DecoderInput::Grey;
  SearchOptions options;
  std::uint32_t width = 0, height = 0;  // 0 for a file
  std::uint64_t length = 0;             // bytes in the shared memory
  friend bool operator==(const DecoderRequest&, const DecoderRequest&) = default;
};

struct DecoderAnswer {
  std::optional<ErrorCode> error;
  std::string reason;  // of the error
  std::vector<RawCode> codes;
  friend bool operator==(const DecoderAnswer&, const DecoderAnswer&) = default;
};

// Codes beyond the limits above are left out.
[[nodiscard]] Bytes encode(const DecoderRequest& request);
[[nodiscard]] Bytes encode(const DecoderAnswer& answer);
// Protocol: not such a message, or one whose parts contradict each other.
[[nodiscard]] Result<DecoderRequest> parse_decoder_request(ByteView message);
[[nodiscard]] Result<DecoderAnswer> parse_decoder_answer(ByteView message);

}  // namespace yitang::devices
