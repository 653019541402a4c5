// The jack of a sound card as the kernel shows it: an evdev node with a switch that a headset moves.
#pragma once

#include "kernel_node.hpp"

namespace yitang::faults {

class JackNode final : public KernelNode {
 public:
  JackNode(UMockdevTestbed* testbed, int number);
  // False: nobody could be told.
  bool move(bool in);
  // Moves while nobody is told, as when events were dropped.
  bool move_unnoticed(bool in);

 private:
  int on_ioctl(unsigned long request, UMockdevIoctlData* argument) override;
  bool reads_here() const override { return false; }
  int on_read(UMockdevIoctlData* /*buffer*/) override { return -EIO; }
  int on_write(ByteView /*data*/) override { return -EINVAL; }
  bool tell(const std::vector<devices::KeyEvent>& events);

  bool in_ = false;
};

}  // namespace yitang::faults
