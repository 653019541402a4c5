#include "ui/window.hpp"

#include <SDL.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace yitang::ui {

namespace {

std::optional<Key> key_of(SDL_Keysym symbol) {
  switch (symbol.sym) {
    case SDLK_RETURN:
    case SDLK_SELECT:
    case SDLK_KP_ENTER: return Key::Enter;
    case SDLK_F1:
    case SDLK_HELP: return Key::Help;
    case SDLK_AC_BACK:
    case SDLK_ESCAPE: return Key::Escape;
    case SDLK_BACKSPACE: return Key::Backspace;
    case SDLK_DELETE: return Key::Delete;
    case SDLK_LEFT: return Key::Left;
    case SDLK_RIGHT: return Key::Right;
    case SDLK_UP: return Key::Up;
    case SDLK_DOWN: return Key::Down;
    case SDLK_TAB: return (symbol.mod & KMOD_SHIFT) != 0 ? Key::BackTab : Key::Tab;
    case SDLK_PAGEUP: return Key::PageUp;
    case SDLK_PAGEDOWN: return Key::PageDown;
    case SDLK_HOME: return Key::Home;
    case SDLK_END: return Key::End;
    default: return std::nullopt;
  }
}

}  // namespace

struct Window::State {
  SDL_Window* window = nullptr;
  Uint32 wake_event = 0;
  int page_width = 0, page_height = 0;
  Surface page;                   // used when the window's own surface has another size or format
  SDL_Surface* scaled = nullptr;  // a view of `page`
  SDL_Rect shown{};               // where the page is in the window

  ~State() {
    if (scaled != nullptr) SDL_FreeSurface(scaled);
    if (window != nullptr) SDL_DestroyWindow(window);
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
  }
  void fit();
  bool direct(const SDL_Surface& target) const;
  PointerEvent pointer(PointerEvent::Kind kind, float window_x, float window_y) const;
  void translate(const SDL_Event& event, std::vector<WindowEvent>& out) const;
  void translate_pointer(const SDL_Event& event, std::vector<WindowEvent>& out) const;
};

// The page keeps its shape and is never enlarged.
void Window::State::fit() {
  int width = 0, height = 0;
  SDL_GetWindowSize(window, &width, &height);
  const double scale =
      std::min({1.0, static_cast<double>(width) / page_width, static_cast<double>(height) / page_height});
  shown.w = static_cast<int>(std::lround(page_width * scale));
  shown.h = static_cast<int>(std::lround(page_height * scale));
  shown.x = (width - shown.w) / 2;
  shown.y = (height - shown.h) / 2;
}

bool Window::State::direct(const SDL_Surface& target) const {
  const Uint32 format = target.format->format;
  return shown.w == page_width && shown.h == page_height &&
         (format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888);
}

PointerEvent Window::State::pointer(PointerEvent::Kind kind, float window_x, float window_y) const {
  const float scale = static_cast<float>(page_width) / static_cast<float>(std::max(1, shown.w));
  PointerEvent event;
  event.kind = kind;
  event.x = (window_x - static_cast<float>(shown.x)) * scale;
  event.y = (window_y - static_cast<float>(shown.y)) * scale;
  event.seconds = static_cast<double>(SDL_GetTicks64()) / 1000;
  return event;
}

void Window::State::translate_pointer(const SDL_Event& event, std::vector<WindowEvent>& out) const {
  using Kind = PointerEvent::Kind;
  int width = 0, height = 0;
  SDL_GetWindowSize(window, &width, &height);
  const auto finger = [&](Kind kind) {
    return pointer(kind, event.tfinger.x * static_cast<float>(width),
                   event.tfinger.y * static_cast<float>(height));
  };
  const auto mouse = [&](Kind kind) {
    return pointer(kind, static_cast<float>(event.button.x), static_cast<float>(event.button.y));
  };
  switch (event.type) {
    case SDL_FINGERDOWN: out.emplace_back(finger(Kind::Down)); break;
    case SDL_FINGERMOTION: out.emplace_back(finger(Kind::Move)); break;
    case SDL_FINGERUP: out.emplace_back(finger(Kind::Up)); break;
    case SDL_MOUSEBUTTONDOWN:
      if (event.button.button == SDL_BUTTON_LEFT) out.emplace_back(mouse(Kind::Down));
      break;
    case SDL_MOUSEBUTTONUP:
      if (event.button.button == SDL_BUTTON_LEFT) out.emplace_back(mouse(Kind::Up));
      break;
    case SDL_MOUSEMOTION:
      // A mouse that only wanders changes nothing: no frame for it.
      if ((event.motion.state & SDL_BUTTON_LMASK) != 0) {
        out.emplace_back(
            pointer(Kind::Move, static_cast<float>(event.motion.x), static_cast<float>(event.motion.y)));
      }
      break;
    default: break;
  }
}

void Window::State::translate(const SDL_Event& event, std::vector<WindowEvent>& out) const {
  switch (event.type) {
    case SDL_QUIT: out.emplace_back(CloseEvent{}); break;
    case SDL_WINDOWEVENT:
      if (event.window.event == SDL_WINDOWEVENT_EXPOSED || event.window.event == SDL_WINDOWEVENT_SIZE_CHANGED)
        out.emplace_back(RedrawEvent{});
      break;
    case SDL_TEXTINPUT: out.emplace_back(TextEvent{event.text.text}); break;
    case SDL_KEYDOWN:
      if (const auto key = key_of(event.key.keysym)) out.emplace_back(KeyEvent{*key});
      break;
    default: translate_pointer(event, out);
  }
}

