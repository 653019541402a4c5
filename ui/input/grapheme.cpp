#include "ui/input/grapheme.hpp"

#include <algorithm>
#include <span>

#include "ui/input/unicode_tables.hpp"

namespace yitang::ui {
namespace {

using tables::Conjunct;
using tables::GraphemeBreak;

// The range that holds the code, or none.
template <class Range>
const Range* range_of(std::span<const Range> ranges, char32_t code) {
  const auto after = std::upper_bound(ranges.begin(), ranges.end(), code,
                                      [](char32_t value, const Range& r) { return value < r.first; });
  if (after == ranges.begin() || code > (after - 1)->last) return nullptr;
  return &*(after - 1);
}

GraphemeBreak break_of(char32_t code) {
  const auto* range = range_of(tables::grapheme_breaks, code);
  return range != nullptr ? range->property : GraphemeBreak::Other;
}

// Rule GB9c: consonants with a linker between them stay together.
class ConjunctRun {
 public:
  bool joins(char32_t code) const { return linked_ && kind_of(code) == Conjunct::Consonant; }
  void take(char32_t code) {
    const Conjunct kind = kind_of(code);
    if (kind == Conjunct::Consonant) {
      begun_ = true;
      linked_ = false;
    } else {
      begun_ = begun_ && kind != Conjunct::None;
      linked_ = begun_ && (linked_ || kind == Conjunct::Linker);
    }
  }

 private:
  static Conjunct kind_of(char32_t code) {
    const auto* range = range_of(tables::conjuncts, code);
    return range != nullptr ? range->kind : Conjunct::None;
  }
  bool begun_ = false;
  bool linked_ = false;
};

bool is_control(GraphemeBreak b) {
  return b == GraphemeBreak::Control || b == GraphemeBreak::CR || b == GraphemeBreak::LF;
}

// Rules GB3 to GB9b: those that look at two neighbours only.
enum class Joint { Break, Join, AskEmoji, AskFlag };
Joint joint(GraphemeBreak left, GraphemeBreak right) {
  using G = GraphemeBreak;
  if (left == G::CR && right == G::LF) return Joint::Join;
  if (is_control(left) || is_control(right)) return Joint::Break;
  if (left == G::L && (right == G::L || right == G::V || right == G::LV || right == G::LVT))
    return Joint::Join;
  if ((left == G::LV || left == G::V) && (right == G::V || right == G::T)) return Joint::Join;
  if ((left == G::LVT || left == G::T) && right == G::T) return Joint::Join;
  if (right == G::Extend || right == G::ZWJ || right == G::SpacingMark) return Joint::Join;
  if (left == G::Prepend) return Joint::Join;
  if (left == G::ZWJ && right == G::ExtendedPictographic) return Joint::AskEmoji;
  if (left == G::RegionalIndicator && right == G::RegionalIndicator) return Joint::AskFlag;
  return Joint::Break;
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

}  // namespace

DecodedCharacter decode_utf8(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return {};
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[offset + i]); };
  const DecodedCharacter malformed{0xFFFD, 1, false};
  const std::size_t length = sequence_length(byte(0));
  if (length == 0 || offset + length > text.size()) return malformed;
  if (length == 1) return {byte(0), 1, true};
  char32_t code = byte(0) & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0U) != 0x80U) return malformed;
    code = code << 6U | (byte(i) & 0x3FU);
  }
  const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  if (overlong || surrogate || code > 0x10FFFF) return malformed;
  return {code, length, true};
}

void append_utf8(std::string& out, char32_t code) {
  const auto tail = [&](unsigned shift) {
    out.push_back(static_cast<char>(0x80U | ((code >> shift) & 0x3FU)));
  };
  if (code < 0x80) {
    out.push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out.push_back(static_cast<char>(0xC0U | code >> 6U));
    tail(0);
  } else if (code < 0x10000) {
    out.push_back(static_cast<char>(0xE0U | code >> 12U));
    tail(6);
    tail(0);
  } else {
    out.push_back(static_cast<char>(0xF0U | code >> 18U));
    tail(12);
    tail(6);
    tail(0);
  }
}

std::string clean_single_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = decode_utf8(text, at);
    const bool control =
        c.code < 0x20 || (c.code >= 0x7F && c.code < 0xA0) || c.code == 0x2028 || c.code == 0x2029;
    if (c.valid && !control) out.append(text.substr(at, c.bytes));
    at += c.bytes;
  }
  return out;
}

std::size_t next_grapheme(std::string_view text, std::size_t offset) {
  auto current = decode_utf8(text, offset);
  if (current.bytes == 0) return std::min(offset, text.size());
  auto left = break_of(current.code);
  bool emoji = left == GraphemeBreak::ExtendedPictographic;  // so far: pictograph, then Extend only
  std::size_t flags = left == GraphemeBreak::RegionalIndicator ? 1 : 0;
  bool emoji_then_joiner = false;
  ConjunctRun conjunct;
  conjunct.take(current.code);
  for (offset += current.bytes; offset < text.size(); offset += current.bytes) {
    current = decode_utf8(text, offset);
    const auto right = break_of(current.code);
    const Joint how = joint(left, right);
    const bool join = how == Joint::Join || (how == Joint::AskEmoji && emoji_then_joiner) ||
                      (how == Joint::AskFlag && flags % 2 == 1) ||
                      (how == Joint::Break && !is_control(right) && conjunct.joins(current.code));
    if (!join) break;
    conjunct.take(current.code);
    emoji_then_joiner = emoji && right == GraphemeBreak::ZWJ;
    emoji = right == GraphemeBreak::ExtendedPictographic || (emoji && right == GraphemeBreak::Extend);
    flags = right == GraphemeBreak::RegionalIndicator ? flags + 1 : 0;
    left = right;
  }
  return offset;
}

std::size_t previous_grapheme(std::string_view text, std::size_t offset) {
  // Fields are short: walking from the start is simpler than the backward rules and cannot disagree with
  // forward.
  std::size_t previous = 0;
  for (std::size_t at = 0; at < std::min(offset, text.size());) {
    previous = at;
    at = next_grapheme(text, at);
  }
  return previous;
}

std::size_t grapheme_count(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = next_grapheme(text, at)) ++count;
  return count;
}

}  // namespace yitang::ui
