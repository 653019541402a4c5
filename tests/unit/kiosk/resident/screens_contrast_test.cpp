// The words of every page are readable as they stand on the screen: pixels are measured, not colours asked
// for. Every face is drawn in each language and density, the schemes take turns; the pages that everybody
// sees are drawn in every scheme. YITANG_EVERY_LOOK=1 draws every face in all twenty looks (minutes).
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <string_view>

#include "face_page_support.hpp"
#include "ui/contrast_check.hpp"

namespace yitang::resident {
namespace {

constexpr std::array<std::string_view, 8> seen_by_everybody{
    "idle", "home", "guide", "form-verified", "card-read", "review", "receipt-printed", "look"};

bool wants_every_scheme(const Face& face) {
  const bool everybody =
      std::find(seen_by_everybody.begin(), seen_by_everybody.end(), face.name) != seen_by_everybody.end();
  return everybody || std::getenv("YITANG_EVERY_LOOK") != nullptr;
}

std::string too_faint(FacePage& page, float least) {
  std::string faint;
  for (const ui::MeasuredWords& words : ui::measure_contrast(page.surface().view(), page.ui().written_words(),
                                                             page.ui().theme().metrics().mm_per_px)) {
    if (words.ratio >= least) continue;
    faint += "  " + std::to_string(words.ratio).substr(0, 4) + " '" + words.text + "'\n";
  }
  return faint;
}

class Readable : public testing::TestWithParam<int> {};  // language and density: 0 to 3

TEST_P(Readable, EveryWordOfEveryFace) {
  FacePage page(1080, 1920);
  page.ui().note_written_words();
  std::vector<Face> all = faces(sample_catalog());
  std::size_t measured = 0;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (int scheme = 0; scheme < ui::contrast_scheme_count; ++scheme) {
      const int turn = (static_cast<int>(i) + GetParam()) % ui::contrast_scheme_count;
      if (scheme != turn && !wants_every_scheme(all[i])) continue;
      const Look look = look_at(GetParam() * ui::contrast_scheme_count + scheme);
      page.show(all[i], look);
      EXPECT_EQ(too_faint(page, look.contrast == Contrast::Normal ? 4.5F : 7.F), "")
          << all[i].name << " " << name_of(look);
      measured += page.ui().written_words().size();
    }
  }
  EXPECT_GT(measured, all.size() * 5);
}

constexpr std::array<const char*, 4> look_names{"zhStandard", "enStandard", "zhElder", "enElder"};

INSTANTIATE_TEST_SUITE_P(Looks, Readable, testing::Range(0, 4), [](const testing::TestParamInfo<int>& look) {
  return std::string(look_names.at(static_cast<std::size_t>(look.param)));
});

}  // namespace
}  // namespace yitang::resident