Window::Window(std::unique_ptr<State> state) : state_(std::move(state)) {}
Window::~Window() = default;

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0");        // touches come as touches only
  SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");  // the plain shared-memory path
  SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
  const auto failed = [](const char* what) {
    return tl::unexpected(Error{ErrorCode::WindowFailed, std::string(what) + ": " + SDL_GetError()});
  };
  // Else SDL swallows the first touch after the window got the focus: on a terminal that is the resident's.
  SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
  // Xlib would read a file of some 5,000 compose sequences at every start; a keypad at a counter composes
  // nothing.
  ::setenv("XCOMPOSEFILE", "/dev/null", 0);
  // Without a session bus SDL would start dbus-launch and wait for it; the terminal has no use for that bus.
  ::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:", 0);
  if (SDL_InitSubSystem(SDL_INIT_VIDEO) != 0) return failed("video");
  // Without a display SDL falls back to a driver that shows nothing: a terminal that nobody sees must not
  // seem to run.
  const std::string_view driver = SDL_GetCurrentVideoDriver() == nullptr ? "" : SDL_GetCurrentVideoDriver();
  if ((driver == "offscreen" || driver == "dummy") && SDL_getenv("SDL_VIDEODRIVER") == nullptr) {
    SDL_QuitSubSystem(SDL_INIT_VIDEO);
    return tl::unexpected(Error{ErrorCode::WindowFailed, "there is no display"});
  }
  auto state = std::make_unique<State>();
  state->page_width = options.width_px;
  state->page_height = options.height_px;
  state->wake_event = SDL_RegisterEvents(1);
  int width = options.width_px, height = options.height_px;
  SDL_Rect room;
  if (!options.fullscreen && SDL_GetDisplayUsableBounds(0, &room) == 0) {
    const double scale =
        std::min({1.0, static_cast<double>(room.w) / width, static_cast<double>(room.h) / height});
    width = static_cast<int>(width * scale);
    height = static_cast<int>(height * scale);
  }
  const Uint32 flags =
      SDL_WINDOW_SHOWN | (options.fullscreen ? static_cast<Uint32>(SDL_WINDOW_FULLSCREEN_DESKTOP) : 0u);
  state->window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED,
                                   width, height, flags);
  if (state->window == nullptr) return failed("window");
  if (SDL_GetWindowSurface(state->window) == nullptr) return failed("window surface");
  SDL_ShowCursor(options.hide_cursor ? SDL_DISABLE : SDL_ENABLE);
  SDL_StartTextInput();
  state->fit();
  return std::unique_ptr<Window>(new Window(std::move(state)));
}

std::vector<WindowEvent> Window::wait(double timeout_seconds) {
  std::vector<WindowEvent> events;
  SDL_Event event;
  const int timeout =
      timeout_seconds < 0 ? -1 : static_cast<int>(std::ceil(std::min(timeout_seconds, 86400.0) * 1000));
  if (SDL_WaitEventTimeout(&event, timeout) == 0) return events;
  do {
    state_->translate(event, events);
  } while (SDL_PollEvent(&event) != 0);
  return events;
}

void Window::wake() {
  SDL_Event event{};
  event.type = state_->wake_event;
  SDL_PushEvent(&event);
}

SurfaceView Window::frame() {
  state_->fit();
  SDL_Surface* target = SDL_GetWindowSurface(state_->window);
  if (target != nullptr && state_->direct(*target)) {
    auto* bytes =
        static_cast<std::uint8_t*>(target->pixels) + state_->shown.y * target->pitch + state_->shown.x * 4;
    return {reinterpret_cast<std::uint32_t*>(bytes), state_->page_width, state_->page_height,
            target->pitch / 4};
  }
  if (state_->scaled == nullptr) {
    state_->page = Surface(state_->page_width, state_->page_height);
    state_->scaled = SDL_CreateRGBSurfaceWithFormatFrom(state_->page.view().pixels, state_->page_width,
                                                        state_->page_height, 32, state_->page_width * 4,
                                                        SDL_PIXELFORMAT_RGB888);
  }
  return state_->page.view();
}

void Window::present(const std::vector<PixelRect>& dirty) {
  if (dirty.empty()) return;
  SDL_Surface* target = SDL_GetWindowSurface(state_->window);
  if (target == nullptr) return;
  if (!state_->direct(*target)) {
    SDL_Rect shown = state_->shown;
    SDL_BlitScaled(state_->scaled, nullptr, target, &shown);
    SDL_UpdateWindowSurface(state_->window);
    return;
  }
  std::vector<SDL_Rect> rects;
  rects.reserve(dirty.size());
  for (const PixelRect& r : dirty) rects.push_back({r.x + state_->shown.x, r.y + state_->shown.y, r.w, r.h});
  SDL_UpdateWindowSurfaceRects(state_->window, rects.data(), static_cast<int>(rects.size()));
}

double Window::now() const { return static_cast<double>(SDL_GetTicks64()) / 1000; }

}  // namespace yitang::ui
