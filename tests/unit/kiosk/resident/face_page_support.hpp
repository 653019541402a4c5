// Draws one face in one look, the way the terminal does. Shared by the tests of layout, contrast and page
// rules.
#pragma once

#include <memory>
#include <string>

#include "kiosk/resident/screens/screens.hpp"
#include "screens_support.hpp"
#include "ui/surface.hpp"

namespace yitang::resident {

struct Look {
  Language language = Language::Chinese;
  Density density = Density::Standard;
  Contrast contrast = Contrast::Normal;
};
inline constexpr int look_count = 20;
Look look_at(int index);                ///< 0 .. look_count - 1; the scheme changes fastest
std::string name_of(const Look& look);  ///< "zh-elder-white-on-black"

/// The sample catalogue, loaded once.
const catalog::Catalog& sample_catalog();

class FacePage {
 public:
  /// A small surface is enough where only the semantics count.
  explicit FacePage(int surface_width = 16, int surface_height = 16);
  FacePage(const FacePage&) = delete;
  FacePage& operator=(const FacePage&) = delete;
  /// Draws until the page has come to rest. `face.state` has the look afterwards.
  void show(Face& face, const Look& look);
  /// A key of the keypad on the face shown last, and frames until nothing moves. Intents are not heard.
  void press(const Face& face, ui::Key key);
  ui::Ui& ui() { return *ui_; }
  ui::Surface& surface() { return surface_; }
  const ScreenContext& context() const { return context_; }
  const ui::Strings& words() const { return words_; }
  const ScreenMemory& memory() const { return *memory_; }
  /// Of the frames of the last show(): nothing may happen by itself.
  bool sent_something() const { return sent_something_; }

 private:
  ui::Strings words_;
  std::unique_ptr<ui::PinyinEngine> pinyin_;
  std::unique_ptr<ui::Ui> ui_;
  ScreenContext context_;
  ui::Surface surface_, small_{16, 16};
  std::unique_ptr<ScreenMemory> memory_;
  double now_ = 1;
  bool sent_something_ = false;
};

}  // namespace yitang::resident
