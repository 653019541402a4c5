#include "kiosk/cases/result_document.hpp"

#include <algorithm>

#include "kiosk/cases/json_result.hpp"

namespace yitang::cases {
namespace {

using json::Json;
using json::Node;

constexpr std::string_view kResultSchema = "yitang.result/1";
constexpr std::size_t kMaxResultLine = 200;  // bytes: title, number, issuer, labels
constexpr std::size_t kMaxResultText = 4000;

// What a printer would take for a command, or what would hide on the sheet.
std::string plain_text(const Node& node, std::size_t most, bool lines) {
  std::string text = node.text(most);
  const bool control = std::any_of(text.begin(), text.end(), [lines](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && !(lines && c == '\n')) || byte == 0x7F;
  });
  if (control) node.fail("has a control character");
  return text;
}

std::string filled_line(const Node& node) {
  std::string text = plain_text(node, kMaxResultLine, false);
  if (text.find_first_not_of(' ') == std::string::npos) node.fail("is empty");
  return text;
}

ResultBlock read_block(const Node& node) {
  node.only({"paragraph", "rows"});
  ResultBlock block;
  if (const auto rows = node.find("rows")) {
    if (node.has("paragraph")) node.fail("is a paragraph or rows, not both");
    const auto size = rows->array(kMaxResultRows);
    if (size == 0) rows->fail("is empty");
    for (std::size_t i = 0; i < size; ++i) {
      const Node row = rows->at(i);
      if (row.array(2) != 2) row.fail("must be a label and a value");
      block.rows.emplace_back(filled_line(row.at(std::size_t{0})),
                              plain_text(row.at(1), kMaxResultText, true));
    }
    return block;
  }
  const Node paragraph = node.at("paragraph");
  block.paragraph = plain_text(paragraph, kMaxResultText, true);
  if (block.paragraph.find_first_not_of(" \n") == std::string::npos) paragraph.fail("is empty");
  return block;
}

Json write_block(const ResultBlock& block) {
  if (block.rows.empty()) return {{"paragraph", block.paragraph}};
  Json rows = Json::array();
  for (const auto& [label, value] : block.rows) rows.push_back(Json::array({label, value}));
  return {{"rows", rows}};
}

}  // namespace

namespace json {

ResultDocument read_result(const Node& node) {
  node.only({"schema", "title", "number", "issuer", "date", "valid_until", "on_slip", "blocks"});
  if (node.at("schema").text(kMaxKeyBytes) != kResultSchema)
    node.at("schema").fail("is not " + std::string(kResultSchema));
  ResultDocument document;
  document.title = filled_line(node.at("title"));
  if (const auto number = node.find("number")) document.number = plain_text(*number, kMaxResultLine, false);
  document.issuer = filled_line(node.at("issuer"));
  document.date = node.at("date").date();
  document.valid_until = node.date_or_none("valid_until");
  if (document.valid_until && *document.valid_until < document.date)
    node.at("valid_until").fail("is before the day of issue");
  document.on_slip = node.boolean_or("on_slip", false);
  const Node blocks = node.at("blocks");
  const auto size = blocks.array(kMaxResultBlocks);
  if (size == 0) blocks.fail("is empty");
  for (std::size_t i = 0; i < size; ++i) document.blocks.push_back(read_block(blocks.at(i)));
  return document;
}

Json write_result(const ResultDocument& document) {
  Json root{{"schema", kResultSchema},
            {"title", document.title},
            {"issuer", document.issuer},
            {"date", document.date.iso()},
            {"blocks", Json::array()}};
  if (!document.number.empty()) root["number"] = document.number;
  if (document.valid_until) root["valid_until"] = document.valid_until->iso();
  if (document.on_slip) root["on_slip"] = true;
  for (const ResultBlock& block : document.blocks) root["blocks"].push_back(write_block(block));
  return root;
}

}  // namespace json

std::string result_to_json(const ResultDocument& document) {
  return json::dump(json::write_result(document));
}

Result<ResultDocument> result_from_json(std::string_view text) {
  return json::guarded<ResultDocument>([&]() -> ResultDocument {
    const auto parsed = json::parse(text, kMaxResultBytes);
    return json::read_result(Node(parsed, ""));
  });
}

}  // namespace yitang::cases
