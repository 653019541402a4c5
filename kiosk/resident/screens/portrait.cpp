#include "kiosk/resident/screens/portrait.hpp"

#include <string>
#include <utility>

#include "ui/widgets/picture.hpp"

namespace yitang::resident {
namespace {

constexpr float kPhotoProportion = 126.0F / 102.0F;  // of the photo on a card

std::vector<std::uint8_t> rgba_of(const CardPicture& photo) {
  const std::size_t dots = static_cast<std::size_t>(photo.width) * static_cast<std::size_t>(photo.height);
  const auto channels = static_cast<std::size_t>(photo.channels);
  std::vector<std::uint8_t> rgba;
  if (photo.pixels.size() != dots * channels) return rgba;
  rgba.reserve(dots * 4);  // at once: a buffer that grows leaves copies
  for (std::size_t at = 0; at < photo.pixels.size(); at += channels) {
    for (std::size_t channel = 0; channel < 3; ++channel)
      rgba.push_back(photo.pixels[at + (channels == 3 ? channel : 0)]);
    rgba.push_back(255);
  }
  return rgba;
}

// Null: there is none.
const ui::Image* photo_of(Screen& s) {
  const CardState& card = s.state.card;
  if (!card.photo || s.state.overlay != Overlay::None) {
    s.memory.forget_photo();
    return nullptr;
  }
  if (s.memory.photo_reading != card.reading || s.memory.photo.rgba.empty()) {
    s.memory.forget_photo();
    auto rgba = rgba_of(*card.photo);
    if (rgba.empty()) return nullptr;
    s.memory.photo = ui::Image::from_rgba(card.photo->width, card.photo->height, std::move(rgba));
    s.memory.photo_reading = card.reading;
  }
  return &s.memory.photo;
}

void draw_silhouette(Screen& s, const ui::Rect& place) {
  ui::Node node;
  node.role = ui::Role::Image;
  node.label = s.tr("card.no_photo");
  node.rect = place;
  s.ui.describe(std::move(node));
  ui::Painter& painter = s.ui.painter();
  const ui::Color figure = ui::mix(s.colors().primary_soft, s.colors().primary, 0.35F);
  const float unit = place.w / 100;
  painter.push_clip(place);
  painter.circle({place.center().x, place.y + 46 * unit}, 21 * unit, figure);
  painter.fill_rounded({place.x + 14 * unit, place.y + 76 * unit, 72 * unit, place.h - 76 * unit}, 34 * unit,
                       figure, ui::TopCorners);
  painter.pop_clip();
}

}  // namespace

PortraitSize portrait_size(const Screen& s) {
  const float width = s.theme().mm(34);
  return {width, static_cast<float>(static_cast<int>(width * kPhotoProportion))};
}

void draw_portrait(Screen& s, const ui::Rect& place) {
  const float radius = s.theme().radius().small;
  s.ui.painter().fill_rounded(place, radius, s.colors().primary_soft);
  if (const ui::Image* photo = photo_of(s)) {
    ui::image(s.ui, place, *photo, s.tr("card.photo"));
  } else {
    draw_silhouette(s, place);
  }
}

}  // namespace yitang::resident
