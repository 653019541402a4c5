#include "kiosk/cases/person.hpp"

#include "devices/id_reader/card.hpp"
#include "kiosk/base/text.hpp"
#include "kiosk/cases/identity.hpp"

namespace yitang::cases {
namespace {

std::optional<Date> date_from(const std::optional<devices::Date>& date) {
  if (!date || !date->ok()) return std::nullopt;
  return Date{static_cast<int>(date->year()), static_cast<int>(static_cast<unsigned>(date->month())),
              static_cast<int>(static_cast<unsigned>(date->day()))};
}

DocumentKind document_of(devices::CardKind kind) {
  switch (kind) {
    case devices::CardKind::Resident: return DocumentKind::ResidentId;
    case devices::CardKind::HongKongMacauTaiwan: return DocumentKind::HmtResidencePermit;
    case devices::CardKind::ForeignPermanent2017:
    case devices::CardKind::ForeignPermanent2023: return DocumentKind::ForeignerPermit;
  }
  return DocumentKind::ResidentId;
}

std::string sex_of(devices::Sex sex) {
  if (sex == devices::Sex::Male) return "male";
  if (sex == devices::Sex::Female) return "female";
  return {};
}

/// Keeps `head` and `tail` code points and hides the rest; hides everything when nothing would be hidden.
std::string masked_middle(std::string_view text, std::size_t head, std::size_t tail) {
  auto points = decode_utf8(text);
  if (points.size() <= head + tail) return std::string(points.size(), '*');
  for (std::size_t i = head; i < points.size() - tail; ++i) points[i] = U'*';
  return encode_utf8(points);
}

}  // namespace

Person person_from_card(const devices::Card& card) {
  Person person;
  person.document = document_of(card.kind);
  person.source = PersonSource::CardReader;
  person.name = card.name;
  person.latin_name = card.latin_name;
  person.number = card.number;
  person.sex = sex_of(card.sex);
  person.nation = card.nation.empty() ? card.nation_code : card.nation;
  person.birth = date_from(card.birth);
  person.address = card.newest_address.empty() ? card.address : card.newest_address;
  person.authority = card.authority;
  person.valid_from = date_from(card.valid_from);
  person.valid_to = date_from(card.valid_to);
  person.long_term = card.long_term;
  return person;
}

std::string_view name_of(IdentityRefusal refusal) {
  constexpr std::string_view kNames[] = {"expired", "unknown", "not_accepted", "unavailable"};
  return kNames[static_cast<int>(refusal)];
}

std::string masked_number(std::string_view number) { return masked_middle(number, 3, 4); }

std::string masked_name(std::string_view name) {
  auto points = decode_utf8(name);
  for (std::size_t i = 1; i < points.size(); ++i) points[i] = U'*';
  return encode_utf8(points);
}

std::string masked_address(std::string_view address) {
  const auto points = decode_utf8(address);
  if (points.size() <= 6) return std::string(points.size(), '*');
  return encode_utf8(std::u32string_view(points).substr(0, 6)) + "******";
}

std::string masked_phone(std::string_view phone) { return masked_middle(phone, 3, 4); }
std::string masked_account(std::string_view account) { return masked_middle(account, 0, 4); }

bool under_fourteen(const Person& person, Date today) {
  if (person.document == DocumentKind::BirthCertificate) return true;
  return person.birth && person.birth->years_until(today) < 14;
}

bool is_minor(const Person& person, Date today) {
  if (person.document == DocumentKind::BirthCertificate) return true;
  return person.birth && person.birth->years_until(today) < 18;
}

}  // namespace yitang::cases
