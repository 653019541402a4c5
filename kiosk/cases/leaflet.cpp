// The guide of an item on paper.
#include <fmt/format.h>

#include <string_view>
#include <vector>

#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/slip_words.hpp"

namespace yitang::cases {
namespace {

// What one code holds at level L in modules wide enough for a thermal head and an old phone: 97 modules of 5
// dots on 80 mm, 85 of 4 on 58 mm. A longer text goes into several.
constexpr std::size_t kBytesOnWidePaper = 858;
constexpr std::size_t kBytesOnNarrowPaper = 644;

std::string supply_of(const catalog::GuideMaterial& material) {
  const bool always = material.condition.empty() || material.only_if_not_found;
  return material.supplier + (always ? "" : " · " + material.condition);
}

// Everything that stands on the paper, in its order.
std::string whole_text(const SlipSettings& settings, const catalog::Guide& guide, const Whereabouts& where) {
  const auto heading_of = [&settings](std::string_view key) { return worded(settings, key) + "\n"; };
  std::string text = guide.name + "\n" + heading_of("slip.leaflet.conditions");
  int number = 0;
  for (const std::string& condition : guide.conditions) text += fmt::format("{}. {}\n", ++number, condition);
  text += heading_of("slip.leaflet.materials");
  number = 0;
  for (const catalog::GuideMaterial& material : guide.materials)
    text += fmt::format("{}. {}: {}\n", ++number, material.name, supply_of(material));
  if (!guide.agent_papers.empty()) text += heading_of("slip.leaflet.agent_papers");
  number = 0;
  for (const catalog::GuideMaterial& material : guide.agent_papers)
    text += fmt::format("{}. {}: {}\n", ++number, material.name, supply_of(material));
  const auto line = [&text](const std::string& label, const std::string& value) {
    if (!value.empty()) text += label + ": " + value + "\n";
  };
  for (const catalog::GuideLine& fact : guide.facts) line(fact.label, fact.value);
  line(worded(settings, "slip.leaflet.place"), where.address);
  line(worded(settings, "slip.leaflet.hours"), where.hours);
  text += heading_of("slip.leaflet.steps");
  for (const catalog::GuideStep& step : guide.steps)
    text += fmt::format("- {}, {}, {}\n", step.name, step.level, step.days_text);
  return text + guide.version;
}

// Cut where a line ends; a line that is longer than a code, between two characters.
std::vector<std::string> in_parts(const std::string& text, std::size_t most) {
  std::vector<std::string> parts;
  std::string_view rest(text);
  while (rest.size() > most) {
    std::size_t size = rest.rfind('\n', most - 1);
    size = size == std::string_view::npos ? most : size + 1;
    while (size < rest.size() && (static_cast<unsigned char>(rest[size]) & 0xC0U) == 0x80U) --size;
    parts.emplace_back(rest.substr(0, size));
    rest.remove_prefix(size);
  }
  parts.emplace_back(rest);
  return parts;
}

void add_codes(devices::ReceiptBuilder& paper, const SlipSettings& settings, const std::string& text) {
  const bool wide = settings.paper == PaperWidth::Mm80;
  const auto parts = in_parts(text, wide ? kBytesOnWidePaper : kBytesOnNarrowPaper);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string caption =
        parts.size() == 1 ? worded(settings, "slip.leaflet.scan")
                          : worded(settings, "slip.leaflet.scan_part",
                                   {{"part", std::to_string(i + 1)}, {"all", std::to_string(parts.size())}});
    paper.feed().qr(parts[i], caption, wide ? 5 : 4, devices::QrLevel::L);
  }
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

void add_agent_papers(devices::ReceiptBuilder& paper, const SlipSettings& settings,
                      const catalog::Guide& guide) {
  if (guide.agent_papers.empty()) return;
  heading(paper, settings, "slip.leaflet.agent_papers");
  int number = 0;
  for (const auto& material : guide.agent_papers) {
    numbered(paper, ++number, material.name);
    paper.pair("", supply_of(material), 3);
  }
}

}  // namespace

devices::ReceiptDocument leaflet_slip(const SlipSettings& settings, const catalog::Guide& guide,
                                      const Whereabouts& where) {
  devices::ReceiptBuilder paper;
  begin(paper, settings, "slip.leaflet.title");
  paper.text(guide.name, {.size = devices::TextSize::Double, .bold = true});
  if (!guide.plain.empty()) paper.text(guide.plain);
  heading(paper, settings, "slip.leaflet.conditions");
  int number = 0;
  for (const auto& condition : guide.conditions) numbered(paper, ++number, condition);
  heading(paper, settings, "slip.leaflet.materials");
  number = 0;
  for (const auto& material : guide.materials) {
    numbered(paper, ++number, material.name);
    paper.pair("", supply_of(material), 3);
  }
  add_agent_papers(paper, settings, guide);
  paper.separator();
  for (const auto& line : guide.facts) {
    if (line.value != settings.hotline)
      paper.pair(line.label, line.value, label_cells(settings));  // at the foot
  }
  pair(paper, settings, "slip.leaflet.place", where.address);
  pair(paper, settings, "slip.leaflet.hours", where.hours);
  add_steps(paper, settings, guide);
  add_codes(paper, settings, whole_text(settings, guide, where));
  paper.text(worded(settings, "slip.leaflet.no_personal"), {.align = devices::Align::Centre});
  if (!guide.version.empty()) paper.text(guide.version, {.align = devices::Align::Centre});
  return finish(paper, settings);
}

}  // namespace yitang::cases
