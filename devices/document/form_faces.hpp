// Inside of form_fonts.cpp and pdf_writer.cpp only: the opened fonts, for FreeType and for cairo.
#pragma once

#include <cairo-ft.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "devices/receipt/freetype_rasterizer.hpp"

namespace yitang::devices::detail {

// A cluster in one face. All glyphs but the first are marks with bearings of their own, placed behind the
// first.
struct FormGlyphs {
  std::size_t face = 0;
  std::vector<FT_UInt> glyphs;
  int width = 0;  // thousandths of the size
};

class FormFaces {
 public:
  FormFaces() = default;
  FormFaces(const FormFaces&) = delete;
  FormFaces& operator=(const FormFaces&) = delete;
  ~FormFaces();

  [[nodiscard]] bool start();
  void add(const FontFile& font);
  [[nodiscard]] bool empty() const { return fonts_.empty(); }
  [[nodiscard]] const std::vector<std::string>& missing() const { return missing_; }

  // Null: no font has it. Good until the next call.
  [[nodiscard]] const FormGlyphs* find(std::u32string_view cluster, bool bold);
  [[nodiscard]] cairo_font_face_t* cairo(std::size_t face) const { return faces_[face].cairo; }

 private:
  class SharedFace;
  struct Face {
    FT_Face free_type = nullptr;
    cairo_font_face_t* cairo = nullptr;
  };
  struct Font {
    std::size_t regular = 0;
    std::size_t bold = 0;  // the same where there is none
    bool private_use = false;
  };
  std::optional<std::size_t> open(const std::string& path, int index);
  std::optional<FormGlyphs> look_up(std::u32string_view cluster, bool bold) const;

  std::shared_ptr<FT_LibraryRec_> library_;
  std::vector<Face> faces_;
  std::vector<Font> fonts_;
  std::vector<std::string> missing_;
  std::map<std::pair<std::u32string, bool>, std::optional<FormGlyphs>> known_;
};

}  // namespace yitang::devices::detail
