#include "storage/key_slots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "storage/host_key.hpp"
#include "storage/key_wrap.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kHostLabel = "yitang key file 2, host slot";

SlotState state_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::TpmAbsent: return SlotState::TpmAbsent;
    case ErrorCode::TpmChanged: return SlotState::TpmChanged;
    case ErrorCode::TpmForeign: return SlotState::TpmForeign;
    default: return SlotState::TpmFailed;
  }
}

SlotAttempt closed(SlotState state, std::string detail = {}) { return {state, std::move(detail), {}}; }

// The slot's key is right when it unwraps the master, so a wrong one and a changed slot look the same.
SlotAttempt unwrap_with(const KeyFileImage& image, const KeySlot& slot, const SecretBytes& key,
                        SlotState otherwise) {
  auto master = unwrap_secret(slot.wrapped, key, context_of(image, slot));
  if (!master) return closed(otherwise);
  return {SlotState::Opens, {}, std::move(master)};
}

SlotAttempt try_host(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host, Disk& disk) {
  auto keys = read_host_keys(host.host_key_path, disk);
  if (!keys) return closed(SlotState::NoHostKey, describe(keys.error()));
  auto hardware = host.hardware_id();
  if (!hardware) return closed(SlotState::Failed, describe(hardware.error()));
  for (const SecretBytes& key : *keys) {
    SlotAttempt attempt =
        unwrap_with(image, slot, host_slot_key(key, *hardware, kHostLabel), SlotState::OtherHost);
    if (attempt.master) return attempt;
  }
  return closed(SlotState::OtherHost);
}

SlotAttempt try_tpm(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host) {
  const auto parameters = parse_tpm_parameters(slot.parameters);
  if (!parameters) return closed(SlotState::Malformed);
  if (!host.sealer) return closed(SlotState::TpmAbsent, "no TPM is configured");
  auto key = host.sealer->unseal(parameters->sealed, parameters->pcrs);
  if (!key) return closed(state_of(key.error().code), key.error().message);
  return unwrap_with(image, slot, *key, SlotState::Malformed);
}

SlotAttempt try_passphrase(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host) {
  const auto parameters = parse_passphrase_parameters(slot.parameters);
  if (!parameters) return closed(SlotState::Malformed);
  if (!host.passphrase || host.passphrase->empty()) return closed(SlotState::NeedsPassphrase);
  auto key = key_from_passphrase(*host.passphrase, parameters->salt, parameters->cost);
  if (!key) return closed(SlotState::Failed, describe(key.error()));
  return unwrap_with(image, slot, *key, SlotState::WrongPassphrase);
}

std::string_view name_of_kind(SlotKind kind) {
  switch (kind) {
    case SlotKind::Host: return "host";
    case SlotKind::Tpm: return "tpm";
    case SlotKind::Passphrase: return "passphrase";
    case SlotKind::Recovery: return "recovery";
  }
  return "unknown";
}

}  // namespace

std::string_view name_of(SlotState state) {
  switch (state) {
    case SlotState::Opens: return "Opens";
    case SlotState::NeedsPassphrase: return "NeedsPassphrase";
    case SlotState::WrongPassphrase: return "WrongPassphrase";
    case SlotState::NeedsRecoveryKey: return "NeedsRecoveryKey";
    case SlotState::NoHostKey: return "NoHostKey";
    case SlotState::OtherHost: return "OtherHost";
    case SlotState::TpmAbsent: return "TpmAbsent";
    case SlotState::TpmChanged: return "TpmChanged";
    case SlotState::TpmForeign: return "TpmForeign";
    case SlotState::TpmFailed: return "TpmFailed";
    case SlotState::Failed: return "Failed";
    case SlotState::Malformed: return "Malformed";
    case SlotState::UnknownKind: return "UnknownKind";
  }
  return "Unknown";
}

