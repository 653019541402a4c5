#include "kiosk/cases/draft.hpp"

#include "kiosk/base/random.hpp"
#include "kiosk/cases/json_parts.hpp"

namespace yitang::cases {
namespace {

using json::Json;
using json::Node;

constexpr std::string_view kSchema = "yitang.draft/1";
constexpr std::size_t kMaxDraftBytes = std::size_t{4} << 20;

Json write_materials(const std::vector<MaterialPages>& materials) {
  Json list = Json::array();
  for (const auto& material : materials) {
    list.push_back(
        {{"code", material.code}, {"pages", json::write_pages(material.pages, json::PageForm::Sealed)}});
  }
  return list;
}

std::vector<MaterialPages> read_materials(const Node& node) {
  std::vector<MaterialPages> materials;
  const auto size = node.array(kMaxMaterials);
  for (std::size_t i = 0; i < size; ++i) {
    const auto entry = node.at(i);
    entry.only({"code", "pages"});
    materials.push_back({entry.at("code").text(json::kMaxKeyBytes),
                         json::read_pages(entry.at("pages"), json::PageForm::Sealed)});
  }
  return materials;
}

std::map<std::string, bool, std::less<>> read_applies(const Node& node) {
  node.object();
  if (node.raw().size() > kMaxMaterials) node.fail("has too many members");
  std::map<std::string, bool, std::less<>> applies;
  for (const auto& [code, value] : node.raw().items()) applies[code] = node.at(code).boolean();
  return applies;
}

void read_progress(const Node& node, Draft& draft) {
  draft.page = node.text_or("page", 200);
  draft.first_asked = node.text_or("first_asked", 200);
  draft.language = node.at("language").text(json::kMaxKeyBytes);
  draft.density = node.at("density").text(json::kMaxKeyBytes);
  draft.created = node.at("created").integer(0, json::kMaxMillis);
  draft.updated = node.at("updated").integer(0, json::kMaxMillis);
}

Draft read_draft(const Node& node) {
  node.only({"schema", "uid", "item_id", "item_version", "applicant", "agent", "answers", "accepted",
             "values", "page", "materials", "applies", "signature", "delivery", "first_asked", "language",
             "density", "created", "updated"});
  if (node.at("schema").text(json::kMaxKeyBytes) != kSchema) node.at("schema").fail("is not yitang.draft/1");
  Draft draft;
  draft.uid = node.at("uid").hex(16);
  draft.item_id = node.at("item_id").text(json::kMaxKeyBytes);
  draft.item_version = static_cast<int>(node.at("item_version").integer(0, 1000000));
  if (const auto applicant = node.find("applicant")) draft.applicant = json::read_person(*applicant);
  if (const auto agent = node.find("agent")) draft.agent = json::read_agent(*agent);
  draft.answers = json::read_answers(node.at("answers"));
  draft.accepted = json::read_codes(node.at("accepted"));
  draft.values = json::read_values(node.at("values"));
  draft.materials = read_materials(node.at("materials"));
  draft.applies = read_applies(node.at("applies"));
  if (const auto signature = node.find("signature")) draft.signature = json::read_signature(*signature);
  if (const auto delivery = node.find("delivery")) draft.delivery = json::read_delivery(*delivery);
  read_progress(node, draft);
  return draft;
}

}  // namespace

Draft new_draft(std::string item_id, int item_version, UnixMillis now, Random& random) {
  Draft draft;
  draft.uid = random.text(32, "0123456789abcdef");
  draft.item_id = std::move(item_id);
  draft.item_version = item_version;
  draft.created = now;
  draft.updated = now;
  return draft;
}

bool is_expired(const Draft& draft, UnixMillis now) {
  return now - draft.updated >= kDraftLifetime || draft.updated - now >= kDraftLifetime;
}

std::string draft_to_json(const Draft& draft) {
  Json root{{"schema", kSchema},
            {"uid", draft.uid},
            {"item_id", draft.item_id},
            {"item_version", draft.item_version},
            {"answers", json::write_answers(draft.answers)},
            {"accepted", json::write_codes(draft.accepted)},
            {"values", json::write_values(draft.values)},
            {"page", draft.page},
            {"materials", write_materials(draft.materials)},
            {"applies", Json::object()},
            {"first_asked", draft.first_asked},
            {"language", draft.language},
            {"density", draft.density},
            {"created", draft.created},
            {"updated", draft.updated}};
  for (const auto& [code, applies] : draft.applies) root["applies"][code] = applies;
  if (draft.applicant) root["applicant"] = json::write(*draft.applicant);
  if (draft.agent) root["agent"] = json::write(*draft.agent);
  if (draft.signature) root["signature"] = json::write(*draft.signature);
  if (draft.delivery) root["delivery"] = json::write(*draft.delivery);
  return json::dump(root);
}

Result<Draft> draft_from_json(std::string_view text) {
  return json::guarded<Draft>([&]() -> Draft {
    const auto root = json::parse(text, kMaxDraftBytes);
    return read_draft(Node(root, ""));
  });
}

}  // namespace yitang::cases
