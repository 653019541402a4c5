#include "devices/id_reader/reader_thread.hpp"

#include <gtest/gtest.h>

#include <deque>

#include "devices/id_reader/simulator.hpp"

namespace yitang::devices {
namespace {

// Events in the order in which they came; waiting for one ends as soon as it is there.
class Mailbox {
 public:
  void put(ReaderEvent event) {
    {
      const std::scoped_lock lock(mutex_);
      events_.push_back(std::move(event));
    }
    changed_.notify_all();
  }

  ReaderEventKind take() {
    std::unique_lock lock(mutex_);
    if (!changed_.wait_for(lock, std::chrono::seconds{20}, [this] { return !events_.empty(); })) {
      return ReaderEventKind::Nothing;
    }
    const ReaderEventKind kind = events_.front().kind;
    events_.pop_front();
    return kind;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<ReaderEvent> events_;
};

TEST(ReaderThread, DeliversWhatHappensUntilItEnds) {
  SystemClock clock;
  SamSimulator simulator(clock);
  simulator.unplug();
  Mailbox mailbox;
  IdReaderSettings settings;
  settings.find_interval = milliseconds{1};
  settings.presence_interval = milliseconds{1};
  ReaderThread thread(std::make_unique<IdReader>([&] { return simulator.connect(); }, clock, settings),
                      [&](ReaderEvent event) { mailbox.put(std::move(event)); });
  EXPECT_EQ(mailbox.take(), ReaderEventKind::NoReader);
  simulator.plug();
  thread.device_arrived();
  EXPECT_EQ(mailbox.take(), ReaderEventKind::ReaderReady);
  ASSERT_TRUE(simulator.place_card(*sample_card("elder")));
  EXPECT_EQ(mailbox.take(), ReaderEventKind::CardPresent);
  thread.read_again();
  EXPECT_EQ(mailbox.take(), ReaderEventKind::CardPresent);
  simulator.remove_card();
  EXPECT_EQ(mailbox.take(), ReaderEventKind::Removed);
  simulator.unplug();
  EXPECT_EQ(mailbox.take(), ReaderEventKind::NoReader);
}

}  // namespace
}  // namespace yitang::devices
