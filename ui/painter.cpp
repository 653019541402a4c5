#include "ui/painter.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "imgui.h"
#include "imgui_internal.h"
#include "ui/fonts.hpp"
#include "ui/mask_cache.hpp"
#include "ui/utf8.hpp"

namespace yitang::ui {

namespace {

ImU32 packed(Color c) { return IM_COL32(c.r, c.g, c.b, c.a); }

// Edges are rounded separately, so that neighbours that share an edge still meet.
Rect snapped(const Rect& r) {
  const float left = std::round(r.x), top = std::round(r.y);
  return {left, top, std::round(r.right()) - left, std::round(r.bottom()) - top};
}

// Noto's line box in multiples of the em, and how far its ideographs sit below the middle of that box.
constexpr float line_box_per_em = 1.448f;
constexpr float optical_lift_per_em = 0.055f;

float font_size(const TextMetrics& metrics) { return std::round(metrics.size_px * line_box_per_em); }

struct ShadowShape {
  float blur_mm, drop_mm;
  std::uint8_t alpha;
};

ShadowShape shadow_shape(Elevation elevation) {
  switch (elevation) {
    case Elevation::None: return {0, 0, 0};
    case Elevation::Card: return {3.2f, 1.2f, 22};
    case Elevation::Raised: return {4.5f, 2.0f, 44};
    case Elevation::Dialog: return {9.f, 4.f, 90};
  }
  return {0, 0, 0};
}

}  // namespace

Painter::Painter(ImFontAtlas& atlas, const Fonts& fonts)
    : atlas_(atlas), fonts_(fonts), masks_(std::make_unique<MaskCache>(atlas)) {}
Painter::~Painter() = default;

void Painter::begin(ImDrawList& list, const Rect& page) {
  words_.clear();
  above_page_ = false;
  scroll_view_ = {};
  take_list(list, page);
}

void Painter::take_list(ImDrawList& list, const Rect& page) {
  list_ = &list;
  clips_ = {page};
  // Only filled polygons and ink are drawn as geometry: all else comes from masks.
  list.Flags =
      ImDrawListFlags_AntiAliasedFill | ImDrawListFlags_AntiAliasedLines | ImDrawListFlags_AllowVtxOffset;
}

void Painter::use_list(ImDrawList& list, bool above_page) {
  const Rect page = clips_.front();
  above_page_ = above_page;
  take_list(list, page);
}

void Painter::push_clip(const Rect& rect) {
  const Rect clipped = clip().intersection(snapped(rect));
  clips_.push_back(clipped);
  list_->PushClipRect({clipped.x, clipped.y}, {clipped.right(), clipped.bottom()});
}

void Painter::pop_clip() {
  clips_.pop_back();
  list_->PopClipRect();
}

const Rect& Painter::clip() const { return clips_.back(); }

void Painter::fill(const Rect& rect, Color color) {
  const Rect r = snapped(rect);
  if (color.a == 0 || r.empty() || !r.intersects(clip())) return;
  list_->AddRectFilled({r.x, r.y}, {r.right(), r.bottom()}, packed(color));
}

void Painter::mask_quad(const Rect& rect, int mask_id, const Rect& part, Color color) {
  ImFontAtlasRect place;
  if (color.a == 0 || rect.empty() || !rect.intersects(clip()) || !atlas_.GetCustomRect(mask_id, &place))
    return;
  const ImVec2 scale = atlas_.TexUvScale;
  const float left = static_cast<float>(place.x) + part.x, top = static_cast<float>(place.y) + part.y;
  list_->PrimReserve(6, 4);
  list_->PrimRectUV({rect.x, rect.y}, {rect.right(), rect.bottom()}, {left * scale.x, top * scale.y},
                    {(left + part.w) * scale.x, (top + part.h) * scale.y}, packed(color));
}

void Painter::corner_quads(const Rect& r, int mask_id, float corner, Color color, unsigned corners) {
  const auto quad = [&](Corners which, float x, float y, float u, float v) {
    const Rect place{x, y, corner, corner};
    if ((corners & which) != 0) {
      mask_quad(place, mask_id, {u, v, corner, corner}, color);
    } else {
      fill(place, color);
    }
  };
  quad(TopLeft, r.x, r.y, 0, 0);
  quad(TopRight, r.right() - corner, r.y, corner, 0);
  quad(BottomLeft, r.x, r.bottom() - corner, 0, corner);
  quad(BottomRight, r.right() - corner, r.bottom() - corner, corner, corner);
}

void Painter::fill_rounded(const Rect& rect, float radius, Color color, unsigned corners) {
  const Rect r = snapped(rect);
  if (color.a == 0 || r.empty() || !r.intersects(clip())) return;
  const float corner = std::floor(std::min({std::round(radius), r.w / 2, r.h / 2}));
  if (corner < 1) return fill(r, color);
  corner_quads(r, masks_->disc(static_cast<int>(corner)), corner, color, corners);
  fill({r.x + corner, r.y, r.w - 2 * corner, corner}, color);
  fill({r.x, r.y + corner, r.w, r.h - 2 * corner}, color);
  fill({r.x + corner, r.bottom() - corner, r.w - 2 * corner, corner}, color);
}

void Painter::stroke_rounded(const Rect& rect, float radius, float thickness, Color color) {
  const Rect r = snapped(rect);
  if (color.a == 0 || r.empty() || !r.intersects(clip())) return;
  const float t = std::max(1.f, std::round(thickness));
  const float corner = std::max(0.f, std::floor(std::min({std::round(radius), r.w / 2, r.h / 2})));
  if (corner >= 1) {
    const int mask = masks_->ring(static_cast<int>(corner), static_cast<int>(t));
    corner_quads(r, mask, corner, color, AllCorners);
  }
  fill({r.x + corner, r.y, r.w - 2 * corner, t}, color);
  fill({r.x + corner, r.bottom() - t, r.w - 2 * corner, t}, color);
  const float inner_top = corner >= 1 ? corner : t;
  fill({r.x, r.y + inner_top, t, r.h - 2 * inner_top}, color);
  fill({r.right() - t, r.y + inner_top, t, r.h - 2 * inner_top}, color);
}

void Painter::shadow(const Rect& rect, float radius, Elevation elevation, const Theme& theme) {
  const ShadowShape shape = shadow_shape(elevation);
  if (shape.alpha == 0) return;
  if (theme.two_colors()) {  // a line instead; cards and buttons have their own
    const float line = theme.mm(0.6f);
    if (elevation != Elevation::Card)
      stroke_rounded(rect.inset(-line), radius + line, line, theme.colors().border);
    return;
  }
  const float blur = theme.mm(shape.blur_mm);
  Rect r = snapped(rect.moved(0, theme.mm(shape.drop_mm)));
  r = {r.x - blur, r.y - blur, r.w + 2 * blur, r.h + 2 * blur};
  const float half = std::round(radius) + 2 * blur;
  if (r.w < 2 * half || r.h < 2 * half || !r.intersects(clip())) return;  // too small to float
  const int mask = masks_->shadow(static_cast<int>(std::round(radius)), static_cast<int>(blur));
  const Color color = theme.colors().shadow.with_alpha(shape.alpha);
  corner_quads(r, mask, half, color, AllCorners);
  const float wide = r.w - 2 * half, high = r.h - 2 * half, depth = 2 * blur;
  mask_quad({r.x + half, r.y, wide, depth}, mask, {half, 0, 1, depth}, color);
  mask_quad({r.x + half, r.bottom() - depth, wide, depth}, mask, {half, 2 * half - depth, 1, depth}, color);
  mask_quad({r.x, r.y + half, depth, high}, mask, {0, half, depth, 1}, color);
  mask_quad({r.right() - depth, r.y + half, depth, high}, mask, {2 * half - depth, half, depth, 1}, color);
}

// Whole radii only: a disc's mask has its centre between pixels.
void Painter::circle(Point center, float radius, Color color) {
  const float r = std::max(1.f, std::round(radius));
  fill_rounded({std::round(center.x) - r, std::round(center.y) - r, 2 * r, 2 * r}, r, color);
}

void Painter::ring(Point center, float radius, float thickness, Color color) {
  const float r = std::max(1.f, std::round(radius));
  stroke_rounded({std::round(center.x) - r, std::round(center.y) - r, 2 * r, 2 * r}, r, thickness, color);
}

void Painter::arc(Point center, float radius, float thickness, float fraction, Color color) {
  if (fraction <= 0) return;
  constexpr float turn = 2 * std::numbers::pi_v<float>;
  list_->PathArcTo({center.x, center.y}, radius - thickness / 2, -turn / 4,
                   -turn / 4 + turn * std::min(fraction, 1.f), 96);
  list_->PathStroke(packed(color), ImDrawFlags_None, thickness);
}

void Painter::line(Point from, Point to, float thickness, Color color) {
  list_->AddLine({from.x, from.y}, {to.x, to.y}, packed(color), thickness);
}

void Painter::polyline(const std::vector<Point>& points, float thickness, Color color) {
  for (const Point& p : points) list_->PathLineTo({p.x, p.y});
  list_->PathStroke(packed(color), ImDrawFlags_None, thickness);
}

void Painter::polygon(const std::vector<Point>& convex_points, Color color) {
  for (const Point& p : convex_points) list_->PathLineTo({p.x, p.y});
  list_->PathFillConvex(packed(color));
}

void Painter::icon(const Rect& rect, Icon icon, float size, Color color) {
  if (icon == Icon::None || size < 1) return;
  const Rect place = rect.centered(std::round(size), std::round(size));
  if (!place.intersects(clip())) return;
  mask_quad(place, masks_->icon(icon, static_cast<int>(place.w)), {0, 0, place.w, place.h}, color);
}

void Painter::image(const Rect& rect, const Image& image) {
  const Rect r = snapped(rect);
  if (r.empty() || !r.intersects(clip()) || image.width <= 0) return;
  list_->AddImage(ImTextureRef(reinterpret_cast<ImTextureID>(&image)), {r.x, r.y}, {r.right(), r.bottom()});
}

ImFont* Painter::font(const TextMetrics& metrics) const {
  return metrics.bold ? fonts_.bold() : fonts_.regular();
}

void Painter::text_line(Point top_left, std::string_view text, const TextMetrics& metrics, Color color) {
  if (text.empty() || color.a == 0) return;
  if (top_left.y > clip().bottom() || top_left.y + metrics.line_height_px < clip().y ||
      top_left.x > clip().right())
    return;
  const float size = font_size(metrics);
  const float y = top_left.y + (metrics.line_height_px - size) / 2 - metrics.size_px * optical_lift_per_em;
  list_->AddText(font(metrics), size, {std::round(top_left.x), std::round(y)}, packed(color), text.data(),
                 text.data() + text.size());
  if (notes_words_) {
    const float above = (metrics.line_height_px - metrics.size_px) / 2;
    const Rect em{top_left.x, top_left.y + above, text_width(text, metrics), metrics.size_px};
    words_.push_back({std::string(text), em.intersection(clip()), scroll_view_, color, above_page_});
  }
}

float Painter::advance(char32_t character, const TextMetrics& metrics) const {
  return font(metrics)->GetFontBaked(font_size(metrics))->GetCharAdvance(character);
}

float Painter::text_width(std::string_view text, const TextMetrics& metrics) const {
  ImFontBaked* baked = font(metrics)->GetFontBaked(font_size(metrics));
  float width = 0;
  for (std::size_t i = 0; i < text.size();) width += baked->GetCharAdvance(next_code_point(text, i));
  return width;
}

}  // namespace yitang::ui
