#pragma once
#include <cstdint>

namespace yitang::ui {

// Blending of rows, several pixels at a time. All pixels are 0xAARRGGBB with alpha 255, before and after;
// every function gives exactly what blend() gives for each pixel.

// Source over destination, alpha 0..255, rounded to nearest.
inline std::uint32_t blend(std::uint32_t destination, std::uint32_t source, std::uint32_t alpha) {
  const std::uint32_t rest = 255 - alpha;
  std::uint32_t red_blue = (destination & 0x00ff00ffu) * rest + (source & 0x00ff00ffu) * alpha + 0x00800080u;
  red_blue = ((red_blue + ((red_blue >> 8) & 0x00ff00ffu)) >> 8) & 0x00ff00ffu;
  std::uint32_t green = ((destination >> 8) & 0xffu) * rest + ((source >> 8) & 0xffu) * alpha + 0x80u;
  green = (green + (green >> 8)) >> 8;
  return 0xff000000u | red_blue | green << 8;
}

// One alpha for the whole row.
void blend_row(std::uint32_t* row, int count, std::uint32_t source, std::uint32_t alpha);

// One coverage byte a pixel, times `alpha`.
void blend_mask_row(std::uint32_t* row, const std::uint8_t* mask, int count, std::uint32_t source,
                    std::uint32_t alpha);

}  // namespace yitang::ui
