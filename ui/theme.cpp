#include "ui/theme.hpp"

#include <algorithm>
#include <cmath>

namespace yitang::ui {

namespace {

constexpr Color hex(unsigned rgb) {
  return {static_cast<std::uint8_t>(rgb >> 16), static_cast<std::uint8_t>(rgb >> 8),
          static_cast<std::uint8_t>(rgb)};
}

float linear(std::uint8_t channel) {
  const float c = static_cast<float>(channel) / 255.f;
  return c <= 0.04045f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f);
}

float luminance(Color c) { return 0.2126f * linear(c.r) + 0.7152f * linear(c.g) + 0.0722f * linear(c.b); }

Colors standard_colors() {
  Colors c;
  c.background = hex(0xF2F5F9);
  c.surface = hex(0xFFFFFF);
  c.surface_sunken = hex(0xE9EEF4);
  c.border = hex(0xDCE3EB);
  c.border_strong = hex(0x7C8A9A);
  c.shadow = hex(0x1B3A5C);
  c.scrim = hex(0x0E1C2C).with_alpha(150);
  c.primary = hex(0x0F5CB5);
  c.primary_pressed = hex(0x0A4489);
  c.on_primary = hex(0xFFFFFF);
  c.primary_soft = hex(0xE5F0FC);
  c.text = hex(0x15202B);
  c.text_muted = hex(0x4F5D6B);
  c.text_disabled = hex(0x5C6875);
  c.placeholder = hex(0x66727F);
  c.success = hex(0x13713C);
  c.success_soft = hex(0xE1F4E8);
  c.warning = hex(0x8A4F00);
  c.warning_soft = hex(0xFFF2DC);
  c.danger = hex(0xB9222B);
  c.danger_soft = hex(0xFDE8E8);
  c.info = hex(0x0F5CB5);
  c.info_soft = hex(0xE5F0FC);
  c.key_function = mix(c.surface_sunken, c.border_strong, 0.35f);
  c.unreached = mix(c.border, c.text_muted, 0.15f);
  c.paper = hex(0xFFFFFF);
  c.lamp = hex(0x5ADC8C);
  c.metal = hex(0xECC760);
  c.skin = hex(0xF2C9A5);
  c.skin_shade = hex(0xDDA97F);
  c.fingernail = hex(0xFBE4D2);
  c.code_dark = hex(0x000000);
  c.code_light = hex(0xFFFFFF);
  return c;
}

// The elder version raises contrast; hues stay, so that the machine keeps its face.
Colors elder_colors() {
  Colors c = standard_colors();
  c.text = hex(0x0A1119);
  c.text_muted = hex(0x33404D);
  c.placeholder = hex(0x4F5B67);
  c.border = hex(0xB9C5D1);
  c.border_strong = hex(0x566473);
  c.primary = hex(0x0B4F9F);
  c.primary_pressed = hex(0x073A77);
  c.info = c.primary;
  c.key_function = mix(c.surface_sunken, c.border_strong, 0.35f);
  c.unreached = mix(c.border, c.text_muted, 0.15f);
  return c;
}

// Everything that speaks is ink, everything it stands on is ground. Soft grounds keep a trace of ink, enough
// to see an area and too little to hurt a word on it; what is quieter than ink still has 7:1 on them.
Colors scheme_colors(const SchemeSample& scheme) {
  constexpr float trace = 0.14f, quiet = 0.78f;
  const Color ink = scheme.ink, ground = scheme.ground;
  const Color soft = mix(ground, ink, trace), faint = mix(ground, ink, quiet);
  Colors c = standard_colors();
  for (Color* strong : {&c.border, &c.border_strong, &c.primary, &c.primary_pressed, &c.text, &c.text_muted,
                        &c.success, &c.warning, &c.danger, &c.info, &c.skin})
    *strong = ink;
  for (Color* below :
       {&c.background, &c.surface, &c.on_primary, &c.paper, &c.lamp, &c.metal, &c.fingernail, &c.unreached})
    *below = ground;
  for (Color* area : {&c.surface_sunken, &c.primary_soft, &c.success_soft, &c.warning_soft, &c.danger_soft,
                      &c.info_soft, &c.key_function, &c.skin_shade})
    *area = soft;
  for (Color* less : {&c.text_disabled, &c.placeholder}) *less = faint;
  c.shadow = ink;
  c.scrim = hex(0x000000).with_alpha(190);
  return c;
}

Colors palette(Density density, ContrastScheme contrast) {
  if (contrast != ContrastScheme::Normal) return scheme_colors(sample_of(contrast));
  return density == Density::Elder ? elder_colors() : standard_colors();
}

struct StyleSize {
  float standard_mm, elder_mm;  // em height
  float line;                   // line height as a multiple of the em
  bool bold;
};

// At 60 cm a capital needs 7.3 mm for 0.7 degrees (EN 301 549 5.1.4); capitals are 0.733 em here. The elder
// body is 10.4 mm (7.6 mm capitals). Chinese characters fill almost the whole em.
constexpr std::array<StyleSize, text_style_count> style_sizes{{
    {14.9f, 17.4f, 1.25f, true},  // Display
    {11.4f, 13.9f, 1.30f, true},  // Title
    {8.7f, 11.4f, 1.35f, true},   // Heading
    {7.4f, 10.4f, 1.50f, false},  // Body
    {7.4f, 10.4f, 1.30f, true},   // Label
    {6.2f, 8.9f, 1.40f, false},   // Caption
    {19.8f, 22.3f, 1.15f, true},  // Number
}};

constexpr std::array<std::array<unsigned, 2>, accent_count> accent_colors{{
    {0x0F5CB5, 0xE5F0FC},  // Blue
    {0x13713C, 0xE1F4E8},  // Green
    {0xA34700, 0xFFEEDF},  // Orange
    {0xB9222B, 0xFDE8E8},  // Red
    {0x5B3FB0, 0xEEEAFB},  // Purple
    {0x00696F, 0xDFF3F3},  // Teal
    {0x7A5600, 0xFBF1D3},  // Gold
    {0x3D4C5C, 0xE8EDF2},  // Slate
}};

}  // namespace

