#include "ui/input/field_rules.hpp"

#include <algorithm>

#include "ui/input/grapheme.hpp"
#include "ui/input/keyboard_layout.hpp"

namespace yitang::ui {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

// The check character X stands at the eighteenth place only (GB 11643).
bool may_be_id_number(std::string_view text) {
  constexpr std::size_t length = 18;
  if (text.size() > length) return false;
  if (text.size() == length && text.back() == 'X') text.remove_suffix(1);
  return all_digits(text);
}

bool may_be_phone(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  return !text.starts_with('-') && text.find("--") == std::string_view::npos &&
         std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '-'; });
}

bool may_be_decimal(std::string_view text, std::size_t decimals) {
  const auto point = text.find('.');
  if (point == std::string_view::npos) return all_digits(text);
  const auto fraction = text.substr(point + 1);
  return decimals > 0 && point > 0 && all_digits(text.substr(0, point)) && all_digits(fraction) &&
         fraction.size() <= decimals;
}

}  // namespace

std::string normalise_for(KeyboardMode mode, std::string_view text) {
  if (!is_number_mode(mode)) return std::string(text);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto c = decode_utf8(text, at);
    at += c.bytes;
    if (!c.valid || c.code == ' ' || c.code == 0x3000 || c.code == 0xA0) continue;
    if (c.code >= 0xFF01 && c.code <= 0xFF5E) c.code -= 0xFEE0;
    if (c.code == 0x3002) c.code = '.';  // the Chinese full stop, where a decimal point was meant
    if (mode == KeyboardMode::IdNumber && c.code == '-') continue;
    if (c.code == 'x') c.code = 'X';
    append_utf8(out, c.code);
  }
  return out;
}

bool may_hold(KeyboardMode mode, std::string_view text, std::size_t decimals) {
  switch (mode) {
    case KeyboardMode::Digits: return all_digits(text);
    case KeyboardMode::IdNumber: return may_be_id_number(text);
    case KeyboardMode::Phone: return may_be_phone(text);
    case KeyboardMode::Decimal: return may_be_decimal(text, decimals);
    case KeyboardMode::Pinyin:
    case KeyboardMode::Handwriting:
    case KeyboardMode::Radical:
    case KeyboardMode::Latin: return true;
  }
  return true;
}

}  // namespace yitang::ui
