// The devices behind nodes (hidraw, evdev) in the process that plays the devices: a HID POS scanner, a
// scanner that types, a card reader with HID reports.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "devices/id_reader/simulator.hpp"
#include "kernel_node.hpp"

namespace yitang::faults {

class NodeHost {
 public:
  explicit NodeHost(UMockdevTestbed* testbed) : testbed_(testbed), reader_(clock_) {}

  // "plug pos|keyboard|reader", "unplug ...", "scan TEXT", "type TEXT", "card LABEL", "lift 1", "grabbed 1",
  // "where keyboard"; answers as the other commands of the host do.
  std::string run(const std::string& verb, const std::string& what);

 private:
  std::string plug(const std::string& what);
  std::string unplug(const std::string& what);
  std::vector<Bytes> ask_reader(ByteView report);

  UMockdevTestbed* testbed_;
  devices::ManualClock clock_;
  devices::SamSimulator reader_;
  std::unique_ptr<devices::Transport> reader_link_;
  std::shared_ptr<HidrawNode> pos_;
  std::shared_ptr<KeyboardNode> keyboard_;
  std::shared_ptr<HidrawNode> hid_reader_;
  std::vector<std::shared_ptr<KernelNode>> nodes_;  // all of them, until the end: clients may hold them open
  int next_number_ = 0;
};

}  // namespace yitang::faults
