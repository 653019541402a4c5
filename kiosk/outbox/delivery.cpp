#include "kiosk/outbox/delivery.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/cases/office_receipt.hpp"

namespace yitang::outbox {

using std::chrono::milliseconds;

std::chrono::milliseconds retry_delay(int attempts, const DeliverySettings& settings, double jitter) {
  milliseconds delay = settings.first_retry;
  for (int i = 1; i < attempts && delay < settings.longest_retry; ++i) delay *= 2;
  delay = std::min(delay, settings.longest_retry);
  return delay + milliseconds(static_cast<std::int64_t>(static_cast<double>(delay.count()) / 4 * jitter));
}

// Tasks hold a weak pointer: after the Delivery is gone they do nothing. All members are the store thread's,
// except what posts to the link thread.
struct Delivery::Shared : std::enable_shared_from_this<Delivery::Shared> {
  Shared(Parts p, DeliverySettings s, std::function<void()> news)
      : parts(p), settings(s), on_news(std::move(news)) {}

  template <class Method>
  Task later(Method method) {
    return [weak = weak_from_this(), method = std::move(method)]() mutable {
      if (const auto self = weak.lock()) method(*self);
    };
  }

  void deliver() {
    if (busy) return;
    if (unmarked) {  // nothing is on its way now, so a claim that is still there is one whose end could not
                     // be noted
      if (auto released = parts.store.outbox().release_claims(); released) unmarked = false;
    }
    auto entry = parts.store.outbox().claim_next(parts.clock.now());
    if (!entry) {
      spdlog::error("delivery: the outbox cannot be read: {}", describe(entry.error()));
      parts.store_thread.post_after(settings.longest_retry, later([](Shared& self) { self.deliver(); }));
      return;
    }
    if (!*entry) {
      wait_for_next();
      return;
    }
    busy = true;
    auto claimed = std::make_shared<cases::OutboxEntry>(std::move(**entry));
    parts.link_thread.post(later([claimed](Shared& self) {
      auto answer = self.parts.link.post(claimed->envelope, claimed->audit_head);
      claimed->envelope.clear();
      self.parts.store_thread.post(self.later([claimed, answer = std::move(answer)](Shared& store_side) {
        store_side.busy = false;
        store_side.settle(*claimed, answer);
        store_side.deliver();
      }));
    }));
  }

  void wait_for_next() {
    const auto due = parts.store.outbox().next_due();
    if (!due) {
      spdlog::error("delivery: the outbox cannot be read: {}", describe(due.error()));
    } else if (!*due) {
      return;
    }
    auto delay = due ? std::max<std::int64_t>(0, **due - parts.clock.now()) : settings.longest_retry.count();
    // No retry was ever put off for so long: the clock was set back since. What waits must not sleep until
    // the clock is there again.
    if (delay > 2 * settings.longest_retry.count()) {
      if (auto woken = parts.store.outbox().wake_all(parts.clock.now()); woken) delay = 0;
    }
    const auto capped = std::min(milliseconds(delay), settings.longest_retry);
    const int timer = ++timers;  // only the newest counts
    parts.store_thread.post_after(capped, later([timer](Shared& self) {
                                    if (timer == self.timers) self.deliver();
                                  }));
  }

  void settle(const cases::OutboxEntry& entry, const Result<std::string>& answer) {
    Result<void> done;
    if (answer) {
      const auto receipt = cases::verified_receipt(*answer, parts.link.office_key());
      if (receipt && receipt->idempotency_key == entry.idempotency_key) {
        done = parts.store.outbox().mark_delivered(entry.id, *answer);
        fetch();
      } else {
        spdlog::warn("delivery: entry {}: the answer is not the office's receipt", entry.id);
        done = retry(entry);
      }
    } else if (answer.error().kind == ErrorKind::BadInput || answer.error().kind == ErrorKind::Refused) {
      spdlog::error("delivery: entry {} is refused: {}", entry.id, describe(answer.error()));
      done = parts.store.outbox().mark_refused(entry.id, describe(answer.error()));
    } else {
      spdlog::warn("delivery: entry {} attempt {}: {}", entry.id, entry.attempts, describe(answer.error()));
      done = retry(entry);
    }
    // A mark that fails leaves the entry claimed until deliver() releases it: it goes again, under the same
    // key.
    unmarked = unmarked || !done;
    if (!done) spdlog::error("delivery: entry {} cannot be marked: {}", entry.id, describe(done.error()));
  }

