// Photographing one material, page by page.
#include <algorithm>
#include <string>
#include <vector>

#include "kiosk/resident/screens/layout.hpp"
#include "kiosk/resident/screens/pages.hpp"
#include "kiosk/resident/screens/spoken.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/badge.hpp"
#include "ui/widgets/banner.hpp"
#include "ui/widgets/illustration.hpp"
#include "ui/widgets/picture.hpp"
#include "ui/widgets/progress.hpp"

namespace yitang::resident {
namespace {

const cases::MaterialNeed* need_of(const Screen& s) {
  const auto& all = s.state.materials;
  const auto found = std::find_if(all.begin(), all.end(), [&](const cases::MaterialNeed& need) {
    return need.material->code == s.state.capture.material;
  });
  return found == all.end() ? nullptr : &*found;
}

std::size_t kept_pages(const Screen& s) {
  for (const cases::MaterialPages& pages : s.state.draft.materials) {
    if (pages.code == s.state.capture.material) return pages.pages.size();
  }
  return 0;
}

ui::ChipSpec remove_chip(Screen& s, std::size_t page) {
  ui::ChipSpec chip;
  chip.id = "capture.remove." + std::to_string(page + 1);
  chip.text = s.tr("capture.remove", {{"page", std::to_string(page + 1)}});
  chip.icon = ui::Icon::Trash;
  return chip;
}

// The pictures of all pages that are kept; empty if one is missing (a draft that was resumed), or there are
// more than have room.
std::vector<const ui::Image*> page_images(Screen& s, std::size_t most) {
  std::vector<const ui::Image*> images;
  for (const cases::MaterialPages& pages : s.state.draft.materials) {
    if (pages.code != s.state.capture.material || pages.pages.size() > most) continue;
    for (const cases::PageImage& page : pages.pages) {
      const auto picture = s.state.page_pictures.find(page.digest);
      if (picture == s.state.page_pictures.end() || picture->second.width == 0) return {};
      auto& image = s.memory.page_pictures[page.digest];
      if (image.width == 0)
        image = ui::Image::from_gray(picture->second.width, picture->second.height, picture->second.grey);
      images.push_back(&image);
    }
  }
  return images;
}

// One tile for each page: what it looks like, and below it the way to take it back. The page that was tapped,
// or -1.
int page_tiles(Screen& s, Column& column, const std::vector<const ui::Image*>& images, std::size_t per_row) {
  const float gap = s.space().m;
  const auto columns = static_cast<float>(per_row);
  const float width = (column.width() - gap * (columns - 1)) / columns;
  const float picture = std::min(s.content.h * 0.16F, s.theme().mm(44));
  const float chip = ui::chips_height(s.ui, width, {remove_chip(s, images.size() - 1)});
  int tapped = -1;
  for (std::size_t first = 0; first < images.size(); first += per_row) {
    ui::Rect row = column.take(picture + s.space().s + chip, s.space().m);
    for (std::size_t i = first; i < std::min(first + per_row, images.size()); ++i) {
      ui::Rect tile = row.cut_left(width, gap);
      ui::image(s.ui, tile.cut_top(picture, s.space().s), *images[i],
                s.tr("capture.kept_page", {{"page", std::to_string(i + 1)}}));
      const ui::ChipSpec remove = remove_chip(s, i);
      const float wide = std::min(tile.w, ui::chip_width(s.ui, remove));
      if (ui::chip(s.ui, tile.centered(wide, tile.h), remove)) tapped = static_cast<int>(i);
    }
  }
  return tapped;
}

// Without pictures, or with too many pages for them.
int page_chips(Screen& s, Column& column, std::size_t have) {
  std::vector<ui::ChipSpec> chips;
  for (std::size_t i = 0; i < have; ++i) chips.push_back(remove_chip(s, i));
  return ui::chips(s.ui, column.take(ui::chips_height(s.ui, column.width(), chips)), chips);
}

// Name of the paper, how many pages there are, and each page to take back.
void draw_head(Screen& s, bool removable) {
  const cases::MaterialNeed* need = need_of(s);
  const std::size_t have = kept_pages(s);
  const std::size_t least = need != nullptr ? need->least_pages : 0;
  Column column(s.content);
  write(s, column,
        {.text = need != nullptr ? s.of(catalog::proof_name(*need->material)) : "",
         .style = ui::TextStyle::Heading},
        s.space().s);
  // Looking at a page: which one. Otherwise: how many there are.
  const bool looking = s.state.capture.view == CaptureView::Preview;
  const std::string number = std::to_string(looking ? have + 1 : have);
  const std::string of = std::to_string(std::max(least, looking ? have + 1 : have));
  const std::string count = looking     ? s.tr("capture.page", {{"page", number}, {"of", of}})
                            : least > 1 ? s.tr("capture.count_of", {{"have", number}, {"least", of}})
                                        : s.tr("capture.count", {{"have", number}});
  write(s, column, {.text = count, .color = s.colors().text_muted}, s.space().s);
  if (removable && have > 0) {
    const std::size_t per_row = s.elder() ? 2 : 3;
    const auto images = page_images(s, per_row * 2);
    const int tapped = images.empty() ? page_chips(s, column, have) : page_tiles(s, column, images, per_row);
    if (tapped >= 0) s.send(IntentKind::RemovePage, {}, {}, tapped);
  }
  s.content.cut_top(column.used(), s.space().m);
}

void draw_ready(Screen& s) {
  const cases::MaterialNeed* need = need_of(s);
  const std::size_t have = kept_pages(s);
  const bool enough = have > 0 && (need == nullptr || have >= need->least_pages);
  ui::ButtonSpec shoot = main_button(
      "capture.shoot",
      s.tr(have == 0 ? "capture.shoot" : "capture.shoot_next", {{"page", std::to_string(have + 1)}}),
      ui::Icon::Camera);
  ui::ButtonSpec finish = second_button("capture.finish", s.tr("capture.finish"), ui::Icon::Check);
  if (enough) {  // another page is possible, going on is what most people want
    shoot.kind = ui::ButtonKind::Secondary;
    shoot.main_action = false;
    finish.kind = ui::ButtonKind::Primary;
    finish.main_action = true;
    const Foot tapped = foot(s, finish, shoot);
    if (tapped == Foot::Main) s.send(IntentKind::FinishMaterial);
    if (tapped == Foot::Second) s.send(IntentKind::CapturePage);
  } else if (foot(s, shoot) == Foot::Main) {
    s.send(IntentKind::CapturePage);
  }
  draw_head(s, true);
  const float picture = std::min(s.content.h * 0.62F, s.theme().mm(150));
  const Stage made = stage(s, s.content,
                           {.title = s.tr(enough ? "capture.enough" : "capture.put"),
                            .text = s.tr("capture.put_hint"),
                            .picture_height = picture});
  ui::illustration(s.ui, made.picture, ui::Illustration::PaperUnderCamera, s.tr("capture.picture"));
}

void draw_working(Screen& s) {
  draw_head(s, false);
  const Stage made = stage(s, s.content,
                           {.title = s.tr("capture.working"),
                            .text = s.tr("capture.working_hint"),
                            .picture_height = s.theme().mm(70)});
  ui::spinner(s.ui, made.picture, false, s.tr("capture.working"));
}

const ui::Image& preview_image(Screen& s) {
  const PagePreview& preview = s.state.capture.preview;
  const std::string& digest =
      s.state.capture.fresh ? s.state.capture.fresh->digest : s.state.capture.material;
  const bool same = s.memory.preview_of == digest && s.memory.preview.width == preview.width &&
                    s.memory.preview.height == preview.height;
  if (!same) {
    s.memory.preview =
        ui::Image::from_gray(preview.width, preview.height, {preview.grey.begin(), preview.grey.end()});
    s.memory.preview_of = digest;
  }
  return s.memory.preview;
}

struct DoubtWords {
  const char* title;
  const char* advice;
};

DoubtWords doubt_words(CaptureProblem problem) {
  switch (problem) {
    case CaptureProblem::TooDark: return {"capture.dark", "capture.doubt_hint"};
    case CaptureProblem::Glare: return {"capture.glare", "capture.glare_hint"};
    case CaptureProblem::NoPage: return {"capture.no_page", "capture.no_page_hint"};
    case CaptureProblem::Several: return {"capture.several", "capture.several_hint"};
    default: return {"capture.blurred", "capture.doubt_hint"};
  }
}

void draw_preview(Screen& s) {
  const auto& doubt = s.state.capture.problem;
  ui::ButtonSpec keep =
      main_button("capture.keep", s.tr(doubt ? "capture.keep_anyway" : "capture.keep"), ui::Icon::Check);
  ui::ButtonSpec retake = second_button("capture.retake", s.tr("capture.retake"), ui::Icon::Retry);
  if (doubt) {  // the better way is to take it again
    std::swap(keep.kind, retake.kind);
    std::swap(keep.main_action, retake.main_action);
    const Foot tapped = foot(s, retake, keep);
    if (tapped == Foot::Main) s.send(IntentKind::RetakePage);
    if (tapped == Foot::Second) s.send(IntentKind::KeepPage);
  } else {
    const Foot tapped = foot(s, keep, retake);
    if (tapped == Foot::Main) s.send(IntentKind::KeepPage);
    if (tapped == Foot::Second) s.send(IntentKind::RetakePage);
  }
  draw_head(s, false);
  ui::BannerSpec banner;
  banner.id = "capture.judgement";
  banner.tone = doubt ? ui::Tone::Warning : ui::Tone::Success;
  const DoubtWords fine{"capture.sharp", s.state.capture.preview.whole ? "capture.whole" : "capture.look"};
  const DoubtWords words = doubt ? doubt_words(*doubt) : fine;
  banner.title = s.tr(words.title);
  banner.text = s.tr(words.advice);
  const float height = ui::banner_height(s.ui, s.content.w, banner);
  ui::banner(s.ui, s.content.cut_top(height, s.space().m), banner);
  if (s.state.capture.preview.width > 0)
    ui::image(s.ui, s.content, preview_image(s), s.tr("capture.preview"));
}

void draw_failed(Screen& s) {
  const CaptureProblem problem = s.state.capture.problem.value_or(CaptureProblem::Failed);
  const std::string key = capture_failure_key(s.state);
  if (problem == CaptureProblem::TooMuch) {  // another try would end the same way
    if (foot(s, main_button("capture.finish", s.tr("capture.finish"), ui::Icon::Check)) == Foot::Main)
      s.send(IntentKind::FinishMaterial);
  } else if (foot(s, main_button("capture.shoot", s.tr("capture.again"), ui::Icon::Retry)) == Foot::Main) {
    s.send(IntentKind::CapturePage);
  }
  draw_head(s, true);
  const Stage made = stage(
      s, s.content, {.title = s.tr(key), .text = s.tr(key + "_hint"), .picture_height = s.theme().mm(60)});
  const float side = made.picture.h * 0.9F;
  ui::icon_plate(s.ui, made.picture.centered(side, side), ui::Icon::Camera, ui::Accent::Orange);
}

}  // namespace

void draw_capture(Screen& s) {
  switch (s.state.capture.view) {
    case CaptureView::Ready: return draw_ready(s);
    case CaptureView::Working: return draw_working(s);
    case CaptureView::Preview: return draw_preview(s);
    case CaptureView::Failed: return draw_failed(s);
  }
}

}  // namespace yitang::resident
