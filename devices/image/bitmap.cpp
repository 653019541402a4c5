#include "devices/image/bitmap.hpp"

#include <algorithm>
#include <bit>

namespace yitang::devices {
namespace {
constexpr std::uint8_t mask_of(int x) {
  return static_cast<std::uint8_t>(0x80U >> (static_cast<unsigned>(x) & 7U));
}
}  // namespace

Bitmap::Bitmap(int width, int height) : width_(std::max(width, 0)), height_(std::max(height, 0)) {
  bits_.assign(static_cast<std::size_t>(stride()) * static_cast<std::size_t>(height_), 0);
}

std::span<const std::uint8_t> Bitmap::row(int y) const {
  if (y < 0 || y >= height_) return {};
  return std::span(bits_).subspan(static_cast<std::size_t>(y) * stride(), static_cast<std::size_t>(stride()));
}

std::span<std::uint8_t> Bitmap::row(int y) {
  if (y < 0 || y >= height_) return {};
  return std::span(bits_).subspan(static_cast<std::size_t>(y) * stride(), static_cast<std::size_t>(stride()));
}

bool Bitmap::get(int x, int y) const {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return false;
  return (row(y)[static_cast<std::size_t>(x) / 8] & mask_of(x)) != 0;
}

void Bitmap::set(int x, int y, bool black) {
  if (x < 0 || y < 0 || x >= width_ || y >= height_) return;
  std::uint8_t& byte = row(y)[static_cast<std::size_t>(x) / 8];
  byte = static_cast<std::uint8_t>(black ? byte | mask_of(x) : byte & ~mask_of(x));
}

void Bitmap::fill(int x, int y, int width, int height, bool black) {
  const int right = std::min(x + width, width_);
  const int bottom = std::min(y + height, height_);
  for (int dot_y = std::max(y, 0); dot_y < bottom; ++dot_y) {
    for (int dot_x = std::max(x, 0); dot_x < right; ++dot_x) set(dot_x, dot_y, black);
  }
}

void Bitmap::invert(int x, int y, int width, int height) {
  const int right = std::min(x + width, width_);
  const int bottom = std::min(y + height, height_);
  for (int dot_y = std::max(y, 0); dot_y < bottom; ++dot_y) {
    for (int dot_x = std::max(x, 0); dot_x < right; ++dot_x) set(dot_x, dot_y, !get(dot_x, dot_y));
  }
}

void Bitmap::draw(const Bitmap& other, int x, int y) {
  for (int dot_y = 0; dot_y < other.height_; ++dot_y) {
    if (y + dot_y < 0 || y + dot_y >= height_) continue;
    for (int dot_x = 0; dot_x < other.width_; ++dot_x) {
      if (other.get(dot_x, dot_y)) set(x + dot_x, y + dot_y);
    }
  }
}

void Bitmap::resize_height(int height) {
  height_ = std::max(height, 0);
  bits_.resize(static_cast<std::size_t>(stride()) * static_cast<std::size_t>(height_), 0);
}

Bitmap Bitmap::scaled(int horizontal, int vertical) const {
  if (horizontal < 1 || vertical < 1) return {};
  Bitmap out(width_ * horizontal, height_ * vertical);
  for (int y = 0; y < height_; ++y) {
    for (int x = 0; x < width_; ++x) {
      if (get(x, y)) out.fill(x * horizontal, y * vertical, horizontal, vertical);
    }
  }
  return out;
}

std::size_t Bitmap::count_black() const {
  std::size_t count = 0;
  for (const std::uint8_t byte : bits_) count += static_cast<std::size_t>(std::popcount(byte));
  return count;
}

}  // namespace yitang::devices
