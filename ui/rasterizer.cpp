#include "ui/rasterizer.hpp"

#include <algorithm>
#include <cstddef>

#include "imgui.h"
#include "ui/raster_primitives.hpp"
#include "ui/raster_spans.hpp"

namespace yitang::ui {

namespace {

constexpr int tile_width = 64, tile_height = 32;  // pixels

struct TileRange {
  int x0, y0, x1, y1;  // half-open, in tiles
};

TileRange tiles_of(const PixelBounds& b) {
  return {b.x0 / tile_width, b.y0 / tile_height, (b.x1 - 1) / tile_width + 1, (b.y1 - 1) / tile_height + 1};
}

bool covers(const PixelBounds& outer, const PixelBounds& inner) {
  return outer.x0 <= inner.x0 && outer.y0 <= inner.y0 && outer.x1 >= inner.x1 && outer.y1 >= inner.y1;
}

// What of `part` stays visible under the opaque `cover`, if that is a rectangle; else all of it.
PixelBounds without(PixelBounds part, const PixelBounds& cover) {
  if (cover.x0 <= part.x0 && cover.x1 >= part.x1) {
    if (cover.y0 <= part.y0) part.y0 = std::max(part.y0, cover.y1);
    if (cover.y1 >= part.y1) part.y1 = std::min(part.y1, cover.y0);
  } else if (cover.y0 <= part.y0 && cover.y1 >= part.y1) {
    if (cover.x0 <= part.x0) part.x0 = std::max(part.x0, cover.x1);
    if (cover.x1 >= part.x1) part.x1 = std::min(part.x1, cover.x0);
  }
  return part;
}

// Dear ImGui asks its renderer to take over textures; here they are used where they are.
void accept_textures(const ImDrawData& data) {
  if (data.Textures == nullptr) return;
  for (ImTextureData* texture : *data.Textures) {
    if (texture->Status == ImTextureStatus_WantDestroy) {
      texture->SetTexID(ImTextureID_Invalid);
      texture->SetStatus(ImTextureStatus_Destroyed);
    } else if (texture->Status != ImTextureStatus_OK) {
      texture->SetTexID(reinterpret_cast<ImTextureID>(texture));
      texture->SetStatus(ImTextureStatus_OK);
    }
  }
}

void add_joined(std::vector<PixelRect>& rects, const PixelRect& run) {
  for (PixelRect& above : rects) {
    if (above.x == run.x && above.w == run.w && above.y + above.h == run.y) {
      above.h += run.h;
      return;
    }
  }
  rects.push_back(run);
}

}  // namespace

struct Rasterizer::State {
  SurfaceView target;
  std::uint32_t background = 0;
  int tiles_wide = 0, tiles_high = 0;
  std::vector<Primitive> primitives;
  std::vector<std::uint64_t> drawn_hash, hash;
  std::vector<std::uint32_t> first, members;  // members of tile i: members[first[i] .. first[i + 1])

