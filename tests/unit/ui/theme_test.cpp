#include "ui/theme.hpp"

#include <gtest/gtest.h>

namespace yitang::ui {
namespace {

class ThemeOf : public ::testing::TestWithParam<Density> {
 protected:
  Theme theme_ = Theme::create(GetParam(), {});
};

TEST_P(ThemeOf, TextIsReadableOnItsGrounds) {
  const Colors& c = theme_.colors();
  for (const Color ground : {c.background, c.surface, c.primary_soft, c.surface_sunken}) {
    EXPECT_GE(contrast_ratio(c.text, ground), 4.5f);
    EXPECT_GE(contrast_ratio(c.text_muted, ground), 4.5f);
  }
  EXPECT_GE(contrast_ratio(c.placeholder, c.surface), 4.5f);
  for (const Color ground : {c.surface, c.surface_sunken, c.background})
    EXPECT_GE(contrast_ratio(c.text_disabled, ground), 4.5f);
  EXPECT_GE(contrast_ratio(c.on_primary, c.primary), 4.5f);
  EXPECT_GE(contrast_ratio(c.on_primary, c.primary_pressed), 4.5f);
  EXPECT_GE(contrast_ratio(c.border_strong, c.surface), 3.f);
}

TEST_P(ThemeOf, TonesAndAccentsAreReadableOnSoftAndWhite) {
  for (const Tone tone :
       {Tone::Neutral, Tone::Primary, Tone::Success, Tone::Warning, Tone::Danger, Tone::Info}) {
    EXPECT_GE(contrast_ratio(theme_.tone(tone), theme_.tone_soft(tone)), 4.5f) << static_cast<int>(tone);
    EXPECT_GE(contrast_ratio(theme_.tone(tone), theme_.colors().background), 4.5f);
  }
  for (int i = 0; i < accent_count; ++i) {
    const auto accent = static_cast<Accent>(i);
    EXPECT_GE(contrast_ratio(theme_.accent(accent), theme_.accent_soft(accent)), 4.5f) << i;
    EXPECT_GE(contrast_ratio(theme_.colors().on_primary, theme_.accent(accent)), 4.5f) << i;
  }
}

TEST_P(ThemeOf, ControlsAreAtLeastTheTargetSize) {
  EXPECT_GE(theme_.button_height(), theme_.min_target());
  EXPECT_GE(theme_.field_height(), theme_.min_target());
  EXPECT_GE(theme_.row_height(), theme_.min_target());
  EXPECT_GE(theme_.footer_height() - 2 * theme_.space().m, theme_.min_target());
}

INSTANTIATE_TEST_SUITE_P(Densities, ThemeOf, ::testing::Values(Density::Standard, Density::Elder));

class SchemeOf : public ::testing::TestWithParam<ContrastScheme> {
 protected:
  Theme theme_ = Theme::create(Density::Standard, {}, GetParam());
};

TEST_P(SchemeOf, EveryWordHasSevenToOneOnEveryGround) {
  const Colors& c = theme_.colors();
  for (const Color ground : {c.background, c.surface, c.surface_sunken, c.primary_soft, c.key_function}) {
    for (const Color ink : {c.text, c.text_muted, c.text_disabled, c.placeholder, c.primary})
      EXPECT_GE(contrast_ratio(ink, ground), 7.f);
  }
  EXPECT_GE(contrast_ratio(c.on_primary, c.primary), 7.f);
  EXPECT_GE(contrast_ratio(c.border, c.background), 7.f);
  EXPECT_EQ(sample_of(GetParam()).ink, c.text);
  EXPECT_EQ(sample_of(GetParam()).ground, c.background);
}

TEST_P(SchemeOf, NoHueMeansAnything) {
  for (const Tone tone :
       {Tone::Neutral, Tone::Primary, Tone::Success, Tone::Warning, Tone::Danger, Tone::Info}) {
    EXPECT_EQ(theme_.tone(tone), theme_.colors().text);
    EXPECT_EQ(theme_.tone_soft(tone), theme_.colors().primary_soft);
  }
  for (int i = 0; i < accent_count; ++i)
    EXPECT_EQ(theme_.accent(static_cast<Accent>(i)), theme_.colors().text);
}

TEST_P(SchemeOf, CodesStayBlackOnWhiteForScanners) {
  EXPECT_EQ(theme_.colors().code_dark, (Color{0, 0, 0}));
  EXPECT_EQ(theme_.colors().code_light, (Color{255, 255, 255}));
}

TEST_P(SchemeOf, SizesAreThoseOfTheDensity) {
  const Theme normal = Theme::create(Density::Standard, {});
  EXPECT_EQ(theme_.min_target(), normal.min_target());
  EXPECT_EQ(theme_.text(TextStyle::Body).size_px, normal.text(TextStyle::Body).size_px);
}

INSTANTIATE_TEST_SUITE_P(Schemes, SchemeOf,
                         ::testing::Values(ContrastScheme::BlackOnWhite, ContrastScheme::WhiteOnBlack,
                                           ContrastScheme::YellowOnBlack, ContrastScheme::CyanOnBlack));

// EN 301 549 5.1.4: 0.7 degrees at 60 cm are 7.3 mm; a capital of Noto Sans is 0.733 em.
TEST(Theme, ElderBodyMeetsTheCapitalHeight) {
  const ScreenMetrics screen;
  const Theme elder = Theme::create(Density::Elder, screen);
  EXPECT_GE(elder.text(TextStyle::Body).size_px * 0.733f * screen.mm_per_px, 7.3f);
  EXPECT_GE(elder.min_target() * screen.mm_per_px, 12.5f);
}

TEST(Theme, MillimetresFollowTheScreen) {
  const Theme coarse = Theme::create(Density::Standard, {1080, 1920, 0.369f});
  EXPECT_EQ(coarse.mm(36.9f), 100);
  EXPECT_EQ(coarse.mm(0.01f), 1);
  EXPECT_EQ(coarse.mm(0), 0);
}

TEST(Theme, ContrastOfBlackAndWhite) { EXPECT_NEAR(contrast_ratio({0, 0, 0}, {255, 255, 255}), 21, 0.01); }

}  // namespace
}  // namespace yitang::ui
