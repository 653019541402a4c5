#include "devices/id_reader/card.hpp"

#include <algorithm>

#include "devices/id_reader/card_fields.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/utf16.hpp"

namespace yitang::devices {

namespace {

namespace layout = card_layout;

std::string trimmed(std::string text) {
  const auto last = text.find_last_not_of(' ');
  text.erase(last == std::string::npos ? 0 : last + 1);
  return text;
}

// Reads fields one after the other; the first wrong one is remembered and makes all later ones empty.
class FieldReader {
 public:
  explicit FieldReader(ByteView text) : text_(text) {}

  std::string text(CardField field) { return trimmed(raw(field)); }

  std::string raw(CardField field) {
    if (error_) {
      return {};
    }
    auto value = utf8_from_utf16le(text_.subspan(field.offset, field.size));
    if (!value) {
      error_ = value.error();
      error_->offset += field.offset;
      return {};
    }
    return std::move(*value);
  }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  ByteView text_;
  std::optional<Error> error_;
};

void warn(Card& card, CardWarning warning) {
  if (std::find(card.warnings.begin(), card.warnings.end(), warning) == card.warnings.end()) {
    card.warnings.push_back(warning);
  }
}

std::optional<Date> date_field(Card& card, const std::string& text) {
  auto date = parse_date(text);
  if (!date && !text.empty()) {
    warn(card, CardWarning::DateUnreadable);
  }
  return date;
}

void set_sex(Card& card, const std::string& code) {
  if (code == "1") {
    card.sex = Sex::Male;
  } else if (code == "2") {
    card.sex = Sex::Female;
  } else if (code == "9") {
    card.sex = Sex::NotStated;
  } else {
    card.sex = Sex::Unknown;
    if (code != "0" && !code.empty()) {
      warn(card, CardWarning::SexUnknownCode);
    }
  }
}

void set_validity(Card& card, FieldReader& fields) {
  card.valid_from = date_field(card, fields.text(layout::kValidFrom));
  const std::string valid_to = fields.text(layout::kValidTo);
  card.long_term = valid_to == kLongTerm;
  if (!card.long_term) {
    card.valid_to = date_field(card, valid_to);
  }
}

// Cut names are common: a field that is full may have been longer.
void check_name_fills(Card& card, const std::string& name, CardField field) {
  const auto units = utf16le_from_utf8(name);
  if (units && units->size() >= field.size) {
    warn(card, CardWarning::NameMayBeCut);
  }
}

void read_citizen(Card& card, FieldReader& fields) {
  card.name = fields.text(layout::kName);
  check_name_fills(card, card.name, layout::kName);
  set_sex(card, fields.text(layout::kSex));
  card.birth = date_field(card, fields.text(layout::kBirth));
  card.address = fields.text(layout::kAddress);
  card.number = fields.text(layout::kNumber);
  card.authority = fields.text(layout::kAuthority);
  set_validity(card, fields);
  if (card.kind == CardKind::HongKongMacauTaiwan) {
    card.permit_number = fields.text(layout::kPermit);
    card.issue_count = fields.text(layout::kIssueCount);
    return;
  }
  card.nation_code = fields.text(layout::kNation);
  card.nation = nation_name(card.nation_code);
  if (card.nation.empty() && !card.nation_code.empty()) {
    warn(card, CardWarning::NationUnknownCode);
  }
}

void read_foreign_2017(Card& card, FieldReader& fields) {
  card.latin_name = fields.text(layout::kOldLatinName);
  check_name_fills(card, card.latin_name, layout::kOldLatinName);
  set_sex(card, fields.text(layout::kOldSex));
  card.number = fields.text(layout::kOldNumber);
  card.nation_code = fields.text(layout::kOldCountry);
  card.name = fields.text(layout::kOldChineseName);
  set_validity(card, fields);
  card.birth = date_field(card, fields.text(layout::kOldBirth));
  card.card_version = fields.text(layout::kOldVersion);
  card.authority = fields.text(layout::kOldAuthority);
}

void read_foreign_2023(Card& card, FieldReader& fields) {
  card.name = fields.text(layout::kName);
  set_sex(card, fields.text(layout::kSex));
  card.issue_count = fields.text(layout::kRenewals);
  card.birth = date_field(card, fields.text(layout::kBirth));
  // Trimmed only as a whole: a space at the seam belongs to the name.
  const std::string first = fields.raw(layout::kLatinName);
  card.latin_name = trimmed(first + fields.raw(layout::kLatinNameMore));
  if (character_count(card.latin_name) >= (layout::kLatinName.size + layout::kLatinNameMore.size) / 2) {
    warn(card, CardWarning::NameMayBeCut);
  }
  card.number = fields.text(layout::kNumber);
  set_validity(card, fields);
  card.nation_code = fields.text(layout::kCountry);
  card.former_number = fields.text(layout::kFormerNumber);
}

bool number_begins_as(const Card& card) {
  const std::string_view area = std::string_view(card.number).substr(0, 2);
  const bool separate_region = area == "81" || area == "82" || area == "83";
  switch (card.kind) {
    case CardKind::HongKongMacauTaiwan: return separate_region;
    // 99 is what synthetic residents use; real foreign numbers are told by the card's type.
    case CardKind::Resident: return !separate_region && (area[0] != '9' || area == "99");
    case CardKind::ForeignPermanent2023: return area[0] == '9';
    case CardKind::ForeignPermanent2017: return true;
  }
  return true;
}

void check_sex_in_number(Card& card, char sequence) {
  const Sex by_number = (sequence - '0') % 2 == 1 ? Sex::Male : Sex::Female;
  if ((card.sex == Sex::Male || card.sex == Sex::Female) && card.sex != by_number) {
    warn(card, CardWarning::NumberSex);
  }
}

// Three letters, area, birth date YYMMDD, a digit that is odd for men, a check digit (whose rule is not
// public).
void check_old_foreign_number(Card& card) {
  const auto letter = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const std::string_view number = card.number;
  if (number.size() != 15 || !std::all_of(number.begin(), number.begin() + 3, letter) ||
      !std::all_of(number.begin() + 3, number.end(), digit)) {
    warn(card, CardWarning::NumberShape);
    return;
  }
  const auto two_digits = [number](std::size_t at) {
    return (number[at] - '0') * 10 + (number[at + 1] - '0');
  };
  if (card.birth && (two_digits(7) != static_cast<int>(card.birth->year()) % 100 ||
                     two_digits(9) != static_cast<int>(static_cast<unsigned>(card.birth->month())) ||
                     two_digits(11) != static_cast<int>(static_cast<unsigned>(card.birth->day())))) {
    warn(card, CardWarning::NumberBirth);
  }
  check_sex_in_number(card, number[13]);
}

// GB 11643 and the 2023 foreign number agree on birth date, sequence and check digit.
void check_number(Card& card) {
  if (card.kind == CardKind::ForeignPermanent2017) {
    check_old_foreign_number(card);
    return;
  }
  const std::string_view number = card.number;
  const char check = number.size() == 18 ? citizen_check_digit(number.substr(0, 17)) : '\0';
  if (check == '\0') {
    warn(card, CardWarning::NumberShape);
    return;
  }
  if (check != number[17]) {
    warn(card, CardWarning::NumberCheckDigit);
  }
  if (card.birth && parse_date(number.substr(6, 8)) != card.birth) {
    warn(card, CardWarning::NumberBirth);
  }
  check_sex_in_number(card, number[16]);
  if (!number_begins_as(card)) {
    warn(card, CardWarning::NumberRegion);
  }
}

void check_consistency(Card& card) {
  if (card.name.empty() || card.number.empty()) {
    warn(card, CardWarning::FieldBlank);
  }
  if (!card.number.empty()) {
    check_number(card);
  }
  const bool born_after_issue = card.birth && card.valid_from && *card.birth > *card.valid_from;
  const bool ends_before_start = card.valid_from && card.valid_to && *card.valid_from > *card.valid_to;
  if (born_after_issue || ends_before_start) {
    warn(card, CardWarning::DateOrder);
  } else if (!usual_validity_term(card)) {
    warn(card, CardWarning::ValidityTerm);
  }
}

CardKind kind_of(const std::string& type) {
  if (type == "J") {
    return CardKind::HongKongMacauTaiwan;
  }
  if (type == "I") {
    return CardKind::ForeignPermanent2017;
  }
  return type == "Y" ? CardKind::ForeignPermanent2023 : CardKind::Resident;
}

}  // namespace

Result<Card> parse_card_text(ByteView text) {
  if (text.size() != kCardTextSize) {
    return fail(ErrorCode::BadArgument, "card text is not 256 bytes");
  }
  FieldReader fields(text);
  Card card;
  card.kind = kind_of(fields.text(layout::kType));
  switch (card.kind) {
    case CardKind::Resident:
    case CardKind::HongKongMacauTaiwan: read_citizen(card, fields); break;
    case CardKind::ForeignPermanent2017: read_foreign_2017(card, fields); break;
    case CardKind::ForeignPermanent2023: read_foreign_2023(card, fields); break;
  }
  if (fields.error()) {
    wipe(card);
    return tl::unexpected(*fields.error());
  }
  if (card.name.empty()) {
    card.name = card.latin_name;
  }
  check_consistency(card);
  return card;
}

Result<std::string> parse_extra_address(ByteView text) {
  if (text.size() != kExtraAddressSize) {
    return fail(ErrorCode::BadArgument, "newest address is not 70 bytes");
  }
  auto value = utf8_from_utf16le(text);
  if (!value) {
    return value;
  }
  return trimmed(std::move(*value));
}

bool expired(const Card& card, Date today) {
  return !card.long_term && card.valid_to && today > *card.valid_to;
}

bool not_yet_valid(const Card& card, Date today) { return card.valid_from && today < *card.valid_from; }

}  // namespace yitang::devices
