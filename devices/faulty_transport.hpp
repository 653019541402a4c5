// A Transport that passes everything on to another one, except where a script says that something goes wrong.
// Puts every driver in front of every fault at every step, with the real driver code and any transport
// behind.
#pragma once

#include <deque>
#include <memory>
#include <string_view>

#include "devices/transport.hpp"

namespace yitang::devices {

enum class TransportFault : std::uint8_t {
  Timeout,        // the operation is not done and runs into its time-out
  LostAnswer,     // a write is done, but what the device says to it is thrown away; a read times out
  LateAnswer,     // a read times out although the answer is there: it comes with the next read
  Stall,          // Stall until clear_halt() of that pipe
  Disconnect,     // Disconnected now and for ever
  Overflow,       // the data of the read is lost
  IoError,        // one failed transfer
  PartialWrite,   // the device takes half of the data, then Timeout with `transferred` set
  ShortRead,      // half of the bytes now, the rest with the next read
  SingleBytes,    // this and all later reads deliver one byte each
  GarbageBefore,  // bytes that belong to nothing come first
  Truncate,       // the last byte never arrives
  BitFlip,        // one bit in the middle is wrong
};
inline constexpr TransportFault kAllFaults[] = {
    TransportFault::Timeout,     TransportFault::LostAnswer,    TransportFault::LateAnswer,
    TransportFault::Stall,       TransportFault::Disconnect,    TransportFault::Overflow,
    TransportFault::IoError,     TransportFault::PartialWrite,  TransportFault::ShortRead,
    TransportFault::SingleBytes, TransportFault::GarbageBefore, TransportFault::Truncate,
    TransportFault::BitFlip};

[[nodiscard]] std::string_view name_of(TransportFault kind);

struct ScriptedFault {
  std::size_t operation = 0;  // counts write, read, control_in and control_out calls, from 0
  TransportFault kind = TransportFault::Timeout;
};

// Faults that make no sense for the operation at their number (ShortRead on a write ...) do nothing there.
// `clock` moves by the time-out of an operation that is made to time out.
class FaultyTransport final : public Transport {
 public:
  FaultyTransport(std::unique_ptr<Transport> inner, Clock& clock, std::vector<ScriptedFault> script);

  [[nodiscard]] const DeviceDescription& description() const override { return inner_->description(); }
  Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override;
  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override;
  Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override;
  Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override;
  Result<void> clear_halt(Direction direction, Channel channel) override;
  Result<void> reset() override;

  [[nodiscard]] std::size_t operations() const { return next_operation_; }
  [[nodiscard]] std::size_t faults_fired() const { return fired_; }

 private:
  struct Halt {
    Direction direction;
    Channel channel;
  };
  const ScriptedFault* due();
  Result<void> gate(Direction direction, Channel channel) const;
  tl::unexpected<Error> time_out(milliseconds timeout);
  Result<Bytes> inner_read(Channel in, std::size_t max, milliseconds timeout);
  Result<Bytes> spoil(TransportFault kind, Channel in, std::size_t max, milliseconds timeout);

  std::unique_ptr<Transport> inner_;
  Clock& clock_;
  std::vector<ScriptedFault> script_;
  std::size_t next_operation_ = 0;
  std::size_t fired_ = 0;
  std::vector<Halt> halts_;
  std::deque<std::uint8_t> held_[2];  // input kept back, per channel
  bool single_bytes_ = false;
  bool gone_ = false;
};

}  // namespace yitang::devices
