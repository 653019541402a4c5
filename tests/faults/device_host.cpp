// The process that plays the devices: it owns the emulated /sys and /dev and answers ioctls. It must not run
// under the umockdev preload library itself: then hotplug messages would go out before the device is
// complete. Takes one command a line on standard input and answers one line each; ends with its input.
#include <glib.h>
#include <umockdev.h>

#include <atomic>
#include <chrono>
#include <iostream>
#include <map>
#include <memory>
#include <sstream>
#include <thread>

#include "devices/text/encoding.hpp"
#include "escpos_model.hpp"
#include "node_host.hpp"
#include "usbfs_device.hpp"

namespace yitang::faults {
namespace {

constexpr const char* kRootHub =
    "P: /devices/pci0000:00/0000:00:14.0/usb1\nN: bus/usb/001/001\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_device\n"
    "E: DEVNAME=/dev/bus/usb/001/001\nE: BUSNUM=001\nE: DEVNUM=001\nA: busnum=1\\n\nA: devnum=1\\n\nA: "
    "speed=480\\n\n"
    "A: bConfigurationValue=1\\n\nH: descriptors=12010002090001406B1D020001010302010109021900010100E000"
    "0904000001090000000705810304000C\n";

class Host {
 public:
  Host()
      : testbed_(umockdev_testbed_new()),
        nodes_(std::make_unique<NodeHost>(testbed_)),
        clockwork_([this] { tick(); }) {}

  bool start() { return umockdev_testbed_add_from_string(testbed_, kRootHub, nullptr) == TRUE; }

  ~Host() {
    ending_ = true;
    clockwork_.join();
    devices_.clear();
    nodes_.reset();
    g_object_unref(testbed_);
  }

  std::string root() const {
    gchar* directory = umockdev_testbed_get_root_dir(testbed_);
    std::string result = directory;
    g_free(directory);
    return result;
  }

  std::string run(const std::string& line) {
    std::istringstream words(line);
    std::string verb;
    std::string what;
    words >> verb >> what;
    if (verb.rfind("node-", 0) == 0) {
      return nodes_->run(verb.substr(5), what);
    }
    long value = 0;
    words >> value;
    if (verb == "plug") {
      return plug(what);
    }
    if (verb == "unplug") {
      return unplug(what);
    }
    if (verb == "escpos") {
      return on("escpos", [&] { return set_escpos(what, value); });
    }
    if (verb == "printer") {
      return on("printer", [&] { return set_printer(what, value); });
    }
    return on("reader", [&] { return set_reader(verb, what, value); });
  }

 private:
  std::string plug(const std::string& what) {
    std::string kind = what;
    UsbModel* model = &printer_;
    if (what == "escpos") {
      model = &escpos_;
    } else if (what != "printer") {
      kind = "reader";
      reader_ = std::make_unique<ReaderModel>(what == "reader4");
      model = reader_.get();
    }
    model->reset();
    // Devices unplugged before stay until the end: their clients may still hold them open.
    devices_.push_back(
        std::make_unique<UsbfsDevice>(testbed_, *model, ++last_number_, kind == "reader" ? "1-2" : "1-1"));
    current_[kind] = devices_.back().get();
    if (kind == "escpos") clockwork_for_ = devices_.back().get();
    return devices_.back()->plug() ? "ok" : "error: cannot make the device";
  }

  // The printer prints by the clock and answers when it has printed: somebody must look although no ioctl
  // comes.
  void tick() {
    while (!ending_) {
      if (UsbfsDevice* device = clockwork_for_) device->with_model([] {});
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }

  std::string set_escpos(const std::string& what, long value) {
    if (what == "paper") {
      value != 0 ? escpos_.printer.load_paper() : escpos_.printer.pull_paper();
    } else if (what == "paper_out_after") {
      escpos_.printer.paper_out_after_lines(static_cast<int>(value));
    } else if (what == "cover") {
      escpos_.printer.set_cover_open(value != 0);
    } else if (what == "cuts") {
      return std::to_string(escpos_.printer.cuts());
    } else if (what == "received") {
      return devices::to_hex(escpos_.received);
    } else if (what == "forget") {
      escpos_.printer.forget_printed();
    } else {
      return "error: unknown command";
    }
    return "ok";
  }

  std::string unplug(const std::string& what) {
    UsbfsDevice*& device = current_[what];
    if (device == nullptr) {
      return "error: not plugged in";
    }
    if (what == "escpos") clockwork_for_ = nullptr;
    device->unplug();
    device = nullptr;
    if (reader_ && what == "reader") {
      retired_.push_back(std::move(reader_));
    }
    return "ok";
  }

  template <class Change>
  std::string on(const std::string& what, Change change) {
    UsbfsDevice* device = current_[what];
    if (device == nullptr) {
      return "error: not plugged in";
    }
    std::string result;
    device->with_model([&] { result = change(); });
    return result;
  }

  std::string set_reader(const std::string& verb, const std::string& what, long value) {
    if (verb == "card") {
      const auto* card = devices::sample_card(what);
      return card != nullptr && reader_->module.place(*card) ? "ok" : "error: no such card";
    }
    if (verb == "lift") {
      reader_->module.lift();
    } else if (verb == "other") {
      reader_->module.place_other();
    } else if (verb == "mute") {
      reader_->mute = what == "1";
    } else if (verb == "hold") {
      reader_->hold_read_after = static_cast<std::size_t>(std::stol(what));
    } else if (verb == "holding") {
      return reader_->holding ? "yes" : "no";
    } else if (verb == "stall") {
      reader_->stalls = static_cast<int>(std::stol(what));
      reader_->halted = reader_->stalls > 0;
    } else {
      return "error: unknown command";
    }
    (void)value;
    return "ok";
  }

  std::string set_printer(const std::string& what, long value) {
    if (what == "paper") {
      printer_.paper = value != 0;
    } else if (what == "room") {
      printer_.room = static_cast<std::size_t>(value);
    } else if (what == "free") {
      printer_.room = SIZE_MAX;
    } else if (what == "stall") {
      printer_.halted = true;
    } else if (what == "taken") {
      return std::to_string(printer_.taken);
    } else {
      return "error: unknown command";
    }
    return "ok";
  }

  UMockdevTestbed* testbed_;
  std::unique_ptr<NodeHost> nodes_;
  EscposModel escpos_;
  PrinterModel printer_;
  std::unique_ptr<ReaderModel> reader_;
  std::vector<std::unique_ptr<ReaderModel>> retired_;
  std::vector<std::unique_ptr<UsbfsDevice>> devices_;
  std::map<std::string, UsbfsDevice*> current_;
  int last_number_ = 1;
  std::atomic<bool> ending_{false};
  std::atomic<UsbfsDevice*> clockwork_for_{
      nullptr};            // devices live until the end, so this may be one unplugged
  std::thread clockwork_;  // last: begins when all else is there
};

}  // namespace
}  // namespace yitang::faults

int main() {
  yitang::faults::Host host;
  if (!host.start()) {
    return 1;
  }
  std::cout << host.root() << std::endl;
  for (std::string line; std::getline(std::cin, line);) {
    std::cout << host.run(line) << std::endl;
  }
  return 0;
}