Color mix(Color a, Color b, float part_of_b) {
  const auto channel = [part_of_b](std::uint8_t from, std::uint8_t to) {
    return static_cast<std::uint8_t>(std::lround(
        static_cast<float>(from) + (static_cast<float>(to) - static_cast<float>(from)) * part_of_b));
  };
  return {channel(a.r, b.r), channel(a.g, b.g), channel(a.b, b.b), channel(a.a, b.a)};
}

float contrast_ratio(Color a, Color b) {
  const float first = luminance(a), second = luminance(b);
  return (std::max(first, second) + 0.05f) / (std::min(first, second) + 0.05f);
}

std::string_view contrast_scheme_name(ContrastScheme scheme) {
  switch (scheme) {
    case ContrastScheme::Normal: return "normal";
    case ContrastScheme::BlackOnWhite: return "black-on-white";
    case ContrastScheme::WhiteOnBlack: return "white-on-black";
    case ContrastScheme::YellowOnBlack: return "yellow-on-black";
    case ContrastScheme::CyanOnBlack: return "cyan-on-black";
  }
  return "normal";
}

SchemeSample sample_of(ContrastScheme scheme) {
  switch (scheme) {
    case ContrastScheme::Normal: break;
    case ContrastScheme::BlackOnWhite: return {hex(0x000000), hex(0xFFFFFF)};
    case ContrastScheme::WhiteOnBlack: return {hex(0xFFFFFF), hex(0x000000)};
    case ContrastScheme::YellowOnBlack: return {hex(0xFFFF00), hex(0x000000)};
    case ContrastScheme::CyanOnBlack: return {hex(0x00FFFF), hex(0x000000)};
  }
  const Colors normal = standard_colors();
  return {normal.text, normal.primary_soft};
}

Theme Theme::create(Density density, const ScreenMetrics& metrics, ContrastScheme contrast) {
  Theme t;
  t.density_ = density;
  t.contrast_ = contrast;
  t.metrics_ = metrics;
  const bool elder = density == Density::Elder;
  t.colors_ = palette(density, contrast);
  for (std::size_t i = 0; i < style_sizes.size(); ++i) {
    const StyleSize& s = style_sizes[i];
    const float size = t.mm(elder ? s.elder_mm : s.standard_mm);
    t.text_[i] = {size, std::round(size * s.line), s.bold};
  }
  t.spacing_ = {t.mm(1), t.mm(2), t.mm(4), t.mm(6), t.mm(8), t.mm(12)};
  t.radii_ = {t.mm(2), t.mm(4), t.mm(5), t.mm(7)};
  t.min_target_ = t.mm(elder ? 12.7f : 9.5f);
  t.page_margin_ = t.mm(elder ? 9 : 11);
  t.header_height_ = t.mm(elder ? 33 : 25);
  t.footer_height_ = t.mm(elder ? 30 : 26);
  t.button_height_ = t.mm(elder ? 26 : 22);
  t.row_height_ = t.mm(elder ? 30 : 25);
  t.field_height_ = t.mm(elder ? 23 : 19);
  t.icon_small_ = t.mm(elder ? 9.5f : 7.5f);
  t.icon_medium_ = t.mm(elder ? 13 : 11);
  t.icon_large_ = t.mm(elder ? 24 : 22);
  return t;
}

float Theme::mm(float millimetres) const {
  if (millimetres <= 0) return 0;
  return std::max(1.f, std::round(millimetres / metrics_.mm_per_px));
}

Color Theme::tone(Tone tone) const {
  switch (tone) {
    case Tone::Neutral: return colors_.text_muted;
    case Tone::Primary: return colors_.primary;
    case Tone::Success: return colors_.success;
    case Tone::Warning: return colors_.warning;
    case Tone::Danger: return colors_.danger;
    case Tone::Info: return colors_.info;
  }
  return colors_.text_muted;
}

Color Theme::tone_soft(Tone tone) const {
  switch (tone) {
    case Tone::Neutral: return colors_.surface_sunken;
    case Tone::Primary: return colors_.primary_soft;
    case Tone::Success: return colors_.success_soft;
    case Tone::Warning: return colors_.warning_soft;
    case Tone::Danger: return colors_.danger_soft;
    case Tone::Info: return colors_.info_soft;
  }
  return colors_.surface_sunken;
}

Color Theme::accent(Accent accent) const {
  if (two_colors()) return colors_.primary;
  return hex(accent_colors[static_cast<std::size_t>(accent)][0]);
}

Color Theme::accent_soft(Accent accent) const {
  if (two_colors()) return colors_.primary_soft;
  return hex(accent_colors[static_cast<std::size_t>(accent)][1]);
}

}  // namespace yitang::ui
