#include "devices/page/straighten.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numbers>
#include <optional>

#include "devices/page/leptonica.hpp"

namespace yitang::devices {
namespace {

struct Third {  // a point or a line in homogeneous coordinates
  double x, y, w;
};

Third crossed(const Third& a, const Third& b) {
  return {a.y * b.w - a.w * b.y, a.w * b.x - a.x * b.w, a.x * b.y - a.y * b.x};
}

// Width by height of the true rectangle. Source: Zhang and He, "Whiteboard scanning and image enhancement",
// 2003, section 3: with square dots and the lens in the middle of the picture, the four corners determine the
// focal length and the proportions.
std::optional<double> proportions_by_perspective(const PageCorners& corners, PagePoint lens) {
  const auto centred = [&](std::size_t i) { return Third{corners[i].x - lens.x, corners[i].y - lens.y, 1}; };
  const Third m1 = centred(0), m2 = centred(1), m3 = centred(3), m4 = centred(2);
  const auto weight = [](const Third& a, const Third& b, const Third& c, const Third& d) {
    const Third ab = crossed(a, b), dc = crossed(c, d);
    return (ab.x * c.x + ab.y * c.y + ab.w * c.w) / (dc.x * b.x + dc.y * b.y + dc.w * b.w);
  };
  const double k2 = weight(m1, m4, m3, Third{m2.x, m2.y, 1}), k3 = weight(m1, m4, m2, Third{m3.x, m3.y, 1});
  const Third n2{k2 * m2.x - m1.x, k2 * m2.y - m1.y, k2 - 1}, n3{k3 * m3.x - m1.x, k3 * m3.y - m1.y, k3 - 1};
  if (!std::isfinite(k2) || !std::isfinite(k3) || std::abs(n2.w * n3.w) < 1e-4) return std::nullopt;
  const double focus = -(n2.x * n3.x + n2.y * n3.y) / (n2.w * n3.w);  // squared
  if (!(focus > 0)) return std::nullopt;
  const double wide = (n2.x * n2.x + n2.y * n2.y) / focus + n2.w * n2.w;
  const double high = (n3.x * n3.x + n3.y * n3.y) / focus + n3.w * n3.w;
  return std::sqrt(wide / high);
}

constexpr double kASeries = std::numbers::sqrt2;
constexpr double kCard = 85.60 / 53.98;

bool close_to(double ratio, double known) { return std::abs(ratio / known - 1) < 0.04; }

std::uint8_t mixed(const std::uint8_t* top, const std::uint8_t* bottom, std::size_t step, unsigned across,
                   unsigned down) {
  const unsigned upper = top[0] * (256 - across) + top[step] * across;
  const unsigned lower = bottom[0] * (256 - across) + bottom[step] * across;
  return static_cast<std::uint8_t>((upper * (256 - down) + lower * down + 32768) >> 16U);
}

struct PtaEnd {
  void operator()(Pta* points) const { ptaDestroy(&points); }
};
using PtaOwner = std::unique_ptr<Pta, PtaEnd>;

PtaOwner to_pta(const PageCorners& corners) {
  PtaOwner points(ptaCreate(4));
  for (const PagePoint p : corners) ptaAddPt(points.get(), static_cast<float>(p.x), static_cast<float>(p.y));
  return points;
}

struct FloatEnd {
  void operator()(float* numbers) const { std::free(numbers); }  // as Leptonica allocates
};

// One row of the result, filled along its straight way through the picture.
void fill_row(const Image& from, const float* c, Image& to, int y) {
  const auto channels = static_cast<std::size_t>(from.channels());
  const auto row = static_cast<std::size_t>(from.width) * channels;
  std::uint8_t* out = &to.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(to.width) * channels];
  const auto most_x = static_cast<float>(from.width - 1), most_y = static_cast<float>(from.height - 1);
  const auto down = static_cast<float>(y);
  for (int x = 0; x < to.width; ++x, out += channels) {
    const auto across = static_cast<float>(x);
    const float scale = 1 / (c[6] * across + c[7] * down + 1);
    const float at_x = std::clamp((c[0] * across + c[1] * down + c[2]) * scale, 0.0F, most_x);
    const float at_y = std::clamp((c[3] * across + c[4] * down + c[5]) * scale, 0.0F, most_y);
    const auto left = static_cast<std::size_t>(at_x), top = static_cast<std::size_t>(at_y);
    const auto part_x = static_cast<unsigned>((at_x - static_cast<float>(left)) * 256);
    const auto part_y = static_cast<unsigned>((at_y - static_cast<float>(top)) * 256);
    const std::size_t step = at_x < most_x ? channels : 0;
    const std::uint8_t* const upper = &from.pixels[top * row + left * channels];
    const std::uint8_t* const lower = at_y < most_y ? upper + row : upper;
    for (std::size_t i = 0; i < channels; ++i) out[i] = mixed(upper + i, lower + i, step, part_x, part_y);
  }
}

}  // namespace

