#include "devices/transport.hpp"

#include <algorithm>

namespace yitang::devices {

namespace {
constexpr std::size_t kDrainLimit = 64 * 1024;
constexpr std::size_t kDrainStep = 4096;
}  // namespace

const Pipe* DeviceDescription::pipe(Direction direction, Channel channel) const {
  auto wanted = static_cast<std::size_t>(channel);
  for (const Pipe& candidate : pipes) {
    if (candidate.direction == direction && wanted-- == 0) {
      return &candidate;
    }
  }
  return nullptr;
}

std::size_t DeviceDescription::count(Direction direction) const {
  return static_cast<std::size_t>(std::count_if(
      pipes.begin(), pipes.end(), [&](const Pipe& pipe) { return pipe.direction == direction; }));
}

Result<std::size_t> Transport::drain(Channel in, milliseconds quiet) {
  std::size_t dropped = 0;
  while (dropped < kDrainLimit) {
    auto bytes = read(in, kDrainStep, quiet);
    if (!bytes) {
      if (bytes.error().code == ErrorCode::Timeout) {
        return dropped;
      }
      return tl::unexpected(bytes.error());
    }
    dropped += bytes->size();
    // What is thrown away may be a late answer with personal data.
    std::fill(bytes->begin(), bytes->end(), std::uint8_t{0});
  }
  return fail(ErrorCode::Protocol, "device does not stop sending");
}

}  // namespace yitang::devices
