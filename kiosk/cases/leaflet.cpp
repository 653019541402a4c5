// The guide of an item on paper.
#include <fmt/format.h>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

/// A phone reads more, but the printed code would need a module size that a thermal head cannot hold.
constexpr std::size_t kMaxQrBytes = 600;

/// The core of the guide: what it is, what to bring, how long, where to ask.
std::string core_text(const catalog::Guide& guide) {
  std::string text = guide.name + "\n" + guide.visits_badge + "\n" + guide.promise_limit + "\n";
  for (const auto& material : guide.materials) {
    if (material.duty == catalog::MaterialDuty::Bring) text += "- " + material.name + "\n";
  }
  text += guide.consult;
  if (text.size() <= kMaxQrBytes) return text;
  auto points = decode_utf8(text);
  while (encode_utf8(points).size() > kMaxQrBytes - 3) points.pop_back();
  return encode_utf8(points) + "…";
}

void add_steps(devices::ReceiptBuilder& paper, const SlipSettings& settings, const catalog::Guide& guide) {
  heading(paper, settings, "slip.leaflet.steps");
  const bool wide = settings.paper == PaperWidth::Mm80;
  const bool english = settings.language == Language::English;
  const int days = english ? 15 : 12;
  for (const auto& step : guide.steps) {
    if (wide) {
      paper.columns({{.text = step.name},
                     {.text = step.level, .cells = english ? 10 : 12},
                     {.text = step.days_text, .cells = days, .align = devices::Align::Right}});
    } else {  // too narrow for three columns
      paper.columns({{.text = step.name + (english ? ", " : " ") + step.level},
                     {.text = step.days_text, .cells = days, .align = devices::Align::Right}});
    }
  }
}

}  // namespace

devices::ReceiptDocument leaflet_slip(const SlipSettings& settings, const catalog::Guide& guide,
                                      const Whereabouts& where) {
  devices::ReceiptBuilder paper;
  begin(paper, settings, "slip.leaflet.title");
  paper.text(guide.name, {.size = devices::TextSize::Double, .bold = true});
  heading(paper, settings, "slip.leaflet.conditions");
  int number = 0;
  for (const auto& condition : guide.conditions) numbered(paper, ++number, condition);
  heading(paper, settings, "slip.leaflet.materials");
  number = 0;
  for (const auto& material : guide.materials) {
    numbered(paper, ++number, material.name);
    const bool always = material.condition.empty() || material.only_if_not_found;
    paper.pair("", material.supplier + (always ? "" : " · " + material.condition), 3);
  }
  paper.separator();
  for (const auto& line : guide.facts) {
    if (line.value != settings.hotline)
      paper.pair(line.label, line.value, label_cells(settings));  // at the foot
  }
  pair(paper, settings, "slip.leaflet.place", where.address);
  pair(paper, settings, "slip.leaflet.hours", where.hours);
  add_steps(paper, settings, guide);
  paper.feed().qr(core_text(guide), worded(settings, "slip.leaflet.scan"),
                  settings.paper == PaperWidth::Mm80 ? 5 : 4);
  paper.text(worded(settings, "slip.leaflet.no_personal"), {.align = devices::Align::Centre});
  if (!guide.version.empty()) paper.text(guide.version, {.align = devices::Align::Centre});
  return finish(paper, settings);
}

}  // namespace yitang::cases
