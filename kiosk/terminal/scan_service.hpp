// Accepts codes while a page asks for one. Our own receipts are recognised, and codes that may tell who
// somebody is are passed on in wiped memory; no other content leaves this file.
#pragma once

#include <functional>
#include <memory>

#include "devices/barcode/code_source.hpp"
#include "devices/barcode/recogniser.hpp"
#include "kiosk/base/executor.hpp"
#include "kiosk/resident/flow/events.hpp"

namespace yitang::terminal {

/// Calls from the main thread; `post` as in CardService.
class ScanService {
 public:
  /// `source` is borrowed and may be null: no scanner. It is opened at once, so that what a scanner types
  /// goes nowhere else. `kinds` tells what other people's codes are.
  ScanService(Executor& thread, devices::CodeSource* source, std::function<void(resident::Event)> post,
              devices::CodeRecogniser kinds = devices::CodeRecogniser());
  ~ScanService();
  void want(bool on);

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::terminal
