// Any answer of a photo decoder: a picture within the bounds that holds exactly the answer's last bytes, or a
// typed error.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "devices/id_reader/photo_picture.hpp"

namespace {

void check(yitang::devices::ByteView answer) {
  using namespace yitang::devices;
  const auto picture = parse_photo_answer(answer);
  if (!picture) {
    if (picture.error().offset > answer.size()) std::abort();
    return;
  }
  const auto expected = static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height) *
                        static_cast<std::size_t>(picture->channels());
  if (picture->width < 1 || picture->width > max_photo_width || picture->height < 1 ||
      picture->height > max_photo_height || picture->pixels.size() != expected)
    std::abort();
  if (!std::equal(picture->pixels.rbegin(), picture->pixels.rend(), answer.rbegin())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  check({data, size});
  // Behind a head that fits: the rest is reached at once.
  if (size < 2) return 0;
  Bytes answer{'P', static_cast<std::uint8_t>('5' + (data[0] & 1)), ' '};
  answer.insert(answer.end(), data + 1, data + size);
  check(answer);
  return 0;
}
