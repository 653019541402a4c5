#include "devices/id_reader/serial_speed.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "devices/id_reader/packet.hpp"

namespace yitang::devices {
namespace {

constexpr milliseconds kStatusPatience{300};
constexpr milliseconds kStatusWrite{300};
constexpr std::size_t kStatusRead = 512;

}  // namespace

SamSpeedFinder::SamSpeedFinder(OpenAtSpeed open, Clock& clock) : open_(std::move(open)), clock_(clock) {}

// Whole and right is enough: also a module that says it is out of order speaks at this speed.
Result<bool> SamSpeedFinder::answers(Transport& line) {
  if (auto written = line.write(Channel::First, build_request(SamCommand::Status), kStatusWrite); !written) {
    return tl::unexpected(written.error());
  }
  AnswerParser parser;
  const TimePoint end = clock_.now() + kStatusPatience;
  while (true) {
    const auto left = std::chrono::duration_cast<milliseconds>(end - clock_.now());
    if (left.count() <= 0) return false;
    auto bytes = line.read(Channel::First, kStatusRead, left);
    if (!bytes) {
      if (bytes.error().code == ErrorCode::Timeout) return false;
      return tl::unexpected(bytes.error());
    }
    parser.feed(*bytes);
    while (auto answer = parser.next()) {
      if (*answer) return true;
    }
  }
}

Result<std::unique_ptr<Transport>> SamSpeedFinder::open() {
  std::vector<unsigned> speeds(std::begin(kSamSpeeds), std::end(kSamSpeeds));
  if (const auto before = std::find(speeds.begin(), speeds.end(), speed_); before != speeds.end()) {
    std::rotate(speeds.begin(), before, before + 1);
  }
  for (const unsigned baud : speeds) {
    auto line = open_(baud);
    if (!line) return line;
    const auto found = answers(**line);
    if (!found && found.error().code != ErrorCode::Timeout) return tl::unexpected(found.error());
    if (found && *found) {
      speed_ = baud;
      return line;
    }
  }
  return fail(ErrorCode::Timeout, "no card reader answers at any speed");
}

}  // namespace yitang::devices
