// Any bytes as a picture file: a picture whose size and dots agree, or a typed error. What was decoded is
// searched for codes.
#include <cstdlib>

#include "devices/decoder/search.hpp"
#include "devices/image/codec.hpp"
#include "devices/image/quality.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  const auto image = decode_image({data, size}, {.max_side = 2000, .max_pixels = 100'000});
  if (!image) return 0;
  const auto expected = static_cast<std::size_t>(image->width) * static_cast<std::size_t>(image->height) *
                        static_cast<std::size_t>(image->channels());
  if (image->pixels.size() != expected || image->empty()) std::abort();
  (void)measure_quality(*image);
  const ManualClock clock;
  const auto codes = decode_codes(downscale(*image, 200, 200), clock);
  if (codes && codes->empty()) std::abort();
  return 0;
}
