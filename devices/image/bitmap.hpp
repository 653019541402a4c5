// A picture of black and white dots, as thermal printers take it: rows from the top, each row padded to whole
// bytes, the most significant bit leftmost, 1 = black.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace yitang::devices {

class Bitmap {
 public:
  Bitmap() = default;
  // White. Negative sizes count as 0.
  Bitmap(int width, int height);

  [[nodiscard]] int width() const { return width_; }
  [[nodiscard]] int height() const { return height_; }
  [[nodiscard]] int stride() const { return (width_ + 7) / 8; }  // bytes a row
  [[nodiscard]] bool empty() const { return width_ == 0 || height_ == 0; }
  [[nodiscard]] std::span<const std::uint8_t> bytes() const { return bits_; }
  [[nodiscard]] std::span<const std::uint8_t> row(int y) const;
  [[nodiscard]] std::span<std::uint8_t> row(int y);

  // Outside the picture: white, and set() does nothing.
  [[nodiscard]] bool get(int x, int y) const;
  void set(int x, int y, bool black = true);
  void fill(int x, int y, int width, int height, bool black = true);
  void invert(int x, int y, int width, int height);
  // Adds the black dots of `other` with its top left corner at x, y; what falls outside is dropped.
  void draw(const Bitmap& other, int x, int y);

  // Makes the picture taller (white below) or cuts it off.
  void resize_height(int height);
  [[nodiscard]] Bitmap scaled(int horizontal, int vertical) const;  // each dot becomes a block
  [[nodiscard]] std::size_t count_black() const;

  friend bool operator==(const Bitmap&, const Bitmap&) = default;

 private:
  int width_ = 0;
  int height_ = 0;
  std::vector<std::uint8_t> bits_;
};

}  // namespace yitang::devices
