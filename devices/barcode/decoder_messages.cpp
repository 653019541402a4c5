#include "devices/barcode/decoder_messages.hpp"

#include <algorithm>
#include <string_view>

namespace yitang::devices {
namespace {

constexpr std::string_view request_mark = "YTD1";
constexpr std::string_view answer_mark = "YTA1";
constexpr std::size_t request_bytes = 32;
constexpr std::size_t answer_head = 6, code_head = 6;
constexpr std::uint32_t max_side = 20'000;

void put(Bytes& out, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<std::uint8_t>(value >> (8 * i)));
}

std::uint64_t get(ByteView bytes, std::size_t at, int count) {
  std::uint64_t value = 0;
  for (int i = count - 1; i >= 0; --i) value = value << 8U | bytes[at + static_cast<std::size_t>(i)];
  return value;
}

bool begins_with(ByteView bytes, std::string_view mark) {
  return bytes.size() >= mark.size() && std::equal(mark.begin(), mark.end(), bytes.begin());
}

tl::unexpected<Error> wrong(const char* what) { return fail(ErrorCode::Protocol, what); }

bool is_printable(std::uint8_t c) { return c >= ' ' && c <= '~'; }

bool fits(const RawCode& code) {
  return code.bytes.size() <= max_code_bytes && code.eci_protocol.size() <= 2 * max_code_bytes;
}

// Dots must be exactly what width and height say.
bool is_consistent(const DecoderRequest& request) {
  if (request.length == 0 || request.length > decoder_memory_bytes) return false;
  if (request.input == DecoderInput::File) return request.width == 0 && request.height == 0;
  const std::uint64_t channels = request.input == DecoderInput::Rgb ? 3 : 1;
  return request.width > 0 && request.width <= max_side && request.height > 0 && request.height <= max_side &&
         request.length == channels * request.width * request.height;
}

}  // namespace

Bytes encode(const DecoderRequest& request) {
  Bytes out(request_mark.begin(), request_mark.end());
  put(out, static_cast<std::uint64_t>(request.input), 1);
  put(out, request.options.other_formats ? 1 : 0, 1);
  put(out, static_cast<std::uint64_t>(std::clamp(request.options.max_codes, 1, 8)), 1);
  put(out, 0, 1);
  put(out, static_cast<std::uint32_t>(std::max(request.options.turn, -1)), 4);
  put(out, request.width, 4);
  put(out, request.height, 4);
  put(out, request.length, 8);
  put(out, 0, 4);
  return out;
}

Result<DecoderRequest> parse_decoder_request(ByteView message) {
  if (message.size() != request_bytes || !begins_with(message, request_mark)) return wrong("no request");
  DecoderRequest request;
  if (message[4] < 1 || message[4] > 3 || message[5] > 1 || message[6] < 1 || message[6] > 8 ||
      message[7] != 0 || get(message, 28, 4) != 0) {
    return wrong("a field of the request is out of range");
  }
  request.input = static_cast<DecoderInput>(message[4]);
  request.options.other_formats = message[5] == 1;
  request.options.max_codes = message[6];
  request.options.turn = static_cast<std::int32_t>(get(message, 8, 4));
  request.width = static_cast<std::uint32_t>(get(message, 12, 4));
  request.height = static_cast<std::uint32_t>(get(message, 16, 4));
  request.length = get(message, 20, 8);
  if (request.options.turn < -1 || !is_consistent(request))
    return wrong("sizes of the request contradict each other");
  return request;
}

Bytes encode(const DecoderAnswer& answer) {
  Bytes out(answer_mark.begin(), answer_mark.end());
  put(out, answer.error ? static_cast<std::uint64_t>(*answer.error) + 1 : 0, 1);
  const std::size_t count_at = out.size();
  put(out, 0, 1);
  if (answer.error) {
    for (const char c : std::string_view(answer.reason).substr(0, max_decoder_reason)) {
      out.push_back(is_printable(static_cast<std::uint8_t>(c)) ? static_cast<std::uint8_t>(c) : '?');
    }
    return out;
  }
  for (const RawCode& code : answer.codes) {
    if (!fits(code) || out[count_at] >= max_decoder_codes) continue;
    ++out[count_at];
    put(out, static_cast<std::uint64_t>(code.symbology), 1);
    put(out, static_cast<std::uint64_t>(code.stage), 1);
    put(out, code.bytes.size(), 2);
    put(out, code.eci_protocol.size(), 2);
    out.insert(out.end(), code.bytes.begin(), code.bytes.end());
    out.insert(out.end(), code.eci_protocol.begin(), code.eci_protocol.end());
  }
  return out;
}

Result<DecoderAnswer> parse_decoder_answer(ByteView message) {
  if (message.size() < answer_head || message.size() > max_decoder_answer ||
      !begins_with(message, answer_mark)) {
    return wrong("no answer");
  }
  DecoderAnswer answer;
  if (message[4] > static_cast<std::uint8_t>(ErrorCode::OutOfMemory) + 1) return wrong("an unknown status");
  const std::size_t count = message[5];
  if (message[4] != 0) {
    const ByteView reason = message.subspan(answer_head);
    if (count != 0 || reason.size() > max_decoder_reason ||
        !std::all_of(reason.begin(), reason.end(), is_printable)) {
      return wrong("an error with codes or a wrong reason");
    }
    answer.error = static_cast<ErrorCode>(message[4] - 1);
    answer.reason.assign(reason.begin(), reason.end());
    return answer;
  }
  if (count > max_decoder_codes) return wrong("too many codes");
  std::size_t at = answer_head;
  for (std::size_t i = 0; i < count; ++i) {
    if (message.size() - at < code_head) return wrong("the answer is cut off");
    RawCode code;
    if (message[at] > static_cast<std::uint8_t>(last_symbology) ||
        message[at + 1] > static_cast<std::uint8_t>(last_search_stage)) {
      return wrong("an unknown symbology or stage");
    }
    code.symbology = static_cast<Symbology>(message[at]);
    code.stage = static_cast<SearchStage>(message[at + 1]);
    const auto bytes = static_cast<std::size_t>(get(message, at + 2, 2));
    const auto protocol = static_cast<std::size_t>(get(message, at + 4, 2));
    at += code_head;
    if (bytes == 0 || bytes > max_code_bytes || protocol > 2 * max_code_bytes ||
        message.size() - at < bytes + protocol) {
      return wrong("a code is longer than the answer");
    }
    const ByteView rest = message.subspan(at);
    code.bytes.assign(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(bytes));
    code.eci_protocol.assign(rest.begin() + static_cast<std::ptrdiff_t>(bytes),
                             rest.begin() + static_cast<std::ptrdiff_t>(bytes + protocol));
    at += bytes + protocol;
    answer.codes.push_back(std::move(code));
  }
  if (at != message.size()) return wrong("bytes after the answer");
  return answer;
}

}  // namespace yitang::devices