PaperSize paper_size(const PageCorners& corners, int picture_width, int picture_height, int longest_side) {
  const double wide = std::max(distance(corners[0], corners[1]), distance(corners[3], corners[2]));
  const double high = std::max(distance(corners[1], corners[2]), distance(corners[0], corners[3]));
  if (wide < 1 || high < 1) return {};
  const double mean_wide = (distance(corners[0], corners[1]) + distance(corners[3], corners[2])) / 2;
  const double mean_high = (distance(corners[1], corners[2]) + distance(corners[0], corners[3])) / 2;
  const double seen = mean_wide / mean_high;
  double ratio = proportions_by_perspective(corners, {(picture_width - 1) / 2.0, (picture_height - 1) / 2.0})
                     .value_or(seen);
  // With hardly any perspective the formula is ill-conditioned: what is seen bounds what may be true.
  if (ratio > seen * 1.35 || ratio < seen / 1.35) ratio = seen;
  PaperSize paper;
  double longer = std::max(ratio, 1 / ratio);
  const double seen_longer = ratio >= 1 ? seen : 1 / seen;
  if (close_to(longer, kASeries) || (!close_to(longer, kCard) && close_to(seen_longer, kASeries))) {
    paper.shape = PaperShape::ASeries;
    longer = kASeries;
  } else if (close_to(longer, kCard) || close_to(seen_longer, kCard)) {
    paper.shape = PaperShape::Card;
    longer = kCard;
  }
  const double dots = std::min(std::max(wide, high), static_cast<double>(longest_side));
  const int long_side = std::max(1, static_cast<int>(std::lround(dots)));
  const int short_side = std::max(1, static_cast<int>(std::lround(dots / longer)));
  paper.width = ratio >= 1 ? long_side : short_side;
  paper.height = ratio >= 1 ? short_side : long_side;
  return paper;
}

Image straighten(const Image& picture, const PageCorners& corners, int width, int height) {
  if (picture.empty() || width < 2 || height < 2 || area_of(corners) < 1) return {};
  const double right = width - 1, bottom = height - 1;
  const PtaOwner from = to_pta(corners);
  const PtaOwner to = to_pta({{{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}});
  float* raw = nullptr;
  if (!from || !to || getProjectiveXformCoeffs(to.get(), from.get(), &raw) != 0) return {};
  const std::unique_ptr<float, FloatEnd> coefficients(raw);
  if (!std::all_of(raw, raw + 8, [](float value) { return std::isfinite(value); })) return {};
  // The horizon may not run through the page.
  for (const PagePoint p : {PagePoint{0, 0}, {right, 0}, {right, bottom}, {0, bottom}}) {
    if (raw[6] * p.x + raw[7] * p.y + 1 < 1e-3) return {};
  }
  Image out = make_image(width, height, picture.format);
  for (int y = 0; y < height; ++y) fill_row(picture, raw, out, y);
  return out;
}

double print_slope(const Image& picture) {
  constexpr int side = 1000;
  constexpr float most_degrees = 6, sweep_step = 1, fine_step = 0.02F, least_confidence = 3;
  if (picture.width < 100 || picture.height < 100) return 0;
  quiet_leptonica();
  const PixOwner grey = to_pix(to_grey(downscale(picture, side, side)));
  if (!grey) return 0;
  const PixOwner even(pixBackgroundNormSimple(grey.get(), nullptr, nullptr));
  const PixOwner print(pixThresholdToBinary(even ? even.get() : grey.get(), 150));
  float degrees = 0, confidence = 0;
  if (!print || pixFindSkewSweepAndSearch(print.get(), &degrees, &confidence, 2, 1, most_degrees, sweep_step,
                                          fine_step) != 0) {
    return 0;
  }
  // Leptonica gives the clockwise turn that levels the print.
  return confidence < least_confidence ? 0 : -static_cast<double>(degrees);
}

Image levelled(const Image& picture, double slope_degrees) {
  if (picture.empty() || slope_degrees == 0) return picture;
  const double angle = slope_degrees * std::numbers::pi / 180, cosine = std::cos(angle),
               sine = std::sin(angle);
  const double middle_x = (picture.width - 1) / 2.0, middle_y = (picture.height - 1) / 2.0;
  const auto turned = [&](double x, double y) {
    return PagePoint{middle_x + cosine * x - sine * y, middle_y + sine * x + cosine * y};
  };
  const PageCorners corners{turned(-middle_x, -middle_y), turned(middle_x, -middle_y),
                            turned(middle_x, middle_y), turned(-middle_x, middle_y)};
  Image out = straighten(picture, corners, picture.width, picture.height);
  return out.empty() ? picture : out;
}

}  // namespace yitang::devices
