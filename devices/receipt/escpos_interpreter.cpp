#include "devices/receipt/escpos_interpreter.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "devices/receipt/code_page.hpp"
#include "devices/receipt/escpos_command.hpp"
#include "devices/receipt/escpos_graphics.hpp"
#include "devices/receipt/paper_canvas.hpp"
#include "devices/text/encoding.hpp"

namespace yitang::devices {
namespace {

class Interpreter {
 public:
  Interpreter(ByteView stream, const InterpreterOptions& options, GlyphRasterizer& glyphs)
      : stream_(stream), options_(options), canvas_(options, glyphs), graphics_(options) {}

  Result<Paper> run() {
    std::size_t at = 0;
    while (at < stream_.size()) {
      const CommandSlice slice = next_command(stream_, at, chinese_);
      const auto done = obey(slice);
      if (!done) {
        Error error = done.error();
        error.offset = at;
        error.message = fmt::format("ESC/POS at offset {}: {}", at, error.message);
        return tl::unexpected(std::move(error));
      }
      at += slice.length;
    }
    // What no line feed has ended is in the printer's buffer, not on paper.
    return canvas_.take();
  }

 private:
  Result<void> obey(const CommandSlice& slice) {
    const ByteView bytes = stream_.subspan(slice.offset, slice.length);
    switch (slice.shape) {
      case CommandShape::Text: return text(bytes);
      case CommandShape::Control: return control(bytes[0]);
      case CommandShape::Command: return command(bytes);
      case CommandShape::Truncated: return malformed("the stream ends inside a command or character");
      case CommandShape::Unknown: break;
    }
    return malformed(fmt::format(
        "unknown command {}",
        to_hex(
            stream_.subspan(slice.offset).first(std::min<std::size_t>(3, stream_.size() - slice.offset)))));
  }

  static tl::unexpected<Error> malformed(std::string reason) {
    return fail(ErrorCode::Malformed, std::move(reason));
  }
  static Result<void> on_paper(bool done) {
    if (!done) return fail(ErrorCode::Overflow, "more paper than allowed");
    return {};
  }

  Result<void> text(ByteView bytes);
  Result<void> control(std::uint8_t byte);
  Result<void> command(ByteView bytes);
  Result<void> escape(ByteView bytes);
  Result<void> chinese(ByteView bytes);
  Result<void> group(ByteView bytes);
  Result<void> picture(ByteView bytes);
  [[nodiscard]] Bitmap with_label(Bitmap bars, const std::string& label);

