#include "kiosk/resident/flow/page_pictures.hpp"

#include <algorithm>

namespace yitang::resident {
namespace {

// Where the pixels that `index` stands for begin, of `size` pixels that become `smaller_size`.
int begin_of(int index, int size, int smaller_size) {
  return static_cast<int>(static_cast<long long>(index) * size / smaller_size);
}

unsigned char mean(const PagePreview& picture, int left, int right, int top, int bottom) {
  long long sum = 0;
  for (int y = top; y < bottom; ++y) {
    for (int x = left; x < right; ++x)
      sum += picture.grey[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                          static_cast<std::size_t>(x)];
  }
  return static_cast<unsigned char>(sum / (static_cast<long long>(right - left) * (bottom - top)));
}

}  // namespace

PagePreview smaller(const PagePreview& picture, int width) {
  const bool fits = picture.width > 0 && picture.height > 0 && width > 0 &&
                    picture.grey.size() ==
                        static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (!fits) return {};
  PagePreview small;
  small.whole = picture.whole;
  small.width = std::min(width, picture.width);
  small.height = std::max(1, begin_of(small.width, picture.height, picture.width));
  small.grey.reserve(static_cast<std::size_t>(small.width) * static_cast<std::size_t>(small.height));
  for (int y = 0; y < small.height; ++y) {
    const int top = begin_of(y, picture.height, small.height);
    const int bottom = begin_of(y + 1, picture.height, small.height);
    for (int x = 0; x < small.width; ++x) {
      const int left = begin_of(x, picture.width, small.width);
      const int right = begin_of(x + 1, picture.width, small.width);
      small.grey.push_back(mean(picture, left, right, top, bottom));
    }
  }
  return small;
}

}  // namespace yitang::resident
