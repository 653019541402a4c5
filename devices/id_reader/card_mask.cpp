// Masking, wiping and names of cards.
#include "devices/id_reader/card.hpp"
#include "devices/id_reader/utf16.hpp"
#include "devices/wipe.hpp"

namespace yitang::devices {

namespace {
constexpr std::size_t kShownOfNumber = 7;   // first three and last four
constexpr std::size_t kShownOfAddress = 6;  // about the province and city
}  // namespace

std::string mask_number(std::string_view number) {
  // Shorter than this, what is shown would give away most of it.
  if (number.size() < 2 * kShownOfNumber) {
    return std::string(number.size(), '*');
  }
  return std::string(number.substr(0, 3)) + std::string(number.size() - kShownOfNumber, '*') +
         std::string(number.substr(number.size() - 4));
}

std::string mask_name(std::string_view name) {
  const bool latin = !name.empty() && static_cast<unsigned char>(name[0]) < 0x80;
  const std::string_view shown = latin ? name.substr(0, name.find_first_of(", ")) : first_characters(name, 1);
  if (latin && shown.size() == name.size()) {
    return std::string(first_characters(name, 1)) + std::string(name.size() > 1 ? name.size() - 1 : 0, '*');
  }
  const std::size_t hidden = character_count(name) - character_count(shown);
  return std::string(shown) + std::string(hidden, '*');
}

Card masked(const Card& card) {
  Card copy = card;
  copy.name = mask_name(card.name);
  copy.latin_name = mask_name(card.latin_name);
  copy.number = mask_number(card.number);
  copy.birth.reset();
  const auto shorten = [](std::string& address) {
    if (character_count(address) > kShownOfAddress) {
      address = std::string(first_characters(address, kShownOfAddress)) + "***";
    } else if (!address.empty()) {
      address = "***";
    }
  };
  shorten(copy.address);
  shorten(copy.newest_address);
  copy.permit_number = std::string(card.permit_number.size(), '*');
  copy.former_number = std::string(card.former_number.size(), '*');
  return copy;
}

void wipe(Card& card) {
  for (std::string* text : {&card.name, &card.latin_name, &card.nation_code, &card.nation, &card.address,
                            &card.newest_address, &card.number, &card.authority, &card.permit_number,
                            &card.issue_count, &card.card_version, &card.former_number}) {
    wipe(*text);
  }
  card = Card{};
}

std::string_view name_of(CardKind kind) {
  switch (kind) {
    case CardKind::Resident: return "resident";
    case CardKind::HongKongMacauTaiwan: return "hong-kong-macau-taiwan";
    case CardKind::ForeignPermanent2017: return "foreign-permanent-2017";
    case CardKind::ForeignPermanent2023: return "foreign-permanent-2023";
  }
  return "unknown";
}

std::string_view name_of(Sex sex) {
  switch (sex) {
    case Sex::Unknown: return "unknown";
    case Sex::Male: return "male";
    case Sex::Female: return "female";
    case Sex::NotStated: return "not-stated";
  }
  return "unknown";
}

std::string_view name_of(CardWarning warning) {
  switch (warning) {
    case CardWarning::NumberShape: return "number-shape";
    case CardWarning::NumberCheckDigit: return "number-check-digit";
    case CardWarning::NumberBirth: return "number-birth";
    case CardWarning::NumberSex: return "number-sex";
    case CardWarning::NumberRegion: return "number-region";
    case CardWarning::DateUnreadable: return "date-unreadable";
    case CardWarning::DateOrder: return "date-order";
    case CardWarning::SexUnknownCode: return "sex-unknown-code";
    case CardWarning::NationUnknownCode: return "nation-unknown-code";
    case CardWarning::NameMayBeCut: return "name-may-be-cut";
    case CardWarning::FieldBlank: return "field-blank";
    case CardWarning::NewestAddressUnreadable: return "newest-address-unreadable";
    case CardWarning::ValidityTerm: return "validity-term";
  }
  return "unknown";
}

}  // namespace yitang::devices
