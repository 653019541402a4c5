#include "kiosk/terminal/camera_service.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <utility>

#include "devices/image/image.hpp"
#include "devices/image/quality.hpp"
#include "devices/wipe.hpp"

namespace yitang::terminal {

using resident::CaptureProblem;

namespace {
constexpr std::chrono::milliseconds kLookEvery{1000};
}

struct CameraService::Shared : std::enable_shared_from_this<CameraService::Shared> {
  Shared(Executor& t, devices::Camera* c, StoreService& s, std::function<void(resident::Event)> p, PageRule r)
      : thread(t), camera(c), store(s), post(std::move(p)), rule(r) {}

  void capture() {
    if (camera == nullptr) {
      post(resident::CaptureFailed{CaptureProblem::NoCamera});
      return;
    }
    auto picture = camera->capture();
    if (!picture) {
      spdlog::warn("camera: {}", devices::name_of(picture.error().code));
      const bool gone = picture.error().code == devices::ErrorCode::Disconnected ||
                        picture.error().code == devices::ErrorCode::NotFound;
      post(resident::CaptureFailed{gone ? CaptureProblem::NoCamera : CaptureProblem::Failed});
      return;
    }
    finish(*picture);
    devices::wipe(picture->pixels);
  }

  void finish(const devices::Image& picture) {
    const devices::ImageQuality quality = devices::measure_quality(picture);
    auto jpeg = devices::encode_page_jpeg(picture, rule.jpeg);
    if (!jpeg) {
      spdlog::error("camera: {}", jpeg.error().message);
      post(resident::CaptureFailed{CaptureProblem::Failed});
      return;
    }
    std::optional<CaptureProblem> doubt;
    if (quality.sharpness < rule.least_sharpness) doubt = CaptureProblem::Blurred;
    if (quality.mean < rule.least_brightness) doubt = CaptureProblem::TooDark;
    devices::Image small =
        devices::downscale(devices::to_grey(picture), rule.preview_width, rule.preview_width * 2);
    resident::PagePreview preview{small.width, small.height, std::move(small.pixels)};
    store.seal_page(
        cases::page_of(std::move(*jpeg), "image/jpeg", quality.sharpness),
        [post = post, preview = std::move(preview), doubt](const Result<cases::PageImage>& sealed) {
          if (sealed) {
            post(resident::PageCaptured{*sealed, preview, doubt});
            return;
          }
          spdlog::error("camera: the page cannot be stored: {}", describe(sealed.error()));
          const bool full = sealed.error().kind == ErrorKind::StoreFull;
          post(resident::CaptureFailed{full ? CaptureProblem::StoreFull : CaptureProblem::Failed});
        });
  }

  void look(int of_round) {
    if (of_round != round.load()) return;
    const bool gone = camera == nullptr || camera->state() == devices::CameraState::Disconnected;
    if (gone != absent) {
      absent = gone;
      if (gone) {
        spdlog::warn("camera: none");
        post(resident::CameraGone{});
      } else {
        spdlog::info("camera: back");
        post(resident::CameraBack{});
      }
    }
    thread.post_after(kLookEvery, [weak = weak_from_this(), of_round] {
      if (const auto self = weak.lock()) self->look(of_round);
    });
  }

  std::atomic<int> round{0};  // odd while somebody wants to know
  bool absent = false;
  Executor& thread;
  devices::Camera* camera;
  StoreService& store;
  std::function<void(resident::Event)> post;
  PageRule rule;
};

CameraService::CameraService(Executor& thread, devices::Camera* camera, StoreService& store,
                             std::function<void(resident::Event)> post, PageRule rule)
    : shared_(std::make_shared<Shared>(thread, camera, store, std::move(post), rule)) {}

CameraService::~CameraService() = default;

void CameraService::want(bool on) {
  if ((shared_->round.load() % 2 == 1) == on) return;
  const int round = ++shared_->round;
  if (!on) return;
  shared_->thread.post([weak = shared_->weak_from_this(), round] {
    const auto self = weak.lock();
    if (!self) return;
    self->absent = false;
    self->look(round);
  });
}

void CameraService::capture() {
  shared_->thread.post([weak = shared_->weak_from_this()] {
    if (const auto self = weak.lock()) self->capture();
  });
}

}  // namespace yitang::terminal
