#include "devices/document/pdf_writer.hpp"

#include <cairo-pdf.h>
#include <fmt/format.h>

#include "devices/document/form_faces.hpp"
#include "devices/document/form_layout.hpp"
#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

using detail::FormFaces;
using detail::FormGlyphs;

struct DestroySurface {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
};
struct DestroyContext {
  void operator()(cairo_t* context) const { cairo_destroy(context); }
};

cairo_status_t append_to(void* closure, const unsigned char* bytes, unsigned int count) {
  static_cast<std::vector<std::uint8_t>*>(closure)->insert(
      static_cast<std::vector<std::uint8_t>*>(closure)->end(), bytes, bytes + count);
  return CAIRO_STATUS_SUCCESS;
}

// Characters of one font in a row: shown together, with the text they stand for, so that a copy of it is
// exact also where one shape serves several characters.
struct Run {
  std::size_t face = 0;
  std::string text;
  std::vector<cairo_glyph_t> glyphs;
  std::vector<cairo_text_cluster_t> clusters;
};

class PageDrawer {
 public:
  PageDrawer(cairo_t* to, FormFaces& faces) : to_(to), faces_(faces) {}

  void operator()(const PlacedText& text) {
    cairo_set_source_rgb(to_, text.grey, text.grey, text.grey);
    double x = text.x;
    for (const ReceiptCharacter& character : text.line) {
      const FormGlyphs* glyphs = faces_.find(character.cluster, character.bold);
      if (glyphs != nullptr) {
        append(*glyphs, character, x, text);
      } else {
        show(text.size);
        draw_missing(character.cluster[0], x, text);
      }
      x += character.cells * text.size / 1000;
    }
    show(text.size);
  }

  void operator()(const PlacedSlant& slant) {
    cairo_save(to_);
    cairo_translate(to_, slant.centre_x, slant.centre_y);
    cairo_rotate(to_, -slant.angle);
    (*this)(slant.text);
    cairo_restore(to_);
  }

  void operator()(const PlacedRule& rule) {
    cairo_set_source_rgb(to_, 0.6, 0.6, 0.6);
    cairo_set_line_width(to_, 0.5);
    cairo_move_to(to_, rule.x, rule.y);
    cairo_line_to(to_, rule.x + rule.width, rule.y);
    cairo_stroke(to_);
  }

  void operator()(const PlacedInk& placed) {
    cairo_set_source_rgb(to_, 0, 0, 0);
    cairo_set_line_width(to_, 1.3);
    cairo_set_line_cap(to_, CAIRO_LINE_CAP_ROUND);
    cairo_set_line_join(to_, CAIRO_LINE_JOIN_ROUND);
    const double range = std::max(placed.ink->range, 1);
    for (const auto& stroke : placed.ink->strokes) {
      cairo_new_sub_path(to_);
      for (const FormInk::Point& point : stroke) {
        cairo_line_to(to_, placed.x + std::clamp(point.x / range, 0.0, 1.0) * placed.width,
                      placed.y + std::clamp(point.y / range, 0.0, 1.0) * placed.height);
      }
      if (stroke.size() == 1) cairo_close_path(to_);  // a dot
      cairo_stroke(to_);
    }
  }

  void operator()(const PlacedCode& code) {
    cairo_set_source_rgb(to_, 0, 0, 0);
    const double module = code.size / code.modules.width();
    for (int y = 0; y < code.modules.height(); ++y) {
      for (int x = 0; x < code.modules.width(); ++x) {
        if (code.modules.get(x, y))
          cairo_rectangle(to_, code.x + x * module, code.y + y * module, module, module);
      }
    }
    cairo_set_antialias(to_, CAIRO_ANTIALIAS_NONE);
    cairo_fill(to_);
    cairo_set_antialias(to_, CAIRO_ANTIALIAS_DEFAULT);
  }

