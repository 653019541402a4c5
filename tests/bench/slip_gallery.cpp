// Prints every kind of slip to PNG on both widths of paper and in both languages, for looking at them:
//   slip_gallery DIR
#include <cstdio>
#include <filesystem>

#include "devices/image/codec.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/escpos_renderer.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"
#include "tests/unit/kiosk/cases/slips_support.hpp"

namespace {

using namespace yitang;

bool draw(const cases::test::NamedSlip& slip, int dots, devices::GlyphRasterizer& glyphs,
          const std::string& path) {
  devices::PrinterProfile profile;
  profile.dots_per_line = dots;
  const auto rendered = devices::render_escpos(slip.document, profile, glyphs);
  if (!rendered) return false;
  devices::InterpreterOptions options;
  options.dots_per_line = dots;
  const auto paper = devices::interpret_escpos(rendered->bytes, options, glyphs);
  if (!paper) return false;
  const auto png = devices::encode_png(devices::picture_of(*paper));
  return png && devices::save_bytes(path, *png);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2 || argv[1][0] == '-') {
    std::fprintf(stderr, "usage: slip_gallery DIR\n");
    return 2;
  }
  const std::string directory = argv[1];
  std::filesystem::create_directories(directory);
  const auto glyphs = devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
  if (!glyphs) return 1;
  for (const auto language : {Language::Chinese, Language::English}) {
    for (const auto paper : {cases::PaperWidth::Mm58, cases::PaperWidth::Mm80}) {
      const std::string look = std::string(language == Language::English ? "en" : "zh") +
                               (paper == cases::PaperWidth::Mm58 ? "-58-" : "-80-");
      for (const auto& slip : cases::test::every_slip(cases::test::slip_settings(language, paper))) {
        const std::string path = directory + "/" + look + slip.name + ".png";
        if (!draw(slip, cases::test::dots_of(paper), **glyphs, path)) {
          std::fprintf(stderr, "%s: not drawn\n", path.c_str());
          return 1;
        }
      }
    }
  }
  return 0;
}
