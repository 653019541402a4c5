// What a HID device says about its reports (Device Class Definition for HID 1.11, chapter 6.2.2). Pure: any
// bytes give a description or Malformed, within the bounds below.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "devices/transport.hpp"

namespace yitang::devices {

enum class HidReportKind : std::uint8_t { Input, Output, Feature };

// Usage page in the upper 16 bits, usage in the lower: 8C00FE is "decoded data" of the bar code scanner page.
using HidUsage = std::uint32_t;

struct HidUsageRange {
  HidUsage first = 0;
  HidUsage last = 0;
};

// One main item: `count` elements of `bits` bits each, one behind the other.
struct HidField {
  HidReportKind kind = HidReportKind::Input;
  std::uint8_t report_id = 0;    // 0: reports without a number
  std::uint32_t bit_offset = 0;  // in the report, its number not counted
  std::uint32_t bits = 0;        // 1 to 256
  std::uint32_t count = 0;
  bool constant = false;     // padding
  bool variable = false;     // each element is one usage; else each element is an index into the usages
  HidUsage application = 0;  // of the collection around it; 0: none
  std::vector<HidUsageRange>
      usages;  // one behind the other; the last one holds for all elements that are left

  // Of element `index`. Nothing: none is given.
  [[nodiscard]] std::optional<HidUsage> usage_of(std::uint32_t index) const;
};

struct HidDescription {
  std::vector<HidField> fields;  // in descriptor order
  bool numbered = false;         // every report begins with its number
  std::vector<HidUsage> applications;

  // Bytes of a report, its number included if there is one. 0: no such report.
  [[nodiscard]] std::size_t report_bytes(HidReportKind kind, std::uint8_t report_id) const;
  [[nodiscard]] std::size_t largest_report(HidReportKind kind) const;
  // The number of the first report of this kind; nothing: there is none. 0: reports without a number.
  [[nodiscard]] std::optional<std::uint8_t> first_report(HidReportKind kind) const;
};

inline constexpr std::size_t kMaxReportDescriptor = 4096;  // as the kernel
inline constexpr std::size_t kMaxReportBytes = 4096;       // of one report; the largest seen has 64

// Errors: Malformed with the offset of the item that is wrong.
[[nodiscard]] Result<HidDescription> parse_report_descriptor(ByteView bytes);

// `bits` (1 to 32) bits at `bit_offset`, least significant first. Nothing: they are not all inside.
[[nodiscard]] std::optional<std::uint32_t> hid_bits(ByteView report, std::size_t bit_offset,
                                                    std::size_t bits);

}  // namespace yitang::devices
