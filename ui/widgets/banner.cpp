#include "ui/widgets/banner.hpp"

#include <algorithm>
#include <utility>

#include "ui/widgets/parts.hpp"

namespace yitang::ui {

namespace {

Icon icon_of(const BannerSpec& spec) {
  if (spec.icon != Icon::None) return spec.icon;
  switch (spec.tone) {
    case Tone::Success: return Icon::CheckCircle;
    case Tone::Warning: return Icon::Warning;
    case Tone::Danger: return Icon::CrossCircle;
    default: return Icon::Info;
  }
}

struct BannerLayout {
  float padding, icon, gap, title, text;
  float height() const { return std::max(icon, title + text) + 2 * padding; }
};

BannerLayout layout_of(const Ui& ui, float width, const BannerSpec& spec) {
  const Theme& theme = ui.theme();
  BannerLayout l{};
  l.padding = theme.space().m;
  l.icon = theme.icon_medium();
  l.gap = theme.space().m;
  const float text_width = width - 2 * l.padding - l.icon - l.gap;
  l.title = spec.title.empty() ? 0 : measure_text_height(ui, spec.title, TextStyle::Label, text_width);
  l.text = spec.text.empty() ? 0 : measure_text_height(ui, spec.text, TextStyle::Body, text_width);
  return l;
}

}  // namespace

float banner_height(const Ui& ui, float width, const BannerSpec& spec) {
  return layout_of(ui, width, spec).height();
}

float banner(Ui& ui, const Rect& rect, const BannerSpec& spec) {
  const Theme& theme = ui.theme();
  const BannerLayout l = layout_of(ui, rect.w, spec);
  const Rect place = rect.with_height(l.height());
  const Color strong = theme.tone(spec.tone);
  Node node;
  node.role = spec.tone == Tone::Danger || spec.tone == Tone::Warning ? Role::Alert : Role::Status;
  node.id = spec.id;
  node.label = spec.title.empty() ? spec.text : spec.title;
  node.value = spec.title.empty() ? std::string() : spec.text;
  node.rect = place;
  node.personal = spec.personal;
  ui.describe(std::move(node));
  ui.painter().fill_rounded(place, theme.radius().card, theme.tone_soft(spec.tone));
  ui.painter().stroke_rounded(place, theme.radius().card, parts::hairline(theme),
                              mix(theme.tone_soft(spec.tone), strong, 0.35f));
  Rect inner = place.inset(l.padding);
  const Rect mark = inner.cut_left(l.icon, l.gap);
  ui.painter().icon(mark.with_height(std::max(l.icon, std::min(inner.h, l.icon))), icon_of(spec), l.icon,
                    strong);
  Rect column = inner.centered(inner.w, l.title + l.text);
  if (l.title > 0)
    parts::words(ui, column.cut_top(l.title), spec.title, {.style = TextStyle::Label, .color = strong});
  if (l.text > 0)
    parts::words(ui, column, spec.text, {.style = TextStyle::Body, .color = theme.colors().text});
  return place.h;
}

float result_hero_height(const Ui& ui, float width, const ResultHeroSpec& spec) {
  const Theme& theme = ui.theme();
  const float text =
      spec.text.empty() ? 0 : theme.space().s + measure_text_height(ui, spec.text, TextStyle::Body, width);
  return theme.mm(34) + theme.space().l + measure_text_height(ui, spec.title, TextStyle::Title, width) + text;
}

float result_hero(Ui& ui, const Rect& rect, const ResultHeroSpec& spec) {
  const Theme& theme = ui.theme();
  Rect column = rect.with_height(result_hero_height(ui, rect.w, spec));
  const Rect mark = column.cut_top(theme.mm(34), theme.space().l);
  const Color strong = theme.tone(spec.tone);
  ui.painter().circle(mark.center(), theme.mm(17), theme.tone_soft(spec.tone));
  ui.painter().circle(mark.center(), theme.mm(12.5f), strong);
  ui.painter().icon(mark, spec.icon, theme.mm(14), theme.colors().on_primary);
  TextSpec title;
  title.text = spec.title;
  title.style = TextStyle::Title;
  title.align = Align::Center;
  title.heading = true;
  title.personal = spec.personal;
  column.cut_top(text(ui, column, title), theme.space().s);
  if (!spec.text.empty()) {
    TextSpec body;
    body.text = spec.text;
    body.color = theme.colors().text_muted;
    body.align = Align::Center;
    body.personal = spec.personal;
    text(ui, column, body);
  }
  return result_hero_height(ui, rect.w, spec);
}

}  // namespace yitang::ui
