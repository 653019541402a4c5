// What an answer of the office says besides state and words, as both stores keep it.
#include <algorithm>

#include "kiosk/cases/case_record.hpp"
#include "kiosk/cases/json_result.hpp"

namespace yitang::cases {
namespace {

using json::Json;
using json::Node;

constexpr std::size_t kMaxDetailsBytes = 16 * 1024 + kMaxResultBytes;
constexpr std::size_t kMaxPlaceBytes = 200;

Demand read_demand(const Node& node) {
  node.only({"number", "cites", "due", "wanted"});
  Demand demand;
  demand.number = node.at("number").text(json::kMaxKeyBytes);
  demand.cites = node.text_or("cites", json::kMaxKeyBytes);
  demand.due = node.date_or_none("due");
  const auto wanted = node.at("wanted");
  const auto size = wanted.array(kMaxMaterials);
  for (std::size_t i = 0; i < size; ++i) demand.wanted.push_back(wanted.at(i).text(json::kMaxKeyBytes));
  return demand;
}

Json write_demand(const Demand& demand) {
  Json json{{"number", demand.number}, {"wanted", demand.wanted}};
  if (!demand.cites.empty()) json["cites"] = demand.cites;
  if (demand.due) json["due"] = demand.due->iso();
  return json;
}

}  // namespace

std::string details_to_json(const StatusDetails& details) {
  if (details.empty()) return {};
  Json root = Json::object();
  if (details.demand) root["demand"] = write_demand(*details.demand);
  if (!details.shelf.empty()) root["shelf"] = details.shelf;
  if (!details.courier_no.empty()) root["courier_no"] = details.courier_no;
  if (details.result) root["result"] = json::write_result(*details.result);
  return json::dump(root);
}

Result<StatusDetails> details_from_json(std::string_view text) {
  if (text.empty()) return StatusDetails{};
  return json::guarded<StatusDetails>([&]() -> StatusDetails {
    const auto parsed = json::parse(text, kMaxDetailsBytes);
    const Node root(parsed, "");
    root.only({"demand", "shelf", "courier_no", "result"});
    StatusDetails details;
    if (const auto demand = root.find("demand")) details.demand = read_demand(*demand);
    details.shelf = root.text_or("shelf", kMaxPlaceBytes);
    details.courier_no = root.text_or("courier_no", json::kMaxKeyBytes);
    if (const auto result = root.find("result")) details.result = json::read_result(*result);
    return details;
  });
}

const Demand* open_demand(const std::vector<Notice>& notices) {
  if (notices.empty() || notices.back().state != CaseState::Supplement) return nullptr;
  const auto& demand = notices.back().details.demand;
  return demand ? &*demand : nullptr;
}

const ResultDocument* newest_result(const std::vector<Notice>& notices) {
  const auto found = std::find_if(notices.rbegin(), notices.rend(),
                                  [](const Notice& notice) { return notice.details.result.has_value(); });
  return found == notices.rend() ? nullptr : &*found->details.result;
}

}  // namespace yitang::cases
