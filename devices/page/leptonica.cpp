#include "devices/page/leptonica.hpp"

namespace yitang::devices {

// Four dots a 32-bit word, the first one in the highest bits whatever the machine's byte order.
PixOwner to_pix(const Image& grey) {
  PixOwner pix(pixCreate(grey.width, grey.height, 8));
  if (!pix) return pix;
  l_uint32* const data = pixGetData(pix.get());
  const auto words = static_cast<std::size_t>(pixGetWpl(pix.get()));
  const auto width = static_cast<std::size_t>(grey.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(grey.height); ++y) {
    l_uint32* const row = data + y * words;
    for (std::size_t x = 0; x < width; ++x) {
      row[x / 4] |= static_cast<l_uint32>(grey.pixels[y * width + x]) << (8 * (3 - x % 4));
    }
  }
  return pix;
}

Image from_pix(Pix& pix) {
  Image grey = make_image(pixGetWidth(&pix), pixGetHeight(&pix), PixelFormat::Grey);
  const l_uint32* const data = pixGetData(&pix);
  const auto words = static_cast<std::size_t>(pixGetWpl(&pix));
  const auto width = static_cast<std::size_t>(grey.width);
  for (std::size_t y = 0; y < static_cast<std::size_t>(grey.height); ++y) {
    const l_uint32* const row = data + y * words;
    for (std::size_t x = 0; x < width; ++x) {
      grey.pixels[y * width + x] = static_cast<std::uint8_t>(row[x / 4] >> (8 * (3 - x % 4)));
    }
  }
  return grey;
}

void quiet_leptonica() {
  static const auto before = setMsgSeverity(L_SEVERITY_NONE);
  static_cast<void>(before);
}

}  // namespace yitang::devices
