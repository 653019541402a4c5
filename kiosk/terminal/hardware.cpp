#include "kiosk/terminal/hardware.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <utility>

#include "devices/barcode/camera_scanner.hpp"
#include "devices/barcode/hotplug_source.hpp"
#include "devices/camera/file_camera.hpp"
#include "devices/camera/v4l2_camera.hpp"
#include "devices/id_reader/ids.hpp"
#include "devices/manager/observed.hpp"
#include "kiosk/terminal/config_devices.hpp"
#include "kiosk/terminal/form_printer_access.hpp"
#include "kiosk/terminal/hardware_nodes.hpp"

namespace yitang::terminal {

using devices::DeviceKind;
using devices::DeviceState;

namespace {

devices::Result<std::unique_ptr<devices::Transport>> nothing_there() {
  return devices::fail(devices::ErrorCode::NotFound, "no such device is configured");
}

devices::UsbMatch usb_match(DeviceKind kind) {
  return kind == DeviceKind::Reader ? devices::card_reader_match() : any_usb_printer();
}

bool may_open_node(const std::string& path) { return ::access(path.c_str(), R_OK | W_OK) == 0; }

std::string usb_node(const devices::UsbDeviceInfo& device) {
  return fmt::format("/dev/bus/usb/{:03}/{:03}", device.bus, device.address);
}

}  // namespace

std::unique_ptr<Hardware> Hardware::create(DeviceConfig config, devices::Clock& clock, SimulatedWorld* world,
                                           std::function<void()> arrived) {
  std::unique_ptr<Hardware> hardware(new Hardware(std::move(config), clock, world));
  hardware->fill_board();
  hardware->start_usb(std::move(arrived));
  hardware->make_reader();
  hardware->make_photo_decoder();
  hardware->make_printer();
  hardware->make_scanner();
  hardware->make_camera();
  hardware->make_form_printer();
  return hardware;
}

void Hardware::fill_board() {
  for (const DeviceKind kind : devices::kDeviceKinds) {
    const bool remote = (kind == DeviceKind::Printer && config_.printer == DeviceSource::Network) ||
                        kind == DeviceKind::FormPrinter;
    board_.configure(kind, written_source(config_, devices::name_of(kind)), driver_name(config_, kind),
                     remote);
  }
  for (const DeviceRefusal& refusal : config_.refused) {
    spdlog::error("devices: {} is out of order: {}", refusal.device, refusal.reason);
    if (const auto kind = devices::device_kind(refusal.device))
      board_.refuse(*kind, refusal.written, refusal.reason);
  }
  if (world_ != nullptr) return;
  for (const DeviceKind kind : devices::kDeviceKinds) {
    if (driver_name(config_, kind) == "simulated")
      refuse(kind, "simulated devices are for --demo and scripted visits only");
  }
}

void Hardware::refuse(DeviceKind kind, std::string reason) {
  const std::string name(devices::name_of(kind));
  spdlog::error("devices: {} is out of order: {}", name, reason);
  board_.refuse(kind, written_source(config_, name), std::move(reason));
  switch_off(config_, name);
}

void Hardware::start_usb(std::function<void()> arrived) {
  if (config_.reader != DeviceSource::Usb && config_.printer != DeviceSource::Usb) return;
  auto usb = devices::UsbContext::create(
      clock_,
      [this, arrived = std::move(arrived)](devices::UsbChange change, const devices::UsbDeviceInfo& device) {
        if (change == devices::UsbChange::Left) {
          board_.unplugged(device.port_path);
        } else {
          arrived();
        }
      });
  if (usb) {
    usb_ = std::move(*usb);
    return;
  }
  const std::string reason = "no USB on this machine: " + usb.error().message;
  if (config_.reader == DeviceSource::Usb) refuse(DeviceKind::Reader, reason);
  if (config_.printer == DeviceSource::Usb) refuse(DeviceKind::Printer, reason);
}

void Hardware::make_reader() {
  devices::OpenTransport open = nothing_there;
  if (config_.reader == DeviceSource::Simulated) {
    open = [world = world_] { return world->open_reader(); };
  } else if (config_.reader == DeviceSource::Usb) {
    open = [usb = usb_.get(), plug = config_.reader_plug] {
      return usb->open({usb_match(DeviceKind::Reader)}, plug);
    };
  } else if (config_.reader != DeviceSource::None) {
    open = open_node_reader(config_, clock_);
  }
  // Its driver says when the module behind it works.
  open_reader_ = devices::observed(std::move(open), board_, DeviceKind::Reader, DeviceState::Found);
}

// Without it the card page shows a silhouette.
void Hardware::make_photo_decoder() {
  if (config_.photo_decoder.empty()) return;
  const std::string program = config_.photo_decoder.string();
  if (const auto wrong = devices::wrong_photo_decoder(program))
    return refuse(DeviceKind::PhotoDecoder, program + " " + *wrong);
  decode_photo_ = [decode = devices::photo_decoder({.program = program}),
                   &board = board_](devices::ByteView block) -> devices::Result<devices::Image> {
    auto picture = decode(block);
    if (picture) {
      board.works(DeviceKind::PhotoDecoder, {});
    } else {
      board.faulty(DeviceKind::PhotoDecoder, picture.error().code, picture.error().message);
    }
    return picture;
  };
}

void Hardware::make_form_printer() {
  if (auto printer = terminal::form_printer(config_, world_))
    form_printer_ = observed(std::move(printer), board_);
}

void Hardware::make_printer() {
  open_printer_ = devices::observed(terminal::open_printer(config_, clock_, usb_.get(), world_), board_,
                                    DeviceKind::Printer, DeviceState::Ready);
}

void Hardware::load_profiles(const std::filesystem::path& folder) {
  auto chooser = profile_chooser(config_, folder);
  if (chooser) {
    choose_profile_ = std::move(*chooser);
    return;
  }
  printer_out_of_order_ = describe(chooser.error());
  // One that nobody configured is not out of order.
  if (config_.printer != DeviceSource::None) refuse(DeviceKind::Printer, printer_out_of_order_);
}

void Hardware::make_scanner() {
  if (config_.scanner == DeviceSource::None) return;
  if (config_.scanner == DeviceSource::Camera) {
    make_camera_scanner();
  } else if (config_.scanner == DeviceSource::Simulated) {
    own_scanner_ = std::make_unique<devices::ObservedSource>(world_->scanner, board_);
  } else {
    own_scanner_ =
        std::make_unique<devices::HotplugSource>(open_node_scanner(config_, clock_, board_), clock_);
  }
  scanner_ = own_scanner_.get();
}

void Hardware::rest_decoders() {
  if (scanner_decoder_) scanner_decoder_->rest();
  if (world_ != nullptr) world_->decoder.rest();
}

// Its pictures are strangers' bytes: they are searched by the decoder's process, as everywhere.
void Hardware::make_camera_scanner() {
  scanner_decoder_ = std::make_unique<devices::DecoderProcess>(
      devices::DecoderProcessSettings{.program = devices::decoder_beside_this_program()}, clock_);
  camera_scanner_ = std::make_unique<devices::HotplugSource>(
      [path = config_.scanner_port->path, decoder = scanner_decoder_.get(),
       &clock = clock_]() -> devices::Result<std::unique_ptr<devices::CodeSource>> {
        auto device = devices::open_video_device(path);
        if (!device) return tl::unexpected(device.error());
        return std::make_unique<devices::CameraScanner>(std::move(*device), *decoder, clock);
      },
      clock_);
  own_scanner_ = std::make_unique<devices::ObservedSource>(*camera_scanner_, board_);
}

void Hardware::make_camera() {
  devices::Camera* camera = nullptr;
  if (config_.camera == CameraSource::Simulated) {
    camera = &world_->camera;
  } else if (config_.camera == CameraSource::Video) {
    // It may be plugged in later: it is opened for each picture.
    own_camera_ = std::make_unique<devices::V4l2Camera>(
        devices::V4l2CameraSettings{.path = config_.camera_path.string()});
    camera = own_camera_.get();
  } else if (config_.camera == CameraSource::Files) {
    auto files = devices::FileCamera::open(config_.camera_path.string());
    if (!files)
      return refuse(DeviceKind::Camera, config_.camera_path.string() + ": " + files.error().message);
    own_camera_ = std::move(*files);
    camera = own_camera_.get();
  }
  if (camera == nullptr) return;
  seen_camera_ = std::make_unique<devices::ObservedCamera>(*camera, board_, config_.camera_path.string());
  camera_ = seen_camera_.get();
}

void Hardware::look() {
  if (config_.reader == DeviceSource::Usb) look_on_usb(DeviceKind::Reader);
  if (config_.printer == DeviceSource::Usb) look_on_usb(DeviceKind::Printer);
  const auto look_at_node = [this](DeviceKind kind, const std::optional<std::string>& node) {
    const bool there = node && ::access(node->c_str(), F_OK) == 0;
    board_.present(kind, there ? node : std::nullopt, there && may_open_node(*node));
  };
  if (has_node(config_.reader)) look_at_node(DeviceKind::Reader, reader_node(config_));
  if (has_node(config_.printer)) look_at_node(DeviceKind::Printer, printer_node(config_));
  if (has_node(config_.scanner)) look_at_node(DeviceKind::Scanner, scanner_node(config_));
  if (config_.camera == CameraSource::Video) look_at_node(DeviceKind::Camera, config_.camera_path.string());
  if (!config_.photo_decoder.empty()) {
    const std::string program = config_.photo_decoder.string();
    const bool there = !devices::wrong_photo_decoder(program);
    board_.present(DeviceKind::PhotoDecoder, there ? std::optional(program) : std::nullopt);
  }
  if (world_ == nullptr) return;
  const std::optional<std::string> simulated("simulated");
  if (config_.reader == DeviceSource::Simulated)
    board_.present(DeviceKind::Reader, world_->reader.plugged() ? simulated : std::nullopt);
  if (config_.printer == DeviceSource::Simulated)
    board_.present(DeviceKind::Printer, world_->printer_plugged ? simulated : std::nullopt);
}

void Hardware::look_on_usb(DeviceKind kind) {
  const devices::PlugName& plug = kind == DeviceKind::Reader ? config_.reader_plug : config_.printer_plug;
  const auto device = usb_->find({usb_match(kind)}, plug);
  if (!device) return board_.present(kind, std::nullopt);
  const std::string node = usb_node(*device);
  // A system without these nodes has another way in.
  const bool permitted = ::access(node.c_str(), F_OK) != 0 || may_open_node(node);
  board_.present(kind, device->port_path, permitted);
}

}  // namespace yitang::terminal