 private:
  void append(const FormGlyphs& glyphs, const ReceiptCharacter& character, double x, const PlacedText& text) {
    if (!run_.glyphs.empty() && run_.face != glyphs.face) show(text.size);
    run_.face = glyphs.face;
    double at = x;
    for (const FT_UInt glyph : glyphs.glyphs) {
      run_.glyphs.push_back({glyph, at, text.base_line});
      at = x + character.cells * text.size / 1000;
    }
    const std::string utf8 = encode_utf8(character.cluster);
    run_.text += utf8;
    run_.clusters.push_back({static_cast<int>(utf8.size()), static_cast<int>(glyphs.glyphs.size())});
  }

  void show(double size) {
    if (run_.glyphs.empty()) return;
    cairo_set_font_face(to_, faces_.cairo(run_.face));
    cairo_set_font_size(to_, size);
    cairo_show_text_glyphs(to_, run_.text.c_str(), static_cast<int>(run_.text.size()), run_.glyphs.data(),
                           static_cast<int>(run_.glyphs.size()), run_.clusters.data(),
                           static_cast<int>(run_.clusters.size()), cairo_text_cluster_flags_t{});
    run_ = Run{};
  }

  // A frame with the code point in two rows of digits: a character that no font has is never silently left
  // out.
  void draw_missing(char32_t code, double x, const PlacedText& text) {
    const double edge = text.size * 0.94;
    const double left = x + text.size * 0.03;
    const double top = text.base_line - text.size * 0.85;
    cairo_set_line_width(to_, text.size * 0.04);
    cairo_rectangle(to_, left, top, edge, edge);
    cairo_stroke(to_);
    const std::u32string digits =
        decode_utf8(fmt::format("{:06X}", static_cast<std::uint32_t>(code))).value_or(U"");
    PlacedText small{0, 0, text.size * 0.42, text.grey, {}};
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const FormGlyphs* glyphs = faces_.find(std::u32string_view(digits).substr(i, 1), false);
      if (glyphs == nullptr) return;  // no font at all would not have come here
      ReceiptCharacter digit;
      digit.cluster.assign(1, digits[i]);
      digit.cells = glyphs->width;
      small.base_line = top + text.size * (i < 3 ? 0.43 : 0.85);
      append(*glyphs, digit, left + text.size * (0.1 + 0.26 * static_cast<double>(i % 3)), small);
      show(small.size);
    }
  }

  cairo_t* to_;
  FormFaces& faces_;
  Run run_;
};

}  // namespace

Result<std::vector<std::uint8_t>> make_pdf(const FormDocument& document, FormFonts& fonts) {
  const auto pages = lay_out(document, fonts);
  if (!pages) return tl::unexpected(pages.error());
  std::vector<std::uint8_t> bytes;
  const std::unique_ptr<cairo_surface_t, DestroySurface> surface(
      cairo_pdf_surface_create_for_stream(append_to, &bytes, a4_width, a4_height));
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_TITLE, document.title.c_str());
  cairo_pdf_surface_set_metadata(surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, document.created.c_str());
  {
    const std::unique_ptr<cairo_t, DestroyContext> context(cairo_create(surface.get()));
    PageDrawer drawer(context.get(), fonts.faces());
    for (const FormPage& page : *pages) {
      for (const PlacedMark& mark : page.marks) std::visit(drawer, mark);
      cairo_show_page(context.get());
    }
    if (const auto status = cairo_status(context.get()); status != CAIRO_STATUS_SUCCESS)
      return fail(ErrorCode::OutOfMemory, fmt::format("cairo: {}", cairo_status_to_string(status)));
  }
  cairo_surface_finish(surface.get());
  if (const auto status = cairo_surface_status(surface.get()); status != CAIRO_STATUS_SUCCESS)
    return fail(ErrorCode::OutOfMemory, fmt::format("cairo: {}", cairo_status_to_string(status)));
  return bytes;
}

}  // namespace yitang::devices