  void resize(const SurfaceView& view);
  void hash_tiles();
  void fill_bins();
  std::size_t tile_index(int tx, int ty) const {
    return static_cast<std::size_t>(ty) * static_cast<std::size_t>(tiles_wide) + static_cast<std::size_t>(tx);
  }
  PixelBounds tile_bounds(int tx, int ty) const;
  PixelBounds visible_part(std::size_t tile, PixelBounds part, std::size_t from) const;
  void draw_tile(std::size_t tile, const PixelBounds& bounds);
  void fill(const PixelBounds& part);
  std::vector<PixelRect> draw_changed_tiles();
};

void Rasterizer::State::resize(const SurfaceView& view) {
  const bool same = view.pixels == target.pixels && view.width == target.width &&
                    view.height == target.height && view.stride == target.stride;
  target = view;
  if (same) return;
  tiles_wide = (view.width + tile_width - 1) / tile_width;
  tiles_high = (view.height + tile_height - 1) / tile_height;
  drawn_hash.assign(static_cast<std::size_t>(tiles_wide) * static_cast<std::size_t>(tiles_high), 0);
}

// A tile's hash is that of all primitives that show on it, in order; it also counts them for fill_bins().
void Rasterizer::State::hash_tiles() {
  hash.assign(drawn_hash.size(), 0x5bd1e995u ^ background);
  first.assign(drawn_hash.size() + 1, 0);
  for (const Primitive& p : primitives) {
    const TileRange range = tiles_of(p.bounds);
    for (int ty = range.y0; ty < range.y1; ++ty) {
      for (int tx = range.x0; tx < range.x1; ++tx) {
        const auto tile = tile_index(tx, ty);
        // Nothing below an opaque rectangle shows: only its colour counts, wherever its edges are.
        const bool hides = p.opaque && covers(p.bounds, tile_bounds(tx, ty));
        hash[tile] = ((hides ? 0 : hash[tile]) ^ (hides ? p.color : p.hash)) * 0x9E3779B97F4A7C15ull;
        hash[tile] ^= hash[tile] >> 31;
        ++first[tile + 1];
      }
    }
  }
}

void Rasterizer::State::fill_bins() {
  for (std::size_t i = 1; i < first.size(); ++i) first[i] += first[i - 1];
  members.resize(first.back());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (std::size_t i = 0; i < primitives.size(); ++i) {
    const TileRange range = tiles_of(primitives[i].bounds);
    for (int ty = range.y0; ty < range.y1; ++ty) {
      for (int tx = range.x0; tx < range.x1; ++tx) {
        members[next[tile_index(tx, ty)]++] = static_cast<std::uint32_t>(i);
      }
    }
  }
}

PixelBounds Rasterizer::State::tile_bounds(int tx, int ty) const {
  return {tx * tile_width, ty * tile_height, std::min(target.width, (tx + 1) * tile_width),
          std::min(target.height, (ty + 1) * tile_height)};
}

// The part of primitive `member` inside the tile that no later opaque rectangle hides: cards hide half of
// their shadows, and pages the ground.
PixelBounds Rasterizer::State::visible_part(std::size_t tile, PixelBounds part, std::size_t from) const {
  for (std::size_t i = from; i < first[tile + 1] && !part.empty(); ++i) {
    const Primitive& above = primitives[members[i]];
    if (above.opaque) part = without(part, above.bounds);
  }
  return part;
}

void Rasterizer::State::draw_tile(std::size_t tile, const PixelBounds& bounds) {
  constexpr int worth_looking = 256;  // pixels
  const std::size_t end = first[tile + 1];
  std::size_t start = first[tile];
  for (std::size_t i = end; i-- > start;) {
    const Primitive& p = primitives[members[i]];
    if (p.opaque && covers(p.bounds, bounds)) start = i;  // nothing below it needs drawing
  }
  const bool bare = start == end || !covers(primitives[members[start]].bounds, bounds) ||
                    !primitives[members[start]].opaque;
  if (bare) fill(visible_part(tile, bounds, start));
  for (std::size_t i = start; i < end; ++i) {
    const Primitive& p = primitives[members[i]];
    PixelBounds part = intersect(p.bounds, bounds);
    if ((part.x1 - part.x0) * (part.y1 - part.y0) >= worth_looking) part = visible_part(tile, part, i + 1);
    if (!part.empty()) draw_primitive(target, p, part);
  }
}

void Rasterizer::State::fill(const PixelBounds& part) {
  for (int y = part.y0; y < part.y1; ++y) {
    std::fill_n(target.pixels + static_cast<std::ptrdiff_t>(y) * target.stride + part.x0,
                std::max(0, part.x1 - part.x0), background);
  }
}

std::vector<PixelRect> Rasterizer::State::draw_changed_tiles() {
  std::vector<PixelRect> rects;
  for (int ty = 0; ty < tiles_high; ++ty) {
    PixelRect run;
    for (int tx = 0; tx < tiles_wide; ++tx) {
      const auto tile = tile_index(tx, ty);
      if (hash[tile] == drawn_hash[tile]) {
        if (run.w > 0) add_joined(rects, run);
        run = {};
        continue;
      }
      const PixelBounds bounds = tile_bounds(tx, ty);
      draw_tile(tile, bounds);
      drawn_hash[tile] = hash[tile];
      if (run.w == 0) run = {bounds.x0, bounds.y0, 0, bounds.y1 - bounds.y0};
      run.w = bounds.x1 - run.x;
    }
    if (run.w > 0) add_joined(rects, run);
  }
  return rects;
}

Rasterizer::Rasterizer() : state_(std::make_unique<State>()) {}
Rasterizer::~Rasterizer() = default;

void Rasterizer::invalidate() { std::fill(state_->drawn_hash.begin(), state_->drawn_hash.end(), 0); }

std::vector<PixelRect> Rasterizer::render(const ImDrawData& data, const SurfaceView& target,
                                          Color background) {
  accept_textures(data);
  state_->resize(target);
  state_->background = 0xff000000u | static_cast<std::uint32_t>(background.r) << 16 |
                       static_cast<std::uint32_t>(background.g) << 8 | background.b;
  state_->primitives.clear();
  collect_primitives(data, target.width, target.height, state_->primitives);
  state_->hash_tiles();
  if (state_->hash == state_->drawn_hash) return {};
  state_->fill_bins();
  return state_->draw_changed_tiles();
}

}  // namespace yitang::ui
