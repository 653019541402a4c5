#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace yitang::ui {

enum class Density { Standard, Elder };

// Normal is the machine's own look. The others have two colours, words at least 7:1, and no meaning in a hue:
// VVSG 2.0 names the four.
enum class ContrastScheme { Normal, BlackOnWhite, WhiteOnBlack, YellowOnBlack, CyanOnBlack };
constexpr int contrast_scheme_count = 5;
std::string_view contrast_scheme_name(ContrastScheme scheme);  // "black-on-white"

// The real screen. Sizes in this library are millimetres turned into pixels with it. Default: 21.5" portrait,
// 1080x1920.
struct ScreenMetrics {
  int width_px = 1080;
  int height_px = 1920;
  float mm_per_px = 0.248f;
};

struct Color {
  std::uint8_t r = 0, g = 0, b = 0, a = 255;
  Color with_alpha(std::uint8_t alpha) const { return {r, g, b, alpha}; }
  static Color none() { return {0, 0, 0, 0}; }
  friend bool operator==(const Color&, const Color&) = default;
};

Color mix(Color a, Color b, float part_of_b);
// WCAG contrast ratio, 1..21, of opaque colours.
float contrast_ratio(Color a, Color b);

enum class TextStyle { Display, Title, Heading, Body, Label, Caption, Number };
constexpr int text_style_count = 7;

// Colour families for tiles and pictograms: never the only cue, an icon or a word always goes with it.
enum class Accent { Blue, Green, Orange, Red, Purple, Teal, Gold, Slate };
constexpr int accent_count = 8;

// What a coloured mark means. Each has a strong colour (readable as text on its soft one and on white) and a
// soft one.
enum class Tone { Neutral, Primary, Success, Warning, Danger, Info };

struct Colors {
  Color background, surface, surface_sunken, border, border_strong, shadow, scrim;
  Color primary, primary_pressed, on_primary, primary_soft;
  Color text, text_muted, text_disabled, placeholder;
  Color success, success_soft, warning, warning_soft, danger, danger_soft, info, info_soft;
  Color key_function;                  // ground of a key that does something instead of writing
  Color unreached;                     // the part of a progress bar that is still to come
  Color paper, lamp, metal;            // in pictures: paper and plastic, a lamp that is lit, a card's chip
  Color skin, skin_shade, fingernail;  // in pictures: a hand
  Color code_dark, code_light;         // of codes that a scanner has to read: black and white in every scheme
};

// Font size as CSS means it (em) and line height, both whole pixels.
struct TextMetrics {
  float size_px = 0;
  float line_height_px = 0;
  bool bold = false;
};

struct Spacing {
  float xs, s, m, l, xl, xxl;  // px
};

struct Radii {
  float small, button, card, dialog;  // px
};

// A sample of a scheme, to choose it by.
struct SchemeSample {
  Color ink, ground;
};
SchemeSample sample_of(ContrastScheme scheme);

// Every measure of the look in one value. Immutable; make a new one to change density or colours.
class Theme {
 public:
  static Theme create(Density density, const ScreenMetrics& metrics,
                      ContrastScheme contrast = ContrastScheme::Normal);

  float mm(float millimetres) const;  // whole pixels, at least 1 for a positive length
  Density density() const { return density_; }
  bool elder() const { return density_ == Density::Elder; }
  ContrastScheme contrast() const { return contrast_; }
  // Two colours only: shapes, lines and words have to say what a hue says otherwise.
  bool two_colors() const { return contrast_ != ContrastScheme::Normal; }
  const ScreenMetrics& metrics() const { return metrics_; }

  const Colors& colors() const { return colors_; }
  const Spacing& space() const { return spacing_; }
  const Radii& radius() const { return radii_; }
  const TextMetrics& text(TextStyle style) const { return text_[static_cast<int>(style)]; }

  Color tone(Tone tone) const;
  Color tone_soft(Tone tone) const;
  Color accent(Accent accent) const;
  Color accent_soft(Accent accent) const;

  // Ready measures, px. A target is the least width and height of anything that can be tapped.
  float min_target() const { return min_target_; }
  float page_margin() const { return page_margin_; }
  float header_height() const { return header_height_; }
  float footer_height() const { return footer_height_; }
  float button_height() const { return button_height_; }
  float row_height() const { return row_height_; }
  float field_height() const { return field_height_; }
  float icon_small() const { return icon_small_; }
  float icon_medium() const { return icon_medium_; }
  float icon_large() const { return icon_large_; }

 private:
  Theme() = default;
  Density density_ = Density::Standard;
  ContrastScheme contrast_ = ContrastScheme::Normal;
  ScreenMetrics metrics_;
  Colors colors_;
  Spacing spacing_{};
  Radii radii_{};
  std::array<TextMetrics, text_style_count> text_{};
  float min_target_ = 0, page_margin_ = 0, header_height_ = 0, footer_height_ = 0, button_height_ = 0;
  float row_height_ = 0, field_height_ = 0, icon_small_ = 0, icon_medium_ = 0, icon_large_ = 0;
};

}  // namespace yitang::ui
