#include "ui/raster_blend.hpp"

#include <algorithm>
#include <cstring>

namespace yitang::ui {

namespace {

// GCC's and Clang's portable vectors: SSE2 on x86-64, NEON on ARM. 16-bit lanes hold a channel times 255.
using Bytes8 = std::uint8_t __attribute__((vector_size(8)));
using Words8 = std::uint16_t __attribute__((vector_size(16)));
using Longs4 = std::uint32_t __attribute__((vector_size(16)));

constexpr int group = 8;  // pixels

template <class To, class From>
To loaded(const From* from) {
  To to;
  std::memcpy(&to, from, sizeof(to));
  return to;
}

Words8 all(std::uint32_t value) {
  const auto v = static_cast<std::uint16_t>(value);
  return Words8{v, v, v, v, v, v, v, v};
}

// The source colour in the lanes of two pixels.
Words8 source_lanes(std::uint32_t source) {
  const std::uint32_t two[] = {source, source};
  return __builtin_convertvector(loaded<Bytes8>(two), Words8);
}

void blend_two(std::uint32_t* pixels, Words8 added, Words8 rest) {
  Words8 sum = __builtin_convertvector(loaded<Bytes8>(pixels), Words8) * rest + added;
  sum += sum >> 8;
  const Bytes8 result = __builtin_convertvector(sum >> 8, Bytes8);
  std::memcpy(pixels, &result, sizeof(result));
}

// `cover` has eight alphas; each must reach the four channels of its pixel.
void blend_group(std::uint32_t* row, Words8 cover, Words8 source) {
  const Words8 half = all(0x80), full = all(255);
  const auto low = reinterpret_cast<Longs4>(__builtin_shufflevector(cover, cover, 0, 0, 1, 1, 2, 2, 3, 3));
  const auto high = reinterpret_cast<Longs4>(__builtin_shufflevector(cover, cover, 4, 4, 5, 5, 6, 6, 7, 7));
  const Words8 alphas[] = {reinterpret_cast<Words8>(__builtin_shufflevector(low, low, 0, 0, 1, 1)),
                           reinterpret_cast<Words8>(__builtin_shufflevector(low, low, 2, 2, 3, 3)),
                           reinterpret_cast<Words8>(__builtin_shufflevector(high, high, 0, 0, 1, 1)),
                           reinterpret_cast<Words8>(__builtin_shufflevector(high, high, 2, 2, 3, 3))};
  for (int i = 0; i < 4; ++i) blend_two(row + 2 * i, source * alphas[i] + half, full - alphas[i]);
}

// (cover * alpha + 127) / 255 in 16 bits.
Words8 faded(Words8 cover, Words8 alpha) {
  const Words8 product = cover * alpha + all(127);
  return (product + all(1) + (product >> 8)) >> 8;
}

}  // namespace

void blend_row(std::uint32_t* row, int count, std::uint32_t source, std::uint32_t alpha) {
  if (alpha == 0) return;
  if (alpha == 255) {
    std::fill_n(row, count, source);
    return;
  }
  const Words8 added = source_lanes(source) * all(alpha) + all(0x80), rest = all(255 - alpha);
  int x = 0;
  for (; x + 2 <= count; x += 2) blend_two(row + x, added, rest);
  if (x < count) row[x] = blend(row[x], source, alpha);
}

// Masks are mostly empty or full: neither needs arithmetic.
void blend_mask_row(std::uint32_t* row, const std::uint8_t* mask, int count, std::uint32_t source,
                    std::uint32_t alpha) {
  const Words8 lanes = source_lanes(source), fade = all(alpha);
  int x = 0;
  for (; x + group <= count; x += group) {
    const auto eight = loaded<std::uint64_t>(mask + x);
    if (eight == 0) continue;
    if (eight == ~0ull) {
      blend_row(row + x, group, source, alpha);
      continue;
    }
    const Words8 cover = __builtin_convertvector(loaded<Bytes8>(mask + x), Words8);
    blend_group(row + x, alpha == 255 ? cover : faded(cover, fade), lanes);
  }
  for (; x < count; ++x) {
    if (mask[x] != 0) row[x] = blend(row[x], source, (mask[x] * alpha + 127) / 255);
  }
}

}  // namespace yitang::ui
