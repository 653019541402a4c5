#include "kiosk/terminal/view.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "devices/barcode/qr.hpp"
#include "kiosk/base/wipe.hpp"
#include "kiosk/catalog/place_names.hpp"
#include "kiosk/resident/screens/screens.hpp"
#include "kiosk/resident/screens/speaker.hpp"
#include "kiosk/terminal/audio_service.hpp"
#include "kiosk/terminal/words.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin.hpp"

namespace yitang::terminal {
namespace {

ui::QrMatrix qr_matrix(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto symbol = devices::make_qr({bytes, text.size()});
  ui::QrMatrix matrix;
  if (!symbol) return matrix;  // an empty picture; the number stands beside it in any case
  matrix.size = symbol->width();
  for (int y = 0; y < symbol->height(); ++y) {
    for (int x = 0; x < symbol->width(); ++x) matrix.dark.push_back(symbol->get(x, y));
  }
  return matrix;
}

}  // namespace

struct View::Parts {
  Terminal& terminal;
  const Clock& clock;
  AudioService audio;
  ViewOptions options;
  std::unique_ptr<ui::Ui> ui;
  ui::Strings words;
  std::unique_ptr<ui::PinyinEngine> pinyin;
  std::unique_ptr<ui::HandwritingEngine> handwriting;
  resident::ScreenMemory memory;
  bool engines_tried = false;
  resident::Heard heard;    // what the page was when it was listened to last
  bool could_speak = true;  // when it was drawn
  std::string drawn_minute;
  resident::Page page = resident::Page::Idle;  // drawn last

  void open_engines() {
    if (std::exchange(engines_tried, true) || !options.input_methods) return;
    auto opened = ui::open_pinyin();
    if (opened) {
      pinyin = std::move(*opened);
    } else {
      spdlog::warn("pinyin: {}; single characters only", opened.error().message);
      pinyin = ui::make_character_pinyin();
    }
    pinyin->set_phrases(catalog::place_names(terminal.catalog()));
    auto hand = ui::open_handwriting();
    if (hand) {
      handwriting = std::move(*hand);
    } else {
      spdlog::warn("handwriting: {}; shapes of characters only", hand.error().message);
      handwriting = ui::make_shape_handwriting();
    }
  }

  resident::ScreenContext context() {
    const Config& config = terminal.config();
    resident::ScreenContext result{
        terminal.catalog(), words,        {config.place, config.hotline, config.terminal_code},
        clock.now(),        pinyin.get(), handwriting.get(),
        options.demo,       false,        qr_matrix};
    result.card_photos = terminal.shows_photos();
    if (const auto* point = terminal.catalog().point_called(terminal.config().place.zh))
      result.point = point->id;
    result.can_speak = audio.can_speak();
    return result;
  }

  // Somebody has left, and the page after them is on the screen and being said: that goes on, and is not said
  // again.
  void forget_heard() {
    audio.forget();
    renew(heard);
    heard = resident::hear(context(), terminal.flow().state(), ui->semantics(), ui->focus());
  }

