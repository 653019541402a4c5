#include "devices/manager/observed.hpp"

#include <utility>

namespace yitang::devices {
namespace {

class ObservedTransport final : public Transport {
 public:
  ObservedTransport(std::unique_ptr<Transport> inner, DeviceBoard& board, DeviceKind kind)
      : inner_(std::move(inner)), board_(board), kind_(kind) {}
  ~ObservedTransport() override {
    inner_.reset();
    board_.closed(kind_);
  }

  [[nodiscard]] const DeviceDescription& description() const override { return inner_->description(); }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override {
    return seen(inner_->write(out, data, timeout));
  }
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    return seen(inner_->read(in, max, timeout));
  }
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override {
    return inner_->control_in(setup, length, timeout);  // refusing a request is an answer
  }
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override {
    return inner_->control_out(setup, data, timeout);
  }
  Result<void> clear_halt(Direction direction, Channel channel) override {
    return seen(inner_->clear_halt(direction, channel));
  }
  Result<void> reset() override { return seen(inner_->reset()); }
  Result<std::size_t> drain(Channel in, milliseconds quiet) override {
    return seen(inner_->drain(in, quiet));
  }

 private:
  template <class R>
  R seen(R result) {
    if (!result) board_.failed(kind_, result.error());
    return result;
  }

  std::unique_ptr<Transport> inner_;
  DeviceBoard& board_;
  DeviceKind kind_;
};

}  // namespace

Result<std::unique_ptr<Transport>> observe(Result<std::unique_ptr<Transport>> opened, DeviceBoard& board,
                                           DeviceKind kind, DeviceState state) {
  if (!opened) {
    board.not_opened(kind, opened.error());
    return opened;
  }
  board.opened(kind, (*opened)->description(), state);
  return std::make_unique<ObservedTransport>(std::move(*opened), board, kind);
}

OpenTransport observed(OpenTransport open, DeviceBoard& board, DeviceKind kind, DeviceState state) {
  return [open = std::move(open), &board, kind, state] { return observe(open(), board, kind, state); };
}

void note(DeviceBoard& board, const ReaderEvent& event, const std::string& sam_id) {
  if (event.kind == ReaderEventKind::ReaderReady) board.works(DeviceKind::Reader, sam_id);
  if (event.kind != ReaderEventKind::Fault) return;
  switch (event.fault) {
    case ReaderFault::NoPermission:
    case ReaderFault::InUse: return;  // opening it failed, which was noted with its reason
    case ReaderFault::Unresponsive:
      return board.faulty(DeviceKind::Reader, ErrorCode::Timeout,
                          "the reader does not answer, or not as it should");
    case ReaderFault::OutOfService:
      return board.faulty(DeviceKind::Reader, ErrorCode::NotSupported,
                          "the security module is out of service: self-test failed, or not authorised");
  }
}

Result<std::optional<ScannedCode>> ObservedSource::poll() {
  auto code = source_.poll();
  if (!code && code.error().code == ErrorCode::Disconnected) {
    board_.failed(DeviceKind::Scanner, code.error());
  } else {
    board_.works(DeviceKind::Scanner, {});
  }
  return code;
}

CameraState ObservedCamera::state() const {
  const CameraState state = camera_.state();
  const bool there = state != CameraState::Disconnected;
  board_.present(DeviceKind::Camera, there ? std::optional<std::string>(where_) : std::nullopt);
  return state;
}

Result<Image> ObservedCamera::capture() {
  auto picture = camera_.capture();
  if (picture) {
    DeviceDescription description;
    description.port_path = where_;
    board_.opened(DeviceKind::Camera, description, DeviceState::Ready);
    board_.closed(DeviceKind::Camera);  // it is opened for each picture
  } else {
    board_.not_opened(DeviceKind::Camera, picture.error());
  }
  return picture;
}

}  // namespace yitang::devices
