#include "kiosk/base/executor.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <vector>

namespace yitang {
namespace {

using std::chrono::milliseconds;

TEST(ManualExecutorTest, RunsInOrderOfTimeThenOfPosting) {
  ManualClock clock(0);
  ManualExecutor executor(clock);
  std::vector<int> ran;
  executor.post_after(milliseconds(20), [&] { ran.push_back(3); });
  executor.post_after(milliseconds(10), [&] { ran.push_back(1); });
  executor.post_after(milliseconds(10), [&] { ran.push_back(2); });
  EXPECT_EQ(executor.run_due(), 0);
  EXPECT_EQ(executor.next_due(), 10);
  clock.advance(10);
  EXPECT_EQ(executor.run_due(), 2);
  clock.advance(100);
  EXPECT_EQ(executor.run_due(), 1);
  EXPECT_EQ(ran, (std::vector<int>{1, 2, 3}));
  EXPECT_EQ(executor.next_due(), -1);
}

TEST(ManualExecutorTest, RunsWhatATaskPosts) {
  ManualClock clock(0);
  ManualExecutor executor(clock);
  int count = 0;
  executor.post([&] { executor.post([&] { ++count; }); });
  EXPECT_EQ(executor.run_due(), 2);
  EXPECT_EQ(count, 1);
}

TEST(ManualExecutorTest, ClearDropsEverything) {
  ManualClock clock(0);
  ManualExecutor executor(clock);
  executor.post([] { FAIL(); });
  executor.clear();
  EXPECT_EQ(executor.run_due(), 0);
}

TEST(ThreadExecutorTest, RunsOnOneOtherThread) {
  ThreadExecutor executor("test");
  std::promise<std::thread::id> first;
  std::promise<std::thread::id> second;
  executor.post([&] { first.set_value(std::this_thread::get_id()); });
  executor.post_after(milliseconds(1), [&] { second.set_value(std::this_thread::get_id()); });
  const auto id = first.get_future().get();
  EXPECT_NE(id, std::this_thread::get_id());
  EXPECT_EQ(second.get_future().get(), id);
}

TEST(ThreadExecutorTest, KeepsTheOrderOfPosting) {
  ThreadExecutor executor("test");
  std::vector<int> ran;
  for (int i = 0; i < 100; ++i) executor.post([&ran, i] { ran.push_back(i); });
  executor.stop();  // finishes what is due
  ASSERT_EQ(ran.size(), 100U);
  for (int i = 0; i < 100; ++i) EXPECT_EQ(ran[static_cast<std::size_t>(i)], i);
}

TEST(ThreadExecutorTest, NothingRunsAfterStop) {
  ThreadExecutor executor("test");
  executor.stop();
  executor.post([] { FAIL(); });
  executor.stop();
}

// A task that is not due must not keep the program from ending.
TEST(ThreadExecutorTest, DestructionDropsWhatIsNotDue) {
  std::atomic<bool> ran{false};
  {
    ThreadExecutor executor("a name longer than the kernel takes");
    executor.post_after(std::chrono::hours(1), [&] { ran = true; });
  }
  EXPECT_FALSE(ran);
}

}  // namespace
}  // namespace yitang
