#include "devices/page/page_finder.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <vector>

#include "devices/page/leptonica.hpp"
#include "devices/page/lines.hpp"

namespace yitang::devices {
namespace {

constexpr int kSearchSide = 640;         // dots of the longer side of the picture that is searched
constexpr int kPrintSize = 13;           // strokes thinner than this vanish before the search
constexpr double kLeastArea = 1.0 / 30;  // of the picture
constexpr int kSlack = 2;

struct Candidate {
  PageCorners corners;
  double mean_share = 0;
  double least_share = 1;
  double area = 0;

  [[nodiscard]] double score() const { return mean_share * std::sqrt(least_share * area); }
  [[nodiscard]] bool good() const { return mean_share >= 0.75 && least_share >= 0.5; }
  [[nodiscard]] bool firm() const { return mean_share >= 0.92 && least_share >= 0.82; }
};

struct FacingPair {
  const BorderLine* a;
  const BorderLine* b;
};

double side_of(const BorderLine& line, PagePoint p) { return line.nx * p.x + line.ny * p.y - line.distance; }

// Two lines whose lighter sides look at each other.
std::vector<FacingPair> facing_pairs(const std::vector<BorderLine>& lines, PagePoint middle, double apart) {
  std::vector<FacingPair> pairs;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      const BorderLine &a = lines[i], &b = lines[j];
      if (a.nx * b.nx + a.ny * b.ny > -0.87) continue;  // 30 degrees off parallel is no sheet from above
      const double away = side_of(a, middle);
      const PagePoint on_a{middle.x - a.nx * away, middle.y - a.ny * away};
      if (side_of(b, on_a) >= apart) pairs.push_back({&a, &b});
    }
  }
  return pairs;
}

std::optional<PagePoint> crossing(const BorderLine& a, const BorderLine& b) {
  const double det = a.nx * b.ny - a.ny * b.nx;
  if (std::abs(det) < 0.3) return std::nullopt;
  return PagePoint{(a.distance * b.ny - b.distance * a.ny) / det,
                   (a.nx * b.distance - b.nx * a.distance) / det};
}

std::optional<PageCorners> corners_of(const FacingPair& one, const FacingPair& other) {
  const bool turned = one.a->nx * other.a->ny - one.a->ny * other.a->nx > 0;
  const BorderLine& next = turned ? *other.a : *other.b;
  const BorderLine& last = turned ? *other.b : *other.a;
  const auto first = crossing(last, *one.a), second = crossing(*one.a, next);
  const auto third = crossing(next, *one.b), fourth = crossing(*one.b, last);
  if (!first || !second || !third || !fourth) return std::nullopt;
  return PageCorners{*first, *second, *third, *fourth};
}

bool inside_picture(const PageCorners& corners, int width, int height) {
  const double rim = 0.012 * std::max(width, height);
  return std::all_of(corners.begin(), corners.end(), [&](PagePoint p) {
    return p.x > -rim && p.y > -rim && p.x < width - 1 + rim && p.y < height - 1 + rim;
  });
}

// What the four borders have going for them; nothing if one of them is not there.
std::optional<Candidate> judged(const PageCorners& corners, const Gradient& gradient, float least_step) {
  const double whole = static_cast<double>(gradient.width) * gradient.height;
  Candidate candidate{corners, 0, 1, area_of(corners) / whole};
  if (candidate.area < kLeastArea || !is_page_shaped(corners)) return std::nullopt;
  if (!inside_picture(corners, gradient.width, gradient.height)) return std::nullopt;
  for (std::size_t i = 0; i < 4; ++i) {
    const double share = border_share(gradient, corners[i], corners[(i + 1) % 4], least_step, kSlack);
    if (share < 0.4) return std::nullopt;
    candidate.least_share = std::min(candidate.least_share, share);
    candidate.mean_share += share / 4;
  }
  if (!candidate.good()) return std::nullopt;
  return candidate;
}

