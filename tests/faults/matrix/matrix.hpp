// Every fault at every transfer of every operation of a driver. An operation is run once without faults to
// count its transfers, then once for each of them and each kind of fault.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "devices/faulty_transport.hpp"

namespace yitang::faults {

using namespace devices;

// The first transport that is opened goes wrong once; all transfers of all of them are counted.
class FaultPlan {
 public:
  explicit FaultPlan(std::vector<ScriptedFault> script) : script_(std::move(script)) {}
  std::unique_ptr<Transport> lay(std::unique_ptr<Transport> inner, Clock& clock) {
    auto faulty = std::make_unique<FaultyTransport>(std::move(inner), clock, std::exchange(script_, {}));
    return std::make_unique<Counted>(std::move(faulty), transfers_);
  }
  [[nodiscard]] std::size_t transfers() const { return *transfers_; }

 private:
  // Counts as FaultyTransport does, and outlives it.
  class Counted final : public Transport {
   public:
    Counted(std::unique_ptr<Transport> inner, std::shared_ptr<std::size_t> count)
        : inner_(std::move(inner)), count_(std::move(count)) {}
    [[nodiscard]] const DeviceDescription& description() const override { return inner_->description(); }
    Result<std::size_t> write(Channel out, ByteView data, milliseconds timeout) override {
      ++*count_;
      return inner_->write(out, data, timeout);
    }
    Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
      ++*count_;
      return inner_->read(in, max, timeout);
    }
    Result<Bytes> control_in(const ControlSetup& setup, std::uint16_t length, milliseconds timeout) override {
      ++*count_;
      return inner_->control_in(setup, length, timeout);
    }
    Result<void> control_out(const ControlSetup& setup, ByteView data, milliseconds timeout) override {
      ++*count_;
      return inner_->control_out(setup, data, timeout);
    }
    Result<void> clear_halt(Direction direction, Channel channel) override {
      return inner_->clear_halt(direction, channel);
    }
    Result<void> reset() override { return inner_->reset(); }

   private:
    std::unique_ptr<Transport> inner_;
    std::shared_ptr<std::size_t> count_;
  };

  std::vector<ScriptedFault> script_;
  std::shared_ptr<std::size_t> transfers_ = std::make_shared<std::size_t>(0);
};

// `operation` plays one operation with this plan and checks what comes out. Answers how many runs there were.
inline std::size_t run_matrix(const std::function<void(FaultPlan&)>& operation) {
  FaultPlan healthy({});
  operation(healthy);
  const std::size_t transfers = healthy.transfers();
  EXPECT_GT(transfers, 0U);
  std::size_t runs = 0;
  for (const TransportFault kind : kAllFaults) {
    for (std::size_t at = 0; at < transfers && !testing::Test::HasFailure(); ++at) {
      SCOPED_TRACE(testing::Message() << name_of(kind) << " at transfer " << at << " of " << transfers);
      FaultPlan plan({{at, kind}});
      operation(plan);
      ++runs;
    }
  }
  testing::Test::RecordProperty("runs", static_cast<int>(runs));
  return runs;
}

}  // namespace yitang::faults
