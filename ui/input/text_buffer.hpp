// The text of one field with a caret. Always valid UTF-8 on one line; the caret is always on a grapheme
// boundary.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace yitang::ui {

class TextBuffer {
 public:
  /// `max_length` counts graphemes, the characters a person sees; 0 means no limit.
  explicit TextBuffer(std::size_t max_length = 0) : max_length_(max_length) {}

  const std::string& text() const { return text_; }
  std::size_t caret() const { return caret_; }  // byte offset
  std::size_t caret_characters() const;         // the same in code points, as the text field widget wants it
  std::size_t length() const;                   // graphemes
  std::size_t max_length() const { return max_length_; }
  bool full() const { return max_length_ != 0 && length() >= max_length_; }
  bool empty() const { return text_.empty(); }

  /// Replaces everything; the caret goes to the end. Malformed bytes are dropped, what exceeds the limit is
  /// cut off.
  void set_text(std::string_view text);
  /// Inserts at the caret. All or nothing: false when the result would exceed the limit or nothing valid was
  /// given.
  bool insert(std::string_view text);
  /// Removes the whole grapheme before the caret. False at the start.
  bool backspace();
  void clear();
  bool move_left();
  bool move_right();
  /// Puts the caret on the boundary at or before this byte offset.
  void set_caret(std::size_t byte_offset);

 private:
  std::string text_;
  std::size_t caret_ = 0;
  std::size_t max_length_;
};

}  // namespace yitang::ui
