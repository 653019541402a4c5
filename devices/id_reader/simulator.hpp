// A card reader made of software, on the device's side of the protocol: it understands request frames and
// answers with answer frames, byte by byte. Used by the demonstration mode, by tests, and behind emulated USB
// devices.
#pragma once

#include <memory>
#include <mutex>
#include <optional>

#include "devices/clock.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/synthetic_card.hpp"
#include "devices/transport.hpp"

namespace yitang::devices {

// The module: bytes in, bytes out. Not thread-safe; knows no transport and no time.
class SamModule {
 public:
  // Takes what the host sent; whatever is to be answered is appended to `out`.
  void receive(ByteView bytes, SecretBytes& out);

  // Errors: BadArgument if the card cannot be encoded.
  Result<void> place(const SyntheticCard& card);
  void place_other();  // a bank card
  void lift();
  void
  power_cycle();  // unplugged and plugged in, or port reset: selection and input are lost, the card stays

  enum class Health : std::uint8_t { Good, SelfTestFailed, NotAuthorised };
  void set_health(Health health) { health_ = health; }
  // After a read many modules answer Find with "no card" although the card still lies there. On by default.
  void set_halts_after_read(bool halts) { halts_after_read_ = halts; }
  // Some modules lack the newest address (30 03). On by default.
  void set_has_extra_address(bool has) { has_extra_address_ = has; }
  // The next `count` reads fail as with bad coupling.
  void fail_reads(int count) { failing_reads_ = count; }
  [[nodiscard]] std::size_t commands_seen() const { return commands_seen_; }

 private:
  enum class OnTop : std::uint8_t { Nothing, IdCard, OtherCard };
  void answer(const SamRequest& request, SecretBytes& out);
  void answer_find(SecretBytes& out);
  void answer_select(SecretBytes& out);
  void answer_read(SecretBytes& out, bool fingerprints);
  void answer_extra(SecretBytes& out) const;

  RequestParser parser_;
  OnTop on_top_ = OnTop::Nothing;
  Bytes text_;
  Bytes extra_;
  Health health_ = Health::Good;
  bool selected_ = false;
  bool halted_ = false;
  bool halts_after_read_ = true;
  bool has_extra_address_ = true;
  int failing_reads_ = 0;
  std::size_t commands_seen_ = 0;
};

// The whole reader with its plug. All calls are thread-safe, so a demonstration panel may act while the
// driver reads.
class SamSimulator {
 public:
  enum class Pipes : std::uint8_t { Two, Four };
  explicit SamSimulator(Clock& clock, Pipes pipes = Pipes::Two);
  ~SamSimulator();
  SamSimulator(const SamSimulator&) = delete;
  SamSimulator& operator=(const SamSimulator&) = delete;

  // What the driver's OpenTransport returns: NotFound while unplugged. The simulator must outlive the
  // transport.
  Result<std::unique_ptr<Transport>> connect();

  Result<void> place_card(const SyntheticCard& card);
  void place_other_card();
  void remove_card();

  void unplug();  // transports that are open are Disconnected for ever
  void plug();
  [[nodiscard]] bool plugged() const;

  // Faults last until cleared.
  void set_mute(bool mute);  // takes commands, never answers
  void set_bad_checksums(bool bad);
  void set_stalled(bool stalled);           // pipes stall; clear_halt() does not help until this is off
  void set_packet_size(std::size_t bytes);  // answers come in pieces of at most this size (default 64)
  void set_health(SamModule::Health health);
  void set_halts_after_read(bool halts);
  void set_has_extra_address(bool has);
  void fail_reads(int count);
  // The card is lifted when so many bytes of the next Read answer have gone out: the rest never comes.
  void lift_during_read(std::size_t after_bytes);

  [[nodiscard]] std::size_t commands_seen() const;

 private:
  struct Shared;
  std::shared_ptr<Shared> shared_;
};

}  // namespace yitang::devices
