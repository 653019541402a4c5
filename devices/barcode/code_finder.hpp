// Looks for codes in pictures. The program's own is DecoderProcess: pictures are foreign bytes.
#pragma once

#include <vector>

#include "devices/barcode/decoded_code.hpp"
#include "devices/error.hpp"
#include "devices/image/image.hpp"

namespace yitang::devices {

struct SearchOptions {
  bool other_formats = true;  // look for bar codes and the rest when there is no QR code
  int max_codes = 8;          // 1 to 8
  // Frames of a camera: besides the plain look only one of the others, a different one with each number.
  // Negative: all of them, one after the other.
  int turn = -1;
  friend bool operator==(const SearchOptions&, const SearchOptions&) = default;
};

class CodeFinder {
 public:
  virtual ~CodeFinder() = default;
  CodeFinder() = default;
  CodeFinder(const CodeFinder&) = delete;
  CodeFinder& operator=(const CodeFinder&) = delete;

  // NotFound: no code in the picture. Malformed: the picture made the decoder give up. BadArgument: a picture
  // whose sizes contradict each other. Timeout, Io, NotSupported: the decoder itself. Thread: one caller.
  virtual Result<std::vector<DecodedCode>> find(const Image& image, const SearchOptions& options) = 0;
  // The same for a PNG, JPEG or PGM file. Malformed, Overflow, NotSupported as decode_image().
  virtual Result<std::vector<DecodedCode>> find_in_file(ByteView file, const SearchOptions& options) = 0;
  // Nobody scans for now: gives back what it holds until the next picture.
  virtual void rest() = 0;
};

}  // namespace yitang::devices
