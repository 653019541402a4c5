// Bar code scanners in HID POS mode (USB-IF, HID Point of Sale Usage Tables 1.02, chapter 3; usage page 8C):
// where the parts of a scanned code are in a report, and codes out of reports. Pure.
//
// Makers lay the report out as they like, so the places come from the report descriptor. Usual: number 2,
// count of bytes, three characters of AIM identifier, 56 bytes of data, two of the maker's, and a bit "more
// follows".
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "devices/barcode/code_source.hpp"
#include "devices/barcode/payload.hpp"
#include "devices/hid/report_descriptor.hpp"

namespace yitang::devices {

inline constexpr std::uint16_t kHidPageBarcode = 0x8C;
inline constexpr HidUsage kUsageByteCount = 0x0001003B;
inline constexpr HidUsage kUsageAim[3] = {0x008C00FB, 0x008C00FC, 0x008C00FD};
inline constexpr HidUsage kUsageDecodedData = 0x008C00FE;
inline constexpr HidUsage kUsageDataContinued = 0x008C00FF;

struct HidPosLayout {
  std::uint8_t report_id = 0;    // 0: reports without a number
  std::size_t report_bytes = 0;  // with the number, if there is one
  std::size_t data = 0;          // offset of the first byte of data in the report, its number counted
  std::size_t data_bytes = 0;
  std::optional<std::size_t> count;  // offset of the number of data bytes; none: padded with zeros
  std::optional<std::array<std::size_t, 3>> aim;  // offsets
  std::optional<std::size_t> continued;  // bit offset in the report; none: every report is a whole code
  std::vector<std::uint8_t> other_ids;   // of input reports that hold no code
};

// NotSupported: no report with decoded data in whole bytes.
[[nodiscard]] Result<HidPosLayout> find_hid_pos_layout(const HidDescription& description);

struct HidPosPart {
  ByteView data;              // into the report
  std::array<char, 3> aim{};  // zeros: the scanner does not say
  bool more = false;
};

// Nothing: a report of another kind. Protocol: not announced, or the size is wrong, or the count is larger
// than there is room.
[[nodiscard]] Result<std::optional<HidPosPart>> read_hid_pos_report(const HidPosLayout& layout,
                                                                    ByteView report);

// Joins the parts of a code. A code of which a part is missing is dropped whole.
class HidPosAssembler {
 public:
  explicit HidPosAssembler(CharsetRule charset = CharsetRule::Auto, std::size_t max_bytes = 4096)
      : charset_(charset), max_bytes_(max_bytes) {}
  // The code that this part ends, if it does.
  std::optional<ScannedCode> push(const HidPosPart& part, TimePoint now);
  // A report was lost or garbled: the code that is coming in is dropped up to its last part.
  void spoil(TimePoint now);
  // To be called now and then: drops a code whose next part has not come for 500 ms.
  void tick(TimePoint now);
  void discard();
  [[nodiscard]] std::size_t dropped() const { return dropped_; }

 private:
  CharsetRule charset_;
  std::size_t max_bytes_;
  Bytes pending_;
  std::array<char, 3> aim_{};
  bool open_ = false;
  bool spoilt_ = false;
  TimePoint last_{};
  std::size_t dropped_ = 0;
};

}  // namespace yitang::devices
