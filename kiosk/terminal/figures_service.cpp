#include "kiosk/terminal/figures_service.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace yitang::terminal {

struct FiguresService::Shared {
  Executor& thread;
  office::Office& office;
  const Clock& clock;
  std::function<void(const cases::PublishedFigures&)> changed;
  cases::PublishedFigures shown{};

  void look() {
    if (!clock.trusted()) return;
    auto figures = office.published_figures();
    if (!figures) {
      spdlog::error("office: published figures: {}", describe(figures.error()));
      return;
    }
    if (*figures == shown) return;
    shown = std::move(*figures);
    changed(shown);
  }
};

FiguresService::FiguresService(Executor& office_thread, office::Office& office, const Clock& clock,
                               std::function<void(const cases::PublishedFigures&)> changed)
    : shared_(std::make_shared<Shared>(Shared{office_thread, office, clock, std::move(changed)})) {}

void FiguresService::look() {
  shared_->thread.post([weak = std::weak_ptr(shared_)] {
    if (const auto self = weak.lock()) self->look();
  });
}

}  // namespace yitang::terminal
