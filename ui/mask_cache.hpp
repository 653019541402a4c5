#pragma once
#include <map>
#include <tuple>

#include "ui/icons.hpp"

struct ImFontAtlas;

namespace yitang::ui {

// Shapes drawn once as coverage into Dear ImGui's font atlas. Ids stay valid as long as the atlas; -1 when it
// is full.
class MaskCache {
 public:
  explicit MaskCache(ImFontAtlas& atlas) : atlas_(atlas) {}

  int disc(int radius);                 // 2r x 2r: its quarters are the corners of a rounded rectangle
  int ring(int radius, int thickness);  // 2r x 2r
  // The shadow of a rounded square, 2(radius + 2 blur) wide: its quarters and middle lines make any card's
  // shadow.
  int shadow(int radius, int blur);
  int icon(Icon icon, int size);  // size x size

 private:
  enum class Kind { Disc, Ring, Shadow, Icon };
  using Key = std::tuple<Kind, int, int>;
  int add(const Key& key, const class CoverageCanvas& canvas);
  ImFontAtlas& atlas_;
  std::map<Key, int> ids_;
};

}  // namespace yitang::ui
