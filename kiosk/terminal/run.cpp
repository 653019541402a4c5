#include "kiosk/terminal/run.hpp"

#include <malloc.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <future>
#include <optional>
#include <thread>
#include <utility>

#include "kiosk/base/wipe.hpp"
#include "kiosk/terminal/control_request.hpp"
#include "kiosk/terminal/control_socket.hpp"
#include "kiosk/terminal/demo_panel.hpp"
#include "kiosk/terminal/device_list.hpp"
#include "kiosk/terminal/end_signals.hpp"
#include "kiosk/terminal/main_queue.hpp"
#include "kiosk/terminal/memory.hpp"
#include "kiosk/terminal/printer_command.hpp"
#include "kiosk/terminal/service_page.hpp"
#include "kiosk/terminal/view.hpp"
#include "ui/speech/dispatcher.hpp"
#include "ui/speech/espeak.hpp"
#include "ui/window.hpp"

namespace yitang::terminal {
namespace {

// `wake` is called on the speech's thread when reading aloud has become possible or impossible.
std::unique_ptr<ui::SpeechEngine> make_speech(SpeechSource source, std::function<void()> wake) {
  if (source == SpeechSource::None) return std::make_unique<ui::NullSpeech>();
  auto espeak = ui::espeak_voice();
  if (!espeak) spdlog::warn("speech: {}", espeak.error().message);
  ui::QueueOptions queue;
  queue.state_changed = std::move(wake);
  queue.tidy_stack = wipe_dead_stack;
  if (source == SpeechSource::Dispatcher) {
    ui::DispatcherOptions service;
    service.queue = std::move(queue);
    return ui::open_dispatcher(service, espeak ? std::move(*espeak) : nullptr);
  }
  if (espeak) return std::make_unique<ui::QueuedSpeech>(std::move(*espeak), queue);
  spdlog::warn("speech: the terminal stays silent");
  return std::make_unique<ui::NullSpeech>();
}

// The page and, in a demonstration, the panel beside it: two pictures side by side on one surface.
struct Stage {
  ui::Window& window;
  View& view;
  DemoPanel* panel;
  int page_width;
  double panel_due = 0;
  double view_due = 0;
  double release_due = kNever;
  bool released = false;  ///< memory was released since somebody asked

  void route(const ui::WindowEvent& event) {
    if (const auto* pointer = std::get_if<ui::PointerEvent>(&event)) {
      ui::PointerEvent moved = *pointer;
      if (panel != nullptr && moved.x >= static_cast<float>(page_width)) {
        moved.x -= static_cast<float>(page_width);
        panel->ui().push(moved);
        panel_due = 0;
      } else {
        view.push(moved);
        view_due = 0;
      }
    } else if (const auto* key = std::get_if<ui::KeyEvent>(&event)) {
      view.push(*key);
      view_due = 0;
    } else if (const auto* text = std::get_if<ui::TextEvent>(&event)) {
      view.push(*text);
      view_due = 0;
    } else if (std::holds_alternative<ui::RedrawEvent>(event)) {
      view.ui().redraw_all();
      if (panel != nullptr) panel->ui().redraw_all();
      view_due = panel_due = 0;
    }
  }

  static constexpr double kNever = 1e18;
  static constexpr double kQuietSeconds = 3;

  void draw(Language language) {
    const double now = window.now();
    std::vector<ui::PixelRect> dirty;
    ui::SurfaceView page = window.frame();
    if (view.stale()) view_due = 0;
    if (now >= view_due) {
      ui::SurfaceView left = page;
      left.width = page_width;
      ui::FrameResult result = view.frame(left, now);
      view_due = result.next_frame_at.value_or(kNever);
      if (view.stale()) view_due = 0;  // what was tapped changed the state: draw it in the next round
      dirty = std::move(result.dirty);
    }
    if (panel != nullptr && now >= panel_due) {
      ui::SurfaceView right{page.pixels + page_width, page.width - page_width, page.height, page.stride};
      ui::FrameResult result = panel->frame(right, now, language);
      panel_due = result.next_frame_at.value_or(kNever);
      for (ui::PixelRect rect : result.dirty) {
        rect.x += page_width;
        dirty.push_back(rect);
      }
    }
    if (!dirty.empty()) {
      window.present(dirty);
      if (!only_the_clock(dirty)) release_due = now + kQuietSeconds;
    } else if (now >= release_due) {
      release_due = kNever;
      release_memory();
    }
  }

  // The clock alone must not wake the terminal a second time each minute.
  bool only_the_clock(const std::vector<ui::PixelRect>& dirty) const {
    std::int64_t area = 0;
    for (const ui::PixelRect& rect : dirty) area += std::int64_t{rect.w} * rect.h;
    return area * 20 < std::int64_t{page_width} * page_width;
  }

