#include "ui/fonts.hpp"

#include <fcntl.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "imgui.h"
#include "imgui_freetype.h"

namespace yitang::ui {

// A font file in the address space. Pages come from the page cache when a glyph is needed and are shared
// between programs.
struct Fonts::Mapping {
  void* data = nullptr;
  std::size_t size = 0;

  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (data != nullptr) munmap(data, size);
  }

  static Result<std::unique_ptr<Mapping>> open(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return tl::unexpected(Error{ErrorCode::FontMissing, path + ": " + std::strerror(errno)});
    struct stat status {};
    const bool known = fstat(fd, &status) == 0 && status.st_size > 0;
    void* memory =
        known ? mmap(nullptr, static_cast<std::size_t>(status.st_size), PROT_READ, MAP_PRIVATE, fd, 0)
              : MAP_FAILED;
    close(fd);
    if (memory == MAP_FAILED)
      return tl::unexpected(Error{ErrorCode::FontMissing, path + ": cannot be mapped"});
    auto mapping = std::make_unique<Mapping>();
    mapping->data = memory;
    mapping->size = static_cast<std::size_t>(status.st_size);
    if (!mapping->is_font()) return tl::unexpected(Error{ErrorCode::FontInvalid, path + ": not a font file"});
    return mapping;
  }

  // Asked before Dear ImGui sees the file: on a font that it cannot use it would free the mapping.
  bool is_font() const {
    FT_Library library = nullptr;
    if (FT_Init_FreeType(&library) != 0) return false;
    FT_Face face = nullptr;
    const bool opened = FT_New_Memory_Face(library, static_cast<const FT_Byte*>(data),
                                           static_cast<FT_Long>(size), 0, &face) == 0;
    if (opened) FT_Done_Face(face);
    FT_Done_FreeType(library);
    return opened;
  }
};

Fonts::Fonts() = default;
Fonts::Fonts(Fonts&&) noexcept = default;
Fonts& Fonts::operator=(Fonts&&) noexcept = default;
Fonts::~Fonts() = default;

Result<Fonts> Fonts::open(const FontPaths& paths) {
  Fonts fonts;
  fonts.face_index_ = paths.face_index;
  auto regular_file = Mapping::open(paths.regular);
  if (!regular_file) return tl::unexpected(regular_file.error());
  auto bold_file = Mapping::open(paths.bold);
  if (!bold_file) return tl::unexpected(bold_file.error());
  fonts.regular_file_ = std::move(*regular_file);
  fonts.bold_file_ = std::move(*bold_file);
  for (const std::string& path : paths.fallbacks) {
    auto file = Mapping::open(path);
    if (file) fonts.fallback_files_.push_back(std::move(*file));
  }
  return fonts;
}

std::size_t Fonts::fallback_count() const { return fallback_files_.size(); }

void Fonts::release_pages() const {
  const auto release = [](const Mapping& file) { ::madvise(file.data, file.size, MADV_DONTNEED); };
  release(*regular_file_);
  release(*bold_file_);
  for (const auto& file : fallback_files_) release(*file);
}

Result<void> Fonts::add_to(ImFontAtlas& atlas) {
  // Dear ImGui copies a font that it does not own. So it is told that it owns the mapping, and relieved of it
  // at once.
  const auto add = [&atlas](const Mapping& file, int face, bool merge) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = true;
    config.FontNo = static_cast<ImU32>(face);
    config.MergeMode = merge;
    config.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_NoHinting;
    ImFont* font = atlas.AddFontFromMemoryTTF(file.data, static_cast<int>(file.size), 0.f, &config);
    for (ImFontConfig& source : atlas.Sources) {
      if (source.FontData == file.data) source.FontDataOwnedByAtlas = false;
    }
    return font;
  };
  regular_ = add(*regular_file_, face_index_, false);
  for (const auto& file : fallback_files_) add(*file, 0, true);
  bold_ = add(*bold_file_, face_index_, false);
  for (const auto& file : fallback_files_) add(*file, 0, true);
  if (regular_ == nullptr || bold_ == nullptr)
    return tl::unexpected(Error{ErrorCode::FontInvalid, "a main font is not usable"});
  return {};
}

}  // namespace yitang::ui
