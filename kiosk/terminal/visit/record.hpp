// What a scripted visit leaves behind: pictures, receipts, visit.json.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "kiosk/base/error.hpp"
#include "kiosk/terminal/visit/stage.hpp"

namespace yitang::terminal {

class VisitRecord {
 public:
  VisitRecord(const VisitScript& script, const VisitOptions& options);
  ~VisitRecord();

  Result<void> begin();
  /// Also notes the page's semantics and every breach of the layout rules.
  Result<void> picture(VisitStage& stage, const std::string& name);
  /// Saves each slip that was cut off since the last call.
  Result<void> receipts(VisitStage& stage);
  void step(const Step& step, const std::string& fault);
  Result<void> finish(VisitStage& stage, const VisitOutcome& outcome);

  int pictures() const;
  int receipts_saved() const;
  const std::string& newest_receipt() const;  ///< its text; "" before the first

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

std::string_view step_name(StepKind kind);

}  // namespace yitang::terminal
