// Fonts for A4 pages: the first one that has a character wins, for each character by itself, as on receipts.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "devices/error.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"

namespace yitang::devices {

namespace detail {
class FormFaces;
}

// One caller at a time.
class FormFonts {
 public:
  // NotFound if none of the files can be opened; files that cannot are left out (see missing_fonts()).
  [[nodiscard]] static Result<std::unique_ptr<FormFonts>> create(const std::vector<FontFile>& fonts);
  ~FormFonts();
  FormFonts(const FormFonts&) = delete;
  FormFonts& operator=(const FormFonts&) = delete;

  [[nodiscard]] const std::vector<std::string>& missing_fonts() const;
  // False: shown as a framed code point.
  [[nodiscard]] bool has(std::u32string_view cluster) const;
  // Of a cluster, in thousandths of the font's size.
  [[nodiscard]] int width(std::u32string_view cluster, bool bold) const;

  [[nodiscard]] detail::FormFaces& faces() { return *faces_; }  // for pdf_writer.cpp

 private:
  explicit FormFonts(std::unique_ptr<detail::FormFaces> faces);
  std::unique_ptr<detail::FormFaces> faces_;
};

// As system_receipt_fonts(), but with Latin letters of different widths.
[[nodiscard]] std::vector<FontFile> system_form_fonts();

}  // namespace yitang::devices
