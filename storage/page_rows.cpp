// Records of SQLite's b-tree pages: pure. https://www.sqlite.org/fileformat2.html, sections 1.6 and 2.1.
#include <algorithm>
#include <bit>

#include "storage/page_scan.hpp"

namespace yitang::storage::detail {
namespace {

constexpr std::size_t kFileHeader = 100;  // in front of the b-tree header on page 1
constexpr std::uint64_t kLargestRecord = std::uint64_t{512} << 20;

enum class PageType : std::uint8_t { InteriorIndex = 0x02, LeafIndex = 0x0a, LeafTable = 0x0d };

// Reads forward and never past the end.
struct Cursor {
  ByteView rest;
  bool broken = false;

  std::uint64_t bytes(std::size_t count) {
    if (count > rest.size()) {
      broken = true;
      return 0;
    }
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value << 8 | rest[i];
    rest = rest.subspan(count);
    return value;
  }
  // SQLite's: seven bits a byte, high first; the ninth byte has eight.
  std::uint64_t varint() {
    std::uint64_t value = 0;
    for (int i = 0; i < 9; ++i) {
      const std::uint64_t byte = bytes(1);
      if (broken) return 0;
      if (i == 8) return value << 8 | byte;
      value = value << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0) return value;
    }
    return value;
  }
  ByteView take(std::uint64_t count) {
    if (count > rest.size()) {
      broken = true;
      return {};
    }
    const ByteView taken = rest.first(static_cast<std::size_t>(count));
    rest = rest.subspan(taken.size());
    return taken;
  }
};

std::int64_t signed_number(std::uint64_t value, std::size_t size) {
  const unsigned shift = static_cast<unsigned>(64 - 8 * size);
  return static_cast<std::int64_t>(value << shift) >> shift;
}

std::optional<ScannedValue> value_of(std::uint64_t type, Cursor& body) {
  static constexpr std::size_t kSizes[] = {0, 1, 2, 3, 4, 6, 8};
  if (type == 0) return ScannedValue();
  if (type <= 6) {
    const std::size_t size = kSizes[type];
    return ScannedValue(signed_number(body.bytes(size), size));
  }
  if (type == 7) return ScannedValue(std::bit_cast<double>(body.bytes(8)));
  if (type == 8 || type == 9) return ScannedValue(static_cast<std::int64_t>(type - 8));
  if (type < 12) return std::nullopt;
  const ByteView bytes = body.take((type - 12) / 2);
  if (type % 2 == 0) return ScannedValue(Bytes(bytes.begin(), bytes.end()));
  return ScannedValue(std::string(bytes.begin(), bytes.end()));
}

// How much of a payload lies on its own page.
std::uint64_t local_size(std::uint64_t payload, std::size_t usable, bool table) {
  const std::uint64_t most = table ? usable - 35 : (usable - 12) * 64 / 255 - 23;
  const std::uint64_t least = (usable - 12) * 32 / 255 - 23;
  if (payload <= most) return payload;
  const std::uint64_t wanted = least + (payload - least) % (usable - 4);
  return wanted <= most ? wanted : least;
}

std::optional<Bytes> whole_payload(Cursor& cell, std::uint64_t payload, std::size_t usable, bool table,
                                   const PageSource& pages) {
  if (payload > kLargestRecord) return std::nullopt;
  const ByteView local = cell.take(local_size(payload, usable, table));
  Bytes all(local.begin(), local.end());
  if (cell.broken) return std::nullopt;
  if (all.size() == payload) return all;
  auto next = static_cast<std::uint32_t>(cell.bytes(4));
  while (!cell.broken && next != 0 && all.size() < payload) {
    const auto page = pages(next);
    if (!page || page->size() < usable) return std::nullopt;
    Cursor overflow{ByteView(*page).first(usable)};
    next = static_cast<std::uint32_t>(overflow.bytes(4));
    const ByteView piece = overflow.take(std::min<std::uint64_t>(payload - all.size(), usable - 4));
    all.insert(all.end(), piece.begin(), piece.end());
  }
  if (all.size() != payload) return std::nullopt;
  return all;
}

}  // namespace

std::optional<std::vector<ScannedValue>> values_of_record(ByteView record) {
  Cursor types{record};
  const std::uint64_t header = types.varint();
  const std::size_t begun = record.size() - types.rest.size();
  if (types.broken || header < begun || header > record.size()) return std::nullopt;
  Cursor body{record.subspan(static_cast<std::size_t>(header))};
  types.rest = record.subspan(begun, static_cast<std::size_t>(header) - begun);
  std::vector<ScannedValue> values;
  while (!types.rest.empty()) {
    const std::uint64_t type = types.varint();
    auto value = types.broken ? std::nullopt : value_of(type, body);
    if (!value || body.broken) return std::nullopt;
    values.push_back(std::move(*value));
  }
  return values;
}

void rows_of_page(std::uint32_t number, ByteView page, std::size_t usable, const PageSource& pages,
                  const std::function<void(const ScannedRow&)>& visit) {
  const std::size_t begin = number == 1 ? kFileHeader : 0;
  if (page.size() < usable || usable < kFileHeader + 12) return;
  const ByteView used = page.first(usable);
  const auto type = static_cast<PageType>(used[begin]);
  const bool table = type == PageType::LeafTable;
  const bool interior = type == PageType::InteriorIndex;
  if (!table && !interior && type != PageType::LeafIndex) return;
  const std::size_t cells = std::size_t{used[begin + 3]} << 8 | used[begin + 4];
  const std::size_t pointers = begin + (interior ? 12 : 8);
  for (std::size_t i = 0; i < cells && pointers + 2 * i + 2 <= usable; ++i) {
    const std::size_t at = std::size_t{used[pointers + 2 * i]} << 8 | used[pointers + 2 * i + 1];
    if (at >= usable) continue;
    Cursor cell{used.subspan(at)};
    if (interior) cell.bytes(4);
    const std::uint64_t payload = cell.varint();
    ScannedRow row{number, std::nullopt, {}};
    if (table) row.rowid = static_cast<std::int64_t>(cell.varint());
    if (cell.broken) continue;
    const auto record = whole_payload(cell, payload, usable, table, pages);
    auto values = record ? values_of_record(*record) : std::nullopt;
    if (!values) continue;
    row.values = std::move(*values);
    visit(row);
  }
}

}  // namespace yitang::storage::detail
