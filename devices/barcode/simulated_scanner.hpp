// A whole bar code scanner made of software: it is shown pictures, decodes them, and sends what they say over
// a serial line with start sign, AIM identifier and end sign, where the real driver listens. The line may
// have faults.
#pragma once

#include <memory>

#include "devices/barcode/scanner_simulator.hpp"
#include "devices/barcode/scanners.hpp"
#include "devices/line_faults.hpp"

namespace yitang::devices {

// One thread, but for the faults of its line.
class SimulatedScanner final : public CodeSource {
 public:
  // Borrows finder and clock.
  SimulatedScanner(CodeFinder& finder, Clock& clock, std::shared_ptr<LineFaults> line);
  ~SimulatedScanner() override;

  // As ImageScanner::show(). QR codes: the line says so of every code.
  Result<void> show(Bytes image_file) { return imager_.show(std::move(image_file)); }
  Result<void> show(Image image) { return imager_.show(std::move(image)); }
  // From now on poll() answers Disconnected, until plugged again.
  void set_plugged(bool plugged);

  Result<std::optional<ScannedCode>> poll() override;
  void discard() override;

 private:
  Result<void> open();

  Clock& clock_;
  std::shared_ptr<LineFaults> line_;
  ImageScanner imager_;
  ScannerSimulator wire_;
  std::unique_ptr<StreamScanner> driver_;  // null: not opened since it was plugged in
};

}  // namespace yitang::devices
