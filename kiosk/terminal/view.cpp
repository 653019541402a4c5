#include "kiosk/terminal/view.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "devices/barcode/qr.hpp"
#include "kiosk/resident/screens/screens.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/terminal/words.hpp"
#include "ui/input/handwriting.hpp"
#include "ui/input/pinyin.hpp"

namespace yitang::terminal {
namespace {

ui::Density ui_density(resident::Density density) {
  return density == resident::Density::Elder ? ui::Density::Elder : ui::Density::Standard;
}

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

// Place names of the county, so that addresses are typed quickly.
std::vector<std::string> place_phrases(const catalog::Catalog& catalog) {
  std::vector<std::string> phrases{catalog.county().county.zh, catalog.county().township.zh};
  if (const catalog::Dictionary* villages = catalog.dictionary("village")) {
    for (const catalog::Option& village : *villages) phrases.push_back(village.label.zh);
  }
  return phrases;
}

}  // namespace

struct View::Parts {
  Terminal& terminal;
  const Clock& clock;
  ui::SpeechEngine& speech;
  ViewOptions options;
  std::unique_ptr<ui::Ui> ui;
  ui::Strings words;
  std::unique_ptr<ui::PinyinEngine> pinyin;
  std::unique_ptr<ui::HandwritingEngine> handwriting;
  resident::ScreenMemory memory;
  bool engines_tried = false;
  std::string spoken;  // last thing read aloud, to say each page once
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
    pinyin->set_phrases(place_phrases(terminal.catalog()));
    auto hand = ui::open_handwriting();
    if (hand) {
      handwriting = std::move(*hand);
    } else {
      spdlog::warn("handwriting: {}; not offered", hand.error().message);
    }
  }

  resident::ScreenContext context() {
    const Config& config = terminal.config();
    resident::ScreenContext result{
        terminal.catalog(), words,        {config.place, config.hotline, config.terminal_code},
        clock.now(),        pinyin.get(), handwriting.get(),
        options.demo,       false,        qr_matrix};
    result.card_photos = terminal.shows_photos();
    return result;
  }

  void speak(const resident::ResidentState& state) {
    if (!state.speech || state.page == resident::Page::Idle) {
      if (!spoken.empty()) speech.stop();
      spoken.clear();
      return;
    }
    std::string text = resident::spoken_text(context(), state);
    if (text == spoken) return;
    const auto language =
        state.language == Language::English ? ui::SpeechLanguage::English : ui::SpeechLanguage::Mandarin;
    if (auto said = speech.say(text, language, ui::SpeechPriority::Interrupt); !said) {
      spdlog::debug("speech: {}", said.error().message);
    }
    spoken = std::move(text);
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
                       speech,
                       options,
                       std::move(ui),
                       terminal.words(),
                       nullptr,
                       nullptr,
                       {},
                       false,
                       {},
                       {}}) {
  parts_->ui->set_density(ui_density(terminal.flow().state().density));
}

ui::Ui& View::ui() { return *parts_->ui; }

void View::push(const ui::PointerEvent& event) {
  if (event.kind != ui::PointerEvent::Kind::Move) parts_->terminal.flow().touched();
  parts_->ui->push(event);
}

void View::push(const ui::KeyEvent& event) {
  parts_->terminal.flow().touched();
  parts_->ui->push(event);
}

void View::push(const ui::TextEvent& event) {
  parts_->terminal.flow().touched();
  parts_->ui->push(event);
}

bool View::stale() const {
  return parts_->terminal.flow().take_changed() || clock_text(parts_->clock.now()) != parts_->drawn_minute;
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

ui::FrameResult View::frame(const ui::SurfaceView& target, double now_seconds) {
  Parts& p = *parts_;
  resident::ResidentFlow& flow = p.terminal.flow();
  const resident::ResidentState& state = flow.state();
  const bool typing = state.page == resident::Page::Search || state.page == resident::Page::Form ||
                      state.page == resident::Page::Delivery;
  if (typing) p.open_engines();
  p.words.set_language(ui_language(state.language));
  if (p.ui->theme().density() != ui_density(state.density)) p.ui->set_density(ui_density(state.density));
  p.drawn_minute = clock_text(p.clock.now());

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
  for (const resident::Intent& intent : intents.take()) flow.on(intent);
  p.speak(flow.state());
  return result;
}

}  // namespace yitang::terminal
