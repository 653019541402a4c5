#include "kiosk/terminal/printer_access.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "devices/net/tcp_transport.hpp"
#include "devices/printer/profile_set.hpp"
#include "devices/serial/serial_transport.hpp"
#include "kiosk/terminal/hardware_nodes.hpp"

namespace yitang::terminal {
namespace {

constexpr std::chrono::milliseconds kConnectLimit{3000};
constexpr const char* kGeneric = "generic-80mm";
constexpr const char* kGenericNetwork = "generic-network-80mm";

devices::Result<std::unique_ptr<devices::Transport>> no_printer() {
  return devices::fail(devices::ErrorCode::NotFound, "no printer is configured");
}

devices::SerialLine serial_line(const DeviceConfig& config) {
  return {.baud = static_cast<unsigned>(config.printer_baud), .flow = config.printer_flow};
}

bool is_path(const std::string& profile) {
  return profile.find('/') != std::string::npos || profile.ends_with(".toml");
}

// The older keys go over what the profile says.
devices::ModelProfile with_overrides(devices::ModelProfile model, const DeviceConfig& config) {
  if (config.paper_dots) {
    model.page.dots_per_line = *config.paper_dots;
    model.paper_mm = std::max(model.paper_mm, *config.paper_dots / model.dots_per_mm);
  }
  if (config.native_qr) model.page.native_qr = *config.native_qr;
  const bool none = model.page.cutter == devices::Cutter::None;
  if (config.cutter && *config.cutter == none)
    model.page.cutter = none ? devices::Cutter::Partial : devices::Cutter::None;
  model.driver.cutter = model.page.cutter;
  return model;
}

Error wrong_profile(const devices::Error& error) {
  return Error{ErrorKind::BadInput, error.message, "printer profile"};
}

// By what the printer says of itself; else what most printers do.
ChooseProfile choose_by_identity(devices::ProfileSet set, const DeviceConfig& config) {
  return [set = std::move(set), config](devices::Transport& transport) {
    const devices::PrinterIdentity identity = devices::identify_printer(transport);
    const char* generic = config.printer == DeviceSource::Network ? kGenericNetwork : kGeneric;
    const devices::ModelProfile* found = set.matching(identity);
    if (found == nullptr) found = set.named(generic);
    spdlog::info("printer: {:04x}:{:04x} {} {}: profile {}", identity.vendor, identity.product,
                 identity.maker, identity.model, found->name);
    return with_overrides(*found, config);
  };
}

}  // namespace

// Printers are matched by their interface, because ids of chip makers are shared by unlike devices.
devices::UsbMatch any_usb_printer() { return devices::UsbMatch::of_class(7, 1, 2); }

std::filesystem::path printer_profiles(const std::filesystem::path& share) { return share / "printers"; }

OpenPrinter open_printer(const DeviceConfig& config, devices::Clock& clock, devices::UsbContext* usb,
                         SimulatedWorld* world) {
  switch (config.printer) {
    case DeviceSource::Simulated: return [world] { return world->open_printer(); };
    case DeviceSource::Usb:
      return [usb, plug = config.printer_plug] { return usb->open({any_usb_printer()}, plug); };
    case DeviceSource::Network:
      return
          [address = *config.printer_host] { return devices::TcpTransport::connect(address, kConnectLimit); };
    case DeviceSource::Serial:
      return [name = name_of_printer_port(config), line = serial_line(config),
              &clock]() -> devices::Result<std::unique_ptr<devices::Transport>> {
        const auto path = devices::find_serial_node(name);
        if (!path) return tl::unexpected(path.error());
        return devices::SerialTransport::open(*path, line, clock);
      };
    default: return no_printer;
  }
}

Result<ChooseProfile> profile_chooser(const DeviceConfig& config, const std::filesystem::path& folder) {
  if (is_path(config.printer_profile)) {
    auto model = devices::load_printer_profile(config.printer_profile);
    if (!model) return tl::unexpected(wrong_profile(model.error()));
    return [model = with_overrides(std::move(*model), config)](devices::Transport&) { return model; };
  }
  auto set = devices::ProfileSet::load(folder);
  if (!set) return tl::unexpected(wrong_profile(set.error()));
  if (config.printer_profile != "auto") {
    const devices::ModelProfile* model = set->named(config.printer_profile);
    if (model == nullptr) return fail(ErrorKind::BadInput, "no such printer profile", config.printer_profile);
    return [model = with_overrides(*model, config)](devices::Transport&) { return model; };
  }
  for (const char* needed : {kGeneric, kGenericNetwork}) {
    if (set->named(needed) == nullptr) return fail(ErrorKind::BadInput, "the profile is missing", needed);
  }
  return choose_by_identity(std::move(*set), config);
}

}  // namespace yitang::terminal
