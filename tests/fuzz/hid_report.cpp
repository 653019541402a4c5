// HID report descriptors, and reports of a scanner whose descriptor was understood.
#include <cstdint>
#include <cstdlib>

#include "devices/barcode/hid_pos.hpp"
#include "devices/barcode/scanner_simulator.hpp"
#include "devices/text/encoding.hpp"

namespace {

using namespace yitang::devices;

void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void check_description(const HidDescription& description) {
  for (const HidField& field : description.fields) {
    const std::size_t bytes = description.report_bytes(field.kind, field.report_id);
    require(bytes > 0 && bytes <= kMaxReportBytes + 1);
    require((field.bit_offset + field.bits * field.count + 7) / 8 <= bytes);
    require(field.usage_of(0).has_value() == !field.usages.empty());
    (void)field.usage_of(UINT32_MAX);
  }
}

// Reports of at most 255 bytes each, as they come; a zero length is a pause.
void read_reports(const HidPosLayout& layout, ByteView bytes) {
  HidPosAssembler assembler;
  TimePoint now{};
  std::size_t dropped = 0;
  while (!bytes.empty()) {
    const std::size_t size = std::min<std::size_t>(bytes[0], bytes.size() - 1);
    const ByteView report = bytes.subspan(1, size);
    bytes = bytes.subspan(1 + size);
    now += milliseconds{size == 0 ? 600 : 1};
    const auto part = read_hid_pos_report(layout, report);
    if (!part) {
      assembler.spoil(now);
    } else if (*part) {
      require((*part)->data.size() <= layout.data_bytes);
      if (const auto code = assembler.push(**part, now)) {
        require(!code->bytes.empty() && code->bytes.size() <= 4096);
        require(is_utf8({reinterpret_cast<const std::uint8_t*>(code->text.data()), code->text.size()}));
      }
    }
    assembler.tick(now);
    require(assembler.dropped() >= dropped);
    dropped = assembler.dropped();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) {
    return 0;
  }
  const std::size_t wanted = static_cast<std::size_t>(data[0]) << 8 | data[1];
  const ByteView rest(data + 2, size - 2);
  const std::size_t cut = std::min(wanted, rest.size());
  // Without a descriptor of its own: the usual scanner, so that reports are reached.
  const Bytes usual = hid_pos_report_descriptor();
  const auto description = parse_report_descriptor(cut == 0 ? ByteView(usual) : rest.first(cut));
  if (!description) {
    require(description.error().offset <= cut);
    return 0;
  }
  check_description(*description);
  if (const auto layout = find_hid_pos_layout(*description)) {
    require(layout->data + layout->data_bytes <= layout->report_bytes);
    read_reports(*layout, rest.subspan(cut));
  }
  return 0;
}
