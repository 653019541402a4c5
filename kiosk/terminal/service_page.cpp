#include "kiosk/terminal/service_page.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/terminal/words.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::terminal {

ServicePage::ServicePage(std::unique_ptr<ui::Ui> ui, ui::Strings words, Config config, ErrorKind reason)
    : ui_(std::move(ui)), words_(std::move(words)), config_(std::move(config)), reason_(reason) {}

Result<std::unique_ptr<ServicePage>> ServicePage::create(const std::filesystem::path& share,
                                                         const Config& config, ErrorKind reason) {
  auto words = load_words(share);
  if (!words) return tl::unexpected(words.error());
  ui::UiOptions options;
  options.metrics = {config.display.width_px, config.display.height_px,
                     static_cast<float>(config.display.mm_per_px)};
  auto ui = ui::Ui::create(options);
  if (!ui) return fail(ErrorKind::NotFound, ui.error().message, "fonts");
  return std::unique_ptr<ServicePage>(new ServicePage(std::move(*ui), std::move(*words), config, reason));
}

void ServicePage::draw_language(ui::Rect& column, ui::Language language) {
  const auto line = [&](const std::string& text, ui::TextStyle style, bool heading) {
    const float height = ui::measure_text_height(*ui_, text, style, column.w);
    const ui::Rect place = column.cut_top(height, ui_->theme().space().l);
    ui::text(*ui_, place, {.text = text, .style = style, .heading = heading});
  };
  const char* what = reason_ == ErrorKind::WrongKey ? "service.keys" : "service.store";
  line(words_.tr("service.title", language), ui::TextStyle::Title, true);
  line(words_.tr(what, language), ui::TextStyle::Body, false);
  line(words_.tr("service.meanwhile", language, {{"hotline", config_.hotline}}), ui::TextStyle::Body, false);
  line(words_.tr("service.technician", language), ui::TextStyle::Caption, false);
  column.cut_top(ui_->theme().space().xl);
}

std::vector<ui::PixelRect> ServicePage::draw(ui::SurfaceView target, double now_seconds) {
  target.width = std::min(target.width, config_.display.width_px);
  ui_->redraw_all();
  ui_->begin_frame(now_seconds);
  ui::Rect column = ui_->page().inset(ui_->theme().space().xl);
  column.cut_top(column.h / 5);
  draw_language(column, ui::Language::Chinese);
  draw_language(column, ui::Language::English);
  return ui_->end_frame(target).dirty;
}

}  // namespace yitang::terminal
