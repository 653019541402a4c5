// The picture of a terminal that cannot start: what the resident can do instead, in both languages, and where
// the technician looks. No paths and no error texts: anybody may stand before it.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/config.hpp"
#include "ui/context.hpp"
#include "ui/strings.hpp"

namespace yitang::terminal {

class ServicePage {
 public:
  /// BadInput, NotFound: word lists or fonts.
  static Result<std::unique_ptr<ServicePage>> create(const std::filesystem::path& share, const Config& config,
                                                     ErrorKind reason);

  /// Draws all of it into the left part of `target` that the display's size gives; returns what to present.
  std::vector<ui::PixelRect> draw(ui::SurfaceView target, double now_seconds);
  const ui::Ui& ui() const { return *ui_; }

 private:
  ServicePage(std::unique_ptr<ui::Ui> ui, ui::Strings words, Config config, ErrorKind reason);
  void draw_language(ui::Rect& column, ui::Language language);

  std::unique_ptr<ui::Ui> ui_;
  ui::Strings words_;
  Config config_;
  ErrorKind reason_;
};

}  // namespace yitang::terminal
