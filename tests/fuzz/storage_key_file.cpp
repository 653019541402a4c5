// The parsers of key files: any bytes give slots or a typed error, and what parses encodes to the same bytes.
#include <algorithm>
#include <cstdlib>
#include <utility>

#include "storage/key_file_format.hpp"
#include "storage/tpm_object.hpp"

namespace {

using namespace yitang::storage;

bool equal(ByteView left, ByteView right) {
  return std::equal(left.begin(), left.end(), right.begin(), right.end());
}

void parse_whole(ByteView file) {
  if (const auto image = parse_key_file(file)) {
    if (!equal(encode_key_file(*image), file)) std::abort();
    for (const KeySlot& slot : image->slots) context_of(*image, slot);
  }
  if (const auto slots = parse_key_file_1(file)) {
    if (slots->empty() || slots->size() > kMaxKeySlots) std::abort();
  }
}

void parse_parameters(ByteView bytes) {
  if (const auto tpm = parse_tpm_parameters(bytes); tpm && !equal(encode(*tpm), bytes)) std::abort();
  if (const auto phrase = parse_passphrase_parameters(bytes)) {
    if (!is_acceptable(phrase->cost) || !equal(encode(*phrase), bytes)) std::abort();
  }
  if (const auto recovery = parse_recovery_parameters(bytes)) {
    if (!equal(encode(*recovery), bytes)) std::abort();
  }
  if (const auto object = parse_tpm_object(bytes)) encode_tpm_object(*object);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  parse_whole(input);
  parse_parameters(input);
  // The checksum stops nearly all mutations, so the same bytes are also tried under a right one, behind the
  // head of each version.
  for (const char version : {1, 2}) {
    Bytes file{'Y', 'I', 'T', 'A', 'N', 'G', 'K', 'F', static_cast<std::uint8_t>(version), 0};
    file.insert(file.end(), input.begin(), input.end());
    parse_whole(with_key_file_checksum(std::move(file)));
  }
  return 0;
}
