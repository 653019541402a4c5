// Code sources: a serial scanner over a transport, and a source that is fed pictures.
#pragma once

#include <deque>
#include <memory>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/code_source.hpp"
#include "devices/barcode/stream_parser.hpp"

namespace yitang::devices {

// A scanner that delivers bytes (CDC or serial). poll() waits at most `wait` for bytes.
class StreamScanner final : public CodeSource {
 public:
  StreamScanner(std::unique_ptr<Transport> transport, const Clock& clock, StreamRule rule = {},
                milliseconds wait = milliseconds{20});
  Result<std::optional<ScannedCode>> poll() override;
  void discard() override;

 private:
  std::unique_ptr<Transport> transport_;
  const Clock& clock_;
  CodeStreamParser parser_;
  milliseconds wait_;
  std::deque<ScannedCode> ready_;
};

// A scanner that looks at pictures: camera frames, or the simulated scanner, which is shown a code as an
// image file.
class ImageScanner final : public CodeSource {
 public:
  // Borrows both.
  ImageScanner(CodeFinder& finder, const Clock& clock) : finder_(finder), clock_(clock) {}
  // Holds a picture (PNG, JPEG or PGM bytes) before the scanner; it is decoded in poll(). At most 16 wait:
  // Busy.
  Result<void> show(Bytes image_file);
  Result<void> show(Image image);
  // From now on poll() answers Disconnected, until plugged again.
  void set_plugged(bool plugged) { plugged_ = plugged; }

  Result<std::optional<ScannedCode>> poll() override;
  void discard() override;

 private:
  struct Shown {
    Bytes file;
    Image image;
  };
  CodeFinder& finder_;
  const Clock& clock_;
  std::deque<Shown> waiting_;
  bool plugged_ = true;
};

}  // namespace yitang::devices
