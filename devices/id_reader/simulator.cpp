#include "devices/id_reader/simulator.hpp"

#include <algorithm>

#include "devices/id_reader/ids.hpp"

namespace yitang::devices {

namespace {

constexpr std::size_t kHeader = kFrameHeader;

DeviceDescription describe(SamSimulator::Pipes pipes) {
  DeviceDescription description;
  description.vendor = kSamVendor;
  description.product = kSamProduct;
  description.port_path = "simulated";
  description.interface_class = 0xFF;
  description.pipes = {{0x02, Direction::Out, PipeType::Bulk, 64}, {0x81, Direction::In, PipeType::Bulk, 64}};
  if (pipes == SamSimulator::Pipes::Four) {
    description.pipes.push_back({0x06, Direction::Out, PipeType::Bulk, 64});
    description.pipes.push_back({0x85, Direction::In, PipeType::Bulk, 64});
  }
  return description;
}

}  // namespace

struct SamSimulator::Shared {
  Shared(Clock& the_clock, Pipes pipes) : clock(the_clock), description(describe(pipes)) {}

  Clock& clock;
  const DeviceDescription description;
  mutable std::mutex mutex;
  SamModule module;
  SecretBytes input[2];  // what the host has not read yet, per IN pipe
  std::size_t plug_count = 1;
  bool plugged = true;
  bool mute = false;
  bool bad_checksums = false;
  bool stalled = false;
  std::size_t packet_size = 64;
  std::optional<std::size_t> lift_after;

  // Bytes of one or more answers go to the pipes: four-pipe modules send header and body apart.
  void deliver(SecretBytes& answers) {
    while (answers.size() > kHeader) {
      const std::size_t size =
          kHeader + (static_cast<std::size_t>(answers[5]) << 8) + static_cast<std::size_t>(answers[6]);
      std::size_t keep = size;
      if (lift_after && size > kCardTextSize) {
        keep = std::min(size, *lift_after);
        lift_after.reset();
        module.lift();
      }
      if (bad_checksums) {
        answers[size - 1] ^= 0x5A;
      }
      const std::size_t head = description.count(Direction::In) > 1 ? std::min(kHeader, keep) : keep;
      const auto begin = answers.begin();
      input[0].insert(input[0].end(), begin, begin + static_cast<std::ptrdiff_t>(head));
      input[1].insert(input[1].end(), begin + static_cast<std::ptrdiff_t>(head),
                      begin + static_cast<std::ptrdiff_t>(keep));
      answers.erase(begin, begin + static_cast<std::ptrdiff_t>(size));
    }
  }
};

namespace {

// One opened handle. Dead once the plug was pulled, also when it is in again.
template <class Shared>
class Port final : public Transport {
 public:
  explicit Port(std::shared_ptr<Shared> shared) : shared_(std::move(shared)), plug_(shared_->plug_count) {}

  [[nodiscard]] const DeviceDescription& description() const override { return shared_->description; }

  Result<std::size_t> write(Channel out, ByteView data, milliseconds /*timeout*/) override {
    const std::scoped_lock lock(shared_->mutex);
    if (auto usable = check(Direction::Out, out); !usable) {
      return tl::unexpected(usable.error());
    }
    SecretBytes answers;
    shared_->module.receive(data, answers);
    if (!shared_->mute) {
      shared_->deliver(answers);
    }
    return data.size();
  }

  Result<Bytes> read(Channel in, std::size_t max, milliseconds timeout) override {
    {
      const std::scoped_lock lock(shared_->mutex);
      if (auto usable = check(Direction::In, in); !usable) {
        return tl::unexpected(usable.error());
      }
      auto& input = shared_->input[static_cast<std::size_t>(in)];
      if (!input.empty() && max > 0) {
        const std::size_t count = std::min({max, input.size(), shared_->packet_size});
        const auto end = input.begin() + static_cast<std::ptrdiff_t>(count);
        Bytes bytes(input.begin(), end);
        SecretBytes rest(end, input.end());
        input.swap(rest);
        return bytes;
      }
    }
    shared_->clock.sleep_for(timeout);
    return fail(ErrorCode::Timeout, "the simulated reader says nothing");
  }

