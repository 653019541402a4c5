// A backup as it may lie on a medium that somebody brings: any bytes give a header or a typed error, what
// parses encodes to the same bytes, and the content is told the same way however it is cut.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "storage/backup_container.hpp"

namespace {

using namespace yitang::storage;

void parse_header(ByteView input) {
  std::size_t size = 0;
  const auto header = parse_backup_header(input, &size);
  if (!header) return;
  const auto again = encode_backup_header(*header);
  if (!again || again->size() != size || !std::equal(again->begin(), again->end(), input.begin()))
    std::abort();
}

struct Told {
  std::vector<BackupPart> parts;
  std::uint64_t bytes = 0;
  bool held = false;
  bool operator==(const Told&) const = default;
};

Told read_parts(ByteView content, std::size_t cut) {
  Told told;
  BackupContentReader reader(
      [&](const BackupPart& part) -> Result<void> {
        told.parts.push_back(part);
        return {};
      },
      [&](const BackupPart&, ByteView piece) -> Result<void> {
        told.bytes += piece.size();
        return {};
      });
  while (!content.empty()) {
    const ByteView piece = content.first(std::min(cut, content.size()));
    if (!reader.push(piece)) return told;
    content = content.subspan(piece.size());
  }
  told.held = reader.finish().has_value();
  return told;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView input(data, size);
  parse_header(input);
  // The magic and the length stop nearly all mutations, so the same bytes are also tried behind right ones.
  Bytes framed;
  for (const char c : std::string_view("YITANGBK")) framed.push_back(static_cast<std::uint8_t>(c));
  framed.insert(framed.end(), {1, 0, 1, 0});
  for (int shift = 0; shift < 64; shift += 8) framed.push_back(static_cast<std::uint8_t>(size >> shift));
  framed.insert(framed.end(), input.begin(), input.end());
  parse_header(framed);

  if (size == 0) return 0;
  const ByteView content = input.subspan(1);
  if (!(read_parts(content, 1 + data[0]) == read_parts(content, content.size() + 1))) std::abort();
  return 0;
}