  // Once after each busy spell: what drawing needed goes back to the system.
  void release_memory() {
    view.ui().release_memory();
    if (panel != nullptr) panel->ui().release_memory();
    ::malloc_trim(0);
    released = true;
  }

  double next_due() const { return std::min({view_due, panel == nullptr ? kNever : panel_due, release_due}); }
};

// Builds the font atlas and touches the window's memory while the stores are still being opened. Shows
// nothing.
void warm_up(ui::Ui& ui, ui::Window& window, int page_width) {
  ui::SurfaceView page = window.frame();
  page.width = page_width;
  ui.begin_frame(window.now());
  ui.end_frame(page);
}

struct OwnThreads {
  ThreadExecutor store{"store"};
  ThreadExecutor office{"office"};
  ThreadExecutor reader{"reader"};
  ThreadExecutor printer{"printer"};
  ThreadExecutor camera{"camera"};
  ThreadExecutor forms{"forms"};
  void stop() {
    reader.stop();
    printer.stop();
    camera.stop();
    forms.stop();
    office.stop();
    store.stop();
  }
};

struct StopFirst {
  OwnThreads& threads;
  ~StopFirst() { threads.stop(); }
};

ui::WindowOptions window_options(const DisplayConfig& display, bool with_panel) {
  ui::WindowOptions options;
  options.width_px = display.width_px + (with_panel ? kDemoPanelWidth : 0);
  options.height_px = display.height_px;
  options.fullscreen = display.fullscreen;
  options.hide_cursor = display.hide_cursor;
  return options;
}

// What only a technician can put right: the screen says so until the program is ended. Configuration errors
// and a second start end the program at once, as the person at the keyboard expects.
bool needs_technician(const Error& error) {
  return error.kind == ErrorKind::WrongKey || error.kind == ErrorKind::StoreFailed;
}

// The page of a terminal that cannot start, on the window that was opened for the real one.
class ServiceScreen {
 public:
  ServiceScreen(ui::Window& window, const TerminalOptions& options, ErrorKind reason) : window_(window) {
    auto page = ServicePage::create(options.share, options.config, reason);
    if (page) {
      page_ = std::move(*page);
    } else {
      spdlog::error("{}", describe(page.error()));
    }
    draw();
  }
  /// Until the window is closed or the program is asked to end.
  void stay(EndSignals& end_signals) {
    if (!page_) return;
    std::atomic<bool> end{false};
    end_signals.watch([this, &end] {
      end = true;
      window_.wake();
    });
    while (!end) {
      for (const ui::WindowEvent& event : window_.wait(-1)) {
        if (std::holds_alternative<ui::CloseEvent>(event)) end = true;
        if (std::holds_alternative<ui::RedrawEvent>(event)) draw();
      }
    }
    end_signals.stop();
  }

