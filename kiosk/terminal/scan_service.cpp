#include "kiosk/terminal/scan_service.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::terminal {
namespace {
constexpr std::chrono::milliseconds kPollEvery{100};
constexpr std::chrono::milliseconds kAfterFailure{2000};
}  // namespace

struct ScanService::Shared : std::enable_shared_from_this<ScanService::Shared> {
  Shared(Executor& t, devices::CodeSource* s, std::function<void(resident::Event)> p)
      : thread(t), source(s), post(std::move(p)) {}

  void schedule(std::chrono::milliseconds delay) {
    thread.post_after(delay, [weak = weak_from_this(), round = round] {
      if (const auto self = weak.lock()) self->poll(round);
    });
  }

  void poll(int of_round) {
    if (of_round != round || !wanted.load()) return;
    auto code = source->poll();
    if (!code) {
      if (code.error().code == devices::ErrorCode::Disconnected) {
        post(resident::ScannerGone{});
        spdlog::warn("scanner: gone");
      } else if (code.error().code == devices::ErrorCode::NotFound ||
                 code.error().code == devices::ErrorCode::Malformed) {
        post(resident::UnknownCodeScanned{});
      }
      schedule(code.error().code == devices::ErrorCode::Disconnected ? kAfterFailure : kPollEvery);
      return;
    }
    if (*code) recognise((*code)->text);
    schedule(kPollEvery);
  }

  void recognise(const std::string& text) {
    const std::string token = trim(text);
    if (cases::is_qr_token(token)) {
      post(resident::ReceiptScanned{token});
    } else {
      post(resident::UnknownCodeScanned{});
    }
  }

  Executor& thread;
  devices::CodeSource* source;
  std::function<void(resident::Event)> post;
  std::atomic<bool> wanted{false};
  int round = 0;
};

ScanService::ScanService(Executor& thread, devices::CodeSource* source,
                         std::function<void(resident::Event)> post)
    : shared_(std::make_shared<Shared>(thread, source, std::move(post))) {}

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
