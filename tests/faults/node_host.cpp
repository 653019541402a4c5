#include "node_host.hpp"

#include "devices/barcode/scanner_simulator.hpp"
#include "devices/id_reader/simulated_links.hpp"

namespace yitang::faults {

namespace {

ByteView view_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
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
  if (verb == "where" && keyboard_) return keyboard_->path();
  if (verb == "grabbed" && keyboard_) return keyboard_->grabbed() ? "yes" : "no";
  if (verb == "card") {
    const auto* card = devices::sample_card(what);
    return card != nullptr && reader_.place_card(*card) ? "ok" : "error: no such card";
  }
  if (verb == "lift") {
    reader_.remove_card();
    return "ok";
  }
  return "error: unknown command, or not plugged in";
}

// A new number for every plug, as the kernel may give one.
std::string NodeHost::plug(const std::string& what) {
  const int number = next_number_++;
  std::shared_ptr<KernelNode> node;
  if (what == "pos") {
    node = pos_ =
        std::make_shared<HidrawNode>(testbed_, number, 0x1EAB, 0x0110, devices::hid_pos_report_descriptor());
  } else if (what == "keyboard") {
    node = keyboard_ = std::make_shared<KeyboardNode>(testbed_, number, 0x0C2E, 0x0901);
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
  if (what == "pos") return take(pos_);
  if (what == "keyboard") return take(keyboard_);
  return take(hid_reader_);
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
