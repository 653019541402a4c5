#include "kiosk/terminal/presence.hpp"

#include <spdlog/spdlog.h>

#include <cstdlib>
#include <utility>

#include "devices/wipe.hpp"

namespace yitang::terminal {
namespace {

constexpr std::chrono::milliseconds kLookForSomebodyEvery{1000};
constexpr int kGridWidth = 48;
constexpr int kGridHeight = 36;
constexpr int kUnlike = 14;         // grey steps beyond what the whole picture changed by
constexpr std::size_t kPart = 100;  // one point in so many has to be unlike: a hand, not a moth
constexpr devices::milliseconds kStillHere{4000};  // people stand still for a moment
constexpr devices::milliseconds kFrameLimit{400};

int mean_of(const devices::Image& picture) {
  std::int64_t sum = 0;
  for (const std::uint8_t grey : picture.pixels) sum += grey;
  return static_cast<int>(sum / static_cast<std::int64_t>(picture.pixels.size()));
}

}  // namespace

bool MotionWatch::moved(const devices::Image& picture) {
  devices::Image grid = devices::downscale(devices::to_grey(picture), kGridWidth, kGridHeight);
  if (grid.empty() || grid.pixels.size() != before_.pixels.size()) {
    forget();
    before_ = std::move(grid);
    return true;
  }
  const int brighter = mean_of(grid) - mean_of(before_);
  std::size_t unlike = 0;
  for (std::size_t i = 0; i < grid.pixels.size(); ++i) {
    if (std::abs(grid.pixels[i] - before_.pixels[i] - brighter) > kUnlike) ++unlike;
  }
  forget();
  before_ = std::move(grid);
  return unlike * kPart >= before_.pixels.size();
}

void MotionWatch::forget() {
  devices::wipe(before_.pixels);
  before_ = {};
}

CameraPresence::CameraPresence(std::string path, const devices::Clock& clock, Open open)
    : path_(std::move(path)), clock_(clock), open_(std::move(open)) {}

devices::Result<devices::Image> CameraPresence::picture() {
  if (!stream_) {
    auto device = open_(path_);
    if (!device) return tl::unexpected(device.error());
    device_ = std::move(*device);
    auto stream = devices::VideoStream::start(*device_, 320, 240);
    if (!stream) return tl::unexpected(stream.error());
    stream_ = std::move(*stream);
    motion_.forget();
  }
  return stream_->newest(devices::PixelFormat::Grey, kFrameLimit);
}

resident::Presence CameraPresence::look() {
  auto seen = picture();
  if (!seen) {
    if (!std::exchange(complained_, true)) spdlog::warn("presence: {}", devices::name_of(seen.error().code));
    rest();
    return resident::Presence::Unknown;
  }
  complained_ = false;
  if (motion_.moved(*seen)) moved_at_ = clock_.now();
  devices::wipe(seen->pixels);
  return clock_.now() - moved_at_ < kStillHere ? resident::Presence::Somebody : resident::Presence::Nobody;
}

void CameraPresence::rest() {
  motion_.forget();
  stream_.reset();
  device_.reset();
}

struct PresenceService::Shared : std::enable_shared_from_this<PresenceService::Shared> {
  Shared(Executor& t, std::unique_ptr<PresenceSource> s, std::function<void(resident::Event)> p)
      : thread(t), source(std::move(s)), post(std::move(p)) {}

  void look(int of_round) {
    if (of_round != round.load()) return;
    const resident::Presence now = source->look();
    if (now != told) post(resident::PresenceChanged{now});
    told = now;
    thread.post_after(kLookForSomebodyEvery, [weak = weak_from_this(), of_round] {
      if (const auto self = weak.lock()) self->look(of_round);
    });
  }

  std::atomic<int> round{0};  // odd while somebody wants to know
  resident::Presence told = resident::Presence::Unknown;
  Executor& thread;
  std::unique_ptr<PresenceSource> source;
  std::function<void(resident::Event)> post;
};

PresenceService::PresenceService(Executor& thread, std::unique_ptr<PresenceSource> source,
                                 std::function<void(resident::Event)> post)
    : shared_(std::make_shared<Shared>(thread, std::move(source), std::move(post))) {}

PresenceService::~PresenceService() { ++shared_->round; }

void PresenceService::want(bool on) {
  if ((shared_->round.load() % 2 == 1) == on) return;
  const int round = ++shared_->round;
  shared_->thread.post([weak = shared_->weak_from_this(), on, round] {
    const auto self = weak.lock();
    if (!self || round != self->round.load()) return;
    self->told = resident::Presence::Unknown;
    if (on) {
      self->look(round);
    } else {
      self->source->rest();
    }
  });
}

}  // namespace yitang::terminal
