// Looks for bytes in all memory of this process: proves that something was wiped. Header only.
#pragma once

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

namespace yitang::test {

/// What is searched for, kept inverted, so that the search does not find itself.
using InvertedBytes = std::vector<std::uint8_t>;

/// How often it occurs. Reads in place, without copies that would themselves be found.
__attribute__((no_sanitize("address", "thread"))) inline std::size_t occurrences(
    const std::uint8_t* begin, const std::uint8_t* end, const InvertedBytes& inverted) {
  std::size_t count = 0;
  const std::size_t size = inverted.size();
  const auto first = static_cast<std::uint8_t>(~inverted[0]);
  for (const std::uint8_t* at = begin; at + size <= end; ++at) {
    if (*at != first) {
      continue;
    }
    std::size_t same = 1;
    while (same < size && at[same] == static_cast<std::uint8_t>(~inverted[same])) {
      ++same;
    }
    count += same == size ? 1 : 0;
  }
  return count;
}

inline std::size_t occurrences_in_heap(const InvertedBytes& inverted) {
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
                           reinterpret_cast<const std::uint8_t*>(end),    // NOLINT(performance-no-int-to-ptr)
                           inverted);
    }
  }
  return count;
}

/// As above, also in what threads allocate from and in their stacks. Nothing may be given back meanwhile.
inline std::size_t occurrences_in_threads(const InvertedBytes& inverted) {
  constexpr unsigned long largest = 64UL << 20;  // sanitizers keep tables that are larger
  std::ifstream maps("/proc/self/maps");
  std::size_t count = 0;
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    unsigned long inode = 0;
    char flags[8] = {};
    const int read = std::sscanf(line.c_str(), "%lx-%lx %7s %*s %*s %lu", &begin, &end, flags,
                                 &inode);  // NOLINT(cert-err34-c)
    if (read == 4 && flags[0] == 'r' && flags[1] == 'w' && inode == 0 && end - begin <= largest) {
      count += occurrences(reinterpret_cast<const std::uint8_t*>(begin),  // NOLINT(performance-no-int-to-ptr)
                           reinterpret_cast<const std::uint8_t*>(end),    // NOLINT(performance-no-int-to-ptr)
                           inverted);
    }
  }
  return count;
}

}  // namespace yitang::test