  Result<Bytes> control_in(const ControlSetup& /*setup*/, std::uint16_t /*length*/,
                           milliseconds /*timeout*/) override {
    return refuse_control();
  }
  Result<void> control_out(const ControlSetup& /*setup*/, ByteView /*data*/,
                           milliseconds /*timeout*/) override {
    return refuse_control();
  }

  Result<void> clear_halt(Direction /*direction*/, Channel /*channel*/) override {
    const std::scoped_lock lock(shared_->mutex);
    return check_plug();
  }

  Result<void> reset() override {
    const std::scoped_lock lock(shared_->mutex);
    if (auto there = check_plug(); !there) {
      return there;
    }
    shared_->module.power_cycle();
    for (auto& input : shared_->input) {
      input.clear();
    }
    return {};
  }

 private:
  Result<void> check_plug() const {
    if (!shared_->plugged || plug_ != shared_->plug_count) {
      return fail(ErrorCode::Disconnected, "the simulated reader is unplugged");
    }
    return {};
  }

  Result<void> check(Direction direction, Channel channel) const {
    if (auto there = check_plug(); !there) {
      return there;
    }
    if (shared_->description.pipe(direction, channel) == nullptr) {
      return fail(ErrorCode::BadArgument, "the simulated reader has no such pipe");
    }
    if (shared_->stalled) {
      return fail(ErrorCode::Stall, "the simulated reader stalls");
    }
    return {};
  }

  tl::unexpected<Error> refuse_control() const {
    return fail(ErrorCode::Stall, "card readers have no control requests");
  }

  std::shared_ptr<Shared> shared_;
  std::size_t plug_;
};

}  // namespace

SamSimulator::SamSimulator(Clock& clock, Pipes pipes) : shared_(std::make_shared<Shared>(clock, pipes)) {}
SamSimulator::~SamSimulator() = default;

Result<std::unique_ptr<Transport>> SamSimulator::connect() {
  const std::scoped_lock lock(shared_->mutex);
  if (!shared_->plugged) {
    return fail(ErrorCode::NotFound, "the simulated reader is unplugged");
  }
  return std::make_unique<Port<Shared>>(shared_);
}

Result<void> SamSimulator::place_card(const SyntheticCard& card) {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->module.place(card);
}

void SamSimulator::place_other_card() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.place_other();
}

void SamSimulator::remove_card() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.lift();
}

void SamSimulator::unplug() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->plugged = false;
  ++shared_->plug_count;
  shared_->module.power_cycle();
  for (auto& input : shared_->input) {
    input = SecretBytes{};
  }
}

void SamSimulator::plug() {
  const std::scoped_lock lock(shared_->mutex);
  shared_->plugged = true;
}

bool SamSimulator::plugged() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->plugged;
}

void SamSimulator::set_mute(bool mute) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->mute = mute;
}

void SamSimulator::set_bad_checksums(bool bad) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->bad_checksums = bad;
}

void SamSimulator::set_stalled(bool stalled) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->stalled = stalled;
}

void SamSimulator::set_packet_size(std::size_t bytes) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->packet_size = std::max<std::size_t>(1, bytes);
}

void SamSimulator::set_health(SamModule::Health health) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.set_health(health);
}

void SamSimulator::set_halts_after_read(bool halts) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.set_halts_after_read(halts);
}

void SamSimulator::set_has_extra_address(bool has) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.set_has_extra_address(has);
}

void SamSimulator::fail_reads(int count) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->module.fail_reads(count);
}

void SamSimulator::lift_during_read(std::size_t after_bytes) {
  const std::scoped_lock lock(shared_->mutex);
  shared_->lift_after = after_bytes;
}

std::size_t SamSimulator::commands_seen() const {
  const std::scoped_lock lock(shared_->mutex);
  return shared_->module.commands_seen();
}

}  // namespace yitang::devices
