// The keyboard at the foot of a page and the text field it types into.
#pragma once

#include <string>

#include "kiosk/resident/screens/screen.hpp"
#include "ui/input/keyboard.hpp"

namespace yitang::resident {

struct EntrySpec {
  std::string key;
  std::string value = {};  ///< what the field holds when the keyboard opens
  ui::KeyboardMode mode = ui::KeyboardMode::Pinyin;
  bool person_name = false;
  bool allow_switching = true;
  std::size_t max_length = 0;  ///< graphemes, 0: no limit
};

enum class EntryResult { None, Changed, Done };

/// Opens the keyboard for this field unless it is open for it already.
void open_entry(Screen& s, const EntrySpec& spec);
/// Height of the keyboard that is open; 0 if none is.
float keyboard_height(Screen& s);
/// Cuts the keyboard off the foot of `s.content`, draws it over the full width of the page and takes its
/// keys.
EntryResult draw_keyboard(Screen& s);
/// Text and caret of the open entry, as a text field widget wants them.
struct EntryText {
  std::string text;
  std::string composing;
  int caret = -1;
};
EntryText entry_text(Screen& s);

}  // namespace yitang::resident
