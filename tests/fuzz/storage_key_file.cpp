// The parser of key files: any bytes give slots or a typed error, and what parses encodes to the same bytes.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "storage/key_file_format.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  const ByteView input(data, size);
  if (const auto slots = parse_key_file(input)) {
    const Bytes again = encode_key_file(*slots);
    if (!std::equal(again.begin(), again.end(), input.begin(), input.end())) std::abort();
  }
  // The checksum stops nearly all mutations, so the same bytes are also tried under a right one: taken as the
  // body of one slot list whose file is put together here.
  Bytes body = encode_key_file({KeySlot{1, {}}});
  body.resize(10);  // magic and version
  body.insert(body.end(), input.begin(), input.end());
  const Bytes file = with_key_file_checksum(std::move(body));
  if (const auto slots = parse_key_file(file)) {
    if (encode_key_file(*slots) != file) std::abort();
  }
  return 0;
}
