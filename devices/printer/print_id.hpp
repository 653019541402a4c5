// The ids of GS ( H, by which a printer says what it has printed, as numbers: four characters 21 to 7E.
#pragma once

#include <array>
#include <cstdint>
#include <optional>

namespace yitang::devices {

using PrintId = std::uint32_t;

inline constexpr PrintId kPrintIdCount = 94U * 94U * 94U * 94U;
// A caller that keeps a journal gives each of its jobs as many, rising from 0. A slip's confirmation is asked
// for again when the answer is lost: each time with the next id.
inline constexpr PrintId kPrintIdsAJob = 16;
// From here on a driver's own: questions how a printer confirms, and jobs of callers without a journal.
inline constexpr PrintId kFirstOwnPrintId = kPrintIdCount / 2;

// First id of the job with this number in a journal. Numbers repeat after two million jobs.
[[nodiscard]] constexpr PrintId first_print_id(std::int64_t job) {
  return static_cast<PrintId>(static_cast<std::uint64_t>(job) % (kFirstOwnPrintId / kPrintIdsAJob)) *
         kPrintIdsAJob;
}

[[nodiscard]] constexpr std::array<char, 4> bytes_of(PrintId id) {
  std::array<char, 4> bytes{};
  for (char& c : bytes) {
    c = static_cast<char>(0x21 + id % 94);
    id /= 94;
  }
  return bytes;
}

// Nothing for ids that are none of ours: a space is never in them.
[[nodiscard]] constexpr std::optional<PrintId> print_id_of(const std::array<char, 4>& bytes) {
  PrintId id = 0;
  for (std::size_t i = bytes.size(); i > 0; --i) {
    const char c = bytes[i - 1];
    if (c < 0x21 || c > 0x7E) return std::nullopt;
    id = id * 94 + static_cast<PrintId>(c - 0x21);
  }
  return id;
}

}  // namespace yitang::devices