std::vector<Candidate> candidates_in(const Image& grey, float least_step) {
  const Gradient gradient = gradient_of(grey);
  const auto lines = find_lines(gradient, {.least_step = least_step});
  const PagePoint middle{grey.width / 2.0, grey.height / 2.0};
  const auto pairs = facing_pairs(lines, middle, 0.08 * std::min(grey.width, grey.height));
  std::vector<Candidate> all;
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    for (std::size_t j = i + 1; j < pairs.size(); ++j) {
      const auto corners = corners_of(pairs[i], pairs[j]);
      if (!corners) continue;
      if (const auto candidate = judged(*corners, gradient, least_step)) all.push_back(*candidate);
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score() > b.score(); });
  return all;
}

bool apart(const Candidate& a, const Candidate& b) {
  const auto outside = [](const Candidate& one, const Candidate& other) {
    return std::none_of(one.corners.begin(), one.corners.end(),
                        [&](PagePoint corner) {
                          const PagePoint middle =
                              middle_of(one.corners);  // a little inwards: sheets may touch
                          return contains(other.corners, {corner.x + 0.1 * (middle.x - corner.x),
                                                          corner.y + 0.1 * (middle.y - corner.y)});
                        }) &&
           !contains(other.corners, middle_of(one.corners));
  };
  return outside(a, b) && outside(b, a);
}

// Two sheets: beside the best one, or together filling it (their outer borders make a sheet as well).
bool shows_several(const std::vector<Candidate>& all) {
  const Candidate& best = all.front();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      const Candidate &a = all[i], &b = all[j];
      if (std::min(a.area, b.area) < 0.15 * best.area || !apart(a, b)) continue;
      const bool has_best = i == 0;
      if (has_best || a.area + b.area > 0.55 * best.area) return true;
    }
  }
  return false;
}

struct Sighting {
  FoundPage page;
  bool firm = false;  // borders almost without a gap: nothing else can be meant
};

Sighting found_in(const Image& grey, float least_step) {
  const std::vector<Candidate> all = candidates_in(grey, least_step);
  if (all.empty()) return {};
  if (shows_several(all)) return {{PageSight::Several, {}}, all.front().firm()};
  return {{PageSight::One, all.front().corners}, all.front().firm()};
}

// Thin dark strokes (print, frames of tables) are filled up; the paper's outline stays where it is.
Image without_print(const Image& grey) {
  const PixOwner from = to_pix(grey);
  const PixOwner closed(from ? pixCloseGray(from.get(), kPrintSize, kPrintSize) : nullptr);
  return closed ? from_pix(*closed) : grey;
}

Image smoothed(const Image& grey) {
  const PixOwner from = to_pix(grey);
  const PixOwner even(from ? pixBlockconvGray(from.get(), nullptr, 1, 1) : nullptr);
  return even ? from_pix(*even) : grey;
}

Image inverted(Image grey) {
  for (std::uint8_t& value : grey.pixels) value = static_cast<std::uint8_t>(255 - value);
  return grey;
}

// The first look that is firm, else the first that shows anything.
FoundPage searched(const Image& grey) {
  constexpr float clear = 5, faint = 2.2F;
  const Image even = smoothed(grey);
  const Image plain = without_print(even);
  const std::array<std::function<Sighting()>, 4> looks{
      [&] { return found_in(plain, clear); }, [&] { return found_in(plain, faint); },
      [&] { return found_in(even, clear); }, [&] { return found_in(without_print(inverted(even)), clear); }};
  FoundPage first;
  for (const auto& look : looks) {
    const Sighting seen = look();
    if (seen.firm) return seen.page;
    if (first.sight == PageSight::None) first = seen.page;
  }
  return first;
}

}  // namespace

FoundPage find_page(const Image& picture) {
  if (picture.width < 64 || picture.height < 64) return {};
  quiet_leptonica();
  const Image small = to_grey(downscale(picture, kSearchSide, kSearchSide));
  FoundPage page = searched(small);
  if (page.sight != PageSight::One) return page;
  const double across = static_cast<double>(picture.width) / small.width;
  const double down = static_cast<double>(picture.height) / small.height;
  for (PagePoint& corner : page.corners) {
    corner.x = std::clamp((corner.x + 0.5) * across - 0.5, 0.0, picture.width - 1.0);
    corner.y = std::clamp((corner.y + 0.5) * down - 0.5, 0.0, picture.height - 1.0);
  }
  page.corners = upright_order(page.corners);
  return page;
}

}  // namespace yitang::devices
