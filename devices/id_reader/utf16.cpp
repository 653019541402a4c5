#include "devices/id_reader/utf16.hpp"

namespace yitang::devices {

namespace {

bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }

bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

bool is_forbidden(std::uint32_t code_point) {
  const bool control = code_point < 0x20 || (code_point >= 0x7F && code_point <= 0x9F);
  const bool noncharacter = (code_point & 0xFFFE) == 0xFFFE || (code_point >= 0xFDD0 && code_point <= 0xFDEF);
  return control || noncharacter;
}

void append_utf8(std::string& out, std::uint32_t code_point) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

tl::unexpected<Error> bad_text(const char* why, std::size_t offset) {
  auto error = fail(ErrorCode::Protocol, why);
  error.value().offset = offset;
  return error;
}

// One code point at `at`; moves `at`. 0xFFFFFFFF for anything that is not well-formed.
constexpr std::uint32_t kIllFormed = 0xFFFFFFFF;
std::uint32_t decode_utf8(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  const std::size_t size = lead < 0x80       ? 1
                           : lead >> 5 == 6  ? 2
                           : lead >> 4 == 14 ? 3
                           : lead >> 3 == 30 ? 4
                                             : 0;
  if (size == 0 || text.size() - at < size) {
    return kIllFormed;
  }
  static constexpr std::uint32_t kLeadMask[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
  static constexpr std::uint32_t kSmallest[] = {0, 0, 0x80, 0x800, 0x10000};
  std::uint32_t code_point = lead & kLeadMask[size];
  for (std::size_t i = 1; i < size; ++i) {
    const auto next = static_cast<std::uint8_t>(text[at + i]);
    if (next >> 6 != 2) {
      return kIllFormed;
    }
    code_point = code_point << 6 | (next & 0x3F);
  }
  if (code_point < kSmallest[size] || code_point > 0x10FFFF || is_high(code_point) || is_low(code_point)) {
    return kIllFormed;
  }
  at += size;
  return code_point;
}

}  // namespace

Result<std::string> utf8_from_utf16le(ByteView text) {
  if (text.size() % 2 != 0) {
    return bad_text("text of half a character", text.size() - 1);
  }
  const auto unit = [text](std::size_t at) {
    return static_cast<std::uint32_t>(text[at]) | static_cast<std::uint32_t>(text[at + 1]) << 8;
  };
  std::size_t end = text.size();
  while (end >= 2 && unit(end - 2) == 0) {
    end -= 2;
  }
  std::string out;
  out.reserve(end * 3 / 2);
  for (std::size_t at = 0; at < end; at += 2) {
    const std::size_t begin = at;
    std::uint32_t code_point = unit(at);
    if (is_low(code_point)) {
      return bad_text("lone surrogate", begin);
    }
    if (is_high(code_point)) {
      if (at + 4 > end || !is_low(unit(at + 2))) {
        return bad_text("lone surrogate", begin);
      }
      at += 2;
      code_point = 0x10000 + ((code_point - 0xD800) << 10) + (unit(at) - 0xDC00);
    }
    if (is_forbidden(code_point)) {
      return bad_text("character that no text has", begin);
    }
    append_utf8(out, code_point);
  }
  return out;
}

Result<Bytes> utf16le_from_utf8(std::string_view text) {
  Bytes out;
  const auto put = [&out](std::uint32_t unit) {
    out.push_back(static_cast<std::uint8_t>(unit & 0xFF));
    out.push_back(static_cast<std::uint8_t>(unit >> 8));
  };
  for (std::size_t at = 0; at < text.size();) {
    const std::uint32_t code_point = decode_utf8(text, at);
    if (code_point == kIllFormed) {
      return fail(ErrorCode::BadArgument, "text is not UTF-8");
    }
    if (code_point >= 0x10000) {
      put(0xD800 + ((code_point - 0x10000) >> 10));
      put(0xDC00 + ((code_point - 0x10000) & 0x3FF));
    } else {
      put(code_point);
    }
  }
  return out;
}

std::size_t character_count(std::string_view text) {
  std::size_t count = 0;
  for (const char byte : text) {
    count += (static_cast<std::uint8_t>(byte) >> 6) != 2 ? 1 : 0;
  }
  return count;
}

std::string_view first_characters(std::string_view text, std::size_t count) {
  std::size_t at = 0;
  while (at < text.size()) {
    if ((static_cast<std::uint8_t>(text[at]) >> 6) != 2 && count-- == 0) {
      break;
    }
    ++at;
  }
  return text.substr(0, at);
}

}  // namespace yitang::devices
