#include "ui/widgets/picture.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

void describe_image(Ui& ui, const Rect& rect, std::string_view label) {
  Node node;
  node.role = Role::Image;
  node.label = std::string(label);
  node.rect = rect;
  ui.describe(std::move(node));
}

}  // namespace

void icon(Ui& ui, const Rect& rect, Icon icon, float size, Color color) {
  ui.painter().icon(rect, icon, size, color);
}

void icon_plate(Ui& ui, const Rect& rect, Icon icon, Accent accent, bool filled) {
  const Theme& theme = ui.theme();
  const float side = std::min(rect.w, rect.h);
  const Color strong = theme.accent(accent);
  parts::plate(ui, rect.centered(side, side), icon, filled ? theme.colors().on_primary : strong,
               filled ? strong : theme.accent_soft(accent));
}

void image(Ui& ui, const Rect& rect, const Image& image, std::string_view label) {
  describe_image(ui, rect, label);
  if (image.width <= 0 || image.height <= 0) return;
  const float scale =
      std::min(rect.w / static_cast<float>(image.width), rect.h / static_cast<float>(image.height));
  const Rect place = rect.centered(std::floor(static_cast<float>(image.width) * scale),
                                   std::floor(static_cast<float>(image.height) * scale));
  ui.painter().image(place, image);
  ui.painter().stroke_rounded(place.inset(-1), 0, 1, ui.theme().colors().border_strong);
}

void qr_code(Ui& ui, const Rect& rect, const QrMatrix& matrix, std::string_view label) {
  constexpr int quiet_zone = 4;
  describe_image(ui, rect, label);
  if (matrix.size <= 0 ||
      matrix.dark.size() != static_cast<std::size_t>(matrix.size) * static_cast<std::size_t>(matrix.size))
    return;
  const int modules = matrix.size + 2 * quiet_zone;
  const float module = std::floor(std::min(rect.w, rect.h) / static_cast<float>(modules));
  const Rect place =
      rect.centered(module * static_cast<float>(modules), module * static_cast<float>(modules));
  ui.painter().fill_rounded(place, ui.theme().radius().small, ui.theme().colors().code_light);
  const float left = place.x + module * quiet_zone, top = place.y + module * quiet_zone;
  for (int row = 0; row < matrix.size; ++row) {
    for (int column = 0; column < matrix.size;) {
      int end = column;  // neighbours in one rectangle
      while (end < matrix.size && matrix.dark[static_cast<std::size_t>(row * matrix.size + end)]) ++end;
      if (end > column) {
        ui.painter().fill({left + module * static_cast<float>(column), top + module * static_cast<float>(row),
                           module * static_cast<float>(end - column), module},
                          ui.theme().colors().code_dark);
      }
      column = std::max(end, column + 1);
    }
  }
}

}  // namespace yitang::ui
