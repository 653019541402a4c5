#include "devices/id_reader/synthetic_card.hpp"

#include <fmt/format.h>

#include "devices/id_reader/card_fields.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/utf16.hpp"

namespace yitang::devices {

namespace {

namespace layout = card_layout;

Bytes blanks(std::size_t size) {
  Bytes text(size);
  for (std::size_t i = 0; i < size; i += 2) {
    text[i] = 0x20;
  }
  return text;
}

// Puts fields into a blank text and remembers the first that does not fit.
class FieldWriter {
 public:
  explicit FieldWriter(std::size_t size) : text_(blanks(size)) {}

  void put(CardField field, std::string_view value) {
    auto units = utf16le_from_utf8(value);
    if (!units || units->size() > field.size) {
      failed_ = true;
      return;
    }
    std::copy(units->begin(), units->end(), text_.begin() + static_cast<std::ptrdiff_t>(field.offset));
  }

  Result<Bytes> take() {
    if (failed_) {
      return fail(ErrorCode::BadArgument, "a text of the card is not UTF-8 or too long for its field");
    }
    return std::move(text_);
  }

 private:
  Bytes text_;
  bool failed_ = false;
};

void put_citizen(FieldWriter& out, const SyntheticCard& card) {
  out.put(layout::kName, card.name);
  out.put(layout::kSex, std::string(1, card.sex));
  out.put(layout::kBirth, card.birth);
  out.put(layout::kAddress, card.address);
  out.put(layout::kNumber, card.number);
  out.put(layout::kAuthority, card.authority);
  if (card.kind == CardKind::HongKongMacauTaiwan) {
    out.put(layout::kPermit, card.permit_number);
    out.put(layout::kIssueCount, card.issue_count);
    out.put(layout::kType, "J");
  } else {
    out.put(layout::kNation, card.nation_code);
  }
}

void put_foreign_2017(FieldWriter& out, const SyntheticCard& card) {
  out.put(layout::kOldLatinName, card.latin_name);
  out.put(layout::kOldSex, std::string(1, card.sex));
  out.put(layout::kOldNumber, card.number);
  out.put(layout::kOldCountry, card.nation_code);
  out.put(layout::kOldChineseName, card.name);
  out.put(layout::kOldBirth, card.birth);
  out.put(layout::kOldVersion, card.card_version);
  out.put(layout::kOldAuthority, card.authority);
  out.put(layout::kType, "I");
}

void put_foreign_2023(FieldWriter& out, const SyntheticCard& card) {
  const std::string_view first = first_characters(card.latin_name, layout::kLatinName.size / 2);
  out.put(layout::kName, card.name);
  out.put(layout::kSex, std::string(1, card.sex));
  out.put(layout::kRenewals, card.issue_count);
  out.put(layout::kBirth, card.birth);
  out.put(layout::kLatinName, first);
  out.put(layout::kLatinNameMore, std::string_view(card.latin_name).substr(first.size()));
  out.put(layout::kNumber, card.number);
  out.put(layout::kCountry, card.nation_code);
  out.put(layout::kFormerNumber, card.former_number);
  out.put(layout::kType, "Y");
}

}  // namespace

Result<Bytes> encode_card_text(const SyntheticCard& card) {
  FieldWriter out(kCardTextSize);
  out.put(layout::kValidFrom, card.valid_from);
  out.put(layout::kValidTo, card.valid_to);
  switch (card.kind) {
    case CardKind::Resident:
    case CardKind::HongKongMacauTaiwan: put_citizen(out, card); break;
    case CardKind::ForeignPermanent2017: put_foreign_2017(out, card); break;
    case CardKind::ForeignPermanent2023: put_foreign_2023(out, card); break;
  }
  return out.take();
}

Result<Bytes> encode_extra_address(const SyntheticCard& card) {
  FieldWriter out(kExtraAddressSize);
  out.put({0, kExtraAddressSize}, card.newest_address);
  return out.take();
}

}  // namespace yitang::devices
