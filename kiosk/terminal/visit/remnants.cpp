#include "kiosk/terminal/visit/remnants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <tuple>
#include <utility>

namespace yitang::terminal {
namespace {

constexpr std::size_t kMostRemnants = 50;
constexpr std::size_t kShortest = 7;  // bytes of a needle: shorter ones turn up by chance

#define YITANG_NO_SANITIZE __attribute__((no_sanitize("address", "undefined")))

// Of four bytes.
YITANG_NO_SANITIZE inline std::uint32_t hash_at(const std::uint8_t* at) {
  std::uint32_t word = 0;
  __builtin_memcpy(&word, at, sizeof word);
  return (word * 2654435761U) >> 16U;
}

std::uint32_t hash_of_inverted(const std::vector<std::uint8_t>& inverted) {
  std::uint8_t first[4];
  for (std::size_t i = 0; i < sizeof first; ++i) first[i] = static_cast<std::uint8_t>(~inverted[i]);
  return hash_at(first);
}

std::uint8_t clear(std::uint8_t inverted) { return static_cast<std::uint8_t>(~inverted); }

// The inverted UTF-8 in units of two or four bytes, inverted. Markers are well formed and within the basic
// plane.
std::vector<std::uint8_t> widened(const std::vector<std::uint8_t>& utf8, std::size_t unit) {
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < utf8.size();) {
    const std::uint8_t lead = clear(utf8[i]);
    const std::size_t more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : 2;
    std::uint32_t point = more == 0 ? lead : more == 1 ? lead & 0x1FU : lead & 0x0FU;
    for (std::size_t k = 1; k <= more; ++k) point = point << 6U | (clear(utf8[i + k]) & 0x3FU);
    i += more + 1;
    for (std::size_t k = 0; k < unit; ++k) out.push_back(static_cast<std::uint8_t>(~(point >> (8 * k))));
  }
  return out;
}

bool is_number(MarkerKind kind) { return kind != MarkerKind::Name && kind != MarkerKind::Address; }

std::vector<std::uint8_t> digits_of(const std::vector<std::uint8_t>& utf8) {
  std::vector<std::uint8_t> out;
  for (const std::uint8_t byte : utf8) out.push_back(static_cast<std::uint8_t>(~(clear(byte) & 0x0FU)));
  return out;
}

std::vector<std::uint8_t> integer_of(const std::vector<std::uint8_t>& utf8) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(utf8.size(), 17); ++i)
    value = value * 10 + (clear(utf8[i]) & 0x0FU);
  std::vector<std::uint8_t> out;
  for (int i = 0; i < 8; ++i, value >>= 8U) out.push_back(static_cast<std::uint8_t>(~value));
  return out;
}

struct Range {
  const std::uint8_t* begin;
  std::size_t size;
  std::string name;
};

// Devices' memory is not ours, and reading it may do something.
std::vector<Range> writable_memory() {
  std::vector<Range> ranges;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    unsigned long begin = 0;
    unsigned long end = 0;
    char flags[8] = {};
    int name_at = 0;
    const int read = std::sscanf(line.c_str(), "%lx-%lx %7s %*s %*s %*s %n", &begin, &end, flags,
                                 &name_at);  // NOLINT(cert-err34-c)
    if (read != 3 || flags[0] != 'r' || flags[1] != 'w') continue;
    std::string name = name_at > 0 ? line.substr(static_cast<std::size_t>(name_at)) : std::string();
    if (name.starts_with("/dev/") && !name.starts_with("/dev/shm/")) continue;
    if (name.empty()) name = "memory";
    ranges.push_back({reinterpret_cast<const std::uint8_t*>(begin),  // NOLINT(performance-no-int-to-ptr)
                      end - begin, std::move(name)});
  }
  return ranges;
}

}  // namespace

