#pragma once
#include <string>

#include "ui/context.hpp"

namespace yitang::ui {

struct DialogSpec {
  std::string id = {};
  std::string title = {};
  std::string text = {};
  Icon icon = Icon::None;
  Tone tone = Tone::Info;
  float content_height = 0;  // px of the caller's own content between the text and the buttons
  int button_rows = 1;       // rows of buttons at the foot
};

// Width of a dialog's content, px: for callers whose content has to be measured first.
float dialog_content_width(const Ui& ui);

// A modal card in the middle of a dimmed page; nothing below can be tapped from the next frame on. Draw
// content and buttons while the object lives.
class Dialog {
 public:
  Dialog(Ui& ui, const DialogSpec& spec);
  ~Dialog();
  Dialog(const Dialog&) = delete;
  Dialog& operator=(const Dialog&) = delete;
  Rect content() const { return content_; }
  Rect buttons() const { return buttons_; }  // theme().button_height() high per row

 private:
  Ui& ui_;
  Rect content_, buttons_;
};

}  // namespace yitang::ui
