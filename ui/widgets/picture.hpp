#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"
#include "ui/image.hpp"

namespace yitang::ui {

// A pictogram of its own, silent.
void icon(Ui& ui, const Rect& rect, Icon icon, float size, Color color);
// A pictogram in white or strong colour on a round or rounded soft ground.
void icon_plate(Ui& ui, const Rect& rect, Icon icon, Accent accent, bool filled = false);

// Fitted into the rectangle, keeping its shape, with a thin frame. The image must live until end_frame().
void image(Ui& ui, const Rect& rect, const Image& image, std::string_view label);

// A QR code from its modules (row by row, true is dark), drawn with whole pixels and a quiet zone of 4.
struct QrMatrix {
  int size = 0;
  std::vector<bool> dark = {};
};
void qr_code(Ui& ui, const Rect& rect, const QrMatrix& matrix, std::string_view label);

}  // namespace yitang::ui
