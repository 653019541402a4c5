#include "devices/barcode/hid_pos.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "devices/barcode/aim.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

constexpr milliseconds kPartPatience{500};

struct Element {
  const HidField* field = nullptr;
  std::size_t bit_offset = 0;  // the report's number counted
};

std::optional<Element> find_element(const HidDescription& description, HidUsage usage,
                                    std::optional<std::uint8_t> id) {
  for (const HidField& field : description.fields) {
    const bool fits = field.kind == HidReportKind::Input && !field.constant && field.variable &&
                      (!id || field.report_id == *id);
    if (!fits) continue;
    const std::size_t number = field.report_id != 0 ? 8 : 0;
    for (std::uint32_t index = 0; index < field.count; ++index) {
      if (field.usage_of(index) == usage)
        return Element{&field, number + field.bit_offset + index * field.bits};
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> byte_place(const HidDescription& description, HidUsage usage, std::uint8_t id) {
  const auto element = find_element(description, usage, id);
  if (!element || element->field->bits != 8 || element->bit_offset % 8 != 0) return std::nullopt;
  return element->bit_offset / 8;
}

// Elements of this usage from `first` on, without a gap.
std::size_t run_of(const Element& first, HidUsage usage) {
  const HidField& field = *first.field;
  const std::size_t number = field.report_id != 0 ? 8 : 0;
  const auto begin = static_cast<std::uint32_t>((first.bit_offset - number - field.bit_offset) / field.bits);
  std::uint32_t end = begin;
  while (end < field.count && field.usage_of(end) == usage) ++end;
  return end - begin;
}

}  // namespace

Result<HidPosLayout> find_hid_pos_layout(const HidDescription& description) {
  const auto data = find_element(description, kUsageDecodedData, std::nullopt);
  if (!data) return fail(ErrorCode::NotSupported, "no report with decoded data");
  const bool whole_bytes = data->field->bits == 8 && data->bit_offset % 8 == 0;
  if (!whole_bytes) return fail(ErrorCode::NotSupported, "decoded data that is not in whole bytes");
  HidPosLayout layout;
  layout.report_id = data->field->report_id;
  layout.report_bytes = description.report_bytes(HidReportKind::Input, layout.report_id);
  layout.data = data->bit_offset / 8;
  layout.data_bytes = run_of(*data, kUsageDecodedData);
  layout.count = byte_place(description, kUsageByteCount, layout.report_id);
  std::array<std::size_t, 3> aim{};
  bool has_aim = true;
  for (std::size_t i = 0; i < aim.size(); ++i) {
    const auto place = byte_place(description, kUsageAim[i], layout.report_id);
    has_aim = has_aim && place;
    aim[i] = place.value_or(0);
  }
  if (has_aim) layout.aim = aim;
  if (const auto more = find_element(description, kUsageDataContinued, layout.report_id)) {
    layout.continued = more->bit_offset;
  }
  for (const HidField& field : description.fields) {
    if (field.kind == HidReportKind::Input && field.report_id != layout.report_id) {
      layout.other_ids.push_back(field.report_id);
    }
  }
  return layout;
}

Result<std::optional<HidPosPart>> read_hid_pos_report(const HidPosLayout& layout, ByteView report) {
  if (report.empty()) return fail(ErrorCode::Protocol, "an empty report");
  if (layout.report_id != 0 && report[0] != layout.report_id) {
    const auto& others = layout.other_ids;
    if (std::find(others.begin(), others.end(), report[0]) != others.end())
      return std::optional<HidPosPart>();
    return fail(ErrorCode::Protocol, "a report that was not announced");
  }
  if (report.size() != layout.report_bytes) return fail(ErrorCode::Protocol, "a report of the wrong size");
  HidPosPart part;
  part.data = report.subspan(layout.data, layout.data_bytes);
  if (layout.count) {
    const std::size_t count = report[*layout.count];
    if (count > layout.data_bytes) return fail(ErrorCode::Protocol, "a report with an impossible count");
    part.data = part.data.first(count);
  } else {
    while (!part.data.empty() && part.data.back() == 0) part.data = part.data.first(part.data.size() - 1);
  }
  if (layout.aim) {
    for (std::size_t i = 0; i < part.aim.size(); ++i)
      part.aim[i] = static_cast<char>(report[(*layout.aim)[i]]);
  }
  if (layout.continued) part.more = hid_bits(report, *layout.continued, 1) == 1U;
  return std::optional<HidPosPart>(part);
}

void HidPosAssembler::discard() {
  wipe(pending_);
  open_ = spoilt_ = false;
}

void HidPosAssembler::tick(TimePoint now) {
  if ((!open_ && !spoilt_) || now - last_ < kPartPatience) return;
  ++dropped_;
  discard();
}

void HidPosAssembler::spoil(TimePoint now) {
  spoilt_ = true;
  last_ = now;
}

std::optional<ScannedCode> HidPosAssembler::push(const HidPosPart& part, TimePoint now) {
  tick(now);
  last_ = now;
  if (!open_) aim_ = part.aim;
  // Another identifier is another code: the end of the one before was lost.
  if (open_ && aim_ != part.aim) spoilt_ = true;
  open_ = true;
  if (pending_.size() + part.data.size() > max_bytes_) spoilt_ = true;
  if (!spoilt_) pending_.insert(pending_.end(), part.data.begin(), part.data.end());
  if (part.more) return std::nullopt;
  if (spoilt_ || pending_.empty()) {
    ++dropped_;
    discard();
    return std::nullopt;
  }
  const AimId aim = parse_aim({aim_.data(), aim_.size()}).value_or(AimId{});
  auto code = make_scanned_code(pending_, aim, charset_, now);
  discard();
  return code;
}

}  // namespace yitang::devices
