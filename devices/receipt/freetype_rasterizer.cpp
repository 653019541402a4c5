#include "devices/receipt/freetype_rasterizer.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <algorithm>
#include <map>
#include <tuple>

namespace yitang::devices {
namespace {

// Share of a dot that must be covered to be black, of 255. A little below half, because thermal paper and
// thin Chinese strokes both lose.
constexpr int ink_threshold = 104;

bool is_private_use(char32_t code) { return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000; }

bool is_variation_selector(char32_t code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

bool is_joiner(char32_t code) { return code == 0x200C || code == 0x200D; }

// The em box of Chinese fonts reaches 0.88 above and 0.12 below the base line; the tails of "g" and "y" reach
// 0.22 below it, so Latin letters stand a little higher, as in a printer's own font; digits have no tails and
// must not look like exponents beside a Chinese character.
int base_line_of(const GlyphBox& box) {
  const int per_cent = box.cells >= 2 ? 88 : 79;
  return (box.height() * per_cent + 50) / 100;
}

struct Face {
  FT_Face regular = nullptr;
  FT_Face bold = nullptr;
  bool private_use = false;
};

}  // namespace

class FreetypeRasterizer::Faces {
 public:
  Faces() = default;
  Faces(const Faces&) = delete;
  Faces& operator=(const Faces&) = delete;
  ~Faces() {
    for (const Face& face : faces) {
      if (face.regular != nullptr) FT_Done_Face(face.regular);
      if (face.bold != nullptr) FT_Done_Face(face.bold);
    }
    if (library != nullptr) FT_Done_FreeType(library);
  }

  void add(const FontFile& font) {
    Face face;
    face.private_use = font.private_use;
    if (FT_New_Face(library, font.path.c_str(), font.face, &face.regular) != 0) {
      missing.push_back(font.path);
      return;
    }
    if (!font.bold_path.empty() && FT_New_Face(library, font.bold_path.c_str(), font.face, &face.bold) != 0) {
      missing.push_back(font.bold_path);
      face.bold = nullptr;
    }
    faces.push_back(face);
  }

  // Draws one glyph with its pen at `pen` (26.6 units from the left of the box). A glyph that stands alone is
  // moved up or down where it would stick out of its box; one of several keeps its place above the others.
  bool draw(FT_Face face, FT_UInt glyph, bool thicken, FT_Pos pen, const GlyphBox& box, bool alone,
            Bitmap& out) {
    if (FT_Load_Glyph(face, glyph, FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) != 0) return false;
    FT_GlyphSlot slot = face->glyph;
    if (slot->format != FT_GLYPH_FORMAT_OUTLINE) return false;
    if (thicken) FT_Outline_Embolden(&slot->outline, 64L * box.height() / 20);
    FT_Outline_Translate(&slot->outline, pen, 0);
    if (FT_Render_Glyph(slot, FT_RENDER_MODE_NORMAL) != 0) return false;
    const FT_Bitmap& dots = slot->bitmap;
    int base_line = base_line_of(box);
    if (alone) {
      const int top = base_line - slot->bitmap_top;
      const int lowest = box.height() - (box.cells >= 2 ? 0 : 1);  // a row stays free below a tail
      const int below = top + static_cast<int>(dots.rows) - lowest;
      base_line += top < 0 ? -top : below > 0 ? -std::min(below, top) : 0;
    }
    for (int y = 0; y < static_cast<int>(dots.rows); ++y) {
      for (int x = 0; x < static_cast<int>(dots.width); ++x) {
        if (dots.buffer[y * dots.pitch + x] >= ink_threshold) {
          out.set(slot->bitmap_left + x, base_line - slot->bitmap_top + y);
        }
      }
    }
    return true;
  }

  std::optional<Bitmap> from_fonts(std::u32string_view cluster, const GlyphBox& box);

  // nullptr: not drawn yet. A slip has the same few hundred characters as the slip before it, and drawing one
  // takes ten times as long as copying it.
  const std::optional<Bitmap>* known(std::u32string_view cluster, const GlyphBox& box) const {
    const auto found = drawn.find(key_of(cluster, box));
    return found == drawn.end() ? nullptr : &found->second;
  }
  std::optional<Bitmap> keep(std::u32string_view cluster, const GlyphBox& box, std::optional<Bitmap> glyph) {
    if (drawn.size() >= kMostKept) drawn.clear();
    drawn.insert_or_assign(key_of(cluster, box), glyph);
    return glyph;
  }

  FT_Library library = nullptr;
  std::vector<Face> faces;
  std::vector<std::string> missing;

