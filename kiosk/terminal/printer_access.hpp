// How the configured printer is reached, and which profile it gets.
#pragma once

#include <filesystem>
#include <functional>

#include "devices/printer/profile.hpp"
#include "devices/usb/usb_context.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Opens the printer that is plugged in now; NotFound if there is none.
using OpenPrinter = std::function<devices::Result<std::unique_ptr<devices::Transport>>()>;
/// The profile for the printer that was just opened; on the printer's thread, once for each connection.
using ChooseProfile = std::function<devices::ModelProfile(devices::Transport&)>;

/// What a USB receipt printer looks like.
devices::UsbMatch any_usb_printer();

/// `usb` and `world` may be null unless the configuration needs them; everything outlives what is opened.
OpenPrinter open_printer(const DeviceConfig& config, devices::Clock& clock, devices::UsbContext* usb,
                         SimulatedWorld* world);

/// Reads the profiles of `folder` and the configured one. BadInput, with file, line and reason: a profile is
/// wrong, or there is none of this name.
Result<ChooseProfile> profile_chooser(const DeviceConfig& config, const std::filesystem::path& folder);

/// Folder of the profiles that are shipped.
std::filesystem::path printer_profiles(const std::filesystem::path& share);

}  // namespace yitang::terminal
