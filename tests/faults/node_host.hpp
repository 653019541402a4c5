// The devices behind nodes (hidraw, evdev, tty) in the process that plays the devices: a HID POS scanner, a
// scanner that types, a card reader with HID reports; card reader, scanner and printer on serial lines.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "devices/id_reader/simulator.hpp"
#include "devices/printer/simulator.hpp"
#include "jack_node.hpp"
#include "kernel_node.hpp"
#include "serial_node.hpp"

namespace yitang::faults {

class NodeHost {
 public:
  explicit NodeHost(UMockdevTestbed* testbed) : testbed_(testbed), reader_(clock_) {}

  // "plug pos|keyboard|reader|serial-reader|serial-scanner|serial-printer", "unplug ...", "scan TEXT", "type
  // TEXT", "send TEXT" (the serial scanner), "card LABEL" and "lift 1" (both readers), "grabbed 1", "where
  // keyboard"; answers as the other commands of the host do.
  std::string run(const std::string& verb, const std::string& what);

 private:
  std::string plug(const std::string& what);
  std::string unplug(const std::string& what);
  std::vector<Bytes> ask_reader(ByteView report);
  std::string plug_serial(const std::string& what, int number);

  UMockdevTestbed* testbed_;
  devices::ManualClock clock_;
  devices::SamSimulator reader_;
  std::unique_ptr<devices::Transport> reader_link_;
  devices::SystemClock time_;
  devices::SamSimulator serial_reader_{clock_};
  devices::PrinterSimulator serial_printer_{time_};
  std::mutex sending_;
  Bytes to_send_;                             // by the serial scanner
  std::map<std::string, SerialNode*> lines_;  // plugged in now
  std::shared_ptr<HidrawNode> pos_;
  std::shared_ptr<KeyboardNode> keyboard_;
  std::shared_ptr<JackNode> jack_;
  std::shared_ptr<HidrawNode> hid_reader_;
  std::vector<std::shared_ptr<KernelNode>> nodes_;  // all of them, until the end: clients may hold them open
  int next_number_ = 0;
  std::vector<std::unique_ptr<SerialNode>> serial_nodes_;  // the same; last: their threads use the above
};

}  // namespace yitang::faults
