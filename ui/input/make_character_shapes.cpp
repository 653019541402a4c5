// Build-time program: turns the outlines of fonts into the shapes that handwriting is compared with.
//   make_character_shapes LIST.txt OUTPUT.bin FONT [FONT ...]
// A character is taken from the first font that has it; the collection's face is the one that Debian's Noto
// has for simplified Chinese. Characters that no font has are left out.
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include <array>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "ui/input/ink_shape.hpp"

namespace {

using yitang::ui::PenPoint;
using yitang::ui::PenStrokes;

constexpr int curve_steps = 6;
constexpr FT_Long simplified_chinese = 2;  // in NotoSansCJK-Regular.ttc

struct Outline {
  PenStrokes contours;
  PenPoint at;

  void line(PenPoint to) {
    contours.back().push_back(to);
    at = to;
  }
};

PenPoint point(const FT_Vector* v) { return {static_cast<float>(v->x), -static_cast<float>(v->y)}; }

PenPoint between(PenPoint a, PenPoint b, float share) {
  return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

Outline& outline_of(void* user) { return *static_cast<Outline*>(user); }

int move_to(const FT_Vector* to, void* user) {
  outline_of(user).contours.push_back({point(to)});
  outline_of(user).at = point(to);
  return 0;
}

int line_to(const FT_Vector* to, void* user) {
  outline_of(user).line(point(to));
  return 0;
}

int conic_to(const FT_Vector* control, const FT_Vector* to, void* user) {
  const PenPoint start = outline_of(user).at;
  for (int i = 1; i <= curve_steps; ++i) {
    const float t = static_cast<float>(i) / curve_steps;
    outline_of(user).line(
        between(between(start, point(control), t), between(point(control), point(to), t), t));
  }
  return 0;
}

int cubic_to(const FT_Vector* first, const FT_Vector* second, const FT_Vector* to, void* user) {
  const PenPoint start = outline_of(user).at;
  for (int i = 1; i <= curve_steps; ++i) {
    const float t = static_cast<float>(i) / curve_steps;
    const PenPoint a = between(start, point(first), t);
    const PenPoint b = between(point(first), point(second), t);
    const PenPoint c = between(point(second), point(to), t);
    outline_of(user).line(between(between(a, b, t), between(b, c, t), t));
  }
  return 0;
}

PenStrokes contours_of(FT_Face face, char32_t code) {
  const FT_UInt glyph = FT_Get_Char_Index(face, code);
  if (glyph == 0 || FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE) != 0) return {};
  const FT_Outline_Funcs functions{move_to, line_to, conic_to, cubic_to, 0, 0};
  Outline outline;
  if (FT_Outline_Decompose(&face->glyph->outline, &functions, &outline) != 0) return {};
  for (auto& contour : outline.contours) contour.push_back(contour.front());
  return outline.contours;
}

struct Fonts {
  FT_Library library = nullptr;
  std::vector<FT_Face> faces;

  Fonts() = default;
  Fonts(const Fonts&) = delete;
  Fonts& operator=(const Fonts&) = delete;
  ~Fonts() {
    if (library != nullptr) FT_Done_FreeType(library);  // with every face of it
  }
  bool open(int count, char** paths) {
    if (FT_Init_FreeType(&library) != 0) return false;
    for (int i = 0; i < count; ++i) {
      const bool collection = std::string_view(paths[i]).ends_with(".ttc");
      FT_Face face = nullptr;
      if (FT_New_Face(library, paths[i], collection ? simplified_chinese : 0, &face) != 0) {
        std::fprintf(stderr, "%s cannot be read\n", paths[i]);
        return false;
      }
      faces.push_back(face);
    }
    return true;
  }
  PenStrokes contours(char32_t code) const {
    for (const FT_Face face : faces) {
      if (auto found = contours_of(face, code); !found.empty()) return found;
    }
    return {};
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: make_character_shapes LIST.txt OUTPUT.bin FONT [FONT ...]\n", stderr);
    return 2;
  }
  Fonts fonts;
  if (!fonts.open(argc - 3, argv + 3)) return 1;
  std::ifstream list(argv[1]);
  std::ofstream out(argv[2], std::ios::binary);
  std::uint32_t code = 0;
  int strokes = 0;
  int tier = 0;
  int missing = 0;
  while (list >> std::hex >> code >> std::dec >> strokes >> tier) {
    const PenStrokes contours = fonts.contours(code);
    if (contours.empty()) {
      ++missing;
      continue;
    }
    constexpr int lines_of_outline = 2;
    const auto shape = yitang::ui::shape_of(contours, lines_of_outline);
    std::array<char, sizeof code + 2> head{};
    std::memcpy(head.data(), &code, sizeof code);
    head[sizeof code] = static_cast<char>(strokes);
    head[sizeof code + 1] = static_cast<char>(tier);
    out.write(head.data(), static_cast<std::streamsize>(head.size()));
    out.write(reinterpret_cast<const char*>(shape.data()), static_cast<std::streamsize>(shape.size()));
  }
  out.close();
  if (!out || missing > 100) {
    std::fprintf(stderr, "%s: not written, or %d characters are in no font\n", argv[2], missing);
    return 1;
  }
  return 0;
}
