// yitang escpos: what a printer would put on paper.
#include <cstdio>
#include <memory>

#include "devices/image/codec.hpp"
#include "devices/receipt/escpos_interpreter.hpp"
#include "devices/receipt/freetype_rasterizer.hpp"
#include "kiosk/cli/command.hpp"
#include "storage/file_system.hpp"

namespace yitang::cli {
namespace {

struct EscposOptions {
  std::string file;
  std::string png;
  int dots = 576;
  bool text = false;
};

int interpret(const EscposOptions& options) {
  devices::InterpreterOptions interpreter;
  interpreter.dots_per_line = options.dots;
  auto stream = storage::read_file(options.file, interpreter.max_input + 1);
  if (!stream)
    return report({ErrorKind::BadInput, "cannot be read: " + stream.error().message, options.file});
  auto glyphs = devices::FreetypeRasterizer::create(devices::system_receipt_fonts());
  if (!glyphs) return report({ErrorKind::NotFound, glyphs.error().message, "fonts"});
  auto paper = devices::interpret_escpos(*stream, interpreter, **glyphs);
  if (!paper) {
    return report({ErrorKind::BadInput, paper.error().message, options.file});
  }
  if (!options.png.empty()) {
    auto png = devices::encode_png(devices::picture_of(*paper));
    if (!png) return report({ErrorKind::Internal, png.error().message, options.png});
    if (auto saved = devices::save_bytes(options.png, *png); !saved) {
      return report({ErrorKind::BadInput, saved.error().message, options.png});
    }
  }
  if (options.text) std::printf("%s", paper->text().c_str());
  return kDone;
}

}  // namespace

void add_escpos(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<EscposOptions>();
  CLI::App* command =
      app.add_subcommand("escpos", "Interprets ESC/POS bytes: the slip as a picture or as text");
  command->add_option("file", options->file, "ESC/POS bytes")->required();
  command->add_option("--png", options->png, "Picture to write");
  command->add_option("--dots", options->dots, "Dots a line: 384, 512 or 576")->check(CLI::Range(64, 2048));
  command->add_flag("--text", options->text, "Lines of text on standard output");
  command->callback([options, &exit_code] { exit_code = interpret(*options); });
}

}  // namespace yitang::cli
