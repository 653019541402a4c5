#include "devices/hid/report_descriptor.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace yitang::devices {
namespace {

constexpr std::size_t kMaxFields = 512;
constexpr std::size_t kMaxUsageRanges = 256;
constexpr std::size_t kMaxNesting = 32;
constexpr std::uint32_t kMaxElementBits = 256;

// bTag and bType of an item, the upper six bits of its prefix.
enum HidItem : std::uint8_t {
  kInput = 0x80,
  kOutput = 0x90,
  kCollection = 0xA0,
  kFeature = 0xB0,
  kEndCollection = 0xC0,
  kUsagePage = 0x04,
  kReportSize = 0x74,
  kReportId = 0x84,
  kReportCount = 0x94,
  kPush = 0xA4,
  kPop = 0xB4,
  kUsage = 0x08,
  kUsageMinimum = 0x18,
  kUsageMaximum = 0x28,
  kDelimiter = 0xA8,
};
constexpr std::uint8_t kLongItem = 0xFE;
constexpr std::uint32_t kApplication = 1;

struct HidGlobals {
  std::uint32_t page = 0;
  std::uint32_t bits = 0;
  std::uint32_t count = 0;
  std::uint8_t report_id = 0;
};

// A usage of one or two bytes has no page of its own: it gets the one in force at the main item.
struct PendingUsage {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  bool own_page = false;
};

class DescriptorReader {
 public:
  explicit DescriptorReader(ByteView bytes) : bytes_(bytes) {}

  Result<HidDescription> run() {
    if (bytes_.empty() || bytes_.size() > kMaxReportDescriptor)
      return wrong("a report descriptor has 1 to 4096 bytes");
    while (at_ < bytes_.size()) {
      if (auto read = read_item(); !read) return tl::unexpected(read.error());
    }
    if (!collections_.empty()) return wrong("a collection is not closed");
    return std::move(result_);
  }

 private:
  tl::unexpected<Error> wrong(const char* message) const {
    return tl::unexpected<Error>(Error{ErrorCode::Malformed, message, 0, std::min(at_, bytes_.size())});
  }

  Result<void> read_item() {
    const std::uint8_t prefix = bytes_[at_];
    if (prefix == kLongItem) {
      if (bytes_.size() - at_ < 3) return wrong("a long item is cut off");
      const std::size_t size = 3 + static_cast<std::size_t>(bytes_[at_ + 1]);
      if (bytes_.size() - at_ < size) return wrong("a long item is cut off");
      at_ += size;  // none is defined
      return {};
    }
    const std::size_t size = (prefix & 3) == 3 ? 4 : prefix & 3;
    if (bytes_.size() - at_ - 1 < size) return wrong("an item is cut off");
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
      value |= static_cast<std::uint32_t>(bytes_[at_ + 1 + i]) << (8 * i);
    auto taken = take_item(static_cast<std::uint8_t>(prefix & 0xFC), value, size);
    if (taken) at_ += 1 + size;
    return taken;
  }

  Result<void> take_item(std::uint8_t item, std::uint32_t value, std::size_t size) {
    switch (item) {
      case kInput: return add_field(HidReportKind::Input, value);
      case kOutput: return add_field(HidReportKind::Output, value);
      case kFeature: return add_field(HidReportKind::Feature, value);
      case kCollection: return open_collection(value);
      case kEndCollection:
        if (collections_.empty()) return wrong("a collection ends that was not begun");
        collections_.pop_back();
        clear_locals();
        return {};
      case kUsagePage: globals_.page = value & 0xFFFF; return {};
      case kReportSize: globals_.bits = value; return {};
      case kReportCount: globals_.count = value; return {};
      case kReportId:
        if (value == 0 || value > 255) return wrong("a report number is 1 to 255");
        globals_.report_id = static_cast<std::uint8_t>(value);
        result_.numbered = true;
        return {};
      case kPush:
        if (stack_.size() >= kMaxNesting) return wrong("too many levels pushed");
        stack_.push_back(globals_);
        return {};
      case kPop:
        if (stack_.empty()) return wrong("nothing to pop");
        globals_ = stack_.back();
        stack_.pop_back();
        return {};
      case kUsage: return add_usage(value, value, size == 4);
      case kUsageMinimum: minimum_ = PendingUsage{value, value, size == 4}; return {};
      case kUsageMaximum: {
        if (!minimum_) return wrong("a usage range without a beginning");
        const PendingUsage from = *std::exchange(minimum_, std::nullopt);
        if (value < from.first) return wrong("a usage range that ends before it begins");
        return add_usage(from.first, value, from.own_page);
      }
      case kDelimiter: return take_delimiter(value);
      default: return {};  // limits, units, strings, designators: not needed to find the bytes
    }
  }

