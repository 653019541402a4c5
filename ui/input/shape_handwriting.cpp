#include "ui/input/shape_handwriting.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ui/input/character_shapes.hpp"
#include "ui/input/grapheme.hpp"
#include "ui/input/ink_shape.hpp"

namespace yitang::ui {
namespace {

// Writing joins strokes and seldom adds any: too many strokes speak against a character, too few hardly.
constexpr float per_stroke_too_many = 0.012F;
constexpr float per_stroke_too_few = 0.004F;
// Of characters that are equally alike, the more usual one was meant.
constexpr float per_tier = 0.01F;
// How fast the weight of a place in a ranking falls.
constexpr float place_offset = 2.0F;

class ShapesOnly final : public HandwritingEngine {
 public:
  std::vector<std::string> recognise(const PenStrokes& ink, std::size_t limit) override {
    std::vector<std::string> found;
    for (const char32_t code : characters_like(ink, limit)) append_utf8(found.emplace_back(), code);
    return found;
  }
};

}  // namespace

std::vector<char32_t> characters_like(const PenStrokes& ink, std::size_t limit) {
  const InkShape shape = shape_of(ink);
  if (std::all_of(shape.begin(), shape.end(), [](std::uint8_t v) { return v == 0; })) return {};
  const auto written = static_cast<int>(
      std::count_if(ink.begin(), ink.end(), [](const PenStroke& stroke) { return !stroke.empty(); }));
  std::vector<std::pair<float, char32_t>> scored;
  scored.reserve(character_shape_count());
  for (std::size_t i = 0; i < character_shape_count(); ++i) {
    const CharacterShape known = character_shape(i);
    const auto more = static_cast<float>(written - known.strokes);
    const float strokes_off = more > 0 ? more * per_stroke_too_many : -more * per_stroke_too_few;
    const float score = alike(shape, known.shape) - strokes_off - per_tier * static_cast<float>(known.tier);
    scored.emplace_back(-score, known.code);
  }
  const auto count = std::min(limit, scored.size());
  std::partial_sort(scored.begin(), scored.begin() + static_cast<std::ptrdiff_t>(count), scored.end());
  std::vector<char32_t> best;
  for (std::size_t i = 0; i < count; ++i) best.push_back(scored[i].second);
  return best;
}

std::vector<std::string> merge_rankings(const std::vector<std::string>& first,
                                        const std::vector<std::string>& second, std::size_t limit) {
  std::vector<std::pair<std::string, float>> all;
  for (const auto* ranking : {&first, &second}) {
    for (std::size_t place = 0; place < ranking->size(); ++place) {
      const float weight = 1 / (place_offset + static_cast<float>(place));
      const auto known = std::find_if(all.begin(), all.end(),
                                      [&](const auto& entry) { return entry.first == (*ranking)[place]; });
      if (known == all.end()) {
        all.emplace_back((*ranking)[place], weight);
      } else {
        known->second += weight;
      }
    }
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::vector<std::string> merged;
  for (auto& entry : all) {
    if (merged.size() == limit) break;
    merged.push_back(std::move(entry.first));
  }
  return merged;
}

std::unique_ptr<HandwritingEngine> make_shape_handwriting() { return std::make_unique<ShapesOnly>(); }

}  // namespace yitang::ui
