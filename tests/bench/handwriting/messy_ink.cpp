#include "tests/bench/handwriting/messy_ink.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <random>
#include <utility>

namespace yitang::ui::testing {
namespace {

// The standard's distributions differ between libraries, its engine does not.
class Dice {
 public:
  explicit Dice(std::uint32_t seed) : engine_(seed) {}
  std::size_t below(std::size_t sides) { return engine_() % sides; }
  float between(float from, float to) {
    return from + (to - from) * static_cast<float>(engine_() % 65536) / 65536.0F;
  }
  // Nearly normal: the sum of twelve even ones.
  float around_zero(float deviation) {
    float sum = -6;
    for (int i = 0; i < 12; ++i) sum += between(0, 1);
    return sum * deviation;
  }

 private:
  std::mt19937 engine_;
};

void join(PenStrokes& strokes, std::size_t at) {
  strokes[at].insert(strokes[at].end(), strokes[at + 1].begin(), strokes[at + 1].end());
  strokes.erase(strokes.begin() + static_cast<std::ptrdiff_t>(at) + 1);
}

void reorder(PenStrokes& strokes, Mess mess, Dice& dice) {
  if (strokes.size() < 2) return;
  if (mess == Mess::Swapped) {
    for (int i = 0; i < 2; ++i) {
      const std::size_t at = dice.below(strokes.size() - 1);
      std::swap(strokes[at], strokes[at + 1]);
    }
  } else if (mess == Mess::Joined) {
    join(strokes, dice.below(strokes.size() - 1));
  } else if (mess == Mess::AllJoined) {
    for (std::size_t at = 0; at + 1 < strokes.size();) {
      if (dice.below(2) == 0) {
        join(strokes, at);
      } else {
        ++at;
      }
    }
  }
}

PenStroke with_points_between(const PenStroke& stroke) {
  constexpr int pieces = 5;
  PenStroke out{stroke.front()};
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    for (int k = 1; k <= pieces; ++k) {
      const float t = static_cast<float>(k) / pieces;
      out.push_back({stroke[i - 1].x + (stroke[i].x - stroke[i - 1].x) * t,
                     stroke[i - 1].y + (stroke[i].y - stroke[i - 1].y) * t});
    }
  }
  return out;
}

}  // namespace

const char* name_of(Mess mess) {
  switch (mess) {
    case Mess::Clean: return "clean";
    case Mess::Jitter: return "trembling";
    case Mess::Swapped: return "strokes swapped";
    case Mess::Joined: return "two strokes joined";
    case Mess::AllJoined: return "half of all joined";
    case Mess::Tilted: return "tilted 15 degrees";
    case Mess::Squashed: return "squashed";
    case Mess::LateLift: return "lifted late";
  }
  return "";
}

PenStrokes make_messy(PenStrokes strokes, Mess mess, std::uint32_t seed, float size) {
  if (mess == Mess::Clean) return strokes;
  Dice dice(seed);
  reorder(strokes, mess, dice);
  const float straight = mess == Mess::Tilted ? std::numbers::pi_v<float> / 12 : dice.between(0, 0.05F);
  const float tilt = dice.below(2) == 0 ? straight : -straight;
  float wide = mess == Mess::Squashed ? dice.between(0.5F, 0.65F) : 1;
  float high = 1;
  if (dice.below(2) == 0) std::swap(wide, high);
  PenStrokes out;
  for (const auto& stroke : strokes) {
    const PenPoint off{dice.around_zero(size * 0.014F), dice.around_zero(size * 0.014F)};
    PenStroke moved;
    for (const PenPoint p : with_points_between(stroke)) {
      const float x = (p.x - size / 2) * wide;
      const float y = (p.y - size / 2) * high;
      moved.push_back({x * std::cos(tilt) - y * std::sin(tilt) + off.x + dice.around_zero(size * 0.005F),
                       x * std::sin(tilt) + y * std::cos(tilt) + off.y + dice.around_zero(size * 0.005F)});
    }
    if (mess == Mess::LateLift) {
      const PenPoint end = moved.back();
      moved.push_back(
          {end.x + dice.between(-0.08F, 0.02F) * size, end.y + dice.between(0.02F, 0.08F) * size});
    }
    out.push_back(std::move(moved));
  }
  return out;
}

}  // namespace yitang::ui::testing
