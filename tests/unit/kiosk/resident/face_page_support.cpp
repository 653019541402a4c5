#include "face_page_support.hpp"

#include <stdexcept>
#include <utility>

namespace yitang::resident {
namespace {

ui::Strings all_words() {
  auto strings = ui::Strings::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/resident/strings");
  if (!strings) throw std::runtime_error(strings.error().message);
  return std::move(*strings);
}

std::unique_ptr<ui::Ui> make_ui() {
  auto ui = ui::Ui::create({});
  if (!ui) throw std::runtime_error(ui.error().message);
  return std::move(*ui);
}

}  // namespace

Look look_at(int index) {
  const int language_and_density = index / ui::contrast_scheme_count;
  return {language_and_density % 2 == 0 ? Language::Chinese : Language::English,
          language_and_density / 2 == 0 ? Density::Standard : Density::Elder,
          static_cast<Contrast>(index % ui::contrast_scheme_count)};
}

std::string name_of(const Look& look) {
  return std::string(look.language == Language::English ? "en" : "zh") +
         (look.density == Density::Elder ? "-elder-" : "-standard-") +
         std::string(ui::contrast_scheme_name(scheme_of(look.contrast)));
}

const catalog::Catalog& sample_catalog() {
  static const catalog::CatalogPtr catalog = [] {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    if (!loaded) throw std::runtime_error(describe(loaded.error()));
    return *loaded;
  }();
  return *catalog;
}

FacePage::FacePage(int surface_width, int surface_height)
    : words_(all_words()),
      pinyin_(ui::make_character_pinyin()),
      ui_(make_ui()),
      context_{.catalog = sample_catalog(), .words = words_},
      surface_(surface_width, surface_height) {
  context_.place = {{"示例镇便民服务中心", "Sample Town Service Centre"}, "12345", "DEM0"};
  context_.point = "sample-town-01";
  context_.now = face_time;
  context_.pinyin = pinyin_.get();
  context_.qr = checkerboard;
}

void FacePage::show(Face& face, const Look& look) {
  constexpr int frames = 3;  // scroll areas and dialogs know their size from the second one on
  face.state.language = look.language;
  face.state.density = look.density;
  face.state.contrast = look.contrast;
  memory_ = std::make_unique<ScreenMemory>();
  sent_something_ = false;
  ui_->reset_interaction();
  set_look(*ui_, face.state);
  for (int frame = 0; frame < frames; ++frame) {
    Intents intents;
    ui_->begin_frame(now_ += 0.5);
    draw(*ui_, context_, face.state, *memory_, intents);
    ui_->end_frame(frame + 1 < frames ? small_.view() : surface_.view());
    sent_something_ = sent_something_ || !intents.empty();
    if (frame == 0 && face.prepare) face.prepare(*memory_, context_);
  }
}

void FacePage::press(const Face& face, ui::Key key) {
  constexpr int most_frames = 200;
  ui_->push(ui::KeyEvent{key});
  for (int frame = 0; frame < most_frames; ++frame) {
    Intents intents;
    ui_->begin_frame(now_ += 0.05);
    draw(*ui_, context_, face.state, *memory_, intents);
    const ui::FrameResult result = ui_->end_frame(small_.view());
    if (!result.next_frame_at || *result.next_frame_at > now_ + 0.1) return;
  }
}

}  // namespace yitang::resident
