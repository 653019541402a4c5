#include "kiosk/terminal/slip_glyphs.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "kiosk/base/text.hpp"

namespace yitang::terminal {
namespace {

constexpr std::size_t kTextsAStep = 4;
constexpr std::chrono::milliseconds kBetweenSteps{20};
constexpr std::size_t kMostNames = 100;  // of items: they share most of their characters
constexpr int kHeading = 2;              // titles and the promised day
constexpr int kBigNumber = 3;            // a receipt's number on paper of 80 mm

constexpr std::string_view kNumbers = "0123456789";
constexpr std::string_view kNumberLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ-";
constexpr std::string_view kLatin = "abcdefghijklmnopqrstuvwxyz .,:;()/";
constexpr std::string_view kChineseDay = "年月日星期一二三四五六";
constexpr std::string_view kChinesePunctuation = "，。：；、（）《》“”！？·";

bool stands_large(std::string_view key) {
  return key.ends_with(".title") || key.starts_with("slip.receipt.promised") ||
         key == "slip.receipt.immediate" || key == "slip.copy";
}

// A4 pages have their own fonts.
bool on_slips(std::string_view key) { return !key.starts_with("slip.form."); }

void draw_text(devices::GlyphRasterizer& glyphs, const UsualText& usual) {
  for (const char32_t code : decode_utf8(usual.text)) {
    devices::GlyphBox box{devices::cell_width(code), usual.factor, usual.factor, true};
    if (box.cells == 0) continue;
    (void)glyphs.rasterize({&code, 1}, box);
    box.bold = false;
    if (usual.factor == 1) (void)glyphs.rasterize({&code, 1}, box);
  }
}

struct AheadWork {
  Executor& thread;
  devices::GlyphRasterizer& glyphs;
  std::vector<UsualText> texts;
  std::weak_ptr<int> alive;
  std::size_t at = 0;
};

void draw_step(const std::shared_ptr<AheadWork>& work) {
  if (work->alive.expired()) return;
  for (std::size_t i = 0; i < kTextsAStep && work->at < work->texts.size(); ++i)
    draw_text(work->glyphs, work->texts[work->at++]);
  if (work->at == work->texts.size()) return;
  work->thread.post_after(kBetweenSteps, [work] { draw_step(work); });
}

}  // namespace

std::vector<UsualText> usual_texts(const cases::SlipSettings& settings, const catalog::Catalog& catalog) {
  std::vector<UsualText> texts;
  for (const std::string_view key : cases::slip_word_keys()) {
    if (!on_slips(key)) continue;
    const std::string words = settings.words(key);
    texts.push_back({words, 1});
    if (stands_large(key)) texts.push_back({words, kHeading});
  }
  for (const std::string_view each : {kNumbers, kNumberLetters}) {
    for (const int factor : {1, kHeading, kBigNumber}) texts.push_back({std::string(each), factor});
  }
  texts.push_back({std::string(kLatin), 1});
  if (settings.language == Language::Chinese) {
    texts.push_back({std::string(kChineseDay), 1});
    texts.push_back({std::string(kChineseDay), kHeading});
    texts.push_back({std::string(kChinesePunctuation), 1});
  } else {
    texts.push_back({std::string(kLatin), kHeading});
  }
  texts.push_back({settings.place, 1});
  for (std::size_t i = 0; i < std::min(kMostNames, catalog.items().size()); ++i)
    texts.push_back({catalog.items()[i]->name.of(settings.language), 1});
  return texts;
}

void draw_ahead(devices::GlyphRasterizer& glyphs, const std::vector<UsualText>& texts) {
  for (const UsualText& each : texts) draw_text(glyphs, each);
}

void draw_ahead_on(Executor& thread, std::chrono::milliseconds delay, devices::GlyphRasterizer& glyphs,
                   std::vector<UsualText> texts, std::weak_ptr<int> alive) {
  auto work = std::make_shared<AheadWork>(AheadWork{thread, glyphs, std::move(texts), std::move(alive)});
  thread.post_after(delay, [work] { draw_step(work); });
}

}  // namespace yitang::terminal
