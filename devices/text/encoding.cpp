#include "devices/text/encoding.hpp"

#include <iconv.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

namespace yitang::devices {
namespace {

// Length of the well-formed sequence at `at` and its code point; 0 if it is not well-formed.
std::size_t decode_one(ByteView bytes, std::size_t at, char32_t& code) {
  const std::uint8_t lead = bytes[at];
  if (lead < 0x80) {
    code = lead;
    return 1;
  }
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || bytes.size() - at < length) return 0;
  code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((bytes[at + i] & 0xC0U) != 0x80U) return 0;
    code = (code << 6U) | (bytes[at + i] & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return overlong || surrogate || code > 0x10FFFF ? 0 : length;
}

ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// GBK/1 to GBK/5: what the fonts of Chinese printers hold. The rest of the two-byte space is user-defined or
// was filled by GB18030 later.
bool in_printer_font(unsigned lead, unsigned trail) {
  if (trail == 0x7F || trail < 0x40 || trail > 0xFE) return false;
  if (lead >= 0xA1 && lead <= 0xA9 && trail >= 0xA1) {
    const bool euro = lead == 0xA2 && trail == 0xE3;  // added by GB18030
    return !euro;
  }
  if (lead >= 0xB0 && lead <= 0xF7 && trail >= 0xA1) return true;
  if (lead >= 0x81 && lead <= 0xA0) return true;
  if (lead >= 0xAA && lead <= 0xFE && trail <= 0xA0) return lead != 0xFE || trail < 0x50;
  if ((lead == 0xA8 || lead == 0xA9) && trail <= 0xA0)
    return lead == 0xA8 ? trail < 0x96 : trail < 0x89 || trail > 0x95;
  return false;
}

// POSIX says it by a pointer of -1.
bool opened(iconv_t converter) { return reinterpret_cast<std::intptr_t>(converter) != -1; }

struct GbkTable {
  std::array<std::uint16_t, 0x10000> by_code{};
  std::array<char16_t, 0x10000> by_pair{};

  GbkTable() {
    const iconv_t converter = iconv_open("UTF-16LE", "GB18030");
    if (!opened(converter)) return;
    for (unsigned lead = 0x81; lead <= 0xFE; ++lead) {
      for (unsigned trail = 0x40; trail <= 0xFE; ++trail) {
        if (in_printer_font(lead, trail)) add(converter, lead, trail);
      }
    }
    iconv_close(converter);
  }

  void add(iconv_t converter, unsigned lead, unsigned trail) {
    std::array<char, 2> in{static_cast<char>(lead), static_cast<char>(trail)};
    std::array<unsigned char, 4> out{};
    char* from = in.data();
    char* to = reinterpret_cast<char*>(out.data());
    std::size_t in_left = in.size();
    std::size_t out_left = out.size();
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    if (iconv(converter, &from, &in_left, &to, &out_left) == static_cast<std::size_t>(-1) || out_left != 2)
      return;
    const auto code = static_cast<char16_t>(out[0] | (out[1] << 8U));
    if (code >= 0xD800 && code <= 0xF8FF) return;  // surrogates and private use: no agreed shape
    const auto pair = static_cast<std::uint16_t>(lead << 8U | trail);
    by_pair[pair] = code;
    if (by_code[code] == 0) by_code[code] = pair;
  }
};

const GbkTable& gbk_table() {
  static const GbkTable table;
  return table;
}

}  // namespace

std::size_t utf8_error_offset(ByteView bytes) {
  std::size_t at = 0;
  char32_t code = 0;
  while (at < bytes.size()) {
    const std::size_t length = decode_one(bytes, at, code);
    if (length == 0) return at;
    at += length;
  }
  return at;
}

bool is_utf8(ByteView bytes) { return utf8_error_offset(bytes) == bytes.size(); }

std::optional<std::u32string> decode_utf8(std::string_view utf8) {
  const ByteView bytes = as_bytes(utf8);
  std::u32string out;
  for (std::size_t at = 0; at < bytes.size();) {
    char32_t code = 0;
    const std::size_t length = decode_one(bytes, at, code);
    if (length == 0) return std::nullopt;
    out.push_back(code);
    at += length;
  }
  return out;
}

void append_utf8(std::string& out, char32_t code) {
  const auto push = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    push(code);
  } else if (code < 0x800) {
    push(0xC0U | code >> 6U);
    push(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    push(0xE0U | code >> 12U);
    push(0x80U | (code >> 6U & 0x3FU));
    push(0x80U | (code & 0x3FU));
  } else {
    push(0xF0U | code >> 18U);
    push(0x80U | (code >> 12U & 0x3FU));
    push(0x80U | (code >> 6U & 0x3FU));
    push(0x80U | (code & 0x3FU));
  }
}

std::string encode_utf8(std::u32string_view text) {
  std::string out;
  for (const char32_t code : text) append_utf8(out, code);
  return out;
}

std::optional<std::string> to_utf8(ByteView bytes, const char* charset) {
  const iconv_t converter = iconv_open("UTF-8", charset);
  if (!opened(converter)) return std::nullopt;
  std::string out(bytes.size() * 4 + 16, '\0');
  // iconv takes a pointer to non-const but does not write to its input.
  char* from = reinterpret_cast<char*>(const_cast<std::uint8_t*>(bytes.data()));
  char* to = out.data();
  std::size_t in_left = bytes.size();
  std::size_t out_left = out.size();
  const bool done = iconv(converter, &from, &in_left, &to, &out_left) != static_cast<std::size_t>(-1) &&
                    in_left == 0 &&
                    iconv(converter, nullptr, nullptr, &to, &out_left) != static_cast<std::size_t>(-1);
  iconv_close(converter);
  if (!done) return std::nullopt;
  out.resize(out.size() - out_left);
  return out;
}

std::optional<std::uint16_t> gbk_code(char32_t code) {
  if (code < 0x80 || code > 0xFFFF) return std::nullopt;
  const std::uint16_t pair = gbk_table().by_code[code];
  if (pair == 0) return std::nullopt;
  return pair;
}

std::optional<char32_t> gbk_character(std::uint8_t lead, std::uint8_t trail) {
  const char16_t code = gbk_table().by_pair[static_cast<std::size_t>(lead << 8U | trail)];
  if (code == 0) return std::nullopt;
  return code;
}

std::string to_hex(ByteView bytes) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const std::uint8_t byte : bytes) {
    if (!out.empty()) out.push_back(' ');
    out.push_back(digits[byte >> 4U]);
    out.push_back(digits[byte & 0x0FU]);
  }
  return out;
}

}  // namespace yitang::devices
