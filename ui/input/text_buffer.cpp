#include "ui/input/text_buffer.hpp"

#include <algorithm>

#include "ui/input/grapheme.hpp"

namespace yitang::ui {

std::size_t TextBuffer::length() const { return grapheme_count(text_); }

std::size_t TextBuffer::caret_characters() const {
  std::size_t count = 0;
  for (std::size_t at = 0; at < caret_; at += decode_utf8(text_, at).bytes) ++count;
  return count;
}

void TextBuffer::set_text(std::string_view text) {
  text_ = clean_single_line(text);
  if (max_length_ != 0) {
    std::size_t end = 0;
    for (std::size_t n = 0; n < max_length_ && end < text_.size(); ++n) end = next_grapheme(text_, end);
    text_.resize(end);
  }
  caret_ = text_.size();
}

bool TextBuffer::insert(std::string_view text) {
  const std::string clean = clean_single_line(text);
  if (clean.empty()) return false;
  std::string result = text_;
  result.insert(caret_, clean);
  // Counted on the result: an inserted combining mark joins its neighbour and adds nothing.
  if (max_length_ != 0 && grapheme_count(result) > max_length_) return false;
  const std::size_t wanted = caret_ + clean.size();
  text_ = std::move(result);
  set_caret(wanted);
  // What was inserted may have joined with what follows it; then the caret goes behind both.
  if (caret_ < wanted) caret_ = next_grapheme(text_, caret_);
  return true;
}

bool TextBuffer::backspace() {
  if (caret_ == 0) return false;
  const std::size_t start = previous_grapheme(text_, caret_);
  text_.erase(start, caret_ - start);
  set_caret(start);
  return true;
}

void TextBuffer::clear() {
  text_.clear();
  caret_ = 0;
}

bool TextBuffer::move_left() {
  if (caret_ == 0) return false;
  caret_ = previous_grapheme(text_, caret_);
  return true;
}

bool TextBuffer::move_right() {
  if (caret_ >= text_.size()) return false;
  caret_ = next_grapheme(text_, caret_);
  return true;
}

void TextBuffer::set_caret(std::size_t byte_offset) {
  std::size_t boundary = 0;
  for (std::size_t at = 0; at <= std::min(byte_offset, text_.size()); at = next_grapheme(text_, at)) {
    boundary = at;
    if (at == text_.size()) break;
  }
  caret_ = boundary;
}

}  // namespace yitang::ui
