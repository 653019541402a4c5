#include "kiosk/terminal/scan_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <utility>

#include "devices/barcode/scanners.hpp"
#include "devices/wipe.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/prepared.hpp"
#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/terminal/identity_service.hpp"

namespace yitang::terminal {
namespace {
constexpr std::chrono::milliseconds kAtOnce{0};
// A source that answers at once is looked at as often as one that waits wakes by itself.
constexpr std::chrono::milliseconds kPollEvery = devices::kRestfulWait;
constexpr std::chrono::milliseconds kWhileSeeing{40};  // with the search, some 15 pictures a second to aim by
constexpr std::chrono::milliseconds kWhileAbsent{1000};
constexpr int kViewSide = 400;

resident::StrangeCode strange(devices::CodeKind kind) {
  switch (kind) {
    case devices::CodeKind::Url: return resident::StrangeCode::Address;
    case devices::CodeKind::MedicalInsurance:
    case devices::CodeKind::SocialSecurity:
    case devices::CodeKind::HealthCard:
    case devices::CodeKind::CityCode:
    case devices::CodeKind::Licence: return resident::StrangeCode::Identity;
    case devices::CodeKind::Receipt:
    case devices::CodeKind::Unknown: break;
  }
  return resident::StrangeCode::Other;
}

// The middle of what the camera sees, as in a mirror: who moves the code to the left sees it move to the
// left.
resident::PagePreview middle_mirrored(const devices::Image& view) {
  const devices::Image grey = devices::to_grey(view);
  const int side = std::min(grey.width, grey.height);
  devices::Image middle = devices::make_image(side, side, devices::PixelFormat::Grey);
  for (int row = 0; row < side; ++row) {
    const auto first = grey.pixels.begin() + std::ptrdiff_t{row + (grey.height - side) / 2} * grey.width +
                       (grey.width - side) / 2;
    std::reverse_copy(first, first + side, middle.pixels.begin() + std::ptrdiff_t{row} * side);
  }
  devices::Image small = devices::downscale(middle, kViewSide, kViewSide);
  return {small.width, small.height, std::move(small.pixels)};
}
}  // namespace

struct ScanService::Shared : std::enable_shared_from_this<ScanService::Shared> {
  Shared(Executor& t, devices::CodeSource* s, std::function<void(resident::Event)> p,
         devices::CodeRecogniser k)
      : thread(t), source(s), post(std::move(p)), kinds(std::move(k)) {}

  void schedule(std::chrono::milliseconds delay) {
    thread.post_after(delay, [weak = weak_from_this(), round = round] {
      if (const auto self = weak.lock()) self->poll(round);
    });
  }

  void poll(int of_round) {
    if (of_round != round || !wanted.load()) return;
    auto code = source->poll();
    note_presence(code);
    const devices::Image* view = source->view();
    if (view != nullptr) post(resident::ScannerSees{middle_mirrored(*view)});
    if (code && *code) {
      recognise((*code)->text);
      devices::wipe((*code)->bytes);
      devices::wipe((*code)->text);
    } else if (!code && (code.error().code == devices::ErrorCode::NotFound ||
                         code.error().code == devices::ErrorCode::Malformed)) {
      post(resident::UnknownCodeScanned{});
    }
    const bool waited = code && !*code && source->waits();  // one that sends without end is slowed down
    schedule(absent ? kWhileAbsent : waited ? kAtOnce : view != nullptr ? kWhileSeeing : kPollEvery);
  }

  /// Before anybody is asked for a code: whether there is a scanner is known when the first page is drawn.
  void look() {
    source->discard();
    note_presence(source->poll());
    source->discard();  // a camera looks at nobody until it is wanted
  }

  /// Says once that the scanner is gone, and once that it is back.
  void note_presence(const devices::Result<std::optional<devices::ScannedCode>>& code) {
    const bool gone = !code && code.error().code == devices::ErrorCode::Disconnected;
    if (gone == absent) return;
    absent = gone;
    if (gone) {
      spdlog::warn("scanner: none, {}", code.error().message);
      post(resident::ScannerGone{});
    } else {
      spdlog::info("scanner: ready");
      post(resident::ScannerBack{});
    }
  }

  void recognise(const std::string& text) {
    std::string token = trim(text);
    if (cases::is_qr_token(token)) {
      post(resident::ReceiptScanned{token});
    } else {
      // The kind only: what a code says is personal. An address is not opened, whatever it is.
      const devices::CodeKind kind = kinds.kind_of(token);
      const bool prepared = cases::is_prepared_reference(token);
      const auto method = identity_method(kind);
      spdlog::info("scanner: a code of kind {}", prepared ? "prepared" : devices::name_of(kind));
      if (method && !prepared) {
        post(resident::IdentityCodeScanned{*method, WipedBytes(token.begin(), token.end())});
      } else {
        post(resident::UnknownCodeScanned{prepared ? resident::StrangeCode::Prepared : strange(kind)});
      }
    }
    devices::wipe(token);
  }

  Executor& thread;
  devices::CodeSource* source;
  std::function<void(resident::Event)> post;
  devices::CodeRecogniser kinds;
  std::atomic<bool> wanted{false};
  int round = 0;
  bool absent = false;
};

ScanService::ScanService(Executor& thread, devices::CodeSource* source,
                         std::function<void(resident::Event)> post, devices::CodeRecogniser kinds)
    : shared_(std::make_shared<Shared>(thread, source, std::move(post), std::move(kinds))) {
  if (source == nullptr) return;
  thread.post([weak = shared_->weak_from_this()] {
    if (const auto self = weak.lock()) self->look();
  });
}

ScanService::~ScanService() { shared_->wanted = false; }

void ScanService::want(bool on) {
  if (shared_->source == nullptr || shared_->wanted.exchange(on) == on) return;
  shared_->thread.post([weak = shared_->weak_from_this(), on] {
    const auto self = weak.lock();
    if (!self) return;
    ++self->round;
    self->source->discard();  // nothing that was presented before or after is taken
    if (on) self->schedule(std::chrono::milliseconds(0));
  });
}

}  // namespace yitang::terminal
