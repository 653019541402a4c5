// Who somebody is, by a code: asked of whoever issued it, noted without the person, and given a reference
// that this office knows again. No table holds it: the reference is the question's nonce and a keyed digest.
#include "kiosk/office/identity.hpp"

#include <algorithm>
#include <array>

#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/audit_log.hpp"
#include "kiosk/office/parts.hpp"
#include "storage/blind_index.hpp"

namespace yitang::office {
namespace {

using cases::IdentityRefusal;
using Noted = audit::OfficeIdentified::Disposition;

constexpr std::size_t kNonceLength = 32;
constexpr std::size_t kSealBytes = 16;  // of the digest: nobody guesses these

bool is_nonce(std::string_view text) {
  return text.size() == kNonceLength && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string reference_of(const Office::Parts& parts, std::string_view nonce, std::string_view terminal,
                         catalog::IdentityMethod method, std::string_view number) {
  std::string sealed;
  for (const std::string_view part : {nonce, terminal, catalog::code_of(method), number}) {
    sealed += part;
    sealed += '\n';
  }
  const auto digest =
      storage::blind_index(parts.keys.keys().blind_index_key.view(), "identity.reference", sealed);
  return std::string(nonce) + storage::to_hex(storage::ByteView(digest).first(kSealBytes));
}

Noted noted_as(const cases::IdentityAnswer& answer) {
  if (answer) return Noted::Proven;
  switch (answer.error()) {
    case IdentityRefusal::Expired: return Noted::Expired;
    case IdentityRefusal::Unknown: return Noted::Unknown;
    case IdentityRefusal::NotAccepted: return Noted::NotAccepted;
    case IdentityRefusal::Unavailable: break;
  }
  return Noted::Unavailable;
}

cases::IdentityAnswer ask(Office::Parts& parts, const cases::IdentityQuestion& question) {
  const bool shaped = is_nonce(question.nonce) && !question.terminal.empty() && !question.payload.empty() &&
                      question.payload.size() <= cases::kLongestIdentityCode;
  if (!shaped) return tl::unexpected(IdentityRefusal::Unknown);
  if (!question.item_id.empty()) {
    const catalog::ItemList& versions = parts.catalog->versions(question.item_id);
    const bool taken = std::any_of(versions.begin(), versions.end(), [&](const auto* version) {
      return catalog::accepts(*version, question.method);
    });
    if (!taken) return tl::unexpected(IdentityRefusal::NotAccepted);
  }
  if (parts.platform == nullptr) return tl::unexpected(IdentityRefusal::Unavailable);
  auto person = parts.platform->redeem(question.method, question.payload);
  if (!person) return person;
  if (person->name.empty() || person->number.empty()) return tl::unexpected(IdentityRefusal::Unknown);
  person->source = cases::PersonSource::Code;
  person->proof = {question.method,
                   reference_of(parts, question.nonce, question.terminal, question.method, person->number)};
  return person;
}

}  // namespace

cases::IdentityAnswer Office::identify(const cases::IdentityQuestion& question) {
  auto answer = ask(*parts_, question);
  // Written down before anybody is named; without that, nobody is.
  auto transaction = parts_->database.begin();
  if (!transaction) return tl::unexpected(IdentityRefusal::Unavailable);
  const audit::OfficeIdentified event{noted_as(answer), question.terminal, catalog::code_of(question.method)};
  auto noted = cases::append_event(parts_->database, audit::record_of(event), parts_->clock.now());
  if (!noted) return tl::unexpected(IdentityRefusal::Unavailable);
  if (auto done = transaction->commit(); !done) return tl::unexpected(IdentityRefusal::Unavailable);
  return answer;
}

bool Office::can_identify() const { return parts_->platform != nullptr; }

bool knows_reference(const Office::Parts& parts, std::string_view terminal, const cases::Person& person) {
  if (!person.proof || person.proof->reference.size() <= kNonceLength) return false;
  const std::string_view given = person.proof->reference;
  const std::string own =
      reference_of(parts, given.substr(0, kNonceLength), terminal, person.proof->method, person.number);
  return storage::equal_in_constant_time(storage::bytes_of(own), storage::bytes_of(given));
}

}  // namespace yitang::office
