// Notes on a DeviceBoard what happens at the one choke point to hardware, whatever the driver above it.
#pragma once

#include <memory>

#include "devices/barcode/code_source.hpp"
#include "devices/camera/camera.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/manager/device_board.hpp"

namespace yitang::devices {

// `open`, and every attempt and every failed call of what it opens is noted for `kind`. `state`: as in
// DeviceBoard::opened(). `board` must outlive what is opened.
[[nodiscard]] OpenTransport observed(OpenTransport open, DeviceBoard& board, DeviceKind kind,
                                     DeviceState state);
// One transport that was opened, or why it was not.
[[nodiscard]] Result<std::unique_ptr<Transport>> observe(Result<std::unique_ptr<Transport>> opened,
                                                         DeviceBoard& board, DeviceKind kind,
                                                         DeviceState state);

// What a card reader's driver says about the reader; `sam_id` as IdReader::sam_id().
void note(DeviceBoard& board, const ReaderEvent& event, const std::string& sam_id);

// Sources without a transport: each answer tells whether they are there. Borrows both.
class ObservedSource final : public CodeSource {
 public:
  ObservedSource(CodeSource& source, DeviceBoard& board) : source_(source), board_(board) {}
  Result<std::optional<ScannedCode>> poll() override;
  void discard() override { source_.discard(); }
  [[nodiscard]] bool waits() const override { return source_.waits(); }
  [[nodiscard]] const Image* view() const override { return source_.view(); }

 private:
  CodeSource& source_;
  DeviceBoard& board_;
};

class ObservedCamera final : public Camera {
 public:
  // `where`: its device file, if it has one.
  ObservedCamera(Camera& camera, DeviceBoard& board, std::string where)
      : camera_(camera), board_(board), where_(std::move(where)) {}
  [[nodiscard]] CameraState state() const override;
  Result<Image> capture() override;

 private:
  Camera& camera_;
  DeviceBoard& board_;
  std::string where_;
};

}  // namespace yitang::devices
