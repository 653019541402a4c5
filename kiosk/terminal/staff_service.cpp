#include "kiosk/terminal/staff_service.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "devices/smartcard/pcsc.hpp"

namespace yitang::terminal {
namespace {

const char* state_words(devices::StaffReaderState state) {
  switch (state) {
    case devices::StaffReaderState::NoService: return "the smart-card service does not run";
    case devices::StaffReaderState::NoReader: return "no reader is plugged in";
    case devices::StaffReaderState::NotAnswering: return "the reader does not answer";
    case devices::StaffReaderState::Ready: break;
  }
  return "the reader is ready";
}

const char* fault_words(devices::StaffCardFault fault) {
  switch (fault) {
    case devices::StaffCardFault::Unreadable: return "a card cannot be read";
    case devices::StaffCardFault::NoFixedNumber: return "a card has no fixed number";
    case devices::StaffCardFault::InUse: break;
  }
  return "another program uses the card";
}

}  // namespace

std::string words_for_log(const devices::StaffCardEvent& event) {
  if (const auto* state = std::get_if<devices::StaffReaderState>(&event)) return state_words(*state);
  if (const auto* refused = std::get_if<devices::StaffCardRefused>(&event))
    return fault_words(refused->fault);
  return std::holds_alternative<devices::StaffCardPresent>(event) ? "a card was presented"
                                                                  : "the card is gone";
}

std::unique_ptr<StaffService> StaffService::start(const std::string& reader, Random& random) {
  devices::StaffCardSettings settings;
  settings.reader = reader;
  settings.key.resize(32);
  random.fill(settings.key);
  auto started = devices::StaffCardReader::start(
      devices::pcsc_card_system(), std::move(settings),
      [](const devices::StaffCardEvent& event) { spdlog::info("staff card: {}", words_for_log(event)); });
  if (!started) {
    spdlog::error("staff card: {}", started.error().message);
    return nullptr;
  }
  return std::unique_ptr<StaffService>(new StaffService(std::move(*started)));
}

}  // namespace yitang::terminal
