// The fields column of the audit log: any bytes give fields or nothing, and what decodes encodes to the same
// bytes.
#include <algorithm>
#include <cstdlib>

#include "storage/audit_chain.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  const ByteView input(data, size);
  const auto fields = decode_audit_fields(input);
  if (!fields) return 0;
  const Bytes again = encode_audit_fields(*fields);
  if (!std::equal(again.begin(), again.end(), input.begin(), input.end())) std::abort();
  return 0;
}