  // A set of alternative usages: the first is the preferred one.
  Result<void> take_delimiter(std::uint32_t value) {
    if (value > 1 || (value == 1) == in_set_) return wrong("delimiters out of order");
    in_set_ = value == 1;
    set_taken_ = false;
    return {};
  }

  Result<void> add_usage(std::uint32_t first, std::uint32_t last, bool own_page) {
    if (in_set_ && std::exchange(set_taken_, true)) return {};
    if (usages_.size() >= kMaxUsageRanges) return wrong("too many usages");
    usages_.push_back({first, last, own_page});
    return {};
  }

  std::vector<HidUsageRange> usages_with_pages() const {
    std::vector<HidUsageRange> ranges;
    ranges.reserve(usages_.size());
    for (const PendingUsage& usage : usages_) {
      const std::uint32_t page = usage.own_page ? 0 : globals_.page << 16;
      ranges.push_back({page | usage.first, page | usage.last});
    }
    return ranges;
  }

  void clear_locals() {
    usages_.clear();
    minimum_.reset();
    in_set_ = set_taken_ = false;
  }

  Result<void> open_collection(std::uint32_t type) {
    if (collections_.size() >= kMaxNesting) return wrong("collections too deep");
    const std::vector<HidUsageRange> usages = usages_with_pages();
    HidUsage application = collections_.empty() ? 0 : collections_.back();
    if (type == kApplication) {
      application = usages.empty() ? 0 : usages.front().first;
      result_.applications.push_back(application);
      if (result_.applications.size() > kMaxFields) return wrong("too many collections");
    }
    collections_.push_back(application);
    clear_locals();
    return {};
  }

  Result<void> add_field(HidReportKind kind, std::uint32_t flags) {
    if (result_.fields.size() >= kMaxFields) return wrong("too many fields");
    if (globals_.bits > kMaxElementBits || globals_.count > 8 * kMaxReportBytes)
      return wrong("a field is too large");
    std::uint32_t& end = ends_[{kind, globals_.report_id}];
    const std::uint32_t whole = globals_.bits * globals_.count;
    if (whole > 8 * kMaxReportBytes || end + whole > 8 * kMaxReportBytes)
      return wrong("a report is too large");
    if (whole > 0) {
      result_.fields.push_back({kind, globals_.report_id, end, globals_.bits, globals_.count,
                                (flags & 1) != 0, (flags & 2) != 0,
                                collections_.empty() ? 0 : collections_.back(), usages_with_pages()});
    }
    end += whole;
    clear_locals();
    return {};
  }

  ByteView bytes_;
  std::size_t at_ = 0;
  HidDescription result_;
  HidGlobals globals_;
  std::vector<HidGlobals> stack_;
  std::vector<HidUsage> collections_;  // of each open one: the application around it
  std::vector<PendingUsage> usages_;
  std::optional<PendingUsage> minimum_;
  bool in_set_ = false;
  bool set_taken_ = false;
  std::map<std::pair<HidReportKind, std::uint8_t>, std::uint32_t> ends_;  // bits so far
};

}  // namespace

std::optional<HidUsage> HidField::usage_of(std::uint32_t index) const {
  if (usages.empty()) return std::nullopt;
  for (const HidUsageRange& range : usages) {
    const std::uint32_t size = range.last - range.first;
    if (index <= size) return range.first + index;
    index -= size + 1;
  }
  return usages.back().last;
}

std::size_t HidDescription::report_bytes(HidReportKind kind, std::uint8_t report_id) const {
  std::size_t bits = 0;
  for (const HidField& field : fields) {
    if (field.kind != kind || field.report_id != report_id) continue;
    bits = std::max<std::size_t>(bits, field.bit_offset + field.bits * field.count);
  }
  return bits == 0 ? 0 : (bits + 7) / 8 + (report_id != 0 ? 1 : 0);
}

std::size_t HidDescription::largest_report(HidReportKind kind) const {
  std::size_t largest = 0;
  for (const HidField& field : fields) {
    if (field.kind == kind) largest = std::max(largest, report_bytes(kind, field.report_id));
  }
  return largest;
}

std::optional<std::uint8_t> HidDescription::first_report(HidReportKind kind) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [kind](const HidField& f) { return f.kind == kind; });
  return found == fields.end() ? std::nullopt : std::optional(found->report_id);
}

Result<HidDescription> parse_report_descriptor(ByteView bytes) { return DescriptorReader(bytes).run(); }

std::optional<std::uint32_t> hid_bits(ByteView report, std::size_t bit_offset, std::size_t bits) {
  const std::size_t all = report.size() * 8;
  if (bits == 0 || bits > 32 || bit_offset > all || bits > all - bit_offset) return std::nullopt;
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < bits; ++i) {
    const std::size_t at = bit_offset + i;
    value |= static_cast<std::uint32_t>(report[at / 8] >> (at % 8) & 1) << i;
  }
  return value;
}

}  // namespace yitang::devices
