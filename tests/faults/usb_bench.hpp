// The USB layer as the program uses it, with a listener that tests can wait for.
#pragma once

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "device_bench.hpp"
#include "devices/usb/usb_context.hpp"

namespace yitang::faults {

using namespace devices;

inline constexpr milliseconds kPatience{5000};

class UsbBench : public testing::Test {
 protected:
  void SetUp() override {
    auto context = UsbContext::create(clock_, [this](UsbChange change, const UsbDeviceInfo& info) {
      const std::scoped_lock lock(mutex_);
      if (info.vendor == 0x1D6B) {
        return;  // the root hub
      }
      ++(change == UsbChange::Arrived ? arrived_ : left_);
      changed_.notify_all();
    });
    ASSERT_TRUE(context) << context.error().message;
    usb_ = std::move(*context);
  }

  void TearDown() override {
    for (const char* device : {"reader", "printer", "escpos"}) {
      tell_host(std::string("unplug ") + device);  // an error if the test did it already
    }
    usb_.reset();
  }

  void wait_for(int arrived, int left) {
    std::unique_lock lock(mutex_);
    EXPECT_TRUE(changed_.wait_for(lock, kPatience, [&] { return arrived_ >= arrived && left_ >= left; }))
        << arrived_ << " arrived, " << left_ << " left";
  }

  void plug(const std::string& what) {
    int before = 0;
    {
      const std::scoped_lock lock(mutex_);
      before = arrived_;
    }
    ASSERT_EQ(tell_host("plug " + what), "ok");
    wait_for(before + 1, 0);
  }

  void unplug(const std::string& what) {
    int before = 0;
    {
      const std::scoped_lock lock(mutex_);
      before = left_;
    }
    ASSERT_EQ(tell_host("unplug " + what), "ok");
    wait_for(0, before + 1);
  }

  SystemClock clock_;
  std::unique_ptr<UsbContext> usb_;
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  int left_ = 0;
};

}  // namespace yitang::faults
