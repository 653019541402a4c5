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
  /// Saves each slip that was cut off since the last call, and the newest A4 form.
  Result<void> receipts(VisitStage& stage);
  /// `seconds`: of the visit's clock, when the step was done; by them the time for a field is known.
  void step(const Step& step, const std::string& fault, double seconds);
  Result<void> finish(VisitStage& stage, const VisitOutcome& outcome);

  int pictures() const;
  int receipts_saved() const;
  const std::string& newest_receipt() const;  ///< its text; "" before the first

 private:
  Result<void> form(VisitStage& stage);
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

std::string_view step_name(StepKind kind);

}  // namespace yitang::terminal
