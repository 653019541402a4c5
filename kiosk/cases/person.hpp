// A person as an identity document names them, and what may be shown of it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/date.hpp"
#include "kiosk/catalog/enums.hpp"

namespace yitang::devices {
struct Card;
}

namespace yitang::cases {

enum class DocumentKind {
  ResidentId,          ///< 居民身份证
  ForeignerPermit,     ///< 外国人永久居留身份证
  HmtResidencePermit,  ///< 港澳台居民居住证
  BirthCertificate,    ///< 出生医学证明: a newborn without a number, typed by the guardian
};

/// How we know: decides what a form may treat as verified.
enum class PersonSource {
  CardReader,  ///< read from the chip
  Typed,       ///< entered by hand: not verified
  Code,        ///< the office said so of a code that they showed; see Person::proof
};

/// How the office knows whom a code stands for.
struct IdentityProof {
  catalog::IdentityMethod method = catalog::IdentityMethod::MedicalCode;  ///< never the card
  std::string
      reference;  ///< of the office's answer, 1 to 80 letters and digits; opaque, says nothing of anybody
  bool operator==(const IdentityProof&) const = default;
};

/// All text is UTF-8 exactly as on the card, rare and private-use characters included.
struct Person {
  DocumentKind document = DocumentKind::ResidentId;
  PersonSource source = PersonSource::CardReader;
  std::string name;
  std::string latin_name;  ///< foreigners only
  std::string number;      ///< upper case, no spaces
  std::string sex;         ///< "male", "female" or "" (unknown)
  std::string nation;      ///< ethnic group or nationality in Chinese, "" if the document has none
  std::optional<Date> birth;
  std::string address;             ///< the newest one that is on the card
  std::string authority;           ///< issuing body
  std::optional<Date> valid_from;  ///< empty when unknown
  std::optional<Date> valid_to;    ///< empty when long-term or unknown
  bool long_term = false;
  std::optional<IdentityProof> proof;  ///< of source Code, and of no other

  bool operator==(const Person&) const = default;
};

Person person_from_card(const devices::Card& card);
/// By a card or a code, not by the own word.
inline bool is_proven(const Person& person) { return person.source != PersonSource::Typed; }

/// First three and last four characters, stars between ("990***********0018"); shorter ones become stars
/// only.
std::string masked_number(std::string_view number);
/// The first character and a star for each other one: "张**".
std::string masked_name(std::string_view name);
/// Keeps the first six characters: province, city and county say where, the door does not show.
std::string masked_address(std::string_view address);
/// First three and last four digits.
std::string masked_phone(std::string_view phone);
/// Last four digits only.
std::string masked_account(std::string_view account);

/// True if nothing may be stored without a guardian's card and consent. False when the birth is unknown, but
/// for a newborn.
bool under_fourteen(const Person& person, Date today);
/// Under 18, or a newborn. False when the birth is unknown.
bool is_minor(const Person& person, Date today);

}  // namespace yitang::cases
