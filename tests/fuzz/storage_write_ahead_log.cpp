// A write-ahead log before SQLite reads it: any bytes give a verdict, and never more good bytes than there
// are.
#include <algorithm>
#include <cstdlib>

#include "storage/wal_check.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  const ByteView input(data, size);
  const auto verdict =
      detail::examine_wal(size, [&](std::uint64_t offset, std::span<std::uint8_t> out) -> Result<void> {
        if (offset + out.size() > size) std::abort();
        std::copy_n(input.begin() + static_cast<std::ptrdiff_t>(offset), out.size(), out.begin());
        return {};
      });
  if (!verdict || verdict->good_bytes > size) std::abort();
  return 0;
}