SlotAttempt try_slot(const KeyFileImage& image, const KeySlot& slot, const HostBinding& host, Disk& disk) {
  switch (static_cast<SlotKind>(slot.kind)) {
    case SlotKind::Host: return try_host(image, slot, host, disk);
    case SlotKind::Tpm: return try_tpm(image, slot, host);
    case SlotKind::Passphrase: return try_passphrase(image, slot, host);
    case SlotKind::Recovery:
      return closed(parse_recovery_parameters(slot.parameters) ? SlotState::NeedsRecoveryKey
                                                               : SlotState::Malformed);
  }
  return closed(SlotState::UnknownKind);
}

SlotAttempt try_slot(const KeyFileImage& image, const KeySlot& slot, const RecoveryKeyPair& pair, Disk&) {
  if (static_cast<SlotKind>(slot.kind) != SlotKind::Recovery) return closed(SlotState::Failed, "not tried");
  const auto parameters = parse_recovery_parameters(slot.parameters);
  if (!parameters) return closed(SlotState::Malformed);
  if (parameters->public_key != pair.public_key) return closed(SlotState::NeedsRecoveryKey, "of another key");
  auto key = open_with_recovery_key(parameters->box, pair);
  if (!key) return closed(SlotState::Malformed);
  return unwrap_with(image, slot, *key, SlotState::Malformed);
}

SecretBytes host_slot_key(const SecretBytes& host_key, ByteView hardware_id, std::string_view label) {
  return derive_key(host_key.view(), {bytes_of(label), hardware_id});
}

Result<SecretBytes> host_slot_key(const HostBinding& host, Disk& disk) {
  auto keys = read_host_keys(host.host_key_path, disk);
  if (!keys) return tl::unexpected(std::move(keys.error()));
  auto hardware = host.hardware_id();
  if (!hardware) return tl::unexpected(std::move(hardware.error()));
  return host_slot_key(keys->front(), *hardware, kHostLabel);
}

Result<NewSlotKey> new_tpm_slot(Sealer& sealer, std::uint32_t pcrs, RandomSource& random) {
  NewSlotKey made{{}, random.secret(kWrapKeySize)};
  auto sealed = sealer.seal(made.key, pcrs);
  if (!sealed) return tl::unexpected(std::move(sealed.error()));
  made.parameters = encode(TpmParameters{pcrs, std::move(*sealed)});
  if (!parse_tpm_parameters(made.parameters)) {
    return tl::unexpected(Error{ErrorCode::Misuse, "PCR numbers are 0 to 23", {}, 0});
  }
  return made;
}

Result<NewSlotKey> new_passphrase_slot(const SecretBytes& passphrase, const PassphraseCost& cost,
                                       RandomSource& random) {
  const PassphraseParameters parameters{cost, random.bytes(kPassphraseSaltSize)};
  auto key = key_from_passphrase(passphrase, parameters.salt, cost);
  if (!key) return tl::unexpected(std::move(key.error()));
  return NewSlotKey{encode(parameters), std::move(*key)};
}

Result<NewSlotKey> new_recovery_slot(const RecoveryPublicKey& key, RandomSource& random) {
  NewSlotKey made{{}, random.secret(kWrapKeySize)};
  auto box = seal_to_recovery_key(made.key.view(), key);
  if (!box) return tl::unexpected(std::move(box.error()));
  made.parameters = encode(RecoveryParameters{key, std::move(*box)});
  return made;
}

SlotReport report_on(const KeySlot& slot, SlotState state, std::string detail) {
  SlotReport report{slot.id, static_cast<SlotKind>(slot.kind), slot.created, state, std::move(detail), 0, {}};
  if (report.kind == SlotKind::Tpm) {
    if (const auto parameters = parse_tpm_parameters(slot.parameters)) report.pcrs = parameters->pcrs;
  } else if (report.kind == SlotKind::Recovery) {
    if (const auto parameters = parse_recovery_parameters(slot.parameters)) {
      report.recovery_key = parameters->public_key;
    }
  }
  return report;
}

std::string explain(const std::vector<SlotReport>& reports) {
  std::string text;
  for (const SlotReport& report : reports) {
    if (!text.empty()) text += "; ";
    text += fmt::format("slot {} ({}): {}", report.id, name_of_kind(report.kind), name_of(report.state));
    if (!report.detail.empty()) text += ", " + report.detail;
  }
  return text;
}

}  // namespace yitang::storage
