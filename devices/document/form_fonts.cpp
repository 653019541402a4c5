#include "devices/document/form_fonts.hpp"

#include "devices/document/form_faces.hpp"
#include "devices/receipt/glyphs.hpp"

namespace yitang::devices {
namespace detail {
namespace {

constexpr int missing_width = 1000;
constexpr std::size_t most_known = 8192;

bool is_private_use_code(char32_t code) { return (code >= 0xE000 && code <= 0xF8FF) || code >= 0xF0000; }

bool selects_variant(char32_t code) {
  return (code >= 0xFE00 && code <= 0xFE0F) || (code >= 0xE0100 && code <= 0xE01EF);
}

std::vector<FT_UInt> glyphs_in(FT_Face face, std::u32string_view cluster) {
  std::vector<FT_UInt> glyphs;
  for (std::size_t i = 0; i < cluster.size(); ++i) {
    if (selects_variant(cluster[i]) || cluster[i] == 0x200C || cluster[i] == 0x200D) continue;
    FT_UInt glyph = 0;
    if (i + 1 < cluster.size() && selects_variant(cluster[i + 1]))
      glyph = FT_Face_GetCharVariantIndex(face, cluster[i], cluster[i + 1]);
    if (glyph == 0) glyph = FT_Get_Char_Index(face, cluster[i]);
    if (glyph == 0) return {};
    glyphs.push_back(glyph);
  }
  return glyphs;
}

}  // namespace

// cairo's own cache may hold a face longer than we do: the last one to let go closes it, and FreeType after
// it.
class FormFaces::SharedFace {
 public:
  SharedFace(std::shared_ptr<FT_LibraryRec_> library, FT_Face face)
      : library_(std::move(library)), face_(face) {}
  SharedFace(const SharedFace&) = delete;
  SharedFace& operator=(const SharedFace&) = delete;
  ~SharedFace() { FT_Done_Face(face_); }

 private:
  std::shared_ptr<FT_LibraryRec_> library_;
  FT_Face face_;
};

FormFaces::~FormFaces() {
  for (const Face& face : faces_) cairo_font_face_destroy(face.cairo);
}

bool FormFaces::start() {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) return false;
  library_.reset(library, [](FT_Library last) { FT_Done_FreeType(last); });
  return true;
}

std::optional<std::size_t> FormFaces::open(const std::string& path, int index) {
  static const cairo_user_data_key_t key{};
  FT_Face opened = nullptr;
  if (FT_New_Face(library_.get(), path.c_str(), index, &opened) != 0) {
    missing_.push_back(path);
    return std::nullopt;
  }
  auto shared = std::make_unique<SharedFace>(library_, opened);
  cairo_font_face_t* cairo = cairo_ft_font_face_create_for_ft_face(opened, FT_LOAD_NO_HINTING);
  const auto close = [](void* last) { delete static_cast<SharedFace*>(last); };
  if (cairo_font_face_set_user_data(cairo, &key, shared.get(), close) != CAIRO_STATUS_SUCCESS) {
    cairo_font_face_destroy(cairo);
    missing_.push_back(path);
    return std::nullopt;
  }
  static_cast<void>(shared.release());  // cairo's now
  faces_.push_back({opened, cairo});
  return faces_.size() - 1;
}

void FormFaces::add(const FontFile& file) {
  const auto regular = open(file.path, file.face);
  if (!regular) return;
  const auto bold = file.bold_path.empty() ? regular : open(file.bold_path, file.face);
  fonts_.push_back({*regular, bold.value_or(*regular), file.private_use});
}

std::optional<FormGlyphs> FormFaces::look_up(std::u32string_view cluster, bool bold) const {
  if (cluster.empty() || is_control(cluster[0])) return std::nullopt;
  for (const Font& font : fonts_) {
    if (is_private_use_code(cluster[0]) && !font.private_use) continue;
    FormGlyphs found;
    found.face = bold ? font.bold : font.regular;
    FT_Face face = faces_[found.face].free_type;
    found.glyphs = glyphs_in(face, cluster);
    if (found.glyphs.empty() || face->units_per_EM == 0) continue;
    if (FT_Load_Glyph(face, found.glyphs[0], FT_LOAD_NO_SCALE) != 0) continue;
    found.width = static_cast<int>(face->glyph->metrics.horiAdvance * 1000 / face->units_per_EM);
    return found;
  }
  return std::nullopt;
}

const FormGlyphs* FormFaces::find(std::u32string_view cluster, bool bold) {
  auto key = std::make_pair(std::u32string(cluster), bold);
  auto found = known_.find(key);
  if (found == known_.end()) {
    if (known_.size() >= most_known) known_.clear();
    found = known_.emplace(std::move(key), look_up(cluster, bold)).first;
  }
  return found->second ? &*found->second : nullptr;
}

}  // namespace detail

FormFonts::FormFonts(std::unique_ptr<detail::FormFaces> faces) : faces_(std::move(faces)) {}
FormFonts::~FormFonts() = default;

Result<std::unique_ptr<FormFonts>> FormFonts::create(const std::vector<FontFile>& fonts) {
  auto faces = std::make_unique<detail::FormFaces>();
  if (!faces->start()) return fail(ErrorCode::OutOfMemory, "FreeType cannot start");
  for (const FontFile& font : fonts) faces->add(font);
  if (faces->empty()) return fail(ErrorCode::NotFound, "none of the fonts for forms can be opened");
  return std::unique_ptr<FormFonts>(new FormFonts(std::move(faces)));
}

const std::vector<std::string>& FormFonts::missing_fonts() const { return faces_->missing(); }

bool FormFonts::has(std::u32string_view cluster) const { return faces_->find(cluster, false) != nullptr; }

int FormFonts::width(std::u32string_view cluster, bool bold) const {
  const detail::FormGlyphs* found = faces_->find(cluster, bold);
  return found != nullptr ? found->width : detail::missing_width;
}

std::vector<FontFile> system_form_fonts() {
  std::vector<FontFile> fonts = system_receipt_fonts();
  // Face 2 of the collection is "Noto Sans CJK SC".
  fonts.front().face = 2;
  return fonts;
}

}  // namespace yitang::devices
