// Overwriting: objects that are renewed, dead stack.
#include "kiosk/base/wipe.hpp"

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <vector>

#include "tests/unit/memory_search.hpp"

namespace yitang {
namespace {

struct Holder {
  std::optional<std::string> name;
  std::string phone;
  std::map<std::string, int> counted;
  std::vector<std::string> rows;
};

// "remnant-0" of a short string, inverted; the first character is overwritten by emptying.
test::InvertedBytes inverted(const std::string& text) {
  test::InvertedBytes bytes;
  for (const char c : text.substr(1))
    bytes.push_back(static_cast<std::uint8_t>(~static_cast<std::uint8_t>(c)));
  return bytes;
}

std::size_t in_object(const Holder& holder, const test::InvertedBytes& what) {
  const auto* begin = reinterpret_cast<const std::uint8_t*>(&holder);
  return test::occurrences(begin, begin + sizeof holder, what);
}

TEST(Wipe, RenewingLeavesNothingInPlace) {
  Holder holder;
  holder.name = "remnant-1";
  holder.phone = "remnant-2";
  holder.counted["a"] = 1;
  holder.rows = {"b"};
  const Holder* const before = &holder;
  const auto first = inverted("remnant-1");
  const auto second = inverted("remnant-2");
  holder.name.reset();
  holder.phone.clear();
  ASSERT_EQ(in_object(holder, first), 1U)
      << "an emptied optional keeps its bytes: otherwise this proves nothing";
  ASSERT_EQ(in_object(holder, second), 1U);
  renew(holder);
  EXPECT_EQ(in_object(holder, first), 0U);
  EXPECT_EQ(in_object(holder, second), 0U);
  EXPECT_EQ(before, &holder);
  EXPECT_FALSE(holder.name);
  EXPECT_TRUE(holder.phone.empty());
  EXPECT_TRUE(holder.counted.empty());
  EXPECT_TRUE(holder.rows.empty());
  holder.phone = "works as before";
  EXPECT_EQ(holder.phone, "works as before");
}

TEST(Wipe, RenewsAText) {
  std::string text = "0123456789";
  renew(text);
  EXPECT_TRUE(text.empty());
  text = std::string(100, 'x');
  renew(text);
  EXPECT_TRUE(text.empty());
}

// Sanitizers keep stacks of their own, and report who looks below the pointer.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define YITANG_STACK_IS_WATCHED
#endif
#endif
#ifndef YITANG_STACK_IS_WATCHED

__attribute__((noinline)) std::uintptr_t leave_behind(std::size_t depth) {
  volatile char room[4096];
  for (std::size_t i = 0; i < sizeof room; ++i) room[i] = 'r';
  if (depth > 0) return leave_behind(depth - 1) + (room[7] == 'r' ? 0 : 1);
  return reinterpret_cast<std::uintptr_t>(&room[0]);
}

// How much of 4 KiB at `place`, which no frame owns any more, is as it was left.
__attribute__((noinline)) std::size_t left_at(std::uintptr_t place) {
  const auto* at = reinterpret_cast<const volatile char*>(place);  // NOLINT(performance-no-int-to-ptr)
  std::size_t count = 0;
  for (std::size_t i = 0; i < 4096; ++i) count += at[i] == 'r' ? 1 : 0;
  return count;
}

TEST(Wipe, TheDeadStackIsEmptyFarAndNear) {
  for (const std::size_t depth : {3U, 12U, 100U}) {  // 12 KiB to 400 KiB below
    const std::uintptr_t place = leave_behind(depth);
    ASSERT_GT(left_at(place), 2000U) << depth;
    wipe_dead_stack();
    EXPECT_EQ(left_at(place), 0U) << depth;
  }
}
#endif
#endif

TEST(Wipe, ProgramsWithoutTheAllocatorSaySo) { EXPECT_FALSE(freed_memory_is_wiped()); }

}  // namespace
}  // namespace yitang