std::string describe(const Remnant& remnant) {
  constexpr std::array<std::string_view, 5> kForms{"utf-8", "utf-16", "utf-32", "digits", "integer"};
  return fmt::format("{} of visitor {} as {} in {} at {:#x}", marker_name(remnant.kind), remnant.visitor,
                     kForms.at(static_cast<std::size_t>(remnant.form)), remnant.place, remnant.offset);
}

void RemnantSearch::add(int visitor, MarkerKind kind, MarkerForm form, std::vector<std::uint8_t> inverted) {
  if (inverted.size() < kShortest) return;
  const std::uint32_t hash = hash_of_inverted(inverted);
  starts_[hash] = 1;
  by_hash_.emplace_back(hash, needles_.size());
  needles_.push_back({std::move(inverted), visitor, kind, form});
}

void RemnantSearch::add_visitor(int visitor) {
  for (const MarkerKind kind : kMarkerKinds) {
    std::vector<std::uint8_t> utf8 = inverted_marker(visitor, kind);
    if (is_number(kind)) {
      add(visitor, kind, MarkerForm::Digits, digits_of(utf8));
      add(visitor, kind, MarkerForm::Integer, integer_of(utf8));
    }
    for (const auto& [form, unit] : {std::pair{MarkerForm::Utf16, 2}, std::pair{MarkerForm::Utf32, 4}}) {
      std::vector<std::uint8_t> wide = widened(utf8, static_cast<std::size_t>(unit));
      wide.erase(wide.begin(), wide.begin() + unit);
      add(visitor, kind, form, std::move(wide));
    }
    utf8.erase(utf8.begin());
    add(visitor, kind, MarkerForm::Utf8, std::move(utf8));
  }
  std::sort(by_hash_.begin(), by_hash_.end());
}

YITANG_NO_SANITIZE std::vector<RemnantSearch::Hit> RemnantSearch::scan(const std::uint8_t* begin,
                                                                       std::size_t size) const {
  std::vector<Hit> hits;
  if (size < kShortest) return hits;
  const std::uint8_t* const starts = starts_.data();
  for (std::size_t at = 0; at + kShortest <= size; ++at) {
    const std::uint32_t hash = hash_at(begin + at);
    if (starts[hash] == 0) continue;
    auto row =
        std::lower_bound(by_hash_.begin(), by_hash_.end(), std::pair<std::uint32_t, std::size_t>{hash, 0});
    for (; row != by_hash_.end() && row->first == hash; ++row) {
      const Needle& needle = needles_[row->second];
      const std::size_t length = needle.inverted.size();
      if (length > size - at) continue;
      std::size_t same = 0;
      while (same < length && begin[at + same] == clear(needle.inverted[same])) ++same;
      if (same < length || hits.size() == kMostRemnants) continue;
      // Once is enough: many copies of a name would leave no room for a bank card.
      const bool known =
          std::any_of(hits.begin(), hits.end(), [&needle](const Hit& hit) { return hit.needle == &needle; });
      if (!known) hits.push_back({&needle, at});
    }
  }
  return hits;
}

std::vector<Remnant> RemnantSearch::in_bytes(std::span<const std::uint8_t> bytes, int oldest,
                                             int newest) const {
  std::vector<Remnant> found;
  for (const Hit& hit : scan(bytes.data(), bytes.size())) {
    const Needle& needle = *hit.needle;
    if (needle.visitor < oldest || needle.visitor > newest) continue;
    found.push_back({needle.visitor, needle.kind, needle.form, {}, hit.offset});
  }
  return found;
}

std::vector<Remnant> RemnantSearch::in_memory() const {
  std::vector<Remnant> found;
  for (const Range& range : writable_memory()) {
    for (const Hit& hit : scan(range.begin, range.size)) {
      const Needle& needle = *hit.needle;
      found.push_back({needle.visitor, needle.kind, needle.form, range.name, hit.offset});
      if (found.size() == kMostRemnants) return found;
    }
  }
  return found;
}

}  // namespace yitang::terminal