  // Of the page as it was drawn just now.
  void speak(const resident::ResidentState& state) {
    const resident::ScreenContext shown = context();
    resident::Heard now = resident::hear(shown, state, ui->semantics(), ui->focus());
    audio.set(now.sound.volume, now.sound.rate);
    audio.say(resident::announce(heard, now, words.tr("sound.sample")), now.language);
    heard = std::move(now);
  }
};

View::~View() = default;

Result<std::unique_ptr<ui::Ui>> View::make_ui(const DisplayConfig& display) {
  ui::UiOptions options;
  options.metrics = {display.width_px, display.height_px, static_cast<float>(display.mm_per_px)};
  auto ui = ui::Ui::create(options);
  if (!ui) return fail(ErrorKind::NotFound, ui.error().message, "fonts");
  return std::move(*ui);
}

View::View(Terminal& terminal, const Clock& clock, ui::SpeechEngine& speech, const ViewOptions& options,
           std::unique_ptr<ui::Ui> ui)
    : parts_(new Parts{terminal,
                       clock,
                       AudioService(speech, terminal.config().prompts),
                       options,
                       std::move(ui),
                       terminal.words(),
                       nullptr,
                       nullptr,
                       {},
                       false,
                       {},
                       true,
                       {},
                       resident::Page::Idle}) {
  resident::set_look(*parts_->ui, terminal.flow().state());
}

ui::Ui& View::ui() { return *parts_->ui; }
const resident::ScreenMemory& View::memory() const { return parts_->memory; }
std::string View::spoken() const {
  return resident::spoken_text(parts_->context(), parts_->terminal.flow().state());
}

void View::push(const ui::PointerEvent& event) {
  if (event.kind != ui::PointerEvent::Kind::Move) parts_->terminal.flow().touched();
  parts_->ui->push(event);
}

void View::push(const ui::KeyEvent& event) {
  resident::ResidentFlow& flow = parts_->terminal.flow();
  flow.touched();
  if (event.key == ui::Key::Help)
    return flow.on(resident::Intent{resident::IntentKind::CallStaff, {}, {}, 0, {}});
  if (event.key == ui::Key::Escape) {  // a dialog is put away, a page is left where it may be
    const ui::Node* back = parts_->ui->semantics().find_by_id("frame.back");
    const bool dialog = flow.state().overlay != resident::Overlay::None;
    if (dialog) return flow.on(resident::Intent{resident::IntentKind::GoBack, {}, {}, 0, {}});
    if (back != nullptr && back->enabled && !back->covered) parts_->ui->activate("frame.back");
    return;
  }
  parts_->ui->push(event);
}

void View::push(const ui::TextEvent& event) {
  parts_->terminal.flow().touched();
  parts_->ui->push(event);
}

bool View::stale() const {
  return parts_->terminal.flow().take_changed() || clock_text(parts_->clock.now()) != parts_->drawn_minute ||
         parts_->audio.can_speak() != parts_->could_speak;
}

void View::rehearse(resident::Page page, double now_seconds) {
  Parts& p = *parts_;
  if (p.ui->has_input()) return;
  resident::ResidentState state = p.terminal.flow().state();
  state.page = page;
  resident::ScreenMemory memory;
  resident::Intents unheard;
  p.ui->begin_frame(now_seconds);
  resident::draw(*p.ui, p.context(), state, memory, unheard);
  p.ui->discard_frame();
}

void View::forget_person() {
  Parts& p = *parts_;
  p.ui->reset_interaction();
  p.memory.clear();
  renew(p.memory);
  p.forget_heard();
}

ui::FrameResult View::frame(const ui::SurfaceView& target, double now_seconds) {
  Parts& p = *parts_;
  resident::ResidentFlow& flow = p.terminal.flow();
  const resident::ResidentState& state = flow.state();
  const bool typing = state.page == resident::Page::Search || state.page == resident::Page::Form ||
                      state.page == resident::Page::Child || state.page == resident::Page::Typed ||
                      state.page == resident::Page::Delivery || state.page == resident::Page::Rating;
  if (typing) p.open_engines();
  p.words.set_language(ui_language(state.language));
  resident::set_look(*p.ui, state);
  p.drawn_minute = clock_text(p.clock.now());
  p.could_speak = p.audio.can_speak();

  const bool fresh = state.page == resident::Page::Idle || state.page == resident::Page::Home;
  if (fresh && p.page != state.page) {  // taps that wait, scroll positions and ink are the last person's
    p.ui->reset_interaction();
    p.memory.clear();
  }
  p.page = state.page;

  resident::Intents intents;
  p.ui->begin_frame(now_seconds);
  resident::draw(*p.ui, p.context(), state, p.memory, intents);
  ui::FrameResult result = p.ui->end_frame(target);
  p.speak(state);
  for (const resident::Intent& intent : intents.take()) flow.on(intent);
  return result;
}

}  // namespace yitang::terminal
