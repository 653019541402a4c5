// A document as lines and marks at places on A4 pages. Pure: measures text, draws nothing.
#pragma once

#include <variant>
#include <vector>

#include "devices/document/form_document.hpp"
#include "devices/document/form_fonts.hpp"
#include "devices/image/bitmap.hpp"
#include "devices/receipt/layout.hpp"

namespace yitang::devices {

// In points (1/72 inch), from the top left corner of the page.
inline constexpr double a4_width = 595.276;
inline constexpr double a4_height = 841.89;

struct PlacedText {
  double x = 0;
  double base_line = 0;
  double size = 0;
  double grey = 0;  // 0 black
  ReceiptLine line;
};
struct PlacedRule {
  double x = 0;
  double y = 0;
  double width = 0;
};
struct PlacedInk {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  const FormInk* ink = nullptr;  // of the document
};
struct PlacedCode {
  double x = 0;
  double y = 0;
  double size = 0;
  Bitmap modules;
};
// Turned around the middle of its base line; an angle above 0 rises to the right.
struct PlacedSlant {
  double centre_x = 0;
  double centre_y = 0;
  double angle = 0;  // radians
  double width = 0;
  PlacedText text;  // its x and base line are from that middle
};
using PlacedMark = std::variant<PlacedText, PlacedRule, PlacedInk, PlacedCode, PlacedSlant>;

struct FormPage {
  std::vector<PlacedMark> marks;
};

// At least one page. Overflow: more than a form may have (form_document.hpp). Malformed: text that is not
// UTF-8. The document must outlive the pages.
[[nodiscard]] Result<std::vector<FormPage>> lay_out(const FormDocument& document, const FormFonts& fonts);

}  // namespace yitang::devices
