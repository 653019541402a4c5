#include "ui/raster_primitives.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

#include "imgui.h"
#include "ui/image.hpp"

namespace yitang::ui {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
  hash = (hash ^ value) * 0x9E3779B97F4A7C15ull;
  return hash ^ (hash >> 29);
}

std::uint64_t both(float a, float b) {
  return static_cast<std::uint64_t>(std::bit_cast<std::uint32_t>(a)) << 32 | std::bit_cast<std::uint32_t>(b);
}

std::uint64_t mixed(std::uint64_t hash, const ImDrawVert& v) {
  return mixed(mixed(mixed(hash, both(v.pos.x, v.pos.y)), both(v.uv.x, v.uv.y)), v.col);
}

int rounded(float value) { return static_cast<int>(std::floor(value + 0.5f)); }

// Two triangles that Dear ImGui emitted for one axis-aligned rectangle: a b c, a c d.
bool is_rectangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c, const ImDrawVert& d) {
  return a.pos.y == b.pos.y && b.pos.x == c.pos.x && c.pos.y == d.pos.y && d.pos.x == a.pos.x &&
         a.col == b.col && a.col == c.col && a.col == d.col && a.pos.x < c.pos.x && a.pos.y < c.pos.y;
}

class Collector {
 public:
  Collector(int width, int height, std::vector<Primitive>& out) : page_{0, 0, width, height}, out_(out) {}

  void add(const ImDrawList& list) {
    for (const ImDrawCmd& command : list.CmdBuffer) {
      if (command.UserCallback == nullptr && command.ElemCount > 0) add(list, command);
    }
  }

 private:
  void add(const ImDrawList& list, const ImDrawCmd& command) {
    clip_ = intersect(page_, {static_cast<int>(command.ClipRect.x), static_cast<int>(command.ClipRect.y),
                              static_cast<int>(command.ClipRect.z), static_cast<int>(command.ClipRect.w)});
    if (clip_.empty()) return;
    atlas_ = command.TexRef._TexData;
    image_ = atlas_ == nullptr ? reinterpret_cast<const Image*>(command.TexRef._TexID) : nullptr;
    texture_hash_ =
        atlas_ != nullptr ? static_cast<std::uint64_t>(atlas_->UniqueID) : image_->revision | 1ull << 63;
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    for (unsigned i = 0; i + 2 < command.ElemCount;) {
      const ImDrawVert &a = vertices[indices[i]], &b = vertices[indices[i + 1]],
                       &c = vertices[indices[i + 2]];
      if (i + 5 < command.ElemCount && indices[i + 3] == indices[i] && indices[i + 4] == indices[i + 2] &&
          is_rectangle(a, b, c, vertices[indices[i + 5]])) {
        add_rectangle(a, c);
        i += 6;
      } else {
        add_triangle(a, b, c);
        i += 3;
      }
    }
  }

  void add_rectangle(const ImDrawVert& a, const ImDrawVert& c) {
    Primitive p;
    p.color = a.col;
    p.bounds = intersect(clip_, {rounded(a.pos.x), rounded(a.pos.y), rounded(c.pos.x), rounded(c.pos.y)});
    if (p.bounds.empty() || p.color >> 24 == 0) return;
    p.kind = Primitive::Kind::Solid;
    p.opaque = p.color >> 24 == 255;
    if (a.uv.x != c.uv.x || a.uv.y != c.uv.y) add_source(p, a, c);
    push(p, mixed(mixed(static_cast<std::uint64_t>(p.kind), a), c));
  }

  void add_source(Primitive& p, const ImDrawVert& a, const ImDrawVert& c) const {
    const auto width = static_cast<float>(atlas_ != nullptr ? atlas_->Width : image_->width);
    const auto height = static_cast<float>(atlas_ != nullptr ? atlas_->Height : image_->height);
    p.opaque = false;
    p.left = std::floor(a.pos.x + 0.5f);
    p.top = std::floor(a.pos.y + 0.5f);
    const float wide = std::floor(c.pos.x + 0.5f) - p.left, high = std::floor(c.pos.y + 0.5f) - p.top;
    p.u = a.uv.x * width;
    p.v = a.uv.y * height;
    p.du = (c.uv.x - a.uv.x) * width / wide;
    p.dv = (c.uv.y - a.uv.y) * height / high;
    if (atlas_ == nullptr) {
      p.kind = Primitive::Kind::Picture;
      p.image = image_;
      return;
    }
    p.mask = {atlas_->Pixels + (atlas_->BytesPerPixel - 1), atlas_->Width, atlas_->Height,
              atlas_->BytesPerPixel};
    const bool same_scale = std::fabs(p.du - 1) < 1e-3f && std::fabs(p.dv - 1) < 1e-3f && p.mask.step == 1;
    p.kind = same_scale ? Primitive::Kind::Mask : Primitive::Kind::StretchedMask;
  }

  void add_triangle(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    if ((a.col | b.col | c.col) >> 24 == 0) return;
    Primitive p;
    p.kind = Primitive::Kind::Triangle;
    p.color = a.col;
    p.corner[0] = &a;
    p.corner[1] = &b;
    p.corner[2] = &c;
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    p.bounds = intersect(clip_, {static_cast<int>(std::floor(left)), static_cast<int>(std::floor(top)),
                                 static_cast<int>(std::ceil(right)), static_cast<int>(std::ceil(bottom))});
    if (!p.bounds.empty()) push(p, mixed(mixed(mixed(17, a), b), c));
  }

  void push(Primitive& p, std::uint64_t hash) {
    const PixelBounds& b = p.bounds;
    hash = mixed(hash, texture_hash_);
    hash = mixed(hash, static_cast<std::uint64_t>(b.x0) << 48 | static_cast<std::uint64_t>(b.y0) << 32 |
                           static_cast<std::uint64_t>(b.x1) << 16 | static_cast<std::uint64_t>(b.y1));
    p.hash = hash;
    out_.push_back(p);
  }

  PixelBounds page_, clip_;
  const ImTextureData* atlas_ = nullptr;
  const Image* image_ = nullptr;
  std::uint64_t texture_hash_ = 0;
  std::vector<Primitive>& out_;
};

}  // namespace

PixelBounds intersect(const PixelBounds& a, const PixelBounds& b) {
  return {std::max(a.x0, b.x0), std::max(a.y0, b.y0), std::min(a.x1, b.x1), std::min(a.y1, b.y1)};
}

void collect_primitives(const ImDrawData& data, int width, int height, std::vector<Primitive>& out) {
  Collector collector(width, height, out);
  for (const ImDrawList* list : data.CmdLists) collector.add(*list);
}

}  // namespace yitang::ui
