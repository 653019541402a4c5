// Characters drawn ahead: which, in small steps, and not for a terminal that has ended.
#include "kiosk/terminal/slip_glyphs.hpp"

#include <gtest/gtest.h>

#include <set>

#include "services_support.hpp"

namespace yitang::terminal::test {
namespace {

using namespace std::chrono_literals;

class CountingGlyphs final : public devices::GlyphRasterizer {
 public:
  std::optional<devices::Bitmap> rasterize(std::u32string_view cluster,
                                           const devices::GlyphBox& box) override {
    ++asked;
    drawn.insert({cluster[0], box.height_factor, box.bold});
    return devices::Bitmap(box.width(), box.height());
  }
  int asked = 0;
  std::set<std::tuple<char32_t, int, bool>> drawn;
};

std::vector<UsualText> texts_of(const ServiceBench& b) {
  cases::SlipSettings settings;
  settings.words = [](std::string_view key) { return key == "slip.receipt.title" ? "提交回执" : "字"; };
  settings.place = "示例镇";
  return usual_texts(settings, *b.catalog);
}

TEST(SlipGlyphs, FixedWordsDatesNumbersAndNamesOfItems) {
  const ServiceBench b;
  CountingGlyphs glyphs;
  draw_ahead(glyphs, texts_of(b));
  EXPECT_TRUE(glyphs.drawn.contains({U'提', 1, false}));
  EXPECT_TRUE(glyphs.drawn.contains({U'提', 2, true})) << "as a title";
  EXPECT_TRUE(glyphs.drawn.contains({U'年', 2, true})) << "the promised day";
  EXPECT_TRUE(glyphs.drawn.contains({U'7', 3, true})) << "a receipt's number";
  EXPECT_TRUE(glyphs.drawn.contains({U'镇', 1, true}));
  EXPECT_LT(glyphs.drawn.size(), 1500U) << "what is kept has room for the slips themselves";
}

TEST(SlipGlyphs, AreDrawnInSmallStepsWhileTheTerminalLives) {
  ServiceBench b;
  CountingGlyphs glyphs;
  auto alive = std::make_shared<int>(0);
  draw_ahead_on(b.queue, 1500ms, glyphs, texts_of(b), alive);
  b.pass(1499ms);
  EXPECT_EQ(glyphs.asked, 0);
  b.pass(1ms);
  const int first_step = glyphs.asked;
  EXPECT_GT(first_step, 0);
  EXPECT_LT(first_step, 300);
  b.pass(60s);
  const std::size_t all = glyphs.drawn.size();
  CountingGlyphs at_once;
  draw_ahead(at_once, texts_of(b));
  EXPECT_EQ(all, at_once.drawn.size());
  EXPECT_EQ(b.queue.next_due(), -1) << "then it rests";
  draw_ahead_on(b.queue, 0ms, glyphs, texts_of(b), alive);
  const int before = glyphs.asked;
  alive.reset();
  b.pass(60s);
  EXPECT_EQ(glyphs.asked, before);
}

}  // namespace
}  // namespace yitang::terminal::test
