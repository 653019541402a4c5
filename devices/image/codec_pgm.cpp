#include <fmt/core.h>

#include <optional>

#include "devices/image/codec_formats.hpp"

namespace yitang::devices {
namespace {

bool is_space(std::uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// The tokens of a PGM header: numbers separated by white space, with comments from '#' to the end of the
// line.
class Tokens {
 public:
  explicit Tokens(ByteView file) : file_(file) {}
  [[nodiscard]] std::size_t at() const { return at_; }

  std::optional<std::uint32_t> number() {
    skip_space();
    std::uint32_t value = 0;
    const std::size_t start = at_;
    while (at_ < file_.size() && file_[at_] >= '0' && file_[at_] <= '9') {
      value = value * 10 + (file_[at_++] - '0');
      if (value > 1'000'000) return std::nullopt;
    }
    if (at_ == start) return std::nullopt;
    return value;
  }

  // Exactly one white space separates the header from binary data.
  bool single_space() {
    if (at_ >= file_.size() || !is_space(file_[at_])) return false;
    ++at_;
    return true;
  }

 private:
  void skip_space() {
    while (at_ < file_.size()) {
      if (file_[at_] == '#') {
        while (at_ < file_.size() && file_[at_] != '\n') ++at_;
      } else if (is_space(file_[at_])) {
        ++at_;
      } else {
        return;
      }
    }
  }

  ByteView file_;
  std::size_t at_ = 2;  // behind "P2" or "P5"
};

tl::unexpected<Error> malformed(const Tokens& tokens, const char* reason) {
  auto error = fail(ErrorCode::Malformed, std::string("PGM: ") + reason);
  error.value().offset = tokens.at();
  return error;
}

std::uint8_t to_byte(std::uint32_t value, std::uint32_t most) {
  return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
}

Result<void> read_text(Tokens& tokens, std::uint32_t most, Image& image) {
  for (std::uint8_t& dot : image.pixels) {
    const auto value = tokens.number();
    if (!value || *value > most) return malformed(tokens, "a dot is missing or too bright");
    dot = to_byte(*value, most);
  }
  return {};
}

Result<void> read_binary(ByteView file, Tokens& tokens, std::uint32_t most, Image& image) {
  if (!tokens.single_space()) return malformed(tokens, "no space behind the header");
  const std::size_t width = most > 255 ? 2 : 1;
  const ByteView data = file.subspan(tokens.at());
  if (data.size() / width < image.pixels.size()) return malformed(tokens, "the file ends too early");
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    const std::uint32_t value =
        width == 1 ? data[i] : static_cast<std::uint32_t>(data[i * 2] << 8U) | data[i * 2 + 1];
    if (value > most) return malformed(tokens, "a dot is too bright");
    image.pixels[i] = to_byte(value, most);
  }
  return {};
}

}  // namespace

Result<Image> decode_pgm(ByteView file, const ImageLimits& limits) {
  Tokens tokens(file);
  const auto width = tokens.number();
  const auto height = tokens.number();
  const auto most = tokens.number();
  if (!width || !height || !most || *most < 1 || *most > 65535) return malformed(tokens, "wrong header");
  if (auto size = check_image_size(*width, *height, limits); !size) return tl::unexpected(size.error());
  // Each dot takes at least one byte in both kinds: do not take memory for a picture the file cannot hold.
  if (static_cast<std::size_t>(*width) * *height > file.size())
    return malformed(tokens, "the file ends too early");
  Image image = make_image(static_cast<int>(*width), static_cast<int>(*height), PixelFormat::Grey);
  const auto done =
      file[1] == '2' ? read_text(tokens, *most, image) : read_binary(file, tokens, *most, image);
  if (!done) return tl::unexpected(done.error());
  return image;
}

Bytes encode_pgm(const Image& image) {
  const Image grey = to_grey(image);
  const std::string header = fmt::format("P5\n{} {}\n255\n", grey.width, grey.height);
  Bytes out(header.begin(), header.end());
  out.insert(out.end(), grey.pixels.begin(), grey.pixels.end());
  return out;
}

}  // namespace yitang::devices
