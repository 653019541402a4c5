#include "jack_node.hpp"

#include <fmt/format.h>
#include <linux/input.h>
#include <unistd.h>

#include <algorithm>

namespace yitang::faults {
namespace {

std::string jack_description(int number) {
  return fmt::format(
      "P: /devices/virtual/input/input{0}\nE: SUBSYSTEM=input\n\n"
      "P: /devices/virtual/input/input{0}/event{0}\nE: SUBSYSTEM=input\n"
      "E: DEVNAME=/dev/input/event{0}\nL: device=../../input{0}\n",
      number);
}

}  // namespace

JackNode::JackNode(UMockdevTestbed* testbed, int number)
    : KernelNode(testbed, fmt::format("input/event{}", number),
                 fmt::format("/devices/virtual/input/input{0}/event{0}", number), jack_description(number)) {}

int JackNode::on_ioctl(unsigned long request, UMockdevIoctlData* argument) {
  const std::size_t room = _IOC_SIZE(request);
  if (_IOC_TYPE(request) != 'E') return -ENOTTY;
  if (_IOC_NR(request) == _IOC_NR(EVIOCGBIT(EV_SW, 0))) {
    const Bytes known{1U << SW_HEADPHONE_INSERT, 0, 0};
    return give(argument, known.data(), known.size(), room);
  }
  if (_IOC_NR(request) == _IOC_NR(EVIOCGSW(0))) {
    const Bytes state{static_cast<std::uint8_t>(in_ ? 1U << SW_HEADPHONE_INSERT : 0U), 0, 0};
    return give(argument, state.data(), state.size(), room);
  }
  return -EINVAL;
}

bool JackNode::tell(const std::vector<devices::KeyEvent>& events) {
  const Bytes bytes = devices::encode_key_events(events);
  return present_ && write(fifo_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
}

bool JackNode::move(bool in) {
  const std::scoped_lock lock(mutex_);
  in_ = in;
  return tell({{EV_SW, SW_HEADPHONE_INSERT, in ? 1 : 0}, {EV_SYN, SYN_REPORT, 0}});
}

bool JackNode::move_unnoticed(bool in) {
  const std::scoped_lock lock(mutex_);
  in_ = in;
  return tell({{EV_SYN, SYN_DROPPED, 0}, {EV_SYN, SYN_REPORT, 0}});
}

}  // namespace yitang::faults
