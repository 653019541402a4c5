// Agreements as JSON. Members are written only when they are there: drafts and cases without any keep their
// bytes.
#include "kiosk/cases/json_parts.hpp"

namespace yitang::cases::json {
namespace {

constexpr std::size_t kMaxCommitments = 40;

Json write(const Agreement& agreement) {
  return {{"version", agreement.version},
          {"language", agreement.language},
          {"text", agreement.text},
          {"text_hash", agreement.text_hash},
          {"agreed_at", agreement.agreed_at}};
}

Agreement read_agreement(const Node& node) {
  node.only({"version", "language", "text", "text_hash", "agreed_at"});
  Agreement agreement;
  agreement.version = static_cast<int>(node.at("version").integer(1, 1000000));
  agreement.language = node.at("language").text(kMaxKeyBytes);
  if (agreement.language != "zh" && agreement.language != "en") node.at("language").fail("must be zh or en");
  agreement.text = node.at("text").text(kMaxAgreementBytes);
  agreement.text_hash = node.at("text_hash").hex(32);
  if (agreement.text_hash != hash_of_text(agreement.text))
    node.at("text_hash").fail("is not that of the text");
  agreement.agreed_at = node.at("agreed_at").integer(0, kMaxMillis);
  return agreement;
}

GuardianConsent read_guardian(const Node& node) {
  node.only({"relation", "agreement"});
  const auto word = node.at("relation");
  const auto relation = guardian_relation(word.text(kMaxKeyBytes));
  if (!relation) word.fail("is not one of the words allowed here");
  return {*relation, read_agreement(node.at("agreement"))};
}

}  // namespace

void write_agreements(const Agreements& from, Json& into) {
  if (from.consent) into["consent"] = write(*from.consent);
  if (!from.commitments.empty()) {
    Json& list = into["commitments"] = Json::array();
    for (const Commitment& one : from.commitments)
      list.push_back({{"material", one.material}, {"agreement", write(one.agreement)}});
  }
  if (from.guardian) {
    into["guardian"] = {{"relation", name_of(from.guardian->relation)},
                        {"agreement", write(from.guardian->agreement)}};
  }
}

Agreements read_agreements(const Node& from) {
  Agreements into;
  if (const auto consent = from.find("consent")) into.consent = read_agreement(*consent);
  if (const auto guardian = from.find("guardian")) into.guardian = read_guardian(*guardian);
  const auto commitments = from.find("commitments");
  if (!commitments) return into;
  const auto size = commitments->array(kMaxCommitments);
  for (std::size_t i = 0; i < size; ++i) {
    const auto entry = commitments->at(i);
    entry.only({"material", "agreement"});
    into.commitments.push_back(
        {entry.at("material").text(kMaxKeyBytes), read_agreement(entry.at("agreement"))});
  }
  return into;
}

}  // namespace yitang::cases::json