 private:
  using Key = std::tuple<std::u32string, int, int, int, bool>;
  static constexpr std::size_t kMostKept = 2000;  // some 300 KiB
  static Key key_of(std::u32string_view cluster, const GlyphBox& box) {
    return {std::u32string(cluster), box.cells, box.width_factor, box.height_factor, box.bold};
  }
  std::map<Key, std::optional<Bitmap>> drawn;
};

namespace {

FT_UInt glyph_of(FT_Face face, char32_t code, char32_t selector) {
  if (selector != 0) {
    if (const FT_UInt variant = FT_Face_GetCharVariantIndex(face, code, selector); variant != 0)
      return variant;
  }
  return FT_Get_Char_Index(face, code);
}

// The glyphs of a cluster in one face; empty if one is missing.
std::vector<FT_UInt> glyphs_of(FT_Face face, std::u32string_view cluster) {
  std::vector<FT_UInt> glyphs;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    if (is_variation_selector(cluster[i]) || is_joiner(cluster[i])) continue;
    const bool has_selector = i + 1 < cluster.size() && is_variation_selector(cluster[i + 1]);
    const FT_UInt glyph = glyph_of(face, cluster[i], has_selector ? cluster[i + 1] : 0);
    if (glyph == 0) return {};
    glyphs.push_back(glyph);
  }
  return glyphs;
}

}  // namespace

FreetypeRasterizer::FreetypeRasterizer(std::unique_ptr<Faces> faces) : faces_(std::move(faces)) {}
FreetypeRasterizer::~FreetypeRasterizer() = default;

Result<std::unique_ptr<FreetypeRasterizer>> FreetypeRasterizer::create(const std::vector<FontFile>& fonts) {
  auto faces = std::make_unique<Faces>();
  if (FT_Init_FreeType(&faces->library) != 0) return fail(ErrorCode::OutOfMemory, "FreeType cannot start");
  for (const FontFile& font : fonts) faces->add(font);
  if (faces->faces.empty()) return fail(ErrorCode::NotFound, "none of the receipt fonts can be opened");
  return std::unique_ptr<FreetypeRasterizer>(new FreetypeRasterizer(std::move(faces)));
}

const std::vector<std::string>& FreetypeRasterizer::missing_fonts() const { return faces_->missing; }

std::optional<Bitmap> FreetypeRasterizer::rasterize(std::u32string_view cluster, const GlyphBox& box) {
  if (cluster.empty() || is_control(cluster[0])) return std::nullopt;
  if (const std::optional<Bitmap>* known = faces_->known(cluster, box)) return *known;
  return faces_->keep(cluster, box, faces_->from_fonts(cluster, box));
}

std::optional<Bitmap> FreetypeRasterizer::Faces::from_fonts(std::u32string_view cluster,
                                                            const GlyphBox& box) {
  for (const Face& candidate : faces) {
    if (is_private_use(cluster[0]) && !candidate.private_use) continue;
    FT_Face face = box.bold && candidate.bold != nullptr ? candidate.bold : candidate.regular;
    const std::vector<FT_UInt> glyphs = glyphs_of(face, cluster);
    if (glyphs.empty()) continue;
    const auto em_width = static_cast<FT_UInt>(24 * box.width_factor);
    if (FT_Set_Pixel_Sizes(face, em_width, static_cast<FT_UInt>(box.height())) != 0) continue;
    if (FT_Load_Glyph(face, glyphs[0], FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT) != 0) continue;
    FT_Pos advance = face->glyph->advance.x;
    const FT_Pos room = static_cast<FT_Pos>(box.width()) * 64;
    if (advance > room + 32) {
      // Too wide for its cells: condensed rather than cut off.
      const auto condensed = static_cast<FT_UInt>(std::max<FT_Pos>(1, em_width * room / advance));
      if (FT_Set_Pixel_Sizes(face, condensed, static_cast<FT_UInt>(box.height())) != 0) continue;
      advance = room;
    }
    Bitmap bitmap(box.width(), box.height());
    const bool thicken = box.bold && candidate.bold == nullptr;
    const FT_Pos start = ((room - advance) / 2) & ~FT_Pos{63};
    bool whole = draw(face, glyphs[0], thicken, start, box, glyphs.size() == 1, bitmap);
    // Marks carry negative bearings and are placed behind the base's advance.
    for (std::size_t i = 1; whole && i < glyphs.size(); ++i) {
      whole = draw(face, glyphs[i], thicken, start + advance, box, false, bitmap);
    }
    if (whole) return bitmap;
  }
  return std::nullopt;
}

std::vector<FontFile> system_receipt_fonts() {
  const std::string noto = "/usr/share/fonts/opentype/noto/";
  const std::string true_type = "/usr/share/fonts/truetype/";
  // Face 7 of the collection is "Noto Sans Mono CJK SC", whose Latin letters are exactly half as wide as a
  // Chinese character, as on a printer.
  return {FontFile{noto + "NotoSansCJK-Regular.ttc", 7, noto + "NotoSansCJK-Bold.ttc", false},
          FontFile{true_type + "babelstone/BabelStoneHan.ttf", 0, {}, false},
          FontFile{true_type + "hanazono/HanaMinA.ttf", 0, {}, false},
          FontFile{true_type + "hanazono/HanaMinB.ttf", 0, {}, false}};
}

}  // namespace yitang::devices
