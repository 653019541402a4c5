#include "ui/context.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <utility>
#include <variant>

#include "imgui.h"
#include "ui/focus.hpp"
#include "ui/rasterizer.hpp"

namespace yitang::ui {

namespace {

constexpr float scroll_slop_mm = 3;  // a finger that moves less is tapping

struct ContextDeleter {
  void operator()(ImGuiContext* context) const { ImGui::DestroyContext(context); }
};

}  // namespace

struct Ui::Impl {
  // Order matters: the context reads the mapped fonts until it is destroyed.
  std::unique_ptr<Fonts> fonts;
  std::unique_ptr<ImGuiContext, ContextDeleter> imgui;
  Rasterizer rasterizer;

  std::deque<std::variant<PointerEvent, KeyEvent, TextEvent>> queue;
  std::string activation;  // id to treat as tapped in the next frame
  std::string activating;  // the one of this frame

  Point pointer, previous_pointer, press_start;
  std::vector<Point> path;
  bool pointer_down = false, went_down = false, went_up = false, had_input = false;
  double pressed_at = 0;
  std::string active;  // widget under the press
  std::string scroll_candidate, scroll_owner;

  int layer = 0, top_layer = 0, top_layer_before = 0;
  std::optional<double> next_frame;
  std::map<std::string, ScrollState, std::less<>> scrolls;
  KeyFocus focus;
};

Ui::Ui(Theme theme) : theme_(theme), impl_(std::make_unique<Impl>()) {}
Ui::~Ui() {
  painter_.reset();
  if (impl_ && impl_->imgui) ImGui::SetCurrentContext(impl_->imgui.get());
}

Result<std::unique_ptr<Ui>> Ui::create(const UiOptions& options) {
  auto fonts = Fonts::open(options.fonts);
  if (!fonts) return tl::unexpected(fonts.error());
  std::unique_ptr<Ui> ui(new Ui(Theme::create(options.density, options.metrics, options.contrast)));
  Impl& impl = *ui->impl_;
  impl.fonts = std::make_unique<Fonts>(std::move(*fonts));
  impl.imgui.reset(ImGui::CreateContext());
  ImGui::SetCurrentContext(impl.imgui.get());
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.LogFilename = nullptr;
  io.BackendRendererName = "yitang";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset | ImGuiBackendFlags_RendererHasTextures;
  io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
  io.Fonts->TexDesiredFormat = ImTextureFormat_Alpha8;
  io.Fonts->TexMinWidth = 1024;
  io.Fonts->TexMinHeight = 1024;
  const auto added = impl.fonts->add_to(*io.Fonts);
  if (!added) return tl::unexpected(added.error());
  ui->painter_ = std::make_unique<Painter>(*io.Fonts, *impl.fonts);
  return ui;
}

void Ui::push(const PointerEvent& event) { impl_->queue.emplace_back(event); }
void Ui::push(const KeyEvent& event) { impl_->queue.emplace_back(event); }
void Ui::push(const TextEvent& event) { impl_->queue.emplace_back(event); }
void Ui::activate(std::string_view id) { impl_->activation = id; }

void Ui::reset_interaction() {
  impl_->queue = {};  // gives back the places of what was typed
  impl_->activation.clear();
  impl_->active.clear();
  impl_->scroll_owner.clear();
  impl_->scroll_candidate.clear();
  impl_->scrolls.clear();
  impl_->focus.forget();
  impl_->pointer_down = false;
  frame_text_.assign(frame_text_.capacity(), '\0');
  frame_text_.clear();
  semantics_ = Semantics(semantics_);  // of a larger page before, the places had kept its words
}

void Ui::set_look(Density density, ContrastScheme contrast) {
  if (density != theme_.density() || contrast != theme_.contrast())
    theme_ = Theme::create(density, theme_.metrics(), contrast);
}

std::vector<WrittenWords> Ui::written_words() const {
  std::vector<WrittenWords> words = painter_->words();
  std::erase_if(words, [this](const WrittenWords& w) { return w.on_dialog != (impl_->top_layer > 0); });
  return words;
}

Rect Ui::page() const {
  return {0, 0, static_cast<float>(theme_.metrics().width_px),
          static_cast<float>(theme_.metrics().height_px)};
}

void Ui::take_pointer(const PointerEvent& event) {
  Impl& s = *impl_;
  if (event.kind != PointerEvent::Kind::Cancel) {
    s.pointer = {event.x, event.y};
    s.path.push_back(s.pointer);
  }
  if (event.kind == PointerEvent::Kind::Down) {
    s.went_down = s.pointer_down = true;
    s.focus.hide();
    s.previous_pointer = s.press_start = s.pointer;
    s.pressed_at = now_;
  } else if (event.kind == PointerEvent::Kind::Up) {
    s.went_up = s.pointer_down;
    s.pointer_down = false;
  } else if (event.kind == PointerEvent::Kind::Cancel) {
    s.pointer_down = false;
    s.active.clear();
    s.scroll_owner.clear();
  }
}

void Ui::take_events() {
  Impl& s = *impl_;
  s.previous_pointer = s.pointer;
  s.path.clear();
  if (!s.pointer_down) {
    s.active.clear();
    s.scroll_owner.clear();
    s.scroll_candidate.clear();
  }
  s.went_down = s.went_up = false;
  s.activating = std::exchange(s.activation, {});
  s.had_input = !s.activating.empty() || !s.queue.empty();
  frame_keys_.clear();
  frame_text_.clear();
  while (!s.queue.empty()) {
    const auto event = s.queue.front();
    s.queue.pop_front();
    if (const auto* text = std::get_if<TextEvent>(&event)) {
      frame_text_ += text->text;
      s.focus.hide();
    }
    if (const auto* key = std::get_if<KeyEvent>(&event)) {
      take_key(key->key);
      if (!s.activating.empty()) break;  // the page may be another one afterwards
    }
    const auto* pointer = std::get_if<PointerEvent>(&event);
    if (pointer == nullptr) continue;
    take_pointer(*pointer);
    if (pointer->kind != PointerEvent::Kind::Move) break;
  }
}

// The page as it was drawn last is what the person saw when the key was pressed.
void Ui::take_key(Key key) {
  Impl& s = *impl_;
  if (!s.focus.take(key, semantics_)) frame_keys_.push_back(key);
  if (auto id = s.focus.take_activation()) s.activating = std::move(*id);
}

const Node* Ui::focus() const { return impl_->focus.shown(semantics_); }

// Brings what has the focus into view and rings it: dark outside, light inside, so that it stands out from
// any ground.
void Ui::show_focus() {
  impl_->focus.settle(semantics_);
  const Node* node = focus();
  if (node == nullptr) return;
  const float margin = theme_.mm(4);
  if (!node->scroll_area.empty()) {
    ScrollState& area = scroll_state(node->scroll_area);
    const float below = node->rect.bottom() + margin - area.view.bottom(),
                above = area.view.y + margin - node->rect.y;
    const float most = std::max(0.f, area.content_height - area.view_height);
    const float goal = std::clamp(area.offset + (above > 0 ? -above : std::max(0.f, below)), 0.f, most);
    if (std::fabs(goal - area.offset) > 1 && area.target < 0 && !area.dragging) {
      area.velocity = 0;
      area.target = goal;
      area.updated_at = now_;
      request_frame();
    }
  }
  if (node->visible.empty()) return;
  const float line = theme_.mm(1), gap = theme_.mm(0.5f), radius = theme_.radius().card;
  const Rect place = node->visible.inset(-gap).intersection(page().inset(line));
  painter_->use_list(*ImGui::GetForegroundDrawList(), true);
  painter_->stroke_rounded(place, radius, gap, theme_.colors().surface);
  painter_->stroke_rounded(place.inset(-line), radius + line, line, theme_.colors().text);
}

void Ui::begin_frame(double now_seconds) {
  Impl& s = *impl_;
  ImGui::SetCurrentContext(s.imgui.get());
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = now_seconds > now_ ? static_cast<float>(now_seconds - now_) : 1.f / 60;
  now_ = now_seconds;
  io.DisplaySize = {page().w, page().h};
  s.top_layer_before = s.top_layer;
  s.layer = s.top_layer = 0;
  s.next_frame.reset();
  take_events();
  semantics_.clear();
  ImGui::NewFrame();
  painter_->begin(*ImGui::GetBackgroundDrawList(), page());
}

FrameResult Ui::end_frame(const SurfaceView& target) {
  Impl& s = *impl_;
  semantics_.cover_below(s.top_layer);
  show_focus();
  ImGui::Render();
  FrameResult result;
  result.dirty = s.rasterizer.render(*ImGui::GetDrawData(), target, theme_.colors().background);
  if (!s.queue.empty() || s.had_input || !s.activation.empty() || s.top_layer != s.top_layer_before)
    request_frame();
  result.next_frame_at = s.next_frame;
  return result;
}

void Ui::discard_frame() { ImGui::EndFrame(); }

bool Ui::has_input() const {
  return impl_->pointer_down || !impl_->queue.empty() || !impl_->activation.empty();
}

void Ui::release_memory() { impl_->fonts->release_pages(); }
void Ui::redraw_all() { impl_->rasterizer.invalidate(); }

void Ui::request_frame_at(double seconds) {
  impl_->next_frame = std::min(impl_->next_frame.value_or(seconds), seconds);
}

bool Ui::blocked() const { return impl_->layer < impl_->top_layer_before; }

bool Ui::pointer_hits(const Rect& visible) const { return visible.contains(impl_->pointer); }

Interaction Ui::interact(std::string_view id, const Rect& rect, bool enabled) {
  Impl& s = *impl_;
  Interaction result;
  if (!enabled || blocked()) return result;
  if (s.activating == id) {
    result.clicked = true;
    s.activating.clear();
  }
  const bool inside = pointer_hits(rect.intersection(painter_->clip()));
  if (s.went_down && inside) s.active = id;
  if (s.active != id) return result;
  result.went_down = s.went_down && inside;
  result.pressed = s.pointer_down && inside;
  result.held_seconds = static_cast<float>(now_ - s.pressed_at);
  if (s.pointer_down || s.went_up) result.pointer = s.pointer;
  if (s.went_up && inside) result.clicked = true;
  return result;
}

Node& Ui::describe(Node node) {
  node.visible = node.rect.intersection(painter_->clip());
  node.layer = impl_->layer;
  node.scrolls = scroll_depth_ > 0;
  node.scroll_area = scroll_id_;
  return semantics_.add(std::move(node));
}

void Ui::note_clipped_text() { semantics_.mark_last_clipped(); }

void Ui::begin_layer() {
  ++impl_->layer;
  impl_->top_layer = std::max(impl_->top_layer, impl_->layer);
  painter_->use_list(*ImGui::GetForegroundDrawList(), true);
}

void Ui::end_layer() {
  if (--impl_->layer == 0) painter_->use_list(*ImGui::GetBackgroundDrawList(), false);
}

Ui::ScrollState& Ui::scroll_state(std::string_view id) {
  const auto found = impl_->scrolls.find(id);
  return found != impl_->scrolls.end() ? found->second : impl_->scrolls[std::string(id)];
}

std::optional<float> Ui::scroll_drag(std::string_view id, const Rect& rect) {
  Impl& s = *impl_;
  if (blocked()) return std::nullopt;
  if (s.went_down && pointer_hits(rect.intersection(painter_->clip()))) s.scroll_candidate = id;
  const bool moved_far = std::fabs(s.pointer.y - s.press_start.y) > theme_.mm(scroll_slop_mm);
  if (s.pointer_down && s.scroll_candidate == id && s.scroll_owner.empty() && moved_far) {
    s.scroll_owner = id;
    s.active.clear();
  }
  if (s.scroll_owner != id) return std::nullopt;
  return s.pointer.y - s.previous_pointer.y;
}

bool Ui::pointer_is_down() const { return impl_->pointer_down; }
const std::vector<Point>& Ui::pointer_path() const { return impl_->path; }

void Ui::keep_pointer() { impl_->scroll_candidate.clear(); }

}  // namespace yitang::ui
