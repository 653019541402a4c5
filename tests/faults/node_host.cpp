#include "node_host.hpp"

#include <utility>

#include "devices/barcode/scanner_simulator.hpp"
#include "devices/id_reader/simulated_links.hpp"
#include "node_scanners.hpp"

namespace yitang::faults {

namespace {

ByteView view_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// A simulated device's link, as what is behind a serial line.
SerialNode::Device over_link(std::unique_ptr<devices::Transport> link) {
  return [link = std::shared_ptr<devices::Transport>(std::move(link))](ByteView sent) {
    const devices::milliseconds at_once{0};
    Bytes answers;
    if (!sent.empty() && !link->write(devices::Channel::First, sent, at_once)) return answers;
    while (auto answer = link->read(devices::Channel::First, 4096, at_once))
      answers.insert(answers.end(), answer->begin(), answer->end());
    return answers;
  };
}

}  // namespace

std::string NodeHost::run(const std::string& verb, const std::string& what) {
  if (verb == "plug") return plug(what);
  if (verb == "unplug") return unplug(what);
  if (verb == "scan" && pos_) {
    pos_->send(devices::hid_pos_reports(view_of(what)));
    return "ok";
  }
  if (verb == "type" && keyboard_) {
    return keyboard_->type(devices::typed_events(view_of(what + "\r"))) ? "ok" : "error: cannot type";
  }
  if (verb == "send") {
    const std::scoped_lock lock(sending_);
    to_send_.insert(to_send_.end(), what.begin(), what.end());
    to_send_.push_back('\r');
    return "ok";
  }
  if (verb == "jack" && jack_) {
    const bool told = what == "unnoticed-in" ? jack_->move_unnoticed(true) : jack_->move(what == "in");
    return told ? "ok" : "error: cannot tell";
  }
  if (verb == "where" && keyboard_) return keyboard_->path();
  if (verb == "grabbed" && keyboard_) return keyboard_->grabbed() ? "yes" : "no";
  if (verb == "card") {
    const auto* card = devices::sample_card(what);
    const bool placed = card != nullptr && reader_.place_card(*card) && serial_reader_.place_card(*card);
    return placed ? "ok" : "error: no such card";
  }
  if (verb == "lift") {
    reader_.remove_card();
    serial_reader_.remove_card();
    return "ok";
  }
  return "error: unknown command, or not plugged in";
}

// A new number for every plug, as the kernel may give one.
std::string NodeHost::plug(const std::string& what) {
  const int number = next_number_++;
  if (what.rfind("serial-", 0) == 0) return plug_serial(what, number);
  std::shared_ptr<KernelNode> node;
  if (what == "pos") {
    node = pos_ =
        std::make_shared<HidrawNode>(testbed_, number, 0x1EAB, 0x0110, devices::hid_pos_report_descriptor());
  } else if (what == "keyboard") {
    node = keyboard_ = std::make_shared<KeyboardNode>(testbed_, number, 0x0C2E, 0x0901);
  } else if (what == "jack") {
    node = jack_ = std::make_shared<JackNode>(testbed_, number);
  } else if (what == "reader") {
    reader_link_ = devices::simulated_hid_reader(std::move(*reader_.connect()));
    node = hid_reader_ = std::make_shared<HidrawNode>(testbed_, number, 0x2B8B, 0x2721,
                                                      reader_link_->description().report_descriptor,
                                                      [this](ByteView report) { return ask_reader(report); });
  } else {
    return "error: no such device";
  }
  nodes_.push_back(node);
  return node->plug() ? "ok" : "error: cannot make the node";
}

std::string NodeHost::unplug(const std::string& what) {
  const auto take = [](auto& device) -> std::string {
    if (!device) return "error: not plugged in";
    device->unplug();
    device.reset();
    return "ok";
  };
  if (const auto line = lines_.find(what); line != lines_.end()) {
    line->second->unplug();
    lines_.erase(line);
    return "ok";
  }
  if (what == "pos") return take(pos_);
  if (what == "keyboard") return take(keyboard_);
  if (what == "jack") return take(jack_);
  return take(hid_reader_);
}

std::string NodeHost::plug_serial(const std::string& what, int number) {
  std::uint16_t product = 0;
  SerialNode::Device device;
  if (what == "serial-reader") {
    product = kSerialReader;
    device = over_link(*serial_reader_.connect());
  } else if (what == "serial-printer") {
    product = kSerialPrinter;
    device = over_link(serial_printer_.connect());
  } else if (what == "serial-scanner") {
    product = kSerialScanner;
    const std::scoped_lock forget(sending_);
    to_send_.clear();  // what was not yet on the line when it was pulled out does not come from the next
    device = [this](ByteView) {
      const std::scoped_lock lock(sending_);
      return std::exchange(to_send_, {});
    };
  } else {
    return "error: no such device";
  }
  serial_nodes_.push_back(
      std::make_unique<SerialNode>(testbed_, number, kSerialVendor, product, std::move(device)));
  lines_[what] = serial_nodes_.back().get();
  return serial_nodes_.back()->plug() ? "ok" : "error: cannot make the node";
}

std::vector<Bytes> NodeHost::ask_reader(ByteView report) {
  std::vector<Bytes> answers;
  const devices::milliseconds at_once{0};
  if (!reader_link_->write(devices::Channel::First, report, at_once)) return answers;
  while (auto answer = reader_link_->read(devices::Channel::First, 4096, at_once))
    answers.push_back(std::move(*answer));
  return answers;
}

}  // namespace yitang::faults
