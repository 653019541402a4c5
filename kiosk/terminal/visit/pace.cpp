#include "kiosk/terminal/visit/pace.hpp"

#include "kiosk/base/text.hpp"

namespace yitang::terminal {
namespace {

bool is_ideograph(char32_t c) { return c >= 0x2E80; }

int to_read(const std::string& text, const HumanPace& pace) {
  int millis = 0;
  for (const char32_t c : decode_utf8(text)) {
    if (c == U' ' || c == U'\n') continue;
    millis += is_ideograph(c) ? pace.ideograph : pace.letter;
  }
  return millis;
}

bool is_read(const ui::Node& node) {
  return !node.covered && !node.visible.empty() && node.role != ui::Role::Key &&
         node.role != ui::Role::Image && !node.id.starts_with("cand.") && !node.id.starts_with("frame.") &&
         !node.id.starts_with("date.");
}

// "field.bank.card_no" -> "bank.card_no"; "option.bank.name.rural" and "row.members.1" lose their ends as
// well.
std::optional<std::string> field_of(std::string_view target) {
  if (target.starts_with("field.")) return std::string(target.substr(6));
  const bool option = target.starts_with("option.") && !target.starts_with("option.cell.");
  const bool row = target.starts_with("row.") && target != "row.keep" && target != "row.cancel";
  if (!option && !row) return std::nullopt;
  std::string_view rest = target.substr(target.find('.') + 1);
  return std::string(rest.substr(0, rest.rfind('.')));
}

}  // namespace

std::optional<HumanPace> pace_named(std::string_view name) {
  if (name == "none") return HumanPace{};
  if (name == "adult") return HumanPace{700, 450, 150, 30};
  if (name == "elder") return HumanPace{1400, 1000, 200, 45};
  return std::nullopt;
}

std::chrono::milliseconds Reader::read(const ui::Semantics& page) {
  int millis = 0;
  for (const ui::Node& node : page.nodes()) {
    if (is_read(node) && known_.insert(node.label).second) millis += to_read(node.label, pace_);
  }
  return std::chrono::milliseconds(millis);
}

void FormTimer::note(std::string_view target, std::chrono::milliseconds took) {
  if (target == "form.next") field_.clear();
  if (auto field = field_of(target)) field_ = *field;
  millis_[field_] += took.count();
}

double FormTimer::seconds() const {
  std::int64_t all = 0;
  for (const auto& [field, millis] : millis_) all += millis;
  return static_cast<double>(all) / 1000.0;
}

}  // namespace yitang::terminal
