// The allocator of the program `yitang`: what is given back is overwritten, and nothing else changes.
#include <gtest/gtest.h>
#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "kiosk/base/wipe.hpp"

namespace yitang {
namespace {

// The allocator keeps its own links in the first words of a block that is free; what lies behind is as free()
// left it.
constexpr std::size_t kLinks = 32;

__attribute__((noinline)) std::size_t left_in(std::uintptr_t block, std::size_t size) {
  const auto* at = reinterpret_cast<const volatile char*>(block);  // NOLINT(performance-no-int-to-ptr)
  std::size_t count = 0;
  for (std::size_t i = kLinks; i < size; ++i) count += at[i] == 'r' ? 1 : 0;
  return count;
}

std::uintptr_t filled(char* block, std::size_t size) {
  std::memset(block, 'r', size);
  return reinterpret_cast<std::uintptr_t>(block);
}

TEST(WipeHeap, WhatIsFreedIsOverwritten) {
  ASSERT_TRUE(freed_memory_is_wiped());
  for (const std::size_t size : {64U, 500U, 5'000U, 60'000U}) {
    auto* block = static_cast<char*>(std::malloc(size));
    const std::uintptr_t place = filled(block, size);
    ASSERT_GT(left_in(place, size), 0U);
    std::free(block);
    EXPECT_EQ(left_in(place, size), 0U) << size;
  }
}

TEST(WipeHeap, SoIsWhatDeleteAndContainersGiveBack) {
  auto* block = new char[400];
  const std::uintptr_t place = filled(block, 400);
  delete[] block;
  EXPECT_EQ(left_in(place, 400), 0U);
  std::string text(300, 'r');
  const auto old = reinterpret_cast<std::uintptr_t>(text.data());
  text.append(10'000, 'x');  // moves
  EXPECT_EQ(left_in(old, 300), 0U);
}

TEST(WipeHeap, ReallocKeepsTheContentAndWipesTheOldPlace) {
  for (const std::size_t from : {100U, 1'000U, 100'000U, 300'000U, 4'000'000U}) {
    for (const std::size_t to : {1U, 90U, 2'000U, 200'000U, 6'000'000U}) {
      auto* block = static_cast<char*>(std::malloc(from));
      for (std::size_t i = 0; i < from; ++i) block[i] = static_cast<char>(i * 7);
      auto* moved = static_cast<char*>(std::realloc(block, to));
      ASSERT_NE(moved, nullptr);
      ASSERT_GE(malloc_usable_size(moved), to);
      for (std::size_t i = 0; i < std::min(from, to); ++i)
        ASSERT_EQ(moved[i], static_cast<char>(i * 7)) << from << to;
      std::free(moved);
    }
  }
  auto* small = static_cast<char*>(std::malloc(200));
  const std::uintptr_t place = filled(small, 200);
  auto* large = static_cast<char*>(std::realloc(small, 50'000));
  EXPECT_EQ(left_in(place, 200), 0U);
  std::free(large);
  EXPECT_NE(static_cast<void*>(large = static_cast<char*>(std::realloc(nullptr, 10))), nullptr);
  std::free(large);
  std::free(nullptr);
}

TEST(WipeHeap, ShrinkingWipesTheTail) {
  auto* block = static_cast<char*>(std::malloc(1'000));
  const std::uintptr_t place = filled(block, 1'000);
  auto* same = static_cast<char*>(std::realloc(block, 700));
  ASSERT_EQ(reinterpret_cast<std::uintptr_t>(same), place);
  EXPECT_EQ(left_in(place + 700, 300), 0U);
  EXPECT_EQ(left_in(place, 700), 700 - kLinks);
  std::free(same);
}

TEST(WipeHeap, ThreadsAndAlignedBlocks) {
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([] {
      std::vector<std::string> all;
      for (int i = 0; i < 2'000; ++i) {
        all.emplace_back(static_cast<std::size_t>(i % 300), 'x');
        if (i % 3 == 0) all.erase(all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  struct alignas(64) Line {
    char bytes[128];
  };
  auto* line = new Line;
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(line) % 64, 0U);
  delete line;
}

}  // namespace
}  // namespace yitang
