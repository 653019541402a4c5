// The terminal's devices as configured: opened on demand, on their own threads; and the list of them.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "devices/barcode/code_source.hpp"
#include "devices/barcode/decoder_process.hpp"
#include "devices/camera/camera.hpp"
#include "devices/form_printer/form_printer.hpp"
#include "devices/id_reader/driver.hpp"
#include "devices/id_reader/photo_decoder.hpp"
#include "devices/manager/device_board.hpp"
#include "devices/usb/usb_context.hpp"
#include "kiosk/terminal/config.hpp"
#include "kiosk/terminal/printer_access.hpp"
#include "kiosk/terminal/simulated_world.hpp"

namespace yitang::terminal {

/// Owns the USB context and what it makes; simulated devices are borrowed from the world.
class Hardware {
 public:
  /// `world` is null unless devices may be simulated. `arrived` is called on any thread when a USB device was
  /// plugged in. What cannot be had is out of order, and the list says why: the rest works.
  static std::unique_ptr<Hardware> create(DeviceConfig config, devices::Clock& clock, SimulatedWorld* world,
                                          std::function<void()> arrived);

  devices::OpenTransport open_reader() const { return open_reader_; }
  /// Null: none. One thread at a time.
  const std::shared_ptr<devices::FormPrinter>& form_printer() const { return form_printer_; }
  const devices::DecodePhoto& decode_photo() const { return decode_photo_; }  ///< null: none
  OpenPrinter open_printer() const { return open_printer_; }
  devices::Camera* camera() const { return camera_; }        ///< null: none
  devices::CodeSource* scanner() const { return scanner_; }  ///< null: none

  devices::DeviceBoard& board() { return board_; }
  /// Reads the profiles of printers, before the printer is used. A wrong one puts the printer out of order.
  void load_profiles(const std::filesystem::path& folder);
  const ChooseProfile& choose_profile() const { return choose_profile_; }  ///< null: out of order
  const std::string& printer_out_of_order() const { return printer_out_of_order_; }

  /// Looks at what is plugged in and brings the list up to date for devices that nobody uses at the moment.
  /// Opens nothing. Any thread but the main one: it reads /sys.
  void look();
  /// Ends the processes that search pictures for codes, with every picture they saw, until the next picture.
  /// On the camera's thread.
  void rest_decoders();

 private:
  Hardware(DeviceConfig config, devices::Clock& clock, SimulatedWorld* world)
      : config_(std::move(config)), clock_(clock), world_(world), board_(clock) {}
  void start_usb(std::function<void()> arrived);
  void fill_board();
  void refuse(devices::DeviceKind kind, std::string reason);
  void make_reader();
  void make_photo_decoder();
  void make_printer();
  void make_scanner();
  void make_camera_scanner();
  void make_camera();
  void make_form_printer();
  void look_on_usb(devices::DeviceKind kind);

  DeviceConfig config_;
  devices::Clock& clock_;
  SimulatedWorld* world_;
  devices::DeviceBoard board_;  ///< before everything that writes to it
  std::unique_ptr<devices::UsbContext> usb_;
  std::unique_ptr<devices::Camera> own_camera_;
  std::unique_ptr<devices::Camera> seen_camera_;
  std::unique_ptr<devices::DecoderProcess> scanner_decoder_;
  std::unique_ptr<devices::CodeSource> camera_scanner_;
  std::unique_ptr<devices::CodeSource> own_scanner_;
  devices::OpenTransport open_reader_;
  devices::DecodePhoto decode_photo_;
  std::shared_ptr<devices::FormPrinter> form_printer_;
  OpenPrinter open_printer_;
  ChooseProfile choose_profile_;
  std::string printer_out_of_order_;
  devices::Camera* camera_ = nullptr;
  devices::CodeSource* scanner_ = nullptr;
};

}  // namespace yitang::terminal
