#include "ui/input/keyboard_layout.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "ui/input/grapheme.hpp"
#include "ui/input/radical_layout.hpp"

namespace yitang::ui {
namespace {

// Every text layout is ten normal keys wide, so that keys do not move when the mode changes.
constexpr float text_width = 10.0F;

KeyboardKey typed(std::string text) {
  KeyboardKey key;
  key.id = "key." + text;
  key.caption = text;
  key.text = std::move(text);
  return key;
}

KeyboardKey special(KeyAction action, std::string id, float span = 1.0F, int rows = 1) {
  KeyboardKey key;
  key.action = action;
  key.id = "key." + std::move(id);
  key.span = span;
  key.rows = rows;
  return key;
}

KeyboardRow typed_row(std::string_view characters) {
  KeyboardRow row;
  for (std::size_t at = 0; at < characters.size();) {
    const std::size_t next = next_grapheme(characters, at);
    row.push_back(typed(std::string(characters.substr(at, next - at))));
    at = next;
  }
  return row;
}

KeyboardRow letter_row(std::string_view letters, bool upper) {
  KeyboardRow row = typed_row(letters);
  if (upper) {
    for (auto& key : row) {
      key.text[0] = static_cast<char>(key.text[0] - 'a' + 'A');
      key.caption = key.text;
    }
  }
  return row;
}

std::vector<KeyboardRow> number_rows(KeyboardMode mode) {
  std::vector<KeyboardRow> rows{typed_row("123"), typed_row("456"), typed_row("789"), {}};
  const bool plain = mode == KeyboardMode::Digits;
  rows[0].push_back(special(KeyAction::Backspace, "backspace", 1, plain ? 2 : 1));
  if (!plain) rows[1].push_back(special(KeyAction::Clear, "clear"));
  rows[2].push_back(special(KeyAction::Done, "done", 1, 2));
  if (mode == KeyboardMode::IdNumber) rows[3].push_back(typed("X"));
  if (mode == KeyboardMode::Phone) rows[3].push_back(typed("-"));
  if (mode == KeyboardMode::Decimal) rows[3].push_back(typed("."));
  if (plain) rows[3].push_back(special(KeyAction::Clear, "clear"));
  rows[3].push_back(typed("0"));
  rows[3].push_back(special(KeyAction::Left, "left", 0.5F));
  rows[3].push_back(special(KeyAction::Right, "right", 0.5F));
  return rows;
}

KeyboardKey switch_key(KeyAction action, const char* id, const char* caption, bool active) {
  auto key = special(action, id, 1.15F);
  key.caption = caption;
  key.active = active;
  return key;
}

KeyboardRow switch_keys(const LayoutState& state) {
  KeyboardRow keys;
  if (!state.allow_switching) return keys;
  const auto active = [&](KeyboardMode mode) { return state.mode == mode && !state.symbols; };
  if (state.has_pinyin) {
    keys.push_back(switch_key(KeyAction::SwitchPinyin, "mode.pinyin", "拼音", active(KeyboardMode::Pinyin)));
  }
  if (state.has_handwriting) {
    keys.push_back(switch_key(KeyAction::SwitchHandwriting, "mode.handwriting", "手写",
                              active(KeyboardMode::Handwriting)));
  }
  keys.push_back(switch_key(KeyAction::SwitchRadical, "mode.radical", "部首", active(KeyboardMode::Radical)));
  keys.push_back(switch_key(KeyAction::SwitchLatin, "mode.latin", "ABC", active(KeyboardMode::Latin)));
  keys.push_back(switch_key(KeyAction::SwitchDigits, "mode.digits", "123", state.symbols));
  return keys;
}

// Mode keys at the left, Done at the right, `middle` keys share what is left.
KeyboardRow bottom_row(const LayoutState& state, KeyboardRow middle) {
  constexpr float done_width = 2.0F;
  KeyboardRow row = switch_keys(state);
  float used = done_width;
  for (const auto& key : row) used += key.span;
  for (auto& key : middle) {
    key.span = (text_width - used) / static_cast<float>(middle.size());
    row.push_back(std::move(key));
  }
  row.push_back(special(KeyAction::Done, "done", done_width));
  return row;
}

std::vector<KeyboardRow> symbol_rows(const LayoutState& state) {
  const bool chinese = state.mode != KeyboardMode::Latin;
  // The characters that end the parts of an address are typed far more often than any sign.
  std::vector<KeyboardRow> rows{typed_row("1234567890"),
                                typed_row(chinese ? "省市县区镇乡村组路号" : "@.-_/:;#&+"),
                                typed_row(chinese ? "栋室·-、，。（" : "()'\"!?,%")};
  if (chinese) rows[2].push_back(typed("）"));
  rows[2].push_back(special(KeyAction::Backspace, "backspace", chinese ? 1.0F : 2.0F));
  rows.push_back(bottom_row(state, {special(KeyAction::Space, "space"), special(KeyAction::Left, "left"),
                                    special(KeyAction::Right, "right")}));
  return rows;
}

std::vector<KeyboardRow> letter_rows(const LayoutState& state) {
  const bool pinyin = state.mode == KeyboardMode::Pinyin;
  const bool upper = !pinyin && state.shifted;
  KeyboardRow third;
  if (pinyin) {
    third.push_back(typed("'"));
  } else {
    third.push_back(special(KeyAction::Shift, "shift"));
    third.front().active = state.shifted;
  }
  third.front().span = 1.5F;
  for (auto& key : letter_row("zxcvbnm", upper)) third.push_back(std::move(key));
  third.push_back(special(KeyAction::Backspace, "backspace", 1.5F));
  KeyboardRow middle{special(KeyAction::Space, "space")};
  if (!pinyin) {
    middle.push_back(typed("@"));
    middle.push_back(typed("."));
  }
  return {letter_row("qwertyuiop", upper), letter_row("asdfghjkl", upper), std::move(third),
          bottom_row(state, std::move(middle))};
}

}  // namespace

bool is_number_mode(KeyboardMode mode) {
  return mode == KeyboardMode::Digits || mode == KeyboardMode::IdNumber || mode == KeyboardMode::Phone ||
         mode == KeyboardMode::Decimal;
}

std::vector<KeyboardRow> keyboard_rows(const LayoutState& state) {
  if (is_number_mode(state.mode)) return number_rows(state.mode);
  if (state.symbols) return symbol_rows(state);
  if (state.mode == KeyboardMode::Handwriting) {
    return {bottom_row(
        state, {special(KeyAction::UndoStroke, "undo-stroke"), special(KeyAction::Backspace, "backspace")})};
  }
  if (state.mode == KeyboardMode::Radical && state.radicals != nullptr) {
    auto rows = radical_rows(*state.radicals);
    rows.push_back(bottom_row(state, {special(KeyAction::Backspace, "backspace")}));
    return rows;
  }
  return letter_rows(state);
}

}  // namespace yitang::ui
