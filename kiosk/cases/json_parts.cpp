#include "kiosk/cases/json_parts.hpp"

#include <algorithm>
#include <cmath>

namespace yitang::cases::json {
namespace {

constexpr std::size_t kMaxWordBytes = 800;
constexpr std::size_t kMaxValueBytes = 16000;
constexpr std::size_t kMaxEntries = 400;

constexpr std::string_view kDocuments[] = {"resident_id", "foreigner_permit", "hmt_residence_permit",
                                           "birth_certificate"};
constexpr std::string_view kSources[] = {"card_reader", "typed", "code"};

/// The member of a closed set with this word.
template <class E, std::size_t N>
E choice(const Node& node, const std::string_view (&words)[N]) {
  const auto word = node.text(kMaxKeyBytes);
  for (std::size_t i = 0; i < N; ++i) {
    if (words[i] == word) return static_cast<E>(i);
  }
  node.fail("is not one of the words allowed here");
}

template <class E>
E catalogue_word(const Node& node) {
  const auto found = catalog::enum_from<E>(node.text(kMaxKeyBytes));
  if (!found) node.fail("is not one of the words allowed here");
  return *found;
}

void put_date(Json& json, const char* key, const std::optional<Date>& date) {
  if (date) json[key] = date->iso();
}

FieldValue read_value(const Node& node) {
  if (!node.raw().is_array()) return node.text(kMaxValueBytes);
  const auto size = node.array(kMaxEntries);
  const bool rows = size > 0 && node.at(std::size_t{0}).raw().is_array();
  std::vector<std::string> list;
  Table table;
  for (std::size_t i = 0; i < size; ++i) {
    const auto entry = node.at(i);
    if (!rows) {
      list.push_back(entry.text(kMaxValueBytes));
      continue;
    }
    auto& row = table.emplace_back();
    const auto cells = entry.array(kMaxEntries);
    for (std::size_t cell = 0; cell < cells; ++cell) row.push_back(entry.at(cell).text(kMaxValueBytes));
  }
  if (rows) return table;
  return list;
}

Stroke read_stroke(const Node& node, std::size_t points_left) {
  Stroke stroke;
  const auto size = node.array(points_left);
  for (std::size_t i = 0; i < size; ++i) {
    const auto point = node.at(i);
    if (point.array(3) != 3) point.fail("must be [x, y, milliseconds]");
    const auto part = [&](std::size_t at, std::int64_t most) {
      return static_cast<std::int32_t>(point.at(at).integer(0, most));
    };
    stroke.push_back({part(0, kStrokeRange), part(1, kStrokeRange), part(2, INT32_MAX)});
  }
  return stroke;
}

Json write_proof(const IdentityProof& proof) {
  return {{"method", catalog::code_of(proof.method)}, {"reference", proof.reference}};
}

IdentityProof read_proof(const Node& node) {
  node.only({"method", "reference"});
  IdentityProof proof{catalogue_word<catalog::IdentityMethod>(node.at("method")),
                      node.at("reference").text(kMaxKeyBytes)};
  if (proof.method == catalog::IdentityMethod::IdCard) node.at("method").fail("is not that of a code");
  const bool plain = std::all_of(proof.reference.begin(), proof.reference.end(), [](unsigned char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  if (proof.reference.empty() || !plain) node.at("reference").fail("must be letters and digits");
  return proof;
}

}  // namespace

Json write(const Person& person) {
  Json json{{"document", kDocuments[static_cast<int>(person.document)]},
            {"source", kSources[static_cast<int>(person.source)]},
            {"name", person.name},
            {"number", person.number}};
  const auto put = [&](const char* key, const std::string& text) {
    if (!text.empty()) json[key] = text;
  };
  put("latin_name", person.latin_name);
  put("sex", person.sex);
  put("nation", person.nation);
  put("address", person.address);
  put("authority", person.authority);
  put_date(json, "birth", person.birth);
  put_date(json, "valid_from", person.valid_from);
  put_date(json, "valid_to", person.valid_to);
  if (person.long_term) json["long_term"] = true;
  if (person.proof) json["identity_proof"] = write_proof(*person.proof);
  return json;
}

Person read_person(const Node& node) {
  node.only({"document", "source", "name", "number", "latin_name", "sex", "nation", "address", "authority",
             "birth", "valid_from", "valid_to", "long_term", "identity_proof"});
  Person person;
  person.document = choice<DocumentKind>(node.at("document"), kDocuments);
  person.source = choice<PersonSource>(node.at("source"), kSources);
  person.name = node.at("name").text(kMaxWordBytes);
  person.number = node.at("number").text(kMaxKeyBytes);
  person.latin_name = node.text_or("latin_name", kMaxWordBytes);
  person.sex = node.text_or("sex", kMaxKeyBytes);
  if (!person.sex.empty() && person.sex != "male" && person.sex != "female") {
    node.at("sex").fail("must be male or female");
  }
  person.nation = node.text_or("nation", kMaxWordBytes);
  person.address = node.text_or("address", kMaxWordBytes);
  person.authority = node.text_or("authority", kMaxWordBytes);
  person.birth = node.date_or_none("birth");
  person.valid_from = node.date_or_none("valid_from");
  person.valid_to = node.date_or_none("valid_to");
  person.long_term = node.boolean_or("long_term", false);
  if (const auto proof = node.find("identity_proof")) person.proof = read_proof(*proof);
  if (person.proof.has_value() != (person.source == PersonSource::Code))
    node.at("source").fail("does not go together with the proof of identity");
  return person;
}

Json write(const Agent& agent) {
  return {{"kind", catalog::code_of(agent.kind)}, {"person", write(agent.person)}};
}

Agent read_agent(const Node& node) {
  node.only({"kind", "person"});
  return {read_person(node.at("person")), catalogue_word<catalog::AgentKind>(node.at("kind"))};
}

Json write_answers(const Answers& answers) {
  Json json = Json::object();
  for (const auto& [fact, value] : answers) {
    if (const auto* number = std::get_if<double>(&value)) {
      if (std::isfinite(*number)) json[fact] = *number;
    } else if (const auto* truth = std::get_if<bool>(&value)) {
      json[fact] = *truth;
    } else {
      json[fact] = std::get<std::string>(value);
    }
  }
  return json;
}

Answers read_answers(const Node& node) {
  node.object();
  if (node.raw().size() > kMaxEntries) node.fail("has too many members");
  Answers answers;
  for (const auto& [fact, value] : node.raw().items()) {
    if (fact.empty() || fact.size() > kMaxKeyBytes) node.fail("has a member without a proper name");
    const auto answer = node.at(fact);
    if (value.is_boolean()) {
      answers[fact] = answer.boolean();
    } else if (value.is_number()) {
      answers[fact] = answer.number();
    } else {
      answers[fact] = answer.text(kMaxWordBytes);
    }
  }
  return answers;
}

Json write_values(const FormValues& values) {
  Json json = Json::object();
  for (const auto& [key, value] : values) {
    std::visit([&, &name = key](const auto& content) { json[name] = content; }, value);
  }
  return json;
}

FormValues read_values(const Node& node) {
  node.object();
  if (node.raw().size() > kMaxEntries) node.fail("has too many members");
  FormValues values;
  for (const auto& [key, value] : node.raw().items()) {
    if (key.empty() || key.size() > kMaxKeyBytes) node.fail("has a member without a proper name");
    values[key] = read_value(node.at(key));
  }
  return values;
}

Json write(const Signature& signature) {
  Json strokes = Json::array();
  for (const auto& stroke : signature.strokes) {
    auto& points = strokes.emplace_back(Json::array());
    for (const auto& point : stroke) points.push_back({point.x, point.y, point.t});
  }
  return {{"strokes", strokes}, {"signed_at", signature.signed_at}, {"form_hash", signature.form_hash}};
}

Signature read_signature(const Node& node) {
  node.only({"strokes", "signed_at", "form_hash"});
  Signature signature;
  signature.signed_at = node.at("signed_at").integer(0, kMaxMillis);
  signature.form_hash = node.at("form_hash").hex(32);
  const auto strokes = node.at("strokes");
  const auto size = strokes.array(kMaxStrokes);
  std::size_t points = 0;
  for (std::size_t i = 0; i < size; ++i) {
    signature.strokes.push_back(read_stroke(strokes.at(i), kMaxPointsOfAllStrokes - points));
    points += signature.strokes.back().size();
  }
  return signature;
}

Json write(const DeliveryChoice& delivery) {
  Json json{{"kind", catalog::code_of(delivery.kind)}};
  if (!delivery.address.empty()) json["address"] = delivery.address;
  if (!delivery.recipient.empty()) json["recipient"] = delivery.recipient;
  if (!delivery.phone.empty()) json["phone"] = delivery.phone;
  return json;
}

DeliveryChoice read_delivery(const Node& node) {
  node.only({"kind", "address", "recipient", "phone"});
  DeliveryChoice delivery;
  delivery.kind = catalogue_word<catalog::Delivery>(node.at("kind"));
  delivery.address = node.text_or("address", kMaxWordBytes);
  delivery.recipient = node.text_or("recipient", kMaxWordBytes);
  delivery.phone = node.text_or("phone", kMaxKeyBytes);
  return delivery;
}

Json write(const SupplementOf& supplement) {
  return {{"case", supplement.case_uid}, {"notice", supplement.notice_no}};
}

SupplementOf read_supplement(const Node& node) {
  node.only({"case", "notice"});
  SupplementOf supplement{node.at("case").hex(16), node.at("notice").text(kMaxKeyBytes)};
  if (supplement.notice_no.empty()) node.at("notice").fail("is empty");
  return supplement;
}

Json write_codes(const std::set<std::string>& codes) { return codes; }

std::set<std::string> read_codes(const Node& node) {
  std::set<std::string> codes;
  const auto size = node.array(kMaxEntries);
  for (std::size_t i = 0; i < size; ++i) codes.insert(node.at(i).text(kMaxKeyBytes));
  return codes;
}

}  // namespace yitang::cases::json
