#pragma once
#include <string>
#include <vector>

#include "ui/painter.hpp"
#include "ui/surface.hpp"

namespace yitang::ui {

// What a line of words looks like on the finished picture.
struct MeasuredWords {
  std::string text;
  Rect rect;         // px
  float ratio = 21;  // WCAG contrast of the ink against the worst ground beside it, 1..21; 1: not to be seen
};

// Measures pixels, not intentions: the ink is the pixel nearest to the colour asked for (strokes have soft
// edges), the grounds are the colours that make up a good part of the frame around the line. Lines that fade
// or are cut at the edge of a scroll area are left out: scrolling brings them into view. `mm_per_px` of the
// screen.
std::vector<MeasuredWords> measure_contrast(const SurfaceView& picture,
                                            const std::vector<WrittenWords>& words, float mm_per_px);

}  // namespace yitang::ui
