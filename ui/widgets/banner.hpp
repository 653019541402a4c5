#pragma once
#include <string>

#include "ui/context.hpp"

namespace yitang::ui {

struct BannerSpec {
  std::string id = {};
  Tone tone = Tone::Info;
  std::string title = {};
  std::string text = {};
  Icon icon = Icon::None;  // None: the tone's own
  bool personal = false;   // Node::personal
};

// A coloured message with icon, title and text. Danger and warning are Role::Alert, the others Role::Status.
float banner(Ui& ui, const Rect& rect, const BannerSpec& spec);
float banner_height(const Ui& ui, float width, const BannerSpec& spec);

// The middle of a result page: big round icon, title, text below. Returns the height used.
struct ResultHeroSpec {
  Tone tone = Tone::Success;
  Icon icon = Icon::Check;
  std::string title = {};
  std::string text = {};
  bool personal = false;  // Node::personal
};
float result_hero(Ui& ui, const Rect& rect, const ResultHeroSpec& spec);
float result_hero_height(const Ui& ui, float width, const ResultHeroSpec& spec);

}  // namespace yitang::ui
