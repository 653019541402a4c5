// Glyphs from font files by FreeType. The first font that has the character wins.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "devices/error.hpp"
#include "devices/receipt/glyphs.hpp"

namespace yitang::devices {

struct FontFile {
  std::string path;
  int face = 0;  // index inside a collection (.ttc)
  // Optional: the same face in bold; otherwise strokes are thickened.
  std::string bold_path;
  // Private-use code points mean something else in every font: drawn only from a font that is known to hold
  // the characters of the register in question, otherwise shown as framed code points.
  bool private_use = false;
};

class FreetypeRasterizer final : public GlyphRasterizer {
 public:
  // NotFound if none of the files can be opened; files that cannot are left out (see missing_fonts()).
  [[nodiscard]] static Result<std::unique_ptr<FreetypeRasterizer>> create(const std::vector<FontFile>& fonts);
  ~FreetypeRasterizer() override;

  [[nodiscard]] std::optional<Bitmap> rasterize(std::u32string_view cluster, const GlyphBox& box) override;
  [[nodiscard]] const std::vector<std::string>& missing_fonts() const;

 private:
  class Faces;
  explicit FreetypeRasterizer(std::unique_ptr<Faces> faces);
  std::unique_ptr<Faces> faces_;
};

// The fonts that scripts/setup installs: Noto Sans CJK SC, HanaMin A and B, BabelStone Han.
[[nodiscard]] std::vector<FontFile> system_receipt_fonts();

}  // namespace yitang::devices
