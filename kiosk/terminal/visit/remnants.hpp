// Looks for what visitors left behind: in bytes, and in all memory of this process that can be written to.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "kiosk/terminal/visit/visitor.hpp"

namespace yitang::terminal {

/// Utf16, Utf32: little-endian, as cards and toolkits have it. Digits: each digit as a byte 0 to 9. Integer:
/// the number (of a citizen number the first 17 digits) in eight bytes.
enum class MarkerForm { Utf8, Utf16, Utf32, Digits, Integer };

struct Remnant {
  int visitor = 0;
  MarkerKind kind = MarkerKind::Name;
  MarkerForm form = MarkerForm::Utf8;
  std::string place;  ///< "[heap]", "[stack]", a mapped file, "memory" for the rest; of in_bytes() ""
  std::uint64_t offset = 0;
};
/// "phone of visitor 3 as utf-16 in [heap] at 0x1230". Never the marker itself.
std::string describe(const Remnant& remnant);

/// Keeps what it looks for inverted, so that it does not find itself. The first character of a marker does
/// not count: emptying a text overwrites that one and leaves the rest.
class RemnantSearch {
 public:
  void add_visitor(int visitor);

  /// At most 50, each marker and form once. `oldest` and `newest`: only these visitors.
  std::vector<Remnant> in_bytes(std::span<const std::uint8_t> bytes, int oldest, int newest) const;
  /// Heap, stacks, data, anonymous and private mappings; nothing of what it reads is copied. One thread: what
  /// others are at work with may be found.
  std::vector<Remnant> in_memory() const;

 private:
  struct Needle {
    std::vector<std::uint8_t> inverted;
    int visitor;
    MarkerKind kind;
    MarkerForm form;
  };
  struct Hit {
    const Needle* needle;
    std::size_t offset;
  };
  void add(int visitor, MarkerKind kind, MarkerForm form, std::vector<std::uint8_t> inverted);
  std::vector<Hit> scan(const std::uint8_t* begin, std::size_t size) const;

  static constexpr std::size_t kTable = 1U << 16U;
  std::vector<Needle> needles_;
  std::vector<std::uint8_t> starts_ =
      std::vector<std::uint8_t>(kTable);                        ///< whether a needle begins with this hash
  std::vector<std::pair<std::uint32_t, std::size_t>> by_hash_;  ///< sorted
};

}  // namespace yitang::terminal
