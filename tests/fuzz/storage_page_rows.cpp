// Pages of a damaged database: any bytes give rows or nothing, also when overflow pages lead in circles.
#include <cstdlib>

#include "storage/page_scan.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::storage;
  constexpr std::size_t kPage = 512;
  constexpr std::size_t kUsable = kPage - 80;
  const ByteView input(data, size);
  static_cast<void>(detail::values_of_record(input));
  const detail::PageSource pages = [&](std::uint32_t number) -> std::optional<Bytes> {
    if (number == 0 || std::uint64_t{number} * kPage > size) return std::nullopt;
    const ByteView page = input.subspan((number - 1) * kPage, kPage);
    return Bytes(page.begin(), page.end());
  };
  for (std::uint32_t number = 1; std::uint64_t{number} * kPage <= size; ++number) {
    detail::rows_of_page(number, *pages(number), kUsable, pages, [](const ScannedRow& row) {
      if (row.page == 0) std::abort();
    });
  }
  return 0;
}
