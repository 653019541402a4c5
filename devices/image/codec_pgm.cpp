#include <fmt/core.h>

#include "devices/image/codec_formats.hpp"
#include "devices/image/pnm.hpp"

namespace yitang::devices {
namespace {

std::uint8_t to_byte(std::uint32_t value, std::uint32_t most) {
  return static_cast<std::uint8_t>((value * 255 + most / 2) / most);
}

Result<void> read_text(PnmTokens& tokens, std::uint32_t most, Image& image) {
  for (std::uint8_t& dot : image.pixels) {
    const auto value = tokens.number();
    if (!value || *value > most) return malformed_pnm(tokens, "a dot is missing or too bright");
    dot = to_byte(*value, most);
  }
  return {};
}

Result<void> read_binary(ByteView file, PnmTokens& tokens, std::uint32_t most, Image& image) {
  if (!tokens.single_space()) return malformed_pnm(tokens, "no space behind the header");
  const std::size_t width = most > 255 ? 2 : 1;
  const ByteView data = file.subspan(tokens.at());
  if (data.size() / width < image.pixels.size()) return malformed_pnm(tokens, "the file ends too early");
  for (std::size_t i = 0; i < image.pixels.size(); ++i) {
    const std::uint32_t value =
        width == 1 ? data[i] : static_cast<std::uint32_t>(data[i * 2] << 8U) | data[i * 2 + 1];
    if (value > most) return malformed_pnm(tokens, "a dot is too bright");
    image.pixels[i] = to_byte(value, most);
  }
  return {};
}

}  // namespace

Result<Image> decode_pgm(ByteView file, const ImageLimits& limits) {
  PnmTokens tokens(file);
  const auto head = read_pnm_head(tokens);
  if (!head) return tl::unexpected(head.error());
  const auto& [width, height, most] = *head;
  if (auto size = check_image_size(width, height, limits); !size) return tl::unexpected(size.error());
  // Each dot takes at least one byte in both kinds: do not take memory for a picture the file cannot hold.
  if (static_cast<std::size_t>(width) * height > file.size())
    return malformed_pnm(tokens, "the file ends too early");
  Image image = make_image(static_cast<int>(width), static_cast<int>(height), PixelFormat::Grey);
  const auto done = file[1] == '2' ? read_text(tokens, most, image) : read_binary(file, tokens, most, image);
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
