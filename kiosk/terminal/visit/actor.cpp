#include "kiosk/terminal/visit/actor.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "kiosk/base/text.hpp"
#include "kiosk/terminal/visit/keypad.hpp"

namespace yitang::terminal {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kAfterTap{300};
constexpr int kFrameMillis = 16;
constexpr int kFramesOfScrolling = 30;
constexpr int kMostPresses = 120;
constexpr int kMostDrags = 40;
constexpr int kMostCandidatePages = 30;

bool reachable(const ui::Node& node) { return node.visible.w >= 8 && node.visible.h >= 8; }

}  // namespace

const ui::Node* Actor::find(const std::string& target) {
  const ui::Node* node = stage_.semantics().find_by_id(target);
  return node != nullptr ? node : stage_.semantics().find_by_label(target);
}

void Actor::point(ui::PointerEvent::Kind kind, float x, float y) {
  stage_.view().push(ui::PointerEvent{kind, x, y, stage_.seconds()});
  stage_.clock().advance(kFrameMillis);
  stage_.frames();
}

void Actor::press(float x, float y) {
  point(ui::PointerEvent::Kind::Move, x, y);
  point(ui::PointerEvent::Kind::Down, x, y);
  point(ui::PointerEvent::Kind::Up, x, y);
}

void Actor::drag(ui::Point from, ui::Point to) {
  point(ui::PointerEvent::Kind::Move, from.x, from.y);
  point(ui::PointerEvent::Kind::Down, from.x, from.y);
  constexpr int kSteps = 8;
  for (int i = 1; i <= kSteps; ++i) {
    const float part = static_cast<float>(i) / kSteps;
    point(ui::PointerEvent::Kind::Move, from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
  }
  // Rest before lifting, so that the list does not fly on.
  for (int i = 0; i < 8; ++i) point(ui::PointerEvent::Kind::Move, to.x, to.y);
  point(ui::PointerEvent::Kind::Up, to.x, to.y);
  stage_.settle(milliseconds(200));
}

// Drags the scroll area that holds the target until enough of it shows. True if it does.
bool Actor::scroll_into_view(const std::string& target) {
  for (int i = 0; i < kMostDrags; ++i) {
    const ui::Node* node = find(target);
    if (node == nullptr) return false;
    const float wanted = std::min(node->rect.h, 40.0F);
    if (node->visible.h >= wanted && node->visible.w > 0) return true;
    const ui::Rect goal = node->rect;
    const ui::Node* area = nullptr;
    for (const ui::Node& candidate : stage_.semantics().nodes()) {
      const bool holds = candidate.role == ui::Role::Scroll && !candidate.covered &&
                         goal.center().x >= candidate.rect.x && goal.center().x <= candidate.rect.right();
      if (holds) area = &candidate;
    }
    if (area == nullptr) return false;
    const ui::Rect place = area->visible;
    const float reach = place.h * 0.35F;
    const float off = goal.center().y - place.center().y;
    const float step = std::clamp(off, -reach, reach);
    const ui::Point middle{place.x + place.w * 0.5F, place.center().y};
    drag({middle.x, middle.y + step / 2}, {middle.x, middle.y - step / 2});
  }
  return false;
}

void Actor::send_key(ui::Key key) {
  stage_.view().push(ui::KeyEvent{key});
  for (int i = 0; i < kFramesOfScrolling; ++i) {  // what has the focus comes into view
    stage_.clock().advance(kFrameMillis);
    stage_.frames();
  }
}

std::string Actor::press_key(const std::string& name) {
  send_key(*key_named(name));
  stage_.settle(kAfterTap);
  return {};
}

std::string Actor::walk_to(const std::string& target) {
  for (int presses = 0; presses < kMostPresses; ++presses) {
    const ui::Node* node = find(target);
    if (node == nullptr) return "nothing named \"" + target + "\" is on the page";
    const ui::Node* focus = stage_.ui().focus();
    if (focus == nullptr) {  // the first key only shows where one is
      send_key(ui::Key::Down);
      if (stage_.ui().focus() == nullptr) return "a key shows no focus";
      continue;
    }
    const auto key = key_towards(stage_.semantics().nodes(), focus->id, node->id);
    if (!key) return "no keys lead from \"" + focus->id + "\" to \"" + target + "\"";
    if (*key == ui::Key::Enter && focus->visible.empty())
      return "\"" + target + "\" has the focus and is not to be seen";
    send_key(*key);
    if (*key != ui::Key::Enter) continue;
    stage_.settle(kAfterTap);
    return {};
  }
  return "\"" + target + "\" is too far away for arrows";
}

// Looks at what is new, then moves the hand. Without a pace no time passes.
void Actor::take_time(const std::string& target) {
  const bool key = target.starts_with("key.") || target.starts_with("cand.");
  const milliseconds hand(key ? pace_.key : pace_.tap);
  const milliseconds needed =
      hand + (pace_.ideograph > 0 ? reader_.read(stage_.semantics()) : milliseconds(0));
  if (needed.count() > 0) stage_.advance(needed);
}

std::string Actor::tap(const std::string& target) {
  const bool on_form = stage_.state().page == resident::Page::Form;
  const SteadyMillis begun = stage_.clock().steady();
  take_time(target);
  std::string wrong = reach(target);
  if (on_form) form_.note(target, milliseconds(stage_.clock().steady() - begun));
  return wrong;
}

std::string Actor::reach(const std::string& target) {
  if (keypad_) return walk_to(target);
  const ui::Node* node = find(target);
  if (node == nullptr) return "nothing named \"" + target + "\" is on the page";
  if (node->covered) return "\"" + target + "\" is covered by a dialog";
  if (!node->enabled) return "\"" + target + "\" is disabled";
  if (!reachable(*node) && !scroll_into_view(target))
    return "\"" + target + "\" cannot be scrolled into view";
  node = find(target);
  if (node == nullptr) return "\"" + target + "\" vanished";
  const ui::Point middle = node->visible.center();
  press(middle.x, middle.y);
  stage_.settle(kAfterTap);
  return {};
}

std::string Actor::keys(const std::string& text) {
  for (const char32_t c : decode_utf8(text)) {
    std::string key;
    append_utf8(key, c);
    if (auto wrong = tap(key == " " ? "key.space" : "key." + key); !wrong.empty()) return wrong;
  }
  return {};
}

std::string Actor::pinyin(const std::string& letters, const std::string& candidate) {
  if (auto wrong = keys(letters); !wrong.empty()) return wrong;
  for (int page = 0; page < kMostCandidatePages; ++page) {
    for (const ui::Node& node : stage_.semantics().nodes()) {
      if (node.id.starts_with("cand.") && node.label == candidate) return tap(node.id);
    }
    if (stage_.semantics().find_by_id("cand.next") == nullptr) break;
    if (auto wrong = tap("cand.next"); !wrong.empty()) break;
  }
  return "no candidate " + candidate + " for " + letters;
}

std::string Actor::burst(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  stage_.view().push(ui::TextEvent{all});
  stage_.settle(kAfterTap);
  return {};
}

std::string Actor::draw(const std::string& pad, const std::vector<std::vector<PadPoint>>& strokes) {
  const ui::Node* node = find(pad);
  if (node == nullptr) return "no pad \"" + pad + "\"";
  if (!reachable(*node) && !scroll_into_view(pad)) return "the pad cannot be scrolled into view";
  const ui::Rect area = find(pad)->visible;
  for (const auto& stroke : strokes) {
    const auto at = [&](const PadPoint& p) {
      return ui::Point{area.x + p.x * area.w, area.y + p.y * area.h};
    };
    const ui::Point first = at(stroke.front());
    point(ui::PointerEvent::Kind::Move, first.x, first.y);
    point(ui::PointerEvent::Kind::Down, first.x, first.y);
    for (const PadPoint& p : stroke) point(ui::PointerEvent::Kind::Move, at(p).x, at(p).y);
    point(ui::PointerEvent::Kind::Up, at(stroke.back()).x, at(stroke.back()).y);
  }
  stage_.settle(kAfterTap);
  return {};
}

}  // namespace yitang::terminal
