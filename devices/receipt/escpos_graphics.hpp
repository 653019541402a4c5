// Raster, stored graphics, QR and bar codes of the interpreter. Not for use outside this folder.
#pragma once

#include <optional>
#include <string>

#include "devices/receipt/escpos_interpreter.hpp"

namespace yitang::devices {

struct EscPosDrawing {
  Bitmap bitmap;
  PaperItemKind kind = PaperItemKind::Raster;
  std::string text;
  std::string label;  // of a bar code: what is printed beside the bars where GS H asks for it
};

class EscPosGraphics {
 public:
  explicit EscPosGraphics(const InterpreterOptions& options) : options_(options) {}
  void reset();
  void set_bar_height(int dots) { bar_height_ = dots; }
  void set_bar_width(int dots) { bar_width_ = dots; }
  // ESC *, GS v 0, GS ( L, GS 8 L, GS ( k, GS k, and the GS ( commands that print nothing. Nothing: nothing
  // to print now.
  Result<std::optional<EscPosDrawing>> obey(ByteView command);

 private:
  using Drawing = Result<std::optional<EscPosDrawing>>;
  Drawing raster(ByteView command) const;
  static Drawing bit_image(ByteView command);
  Drawing stored_graphics(ByteView parameters);
  Drawing symbol(ByteView parameters);
  Drawing pdf417(ByteView parameters);
  Drawing print_qr() const;
  Drawing print_pdf417() const;
  Drawing bar_code(ByteView command) const;

  InterpreterOptions options_;
  int bar_height_ = 162;
  int bar_width_ = 3;
  int qr_module_ = 3;
  int qr_level_ = 0;
  Bytes qr_payload_;
  int pdf_module_ = 3;
  int pdf_row_ = 3;  // in modules
  Bytes pdf_payload_;
  std::optional<Bitmap> stored_;
};

}  // namespace yitang::devices
