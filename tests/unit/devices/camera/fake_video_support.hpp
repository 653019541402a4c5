// A camera on the kernel's side of Video4Linux, with faults at any call.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "devices/camera/video_device.hpp"
#include "devices/image/image.hpp"
#include "devices/transport.hpp"

namespace yitang::devices::test {

struct FakeCamera {
  std::vector<std::uint32_t> formats = {};       // four-character codes, in the camera's order
  std::uint32_t width = 64, height = 48;         // what it gives, whatever is wanted
  std::uint32_t row_bytes = 0, frame_bytes = 0;  // 0: right ones
  std::deque<Bytes> frames = {};                 // the last one again and again
  int fail_at = -1;                              // number of the call that fails, from 0
  int fail_with = 0;                             // errno; for maps and waits too
  std::uint32_t wrong_index = 0;                 // added to the index of a filled buffer
  bool mark_damaged = false;
  int calls = 0, streaming = 0, opened = 0;

  Result<std::unique_ptr<VideoDevice>> open();
};

Bytes yuyv_frame(int width, int height, std::uint8_t y, std::uint8_t u, std::uint8_t v);

}  // namespace yitang::devices::test
