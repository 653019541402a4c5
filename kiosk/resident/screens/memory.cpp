#include "kiosk/resident/screens/memory.hpp"

#include <cstring>
#include <utility>

#include "kiosk/resident/screens/context.hpp"

namespace yitang::resident {

void TextEntry::open(std::string key, std::string_view text, const ui::KeyboardOptions& options,
                     std::size_t max_length, const ScreenContext& context) {
  close();
  key_ = std::move(key);
  buffer_ = std::make_unique<ui::TextBuffer>(max_length);
  buffer_->set_text(text);
  model_ = std::make_unique<ui::KeyboardModel>(*buffer_, options, context.pinyin, context.handwriting);
  view_ = std::make_unique<ui::KeyboardView>(*model_);
}

void TextEntry::close() {
  view_.reset();  // each borrows the one below
  model_.reset();
  if (buffer_ != nullptr) buffer_->clear();
  buffer_.reset();
  key_.clear();
  refused_.reset();
}

void ScreenMemory::forget_photo() {
  if (!photo.rgba.empty()) explicit_bzero(photo.rgba.data(), photo.rgba.size());
  photo = {};
  photo_reading = 0;
}

void ScreenMemory::clear() {
  entry.close();
  forget_photo();
  *this = ScreenMemory{};
}

}  // namespace yitang::resident
