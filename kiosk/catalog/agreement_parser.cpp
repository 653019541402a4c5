#include "kiosk/catalog/agreement_parser.hpp"

#include <algorithm>
#include <set>

#include "kiosk/catalog/item_parser.hpp"
#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {
namespace {

constexpr std::string_view kAgreementSchema = "yitang.agreement/1";

Text both(const Node& node, const std::string& key) {
  return {node[key + "_zh"].text(), node[key + "_en"].text()};
}

ConsentText read_consent(const Node& node) {
  return {node["version"].integer(1, 1'000'000),
          both(node, "what"),
          both(node, "why"),
          both(node, "how"),
          both(node, "kept"),
          both(node, "whom")};
}

CommitmentText read_commitment(const Node& node) {
  return {node["version"].integer(1, 1'000'000), both(node, "replaces"), both(node, "text"),
          both(node, "consequence")};
}

AgreementLine read_line(const Node& node, const std::string& place) {
  AgreementLine line;
  line.place = place;
  const Node schema = node["schema"];
  if (schema && schema.text() != kAgreementSchema) schema.problem("is not " + std::string(kAgreementSchema));
  const std::string kind = node["kind"].text();
  if (kind == "consent") {
    line.item = node["item"].text();
    line.consent = read_consent(node);
  } else if (kind == "guardian_consent") {
    line.consent = read_consent(node);
  } else if (kind == "commitment") {
    line.item = node["item"].text();
    line.material = node["material"].text();
    line.commitment = read_commitment(node);
  } else if (!kind.empty()) {
    node["kind"].problem("is consent, guardian_consent or commitment");
  }
  return line;
}

Result<AgreementLine> parse_line(std::string_view text, const std::string& place) {
  const auto document = parse_json(text, place, kMaxLineBytes, kMaxDepth);
  if (!document) return tl::unexpected<Error>(document.error());
  Problems problems;
  AgreementLine line = read_line(Node(&*document, place, "", problems), place);
  if (problems.any()) return problems.unexpected();
  return line;
}

}  // namespace

Result<std::vector<AgreementLine>> parse_agreements(std::string_view text, const std::string& file) {
  if (text.size() > kMaxFileBytes) return fail(ErrorKind::BadInput, "file is too large", file);
  std::vector<AgreementLine> lines;
  std::set<std::pair<std::string, std::string>> seen;
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    auto parsed = parse_line(line, file + ":" + std::to_string(number));
    if (!parsed) return tl::unexpected<Error>(parsed.error());
    if (!seen.insert({parsed->item, parsed->material}).second)
      return fail(ErrorKind::BadInput, "this text is there twice", parsed->place);
    lines.push_back(std::move(*parsed));
    if (lines.size() > kMaxItems) return fail(ErrorKind::BadInput, "too many records", file);
  }
  return lines;
}

}  // namespace yitang::catalog
