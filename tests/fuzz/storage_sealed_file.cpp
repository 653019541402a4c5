// The decoder of sealed files: any bytes give content or a typed error. The first byte chooses the shape of
// the input, because no mutation alone would ever pass the authentication.
#include <algorithm>
#include <cstdlib>

#include "storage/sealed_files.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  static constexpr SealedKey kKey{1, 2, 3};
  const ByteView input(data, size);
  if (unseal(input, kKey, "fuzz")) std::abort();  // nobody can make one without the key
  if (size < 4) return 0;

  // A real file, then one mutation of it: cut, or changed in one place.
  const ByteView content = input.subspan(4);
  auto sealed = seal(content, kKey, "fuzz");
  if (!sealed) std::abort();
  const auto opened = unseal(*sealed, kKey, "fuzz");
  if (!opened || !std::equal(opened->begin(), opened->end(), content.begin(), content.end())) std::abort();
  const std::size_t place = (data[1] | (std::size_t{data[2]} << 8)) % sealed->size();
  if (data[0] % 2 == 0) {
    sealed->resize(place);
  } else {
    (*sealed)[place] ^= data[3] == 0 ? 1 : data[3];
  }
  if (unseal(*sealed, kKey, "fuzz")) std::abort();
  return 0;
}