 private:
  void draw() {
    if (page_) window_.present(page_->draw(window_.frame(), window_.now()));
  }
  ui::Window& window_;
  std::unique_ptr<ServicePage> page_;
};

// Opens what did not open by itself with a person's help, if there is one. The screen tells the others.
Result<std::unique_ptr<Terminal>> open_with_help(Result<std::unique_ptr<Terminal>> opened,
                                                 const RunOptions& options, const Surroundings& around,
                                                 ui::Window* window, EndSignals& end_signals,
                                                 bool& page_shown) {
  if (opened || options.exit_after_first_frame || !needs_technician(opened.error())) return opened;
  spdlog::error("{}", describe(opened.error()));
  std::optional<ServiceScreen> screen;
  if (window != nullptr) {
    screen.emplace(*window, options.terminal, opened.error().kind);
    page_shown = true;
  }
  if (opened.error().kind == ErrorKind::WrongKey && options.ask_passphrase) {
    TerminalOptions with_passphrase = options.terminal;
    with_passphrase.passphrase = options.ask_passphrase();
    if (with_passphrase.passphrase) opened = Terminal::open(std::move(with_passphrase), around);
  }
  if (!opened && screen) screen->stay(end_signals);
  return opened;
}

// `world`: null where the devices are real. The terminal outlives the socket.
ControlRequests control_requests(Terminal& terminal, SimulatedWorld* world, Executor& camera_thread,
                                 const devices::Clock& clock) {
  const PrinterAnswer of_printer{
      terminal.printing(),
      [&terminal](std::function<void(cases::CaseStore&)> work) { terminal.with_store(std::move(work)); }};
  ControlRequests requests{
      {[&terminal](std::function<void(office::Office&)> work) { terminal.with_office(std::move(work)); },
       [&terminal] { terminal.fetch_answers(); }},
      [&terminal, &clock] {
        return to_json(DeviceList{true, terminal.devices(), unknown_devices(terminal.config().devices),
                                  devices::plugged_devices(), clock.now()});
      },
      [of_printer](const Result<PrinterCommand>& command) { return of_printer(command); }};
  const QueueAnswer of_queue{of_printer.with_store, terminal.catalog()};
  requests.queue = [of_queue](const QueueCommand& command) { return of_queue(command); };
  const AppointmentAnswer of_appointments{of_printer.with_store, terminal.catalog()};
  requests.appointment = [of_appointments](const AppointmentCommand& c) { return of_appointments(c); };
  if (world != nullptr) {
    requests.simulate = [world, &camera_thread](const SimulatedAction& action) {
      return perform_soon(*world, camera_thread, action);
    };
  }
  return requests;
}

double seconds_to_next_minute(const Clock& clock) {
  return static_cast<double>(60'000 - clock.now() % 60'000) / 1000.0 + 0.01;
}

double patience(const Stage& stage, const MainQueue& queue, const resident::ResidentFlow& flow,
                const Clock& clock, double now) {
  double seconds = seconds_to_next_minute(clock);
  seconds = std::min(seconds, std::max(0.0, stage.next_due() - now));
  if (const double next = queue.seconds_to_next(); next >= 0) seconds = std::min(seconds, next);
  if (const SteadyMillis due = flow.next_deadline(); due >= 0) {
    seconds = std::min(seconds, std::max(0.0, static_cast<double>(due - clock.steady()) / 1000.0));
  }
  return seconds;
}

}  // namespace

Result<void> run_in_window(const RunOptions& options) {
  EndSignals end_signals;
  const SystemClock system_clock;
  JudgedClock clock(system_clock);
  devices::SystemClock device_clock;
  const auto random = system_random();
  MainQueue main;
  SimulatedWorld world(device_clock);
  OwnThreads threads;
  const Surroundings around{
      {main, threads.store, threads.office, threads.reader, threads.printer, threads.camera, threads.forms},
      clock,
      device_clock,
      *random,
      options.demo ? &world : nullptr,
      &clock};
  // Stores and catalogue are opened beside the window and the speech, which have to be made here.
  auto opening = std::async(std::launch::async,
                            [&options, &around] { return Terminal::open(options.terminal, around); });
  const DisplayConfig& display = options.terminal.config.display;
  const bool with_panel = options.demo && options.panel;
  auto window = ui::Window::open(window_options(display, with_panel));
  const auto speech = make_speech(options.terminal.config.speech_source, [&window] {
    if (window) (*window)->wake();
  });
  auto ui = View::make_ui(display);
  if (window && ui) warm_up(**ui, **window, display.width_px);
  bool page_shown = false;
  auto opened = open_with_help(opening.get(), options, around, window ? window->get() : nullptr, end_signals,
                               page_shown);
  if (!opened) return tl::unexpected(opened.error());
  if (ui && page_shown) (*ui)->redraw_all();
  Terminal& terminal = **opened;
  const StopFirst stop_first{threads};  // whatever ends this function: no task runs when the terminal goes
  if (!window) return fail(ErrorKind::DeviceFailed, window.error().message, "display");
  if (!ui) return tl::unexpected(ui.error());
  View view(terminal, clock, *speech, {display, options.demo, true}, std::move(*ui));
  std::unique_ptr<DemoPanel> panel;
  if (with_panel) {
    auto made = DemoPanel::create(terminal, world, threads.camera, display.height_px);
    if (!made) return tl::unexpected(made.error());
    panel = std::move(*made);
  }
  main.set_wake([&window] { (*window)->wake(); });
  const StopFirst stop_before_window{threads};  // a task that ends may wake the window

  Stage stage{**window, view, panel.get(), display.width_px};
  stage.draw(terminal.flow().state().language);
  if (options.exit_after_first_frame) return {};
  auto control = ControlSocket::listen(
      control_path(options.terminal.data),
      control_requests(terminal, options.demo ? &world : nullptr, threads.camera, device_clock));
  if (!control) spdlog::warn("control: {}", describe(control.error()));
  terminal.start();
  std::atomic<bool> end{false};
  end_signals.watch([&end, &window] {
    end = true;
    (*window)->wake();
  });

  view.rehearse(resident::Page::Home, (*window)->now());
  stage.view_due = 0;
  while (!end) {
    const double wait = patience(stage, main, terminal.flow(), clock, (*window)->now());
    for (const ui::WindowEvent& event : (*window)->wait(wait)) {
      if (std::holds_alternative<ui::CloseEvent>(event)) end = true;
      stage.route(event);
    }
    main.run_due();
    terminal.flow().tick();
    stage.draw(terminal.flow().state().language);
    // Once more when it has become quiet: an answer that came late was for a person who had gone.
    const bool quiet = std::exchange(stage.released, false);
    const bool nobody = terminal.flow().state().page == resident::Page::Idle;
    if (!forget_who_left(terminal, view) && quiet && nobody) forget_person(terminal, view);
  }
  if (control) control->reset();
  end_signals.stop();
  main.set_wake({});
  return {};
}

}  // namespace yitang::terminal
