#include <string>

#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/tile.hpp"

namespace yitang::resident {
namespace {

std::string who_may_come(const Screen& s) {
  if (s.state.item == nullptr || !s.state.item->agent.allowed) return {};
  std::string names;
  for (const catalog::AgentKind kind : s.state.item->agent.who) {
    names += (names.empty() ? "" : s.tr("list.comma")) + s.of(catalog::label_of(kind));
  }
  return names.empty() ? "" : s.tr("who.may_come", {{"who", names}});
}

}  // namespace

// Asked only where somebody else may apply.
void draw_who_for(Screen& s) {
  const float usual = s.elder() ? 96 : 90;
  const float height = s.theme().mm(s.state.child_offered ? usual * 0.8F : usual);
  ui::TileSpec self;
  self.id = "who.self";
  self.title = s.tr("who.self");
  self.subtitle = s.tr("who.self_hint");
  self.icon = ui::Icon::Person;
  self.accent = ui::Accent::Blue;
  self.main_action = true;
  ui::TileSpec other = self;
  other.id = "who.other";
  other.title = s.tr("who.other");
  other.subtitle = s.tr("who.other_hint");
  other.icon = ui::Icon::People;
  other.accent = ui::Accent::Teal;
  other.main_action = false;
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), self)) s.send(IntentKind::ChooseWho, "self");
  if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), other)) s.send(IntentKind::ChooseWho, "other");
  if (s.state.child_offered) {
    ui::TileSpec child = other;
    child.id = "who.child";
    child.title = s.tr("who.child");
    child.subtitle = s.tr("who.child_hint");
    child.icon = ui::Icon::Family;
    child.accent = ui::Accent::Orange;
    if (ui::tile(s.ui, s.content.cut_top(height, s.space().l), child)) s.send(IntentKind::ChooseWho, "child");
  }
  const std::string who = who_may_come(s);
  Column column(s.content);
  for (const catalog::Outcome* remark : s.state.remarks) {
    ui::BannerSpec banner;
    banner.tone = ui::Tone::Info;
    banner.personal = true;  // what the answers to the questions mean
    banner.title = s.of(remark->why);
    banner.text = s.of(remark->advice);
    ui::banner(s.ui, column.take(ui::banner_height(s.ui, column.width(), banner), s.space().m), banner);
  }
  write(s, column, {.text = who, .color = s.colors().text_muted, .align = ui::Align::Center});
}

void draw_agent_kind(Screen& s) {
  if (s.state.item == nullptr) return;
  const float height = s.theme().mm(s.elder() ? 96 : 90);
  scrolling(s, s.content, "agent_kind", [&](Column& column) {
    for (const catalog::AgentKind kind : s.state.item->agent.who) {
      const std::string name(catalog::code_of(kind));
      ui::TileSpec tile;
      tile.id = "agent." + name;
      tile.title = s.tr("agent_kind." + name);
      tile.subtitle = s.tr("agent_kind." + name + "_hint");
      tile.icon = kind == catalog::AgentKind::Relative ? ui::Icon::People : ui::Icon::House;
      tile.accent = kind == catalog::AgentKind::Relative ? ui::Accent::Blue : ui::Accent::Teal;
      if (ui::tile(s.ui, column.take(height, s.space().l), tile)) s.send(IntentKind::ChooseAgent, name);
    }
  });
}

}  // namespace yitang::resident
