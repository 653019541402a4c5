// Tells the screen what the office makes public about cases that ended, whenever it has changed.
#pragma once

#include <functional>
#include <memory>

#include "kiosk/base/clock.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/cases/published_figures.hpp"
#include "kiosk/office/office.hpp"

namespace yitang::terminal {

/// Borrows everything. From any thread.
class FiguresService {
 public:
  /// `changed` runs on the office's thread.
  FiguresService(Executor& office_thread, office::Office& office, const Clock& clock,
                 std::function<void(const cases::PublishedFigures&)> changed);
  /// Looks in its own turn whether there is something else to publish. Nothing is published by a clock that
  /// is not trusted.
  void look();

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