  Result<void> retry(const cases::OutboxEntry& entry) {
    const double jitter = static_cast<double>(parts.random.number() >> 11) * 0x1.0p-53;
    const auto delay = retry_delay(entry.attempts, settings, jitter);
    return parts.store.outbox().mark_retry(entry.id, parts.clock.now() + delay.count());
  }

  void fetch() {
    if (fetching) {
      fetch_again = true;
      return;
    }
    auto seen = parts.store.outbox().news_seen();
    if (!seen) {
      spdlog::error("delivery: the store does not say which answers are known: {}", describe(seen.error()));
      return;
    }
    fetching = true;
    parts.link_thread.post(later([terminal = parts.store.terminal_code(), after = *seen](Shared& self) {
      auto answer = self.parts.link.fetch(terminal, after, self.settings.batch);
      self.parts.store_thread.post(
          self.later([answer = std::move(answer)](Shared& store_side) { store_side.take_news(answer); }));
    }));
  }

  void take_news(const Result<std::vector<News>>& answer) {
    fetching = false;
    if (!answer) {
      spdlog::warn("delivery: no answers now: {}", describe(answer.error()));
      fetch_later();
      return;
    }
    bool stuck = false;
    bool changed = false;
    std::int64_t seen = 0;
    for (const News& news : *answer) {
      const auto applied = parts.store.apply_status(news.update);
      if (applied) {
        changed = changed || *applied;
      } else if (applied.error().kind == ErrorKind::NotFound || applied.error().kind == ErrorKind::Refused) {
        // Another terminal's case, or a step back: it will never be taken, and must not hold up what follows.
        spdlog::warn("delivery: an answer of the office is passed over: {}", describe(applied.error()));
      } else {
        spdlog::error("delivery: an answer cannot be stored: {}", describe(applied.error()));
        stuck = true;
        break;
      }
      seen = news.seq;
    }
    // Answers are idempotent: if this note is lost, they come again and change nothing.
    if (seen > 0) {
      if (auto noted = parts.store.outbox().set_news_seen(seen); !noted) {
        spdlog::error("delivery: cannot note which answers are known: {}", describe(noted.error()));
      }
    }
    if (changed && on_news) on_news();
    const bool all_taken = !answer->empty() && seen == answer->back().seq;
    const bool more = all_taken && answer->size() == static_cast<std::size_t>(settings.batch);
    if (stuck) {
      fetch_later();
    } else if (more || std::exchange(fetch_again, false)) {
      fetch();
    }
  }

  void fetch_later() {
    parts.store_thread.post_after(settings.fetch_after_failure, later([](Shared& self) { self.fetch(); }));
  }

  void fetch_regularly() {
    fetch();
    if (settings.fetch_every.count() == 0) return;  // this link tells when there is something
    parts.store_thread.post_after(settings.fetch_every, later([](Shared& self) { self.fetch_regularly(); }));
  }

  Parts parts;
  DeliverySettings settings;
  std::function<void()> on_news;
  bool busy = false;
  bool unmarked = false;
  int timers = 0;
  bool fetching = false;
  bool fetch_again = false;
};

Delivery::Delivery(Parts parts, DeliverySettings settings, std::function<void()> on_news)
    : shared_(std::make_shared<Shared>(parts, settings, std::move(on_news))) {}

Delivery::~Delivery() = default;

void Delivery::start() {
  shared_->parts.store_thread.post(shared_->later([](Shared& self) {
    self.deliver();
    self.fetch_regularly();
  }));
}

void Delivery::wake() {
  shared_->parts.store_thread.post(shared_->later([](Shared& self) { self.deliver(); }));
}

void Delivery::fetch_now() {
  shared_->parts.store_thread.post(shared_->later([](Shared& self) { self.fetch(); }));
}

}  // namespace yitang::outbox
