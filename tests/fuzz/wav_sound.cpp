// Recorded prompts: whatever is taken can be written again and read to the same sound.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "ui/speech/wav.hpp"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::ui;
  const auto sound = parse_wav({data, size});
  if (!sound) return 0;
  require(!sound->samples.empty() && sound->samples.size() * 2 <= size);
  require(sound->channels == 1 || sound->channels == 2);
  require(sound->rate >= 8000 && sound->rate <= 48000);
  const std::string file = encode_wav(*sound, 100);
  const auto again = parse_wav({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()});
  require(again && again->samples == sound->samples && again->rate == sound->rate);
  require(parse_wav({reinterpret_cast<const std::uint8_t*>(file.data()), file.size()}).has_value());
  return 0;
}
