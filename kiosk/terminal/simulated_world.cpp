#include "kiosk/terminal/simulated_world.hpp"

#include "devices/barcode/qr.hpp"
#include "devices/id_reader/synthetic_card.hpp"

namespace yitang::terminal {
namespace {

// What such a body knows of somebody: the address on the card is not among it.
cases::Person holder_of(const devices::SyntheticCard& card) {
  cases::Person person;
  const bool foreign = card.kind == devices::CardKind::ForeignPermanent2017 ||
                       card.kind == devices::CardKind::ForeignPermanent2023;
  person.document = foreign ? cases::DocumentKind::ForeignerPermit
                    : card.kind == devices::CardKind::HongKongMacauTaiwan
                        ? cases::DocumentKind::HmtResidencePermit
                        : cases::DocumentKind::ResidentId;
  person.name = card.name;
  person.number = card.number;
  person.sex = card.sex == '1' ? "male" : card.sex == '2' ? "female" : "";
  person.birth = Date::parse(card.birth);
  return person;
}

}  // namespace

devices::Result<std::unique_ptr<devices::Transport>> SimulatedWorld::open_reader() {
  auto opened = reader.connect();
  if (!opened) return opened;
  return devices::with_faults(std::move(*opened), reader_line, clock);
}

devices::Result<std::unique_ptr<devices::Transport>> SimulatedWorld::open_printer() {
  if (!printer_plugged)
    return devices::fail(devices::ErrorCode::NotFound, "the simulated printer is unplugged");
  // A program that starts again finds the printer as it left it.
  return devices::with_faults(printer.connected() ? printer.reconnect() : printer.connect(), printer_line,
                              clock);
}

Result<void> SimulatedWorld::place_card(const std::string& label) {
  if (label == "bank") {
    reader.place_other_card();
    return {};
  }
  const devices::SyntheticCard* card = devices::sample_card(label);
  if (card == nullptr) return fail(ErrorKind::NotFound, "no sample card of this name", label);
  if (auto placed = reader.place_card(*card); !placed)
    return fail(ErrorKind::BadInput, placed.error().message, label);
  return {};
}

Result<void> SimulatedWorld::show_bytes(devices::ByteView bytes) {
  auto symbol = devices::make_qr(bytes);
  if (!symbol) return fail(ErrorKind::BadInput, symbol.error().message);
  auto shown = scanner.show(devices::to_image(devices::enlarge_qr(*symbol, 6)));
  if (!shown) return fail(ErrorKind::Unavailable, shown.error().message);
  return {};
}

Result<void> SimulatedWorld::show_code(const std::string& text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  return show_bytes({bytes, text.size()});
}

Result<void> SimulatedWorld::show_identity(catalog::IdentityMethod method, const std::string& label) {
  const devices::SyntheticCard* card = devices::sample_card(label);
  if (card == nullptr) return fail(ErrorKind::NotFound, "no sample card of this name", label);
  telephone_ = platform.issue(method, holder_of(*card));
  return show_bytes(telephone_);
}

Result<void> SimulatedWorld::show_identity_of(const devices::SyntheticCard& card, const WipedBytes& code) {
  platform.enter(code, catalog::IdentityMethod::MedicalCode, holder_of(card));
  return show_bytes(code);
}

Result<void> SimulatedWorld::show_identity_again() {
  if (telephone_.empty()) return fail(ErrorKind::NotFound, "no code was issued yet");
  return show_bytes(telephone_);
}

}  // namespace yitang::terminal
