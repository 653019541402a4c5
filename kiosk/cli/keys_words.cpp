#include "kiosk/cli/keys_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

namespace yitang::cli {
namespace {

using storage::SlotKind;
using storage::SlotReport;
using storage::SlotState;
using Slots = std::vector<SlotReport>;

std::string pcr_words(std::uint32_t pcrs) {
  std::string list;
  for (int pcr = 0; pcr < 24; ++pcr) {
    if ((pcrs >> pcr & 1) != 0) list += (list.empty() ? "" : ",") + std::to_string(pcr);
  }
  return "PCR " + list;
}

bool has(const Slots& slots, SlotKind kind) {
  return std::any_of(slots.begin(), slots.end(),
                     [kind](const SlotReport& slot) { return slot.kind == kind; });
}

bool has_open(const Slots& slots, SlotKind kind) {
  return std::any_of(slots.begin(), slots.end(), [kind](const SlotReport& slot) {
    return slot.kind == kind && slot.state == SlotState::Opens;
  });
}

std::string with_detail(const std::string& text, const SlotReport& slot) {
  return slot.detail.empty() ? text : text + " (" + slot.detail + ")";
}

void advise_when_shut(const Slots& slots, std::vector<std::string>& lines) {
  lines.push_back("No slot opens without a person: the terminal does not start by itself.");
  if (has(slots, SlotKind::Passphrase)) {
    lines.push_back(
        "Open with the passphrase (--passphrase-file, or type it when asked), then make a slot for this "
        "machine: "
        "yitang keys add-slot --host or --tpm.");
  }
  if (has(slots, SlotKind::Recovery)) {
    lines.push_back("Or with the county's private key: yitang keys recover --private-key FILE.");
  }
  if (!has(slots, SlotKind::Passphrase) && !has(slots, SlotKind::Recovery)) {
    lines.push_back(
        "There is no passphrase and no recovery slot: without the old machine or a backup the data is lost.");
  }
}

}  // namespace

std::string kind_words(const SlotReport& slot) {
  switch (slot.kind) {
    case SlotKind::Host: return "host";
    case SlotKind::Tpm: return "tpm (" + pcr_words(slot.pcrs) + ")";
    case SlotKind::Passphrase: return "passphrase";
    case SlotKind::Recovery:
      return slot.recovery_key ? "recovery (key " + storage::fingerprint_of(*slot.recovery_key) + ")"
                               : "recovery";
  }
  return "unknown kind";
}

std::string state_words(const SlotReport& slot) {
  switch (slot.state) {
    case SlotState::Opens: return "opens now";
    case SlotState::NeedsPassphrase: return "needs its passphrase";
    case SlotState::WrongPassphrase: return "the passphrase given is not this slot's";
    case SlotState::NeedsRecoveryKey: return "needs the county's private key";
    case SlotState::NoHostKey: return with_detail("stays shut: no host key", slot);
    case SlotState::OtherHost: return "stays shut: another host key, or another machine";
    case SlotState::TpmAbsent: return with_detail("stays shut: no TPM answers", slot);
    case SlotState::TpmChanged:
      return "stays shut: this machine did not start as it did when the slot was made (firmware settings, "
             "secure "
             "boot keys, or somebody's change). If the change was meant: open with the passphrase or the "
             "recovery "
             "key, run `yitang keys add-slot --tpm`, then remove this slot";
    case SlotState::TpmForeign:
      return "stays shut: made with another TPM (another board), or this one was cleared. Open with the "
             "passphrase "
             "or the recovery key, run `yitang keys add-slot --tpm`, then remove this slot";
    case SlotState::TpmFailed: return with_detail("stays shut: the TPM reports an error", slot);
    case SlotState::Failed: return with_detail("cannot be tried", slot);
    case SlotState::Malformed: return "stays shut: its content makes no sense";
    case SlotState::UnknownKind: return "made by a newer program";
  }
  return "unknown";
}

std::string time_words(std::int64_t unix_millis) {
  if (unix_millis <= 0) return "at an unknown time";
  const auto seconds = static_cast<std::time_t>(unix_millis / 1000);
  std::tm parts{};
  if (::gmtime_r(&seconds, &parts) == nullptr) return "at an unknown time";
  return fmt::format("{:04}-{:02}-{:02} {:02}:{:02} UTC", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min);
}

std::vector<std::string> advice(const Slots& slots) {
  std::vector<std::string> lines;
  if (!opens_by_itself(slots)) advise_when_shut(slots, lines);
  if (has_open(slots, SlotKind::Host)) {
    lines.push_back(
        "A host slot opens with what lies on this disk: someone who takes the whole disk or machine can open "
        "the "
        "store.");
    lines.push_back(has_open(slots, SlotKind::Tpm)
                        ? "The TPM slot protects only when no host slot is left: yitang keys remove-slot."
                        : "For more: yitang keys add-slot --tpm, or --passphrase (typed at each start), then "
                          "remove the host slot.");
  }
  if (!has(slots, SlotKind::Recovery)) {
    lines.push_back(
        "There is no recovery slot: when this machine breaks, its data is lost. Add the county's public key: "
        "yitang "
        "keys add-slot --recovery FILE.");
  }
  return lines;
}

bool opens_by_itself(const Slots& slots) {
  return has_open(slots, SlotKind::Host) || has_open(slots, SlotKind::Tpm);
}

}  // namespace yitang::cli
