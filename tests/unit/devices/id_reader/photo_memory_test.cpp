// The photo is never kept: after a read no byte sequence of it is left anywhere in the memory of the process.
#include <array>
#include <cstdio>
#include <fstream>
#include <string>

#include "reader_bench.hpp"

namespace yitang::devices {
namespace {

constexpr std::size_t kPieceAt = 4 + kCardTextSize + 300;  // in the middle of the photo
constexpr std::size_t kPieceSize = 48;

// Kept inverted, so that the search does not find what it searches for.
std::array<std::uint8_t, kPieceSize> inverted_photo_piece() {
  SamModule module;
  EXPECT_TRUE(module.place(*sample_card("elder")));
  SecretBytes out;
  module.receive(build_request(SamCommand::Find), out);
  module.receive(build_request(SamCommand::Select), out);
  out.clear();
  module.receive(build_request(SamCommand::Read), out);
  std::array<std::uint8_t, kPieceSize> piece{};
  for (std::size_t i = 0; i < kPieceSize; ++i) {
    piece[i] = static_cast<std::uint8_t>(~out[10 + kPieceAt + i]);
  }
  return piece;
}

// How often it occurs in writable memory. Reads in place, without copies that would themselves be found.
__attribute__((no_sanitize("address"))) std::size_t occurrences(
    const std::uint8_t* begin, const std::uint8_t* end,
    const std::array<std::uint8_t, kPieceSize>& inverted) {
  std::size_t count = 0;
  const auto first = static_cast<std::uint8_t>(~inverted[0]);
  for (const std::uint8_t* at = begin; at + kPieceSize <= end; ++at) {
    if (*at != first) {
      continue;
    }
    std::size_t same = 1;
    while (same < kPieceSize && at[same] == static_cast<std::uint8_t>(~inverted[same])) {
      ++same;
    }
    count += same == kPieceSize ? 1 : 0;
  }
  return count;
}

std::size_t occurrences_in_heap(const std::array<std::uint8_t, kPieceSize>& inverted) {
  std::ifstream maps("/proc/self/maps");
  std::size_t count = 0;
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char flags[8] = {};
    const bool range =
        std::sscanf(line.c_str(), "%lx-%lx %7s", &begin, &end, flags) == 3;  // NOLINT(cert-err34-c)
    if (range && flags[0] == 'r' && flags[1] == 'w' &&
        (line.find("[heap]") != std::string::npos || line.find("[stack]") != std::string::npos)) {
      count += occurrences(reinterpret_cast<const std::uint8_t*>(begin),  // NOLINT(performance-no-int-to-ptr)
                           reinterpret_cast<const std::uint8_t*>(end),
                           inverted);  // NOLINT(performance-no-int-to-ptr)
    }
  }
  return count;
}

TEST(PhotoMemory, NothingIsLeftAfterARead) {
  const auto piece = inverted_photo_piece();
  {
    // The search finds what is there.
    Bytes control(kPieceSize);
    for (std::size_t i = 0; i < kPieceSize; ++i) {
      control[i] = static_cast<std::uint8_t>(~piece[i]);
    }
    const ByteView view(control);
    EXPECT_EQ(occurrences(view.data(), view.data() + view.size(), piece), 1U);
    wipe(control);
  }
  const std::size_t before = occurrences_in_heap(piece);
  ReaderBench bench;
  bench.place("elder");
  bench.run_until(ReaderEventKind::CardPresent);
  EXPECT_EQ(before, 0U);
  EXPECT_EQ(occurrences_in_heap(piece), 0U);
}

}  // namespace
}  // namespace yitang::devices
