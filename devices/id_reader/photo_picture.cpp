#include "devices/id_reader/photo_picture.hpp"

#include "devices/image/pnm.hpp"

namespace yitang::devices {

Result<Image> parse_photo_answer(ByteView answer) {
  const bool known = answer.size() >= 3 && answer[0] == 'P' && (answer[1] == '5' || answer[1] == '6');
  if (!known) return fail(ErrorCode::Malformed, "neither P5 nor P6");
  PnmTokens tokens(answer);
  const auto head = read_pnm_head(tokens);
  if (!head) return tl::unexpected(head.error());
  if (head->most != 255) return malformed_pnm(tokens, "the brightest value is not 255");
  if (head->width < 1 || head->height < 1) return malformed_pnm(tokens, "no dots");
  if (head->width > max_photo_width || head->height > max_photo_height)
    return fail(ErrorCode::Overflow, "the picture is too wide or too high");
  if (!tokens.single_space()) return malformed_pnm(tokens, "no space behind the header");
  const ByteView dots = answer.subspan(tokens.at());
  Image picture;
  picture.width = static_cast<int>(head->width);
  picture.height = static_cast<int>(head->height);
  picture.format = answer[1] == '6' ? PixelFormat::Rgb : PixelFormat::Grey;
  const std::size_t size =
      std::size_t{head->width} * head->height * static_cast<std::size_t>(picture.channels());
  if (dots.size() != size)
    return malformed_pnm(tokens, dots.size() < size ? "the file ends too early" : "bytes behind the picture");
  picture.pixels.assign(dots.begin(), dots.end());
  return picture;
}

}  // namespace yitang::devices
