#pragma once
#include <string>

#include "ui/context.hpp"

namespace yitang::ui {

struct TextFieldSpec {
  std::string id = {};
  std::string label = {};
  std::string value = {};      // UTF-8, owned by the caller; editing is the input method's business
  std::string composing = {};  // letters not yet turned into characters, drawn underlined after the caret
  std::string placeholder = {};
  std::string hint = {};  // one line below; the error replaces it
  std::string error = {};
  std::string source_mark = {};  // "from the card": shown with a shield inside the field
  int caret = -1;                // in characters (code points); negative: at the end
  bool required = false;
  bool focused = false;
  bool masked = false;  // dots instead of characters; the node's value is masked too
  bool enabled = true;
  bool multiline = false;
  int lines = 1;  // visible lines when multiline
  Icon icon = Icon::None;
  bool show_chevron = false;  // opens a list or a calendar instead of a keyboard
};

// Label above, box, hint or error below. True when tapped: the caller moves the focus to it.
bool text_field(Ui& ui, const Rect& rect, const TextFieldSpec& spec);
float text_field_height(const Ui& ui, float width, const TextFieldSpec& spec);

}  // namespace yitang::ui
