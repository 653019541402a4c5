#pragma once
#include <memory>
#include <string>
#include <vector>

#include "ui/error.hpp"

struct ImFont;
struct ImFontAtlas;

namespace yitang::ui {

// Where fonts are. The two main files are needed; a fallback that is missing is skipped: fewer rare
// characters, no error.
struct FontPaths {
  std::string regular = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc";
  std::string bold = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc";
  int face_index = 2;  // Simplified Chinese inside Debian's collection
  std::vector<std::string> fallbacks = {"/usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
                                        "/usr/share/fonts/truetype/babelstone-han/BabelStoneHan.ttf",
                                        "/usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf"};
};

// Mapped font files. They stay mapped, never copied, as long as this lives; it must outlive the atlas it was
// added to.
class Fonts {
 public:
  // Errors: FontMissing, FontInvalid (of the main fonts only).
  static Result<Fonts> open(const FontPaths& paths);
  Fonts(Fonts&&) noexcept;
  Fonts& operator=(Fonts&&) noexcept;
  ~Fonts();

  // Error: FontInvalid.
  Result<void> add_to(ImFontAtlas& atlas);
  ImFont* regular() const { return regular_; }
  ImFont* bold() const { return bold_; }
  std::size_t fallback_count() const;
  // Gives the pages read so far back to the system's page cache: the next new glyph reads its page again,
  // from memory as a rule. For a program that has nothing to do.
  void release_pages() const;

 private:
  struct Mapping;
  Fonts();
  std::unique_ptr<Mapping> regular_file_, bold_file_;
  std::vector<std::unique_ptr<Mapping>> fallback_files_;
  int face_index_ = 0;
  ImFont* regular_ = nullptr;  // owned by the atlas
  ImFont* bold_ = nullptr;
};

}  // namespace yitang::ui
