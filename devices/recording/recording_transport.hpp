// Records a talk with a card reader while it happens, and plays one back to the same driver.
#pragma once

#include <memory>

#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/synthetic_card.hpp"
#include "devices/recording/recording.hpp"

namespace yitang::devices {

// Passes everything on to `inner` and notes its shape in `recording`, which must outlive it.
class RecordingTransport final : public Transport {
 public:
  RecordingTransport(std::unique_ptr<Transport> inner, Recording& recording);
  [[nodiscard]] const DeviceDescription& description() const override { return inner_->description(); }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  // Card readers have none: passed on, not recorded.
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

 private:
  std::unique_ptr<Transport> inner_;
  Recording& recording_;
  SamShape requests_{SamShape::Side::Request};
  SamShape answers_{SamShape::Side::Answer};
};

// Strict: the driver has to make the recorded calls in the recorded order, and to write bytes of the recorded
// shape. Anything else is Protocol, from then on, with the number of the call. After the last call:
// Disconnected. Where content was, that of `card`, who does not exist, is put in.
class ReplayTransport final : public Transport {
 public:
  // BadArgument if the card cannot be encoded. `clock` moves by the time-outs of calls that timed out.
  static Result<std::unique_ptr<ReplayTransport>> create(Recording recording, const SyntheticCard& card,
                                                         Clock& clock);

  [[nodiscard]] const DeviceDescription& description() const override { return recording_.device; }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

  [[nodiscard]] bool at_end() const { return next_ == recording_.calls.size() && !lost_; }
  // Not empty: where the driver left the recording.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  ReplayTransport(Recording recording, Bytes text, Bytes extra, Clock& clock);
  // The recorded call, if it is this one.
  Result<const RecordedCall*> expect(RecordedCall::Operation operation, Channel channel);
  tl::unexpected<Error> stray(const std::string& what);
  Result<void> outcome(const RecordedCall& call, milliseconds timeout);
  [[nodiscard]] Bytes content() const;

  Recording recording_;
  Bytes text_;
  Bytes extra_;
  Clock& clock_;
  std::size_t next_ = 0;
  bool lost_ = false;
  std::string fault_;
  SamShape requests_{SamShape::Side::Request};
  SamFiller filler_;
  RequestParser parser_;
  std::uint16_t command_ = 0;  // asked last
};

}  // namespace yitang::devices
