#include "kiosk/terminal/camera_service.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <utility>

#include "devices/image/image.hpp"
#include "devices/page/prepare.hpp"
#include "devices/wipe.hpp"

namespace yitang::terminal {

using resident::CaptureProblem;

namespace {

constexpr std::chrono::milliseconds kLookEvery{1000};

// The first thing to put right: in the dark nothing else can be judged.
std::optional<CaptureProblem> doubt_about(const devices::PreparedPage& page, const PageRule& rule) {
  using devices::PageSight;
  if (page.quality.mean < rule.least_brightness) return CaptureProblem::TooDark;
  if (page.sight == PageSight::Several) return CaptureProblem::Several;
  if (page.quality.sharpness < rule.least_sharpness) {
    return page.sight == PageSight::None ? CaptureProblem::NoPage : CaptureProblem::Blurred;
  }
  if (page.glare > rule.largest_glare) return CaptureProblem::Glare;
  return std::nullopt;
}

}  // namespace

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
    devices::PreparedPage page = devices::prepare_page(std::move(*picture), rule.jpeg.longest_side);
    finish(page);
    devices::wipe(page.image.pixels);
  }

  void finish(const devices::PreparedPage& page) {
    auto jpeg = devices::encode_page_jpeg(page.image, rule.jpeg);
    if (!jpeg) {
      spdlog::error("camera: {}", jpeg.error().message);
      post(resident::CaptureFailed{CaptureProblem::Failed});
      return;
    }
    const std::optional<CaptureProblem> doubt = doubt_about(page, rule);
    devices::Image small =
        devices::to_grey(devices::downscale(page.image, rule.preview_width, rule.preview_width * 2));
    const bool whole = page.sight != devices::PageSight::One;
    resident::PagePreview preview{small.width, small.height, std::move(small.pixels), whole};
    store.seal_page(
        cases::page_of(std::move(*jpeg), "image/jpeg", page.quality.sharpness),
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