  ByteView stream_;
  const InterpreterOptions& options_;
  PaperCanvas canvas_;
  EscPosGraphics graphics_;
  CodePage code_page_;
  bool chinese_ = true;
  int label_places_ = 0;  // GS H: 1 above a bar code, 2 below
};

Result<void> Interpreter::text(ByteView bytes) {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint8_t byte = bytes[i];
    if (byte < 0x80) {
      if (!canvas_.put(byte, 1)) return on_paper(false);
      continue;
    }
    if (!chinese_) {
      const auto code = code_page_.character(byte);
      if (!code) return malformed(fmt::format("no character {:02X} in the code page", byte));
      if (!canvas_.put(*code, 1)) return on_paper(false);
      continue;
    }
    const auto code = gbk_character(byte, bytes[i + 1]);
    if (!code)
      return malformed(fmt::format("no character {:02X} {:02X} in the printer's font", byte, bytes[i + 1]));
    if (!canvas_.put(*code, 2)) return on_paper(false);
    ++i;
  }
  return {};
}

Result<void> Interpreter::control(std::uint8_t byte) {
  if (byte == 0x0A) return on_paper(canvas_.end_line());
  if (byte == 0x09) {
    // Default tab stops: every eight characters.
    canvas_.move_to(std::min((canvas_.line_dots() / 96 + 1) * 96, options_.dots_per_line));
    return {};
  }
  if (byte == 0x0D) return {};  // ignored by printers on USB
  return malformed("form feed outside page mode");
}

Result<void> Interpreter::command(ByteView bytes) {
  switch (bytes[0]) {
    case 0x10: return {};  // real-time commands ask or recover; nothing comes onto paper
    case 0x1B: return escape(bytes);
    case 0x1C: return chinese(bytes);
    default: return group(bytes);
  }
}

Result<void> Interpreter::escape(ByteView bytes) {
  const int n = bytes.size() > 2 ? bytes[2] : 0;
  const int n16 = bytes.size() > 3 ? bytes[2] | bytes[3] << 8 : 0;
  PrintMode& mode = canvas_.mode;
  switch (bytes[1]) {
    case 0x20: canvas_.character_spacing = n; return {};
    case 0x21:  // old print mode
      mode.bold = (n & 0x08) != 0;
      mode.height = (n & 0x10) != 0 ? 2 : 1;
      mode.width = (n & 0x20) != 0 ? 2 : 1;
      mode.underline = (n & 0x80) != 0;
      return {};
    case 0x24:
      if (!canvas_.move_to(n16)) return malformed("position beyond the paper");
      return {};
    case 0x2D: mode.underline = (n & 0x0F) != 0; return {};
    case 0x32: canvas_.line_spacing = 32; return {};
    case 0x33: canvas_.line_spacing = n; return {};
    case 0x40:
      canvas_.reset_modes();
      graphics_.reset();
      code_page_.select(0);
      label_places_ = 0;
      chinese_ = true;
      return {};
    case 0x45:
    case 0x47: mode.bold = (n & 1) != 0; return {};
    case 0x4A: return on_paper(canvas_.feed(n));
    case 0x5C:
      if (!canvas_.move_to(canvas_.line_dots() + static_cast<std::int16_t>(n16)))
        return malformed("position beyond the paper");
      return {};
    case 0x61: {
      const int align = n >= 0x30 ? n - 0x30 : n;
      if (align > 2) return malformed("no such alignment");
      if (canvas_.line_empty()) mode.align = static_cast<Align>(align);
      return {};
    }
    case 0x64:
      for (int i = 0; i < n; ++i) {
        if (!canvas_.end_line()) return on_paper(false);
      }
      return {};
    case 0x69:
    case 0x6D: return on_paper(canvas_.cut());
    case 0x4D: canvas_.small_font = n == 1 || n == 0x31; return {};
    case 0x74: code_page_.select(n); return {};
    case 0x7B:
      if (canvas_.line_empty()) canvas_.upside_down = (n & 1) != 0;
      return {};
    case 0x2A: return picture(bytes);
    case 0x34:             // italics: drawn upright
    case 0x52:             // country
    case 0x70: return {};  // drawer
    default: return malformed("no such ESC command");
  }
}

Result<void> Interpreter::chinese(ByteView bytes) {
  const int n = bytes.size() > 2 ? bytes[2] : 0;
  switch (bytes[1]) {
    case 0x21:
      canvas_.mode.width = (n & 0x04) != 0 ? 2 : 1;
      canvas_.mode.height = (n & 0x08) != 0 ? 2 : 1;
      canvas_.mode.underline = (n & 0x80) != 0;
      return {};
    case 0x26: chinese_ = true; return {};
    case 0x2D: canvas_.mode.underline = (n & 0x0F) != 0; return {};
    case 0x2E: chinese_ = false; return {};
    case 0x28:             // font of Chinese characters: one is drawn
    case 0x43:             // code of Japanese characters: of no effect on Chinese ones
    case 0x53: return {};  // spacing beside Chinese characters: drawn without
    case 0x57: canvas_.mode.width = canvas_.mode.height = (n & 1) != 0 ? 2 : 1; return {};
    default: return malformed("no such FS command");
  }
}

Result<void> Interpreter::group(ByteView bytes) {
  const int n = bytes.size() > 2 ? bytes[2] : 0;
  const int n16 = bytes.size() > 3 ? bytes[2] | bytes[3] << 8 : 0;
  switch (bytes[1]) {
    case 0x21:
      if ((n & 0x88) != 0) return malformed("no such character size");
      canvas_.mode.width = (n >> 4 & 7) + 1;
      canvas_.mode.height = (n & 7) + 1;
      return {};
    case 0x42: canvas_.mode.inverse = (n & 1) != 0; return {};
    case 0x4C:
      if (n16 >= options_.dots_per_line) return malformed("left margin beyond the paper");
      canvas_.left_margin = n16;
      return {};
    case 0x57:
      if (n16 < 24) return malformed("print width too small");
      canvas_.print_width = std::min(n16, options_.dots_per_line);
      return {};
    case 0x56: {
      if (!canvas_.line_empty() && !canvas_.end_line()) return on_paper(false);
      const bool feeds = n == 0x41 || n == 0x42;
      // The way from the head to the cutter is left out: on a real slip it is the blank at the head of the
      // next one.
      if (feeds && !canvas_.feed(bytes[3])) return on_paper(false);
      return on_paper(canvas_.cut());
    }
    case 0x28:
    case 0x38:
    case 0x6B:
    case 0x76: return picture(bytes);
    case 0x48: label_places_ = n & 3; return {};
    case 0x66: return {};  // font of the text beside bar codes: one is drawn
    case 0x68: graphics_.set_bar_height(n); return {};
    case 0x77: graphics_.set_bar_width(n); return {};
    default: return {};  // 49, 50, 61, 72: questions and units; lengths are known from next_command()
  }
}

// The space between bars and text is two dots.
Bitmap Interpreter::with_label(Bitmap bars, const std::string& label) {
  if (label_places_ == 0 || label.empty()) return bars;
  const Bitmap text = canvas_.label(label);
  const int above = (label_places_ & 1) != 0 ? text.height() + 2 : 0;
  const int below = (label_places_ & 2) != 0 ? text.height() + 2 : 0;
  const int width = std::max(bars.width(), text.width());
  Bitmap whole(width, above + bars.height() + below);
  whole.draw(bars, (width - bars.width()) / 2, above);
  const int x = (width - text.width()) / 2;
  if (above > 0) whole.draw(text, x, 0);
  if (below > 0) whole.draw(text, x, whole.height() - text.height());
  return whole;
}

Result<void> Interpreter::picture(ByteView bytes) {
  auto drawing = graphics_.obey(bytes);
  if (!drawing) return tl::unexpected(drawing.error());
  if (!*drawing) return {};
  EscPosDrawing& made = **drawing;
  if (bytes[0] == 0x1B) return on_paper(canvas_.put(std::move(made.bitmap)));
  return on_paper(
      canvas_.place(with_label(std::move(made.bitmap), made.label), made.kind, std::move(made.text)));
}

}  // namespace

Result<Paper> interpret_escpos(ByteView stream, const InterpreterOptions& options, GlyphRasterizer& glyphs) {
  if (options.dots_per_line < 24 || options.dots_per_line > 4096 || options.max_rows < 1 ||
      options.max_rows > 1'000'000) {
    return fail(ErrorCode::BadArgument, "paper size out of range");
  }
  if (stream.size() > options.max_input) {
    return fail(ErrorCode::Overflow, fmt::format("ESC/POS: {} bytes are more than allowed", stream.size()));
  }
  return Interpreter(stream, options, glyphs).run();
}

std::string Paper::text() const {
  std::string out;
  for (const PaperItem& item : items) {
    switch (item.kind) {
      case PaperItemKind::Text: out += item.text; break;
      case PaperItemKind::Raster: out += fmt::format("[raster {}x{}]", dots.width(), item.height); break;
      case PaperItemKind::Qr: out += fmt::format("[qr {}]", item.text); break;
      case PaperItemKind::Barcode: out += fmt::format("[barcode {}]", item.text); break;
      case PaperItemKind::Cut: out += "[cut]"; break;
    }
    out.push_back('\n');
  }
  return out;
}

}  // namespace yitang::devices
