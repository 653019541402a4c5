#include "devices/id_reader/card_json.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "devices/id_reader/packet.hpp"

namespace yitang::devices {

namespace {

std::string date_text(const std::optional<Date>& date) {
  if (!date) {
    return {};
  }
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date->year()),
                     static_cast<unsigned>(date->month()), static_cast<unsigned>(date->day()));
}

// The year alone stays: enough to see that the right kind of card was read.
std::string birth_text(const Card& card, bool plain) {
  std::string text = date_text(card.birth);
  return plain || text.empty() ? text : text.substr(0, 4) + "-**-**";
}

tl::unexpected<Error> rejected(std::string why, std::size_t offset) {
  auto error = fail(ErrorCode::Malformed, fmt::format("byte {}: {}", offset, why));
  error.value().offset = offset;
  return error;
}

bool is_read(ByteView body) {
  // Longer than anything else that modules answer: the text alone is 256 bytes.
  return body.size() > 3 + kExtraAddressSize && body[2] == static_cast<std::uint8_t>(SamResult::Done);
}

}  // namespace

std::string card_to_json(const Card& card, bool plain) {
  const Card shown = plain ? card : masked(card);
  nlohmann::ordered_json json;
  json["kind"] = name_of(card.kind);
  json["name"] = shown.name;
  json["sex"] = name_of(card.sex);
  json["nation"] = card.nation.empty() ? card.nation_code : card.nation;
  json["nation_code"] = card.nation_code;
  json["birth"] = birth_text(card, plain);
  json["address"] = shown.address;
  json["number"] = shown.number;
  json["authority"] = card.authority;
  json["valid_from"] = date_text(card.valid_from);
  json["valid_to"] = card.long_term ? std::string("long-term") : date_text(card.valid_to);
  switch (card.kind) {
    case CardKind::Resident: break;
    case CardKind::HongKongMacauTaiwan:
      json["permit_number"] = shown.permit_number;
      json["issue_count"] = card.issue_count;
      break;
    case CardKind::ForeignPermanent2017:
      json["latin_name"] = shown.latin_name;
      json["card_version"] = card.card_version;
      break;
    case CardKind::ForeignPermanent2023:
      json["latin_name"] = shown.latin_name;
      json["renewals"] = card.issue_count;
      json["former_number"] = shown.former_number;
      break;
  }
  json["warnings"] = nlohmann::ordered_json::array();
  for (const CardWarning warning : card.warnings) {
    json["warnings"].push_back(name_of(warning));
  }
  return json.dump();
}

Result<std::vector<std::string>> decode_card_stream(ByteView stream, bool plain) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < stream.size();) {
    const ByteView rest = stream.subspan(at);
    const FrameScan scan = scan_frame(rest);
    if (scan.skipped != 0) {
      return rejected("bytes that belong to no answer", at);
    }
    switch (scan.verdict) {
      case FrameScan::Verdict::NeedMore: return rejected("answer is cut off", at);
      case FrameScan::Verdict::BadLength: return rejected("impossible length", at);
      case FrameScan::Verdict::BadChecksum: return rejected("wrong checksum", at);
      case FrameScan::Verdict::Complete: break;
    }
    const ByteView body = rest.subspan(scan.body, scan.body_size);
    if (body.size() < 3) {
      return rejected("answer without a status", at);
    }
    if (is_read(body)) {
      const auto blocks = split_read_answer(body.subspan(3));
      if (!blocks) {
        return rejected(blocks.error().message, at);
      }
      auto card = parse_card_text(blocks->text);
      if (!card) {
        const auto text_at = static_cast<std::size_t>(blocks->text.data() - stream.data());
        return rejected(card.error().message, text_at + card.error().offset);
      }
      lines.push_back(card_to_json(*card, plain));
      wipe(*card);
    }
    at += scan.end;
  }
  if (lines.empty()) {
    return rejected("no card was read in this stream", stream.size());
  }
  return lines;
}

}  // namespace yitang::devices
