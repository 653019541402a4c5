#include "kiosk/terminal/card_service.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "devices/manager/observed.hpp"
#include "devices/node/permission.hpp"
#include "kiosk/cases/person.hpp"

namespace yitang::terminal {

using resident::CardProblem;

namespace {

constexpr std::chrono::milliseconds kWatchEvery{500};

devices::IdReaderSettings reader_settings(bool deliver_photo) {
  devices::IdReaderSettings settings;
  settings.deliver_photo = deliver_photo;
  return settings;
}

}  // namespace

// The reader's thread owns everything but `wanted`. Tasks hold a weak pointer and do nothing once the service
// is gone.
struct CardService::Shared : std::enable_shared_from_this<CardService::Shared> {
  Shared(Executor& t, const Clock& c, devices::Clock& device_clock, devices::OpenTransport open,
         std::function<void(resident::Event)> p, devices::DeviceBoard* b, devices::DecodePhoto d)
      : thread(t),
        clock(c),
        post(std::move(p)),
        board(b),
        decode(std::move(d)),
        reader(std::move(open), device_clock, reader_settings(decode != nullptr)) {}

  void schedule(std::chrono::milliseconds delay) {
    thread.post_after(delay, [weak = weak_from_this(), round = round] {
      if (const auto self = weak.lock()) self->poll(round);
    });
  }

  void begin(int of_wish) {
    if (of_wish != wish.load()) return;
    round = of_wish;  // an older chain of polls ends by itself
    if (watching) post(resident::CardGone{});
    forget();
    if (trouble) post(resident::CardFailed{*trouble});
    schedule(std::chrono::milliseconds(0));
  }

  void forget() {
    lies = false;
    watching = false;
    reader.forget();
  }

  // No page asks for cards. One that lies there is watched until it is lifted, and read by nobody.
  void end(int of_wish) {
    if (of_wish != wish.load()) return;
    if (!lies) return forget();
    round = of_wish;
    if (!std::exchange(watching, true)) post(resident::CardStays{});
    schedule(kWatchEvery);
  }

  void watch(devices::ReaderEvent& event) {
    if (event.card) devices::wipe(*event.card);
    if (event.kind == devices::ReaderEventKind::Nothing) {
      schedule(std::max(event.next, kWatchEvery));
      return;
    }
    forget();
    post(resident::CardGone{});
  }

  void poll(int of_round) {
    if (of_round != wish.load()) return;
    devices::ReaderEvent event = reader.poll();
    if (board != nullptr) devices::note(*board, event, reader.sam_id());
    if (watching) return watch(event);
    if (of_round != wish.load()) {  // the page was left while the card was read: it is nobody's business now
      if (event.card) devices::wipe(*event.card);
      return;
    }
    handle(event);
    schedule(std::max(event.next, std::chrono::milliseconds(1)));
  }

  void handle(devices::ReaderEvent& event) {
    switch (event.kind) {
      case devices::ReaderEventKind::Nothing: return;
      case devices::ReaderEventKind::ReaderReady:
        spdlog::info("card reader: ready, {}", reader.sam_id());
        if (std::exchange(trouble, std::nullopt)) post(resident::CardGone{});
        post(resident::ReaderBack{});
        return;
      case devices::ReaderEventKind::NoReader:
        spdlog::warn("card reader: none");
        report_trouble();
        return;
      case devices::ReaderEventKind::Fault:
        log_fault(event.fault);
        report_trouble();
        return;
      case devices::ReaderEventKind::CardPresent:
        lies = true;
        deliver(event);
        return;
      case devices::ReaderEventKind::Unreadable: post(resident::CardFailed{CardProblem::Unreadable}); return;
      case devices::ReaderEventKind::NotAnIdCard:
        post(resident::CardFailed{CardProblem::NotAnIdCard});
        return;
      case devices::ReaderEventKind::Removed:
        lies = false;
        post(resident::CardGone{});
        return;
    }
  }

  void log_fault(devices::ReaderFault fault) const {
    const bool refused = fault == devices::ReaderFault::NoPermission;
    spdlog::warn("card reader: fault, {}{}", devices::name_of(fault),
                 refused ? devices::kPermissionHint : "");
  }

  void report_trouble() {
    lies = false;
    trouble = CardProblem::NoReader;
    post(resident::CardFailed{CardProblem::NoReader});
  }

  void deliver(devices::ReaderEvent& event) {
    devices::Card& card = *event.card;
    for (const devices::CardWarning warning : card.warnings) {
      spdlog::warn("card reader: the card has an oddity, {}", devices::name_of(warning));
    }
    const cases::Person person = cases::person_from_card(card);
    devices::wipe(card);
    post(
        resident::CardRead{person, ++last_reading});  // what an expired card is good for is the flow's matter
    if (decode && !event.photo.empty()) deliver_photo(event.photo);
  }

  // The page shows the text already. Whether the photo is still wanted when it is ready, the flow knows.
  void deliver_photo(devices::SecretBytes& block) {
    auto picture = decode(block);
    block = devices::SecretBytes{};  // its allocator wipes; "= {}" would keep the memory
    if (!picture) {
      spdlog::warn("card reader: no photo: {}", picture.error().message);
      return;
    }
    resident::CardPhoto photo{last_reading, {picture->width, picture->height, picture->channels(), {}}};
    photo.picture.pixels.assign(picture->pixels.begin(), picture->pixels.end());
    devices::wipe(picture->pixels);
    post(std::move(photo));
  }

  Executor& thread;
  const Clock& clock;
  std::function<void(resident::Event)> post;
  devices::DeviceBoard* board;
  devices::DecodePhoto decode;  // null: no photo is asked for
  devices::IdReader reader;
  std::atomic<int> wish{0};  // a new one whenever cards are wanted or no longer wanted
  int round = 0;
  int last_reading = 0;
  bool lies = false;                   // a card that was read, as far as the reader told
  bool watching = false;               // only whether it is lifted
  std::optional<CardProblem> trouble;  // said again to whoever comes next
};

CardService::CardService(Executor& thread, const Clock& clock, devices::Clock& device_clock,
                         devices::OpenTransport open, std::function<void(resident::Event)> post,
                         devices::DeviceBoard* board, devices::DecodePhoto decode)
    : shared_(std::make_shared<Shared>(thread, clock, device_clock, std::move(open), std::move(post), board,
                                       std::move(decode))) {}

CardService::~CardService() { ++shared_->wish; }

void CardService::want(bool on) {
  const int wish = ++shared_->wish;
  shared_->thread.post([weak = shared_->weak_from_this(), wish, on] {
    const auto self = weak.lock();
    if (!self) return;
    if (on) {
      self->begin(wish);
    } else {
      self->end(wish);
    }
  });
}

void CardService::forget() {
  ++shared_->wish;
  shared_->thread.post([weak = shared_->weak_from_this()] {
    if (const auto self = weak.lock()) self->forget();
  });
}

void CardService::device_arrived() { shared_->reader.device_arrived(); }

}  // namespace yitang::terminal
