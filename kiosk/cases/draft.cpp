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

Json write_bundle(const BundleDraft& bundle) {
  Json members = Json::array();
  for (const BundleMember& member : bundle.members) {
    members.push_back({{"item_id", member.item_id},
                       {"item_version", member.item_version},
                       {"uid", member.uid},
                       {"form_hash", member.form_hash},
                       {"authorised_hash", member.authorised_hash}});
  }
  Json deliveries = Json::array();
  for (const DeliveryChoice& delivery : bundle.deliveries) deliveries.push_back(json::write(delivery));
  return {{"members", members}, {"deliveries", deliveries}};
}

BundleMember read_member(const Node& node) {
  node.only({"item_id", "item_version", "uid", "form_hash", "authorised_hash"});
  BundleMember member;
  member.item_id = node.at("item_id").text(json::kMaxKeyBytes);
  member.item_version = static_cast<int>(node.at("item_version").integer(0, 1000000));
  member.uid = node.at("uid").hex(16);
  if (!node.at("form_hash").text(json::kMaxKeyBytes).empty()) member.form_hash = node.at("form_hash").hex(32);
  if (!node.text_or("authorised_hash", json::kMaxKeyBytes).empty())
    member.authorised_hash = node.at("authorised_hash").hex(32);
  return member;
}

BundleDraft read_bundle(const Node& node) {
  node.only({"members", "deliveries"});
  BundleDraft bundle;
  const Node members = node.at("members");
  const auto count = members.array(kMaxBundleItems);
  for (std::size_t i = 0; i < count; ++i) bundle.members.push_back(read_member(members.at(i)));
  const Node deliveries = node.at("deliveries");
  const auto ways = deliveries.array(kMaxBundleItems);
  for (std::size_t i = 0; i < ways; ++i) bundle.deliveries.push_back(json::read_delivery(deliveries.at(i)));
  return bundle;
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
  node.only({"schema",        "uid",      "item_id",     "item_version", "applicant", "agent",
             "answers",       "accepted", "values",      "page",         "materials", "applies",
             "signature",     "delivery", "first_asked", "language",     "density",   "created",
             "updated",       "consent",  "commitments", "guardian",     "proofs",    "applicant_present",
             "authorisation", "bundle",   "supplement"});
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
  draft.agreed = json::read_agreements(node);
  if (const auto proofs = node.find("proofs")) draft.proofs = json::read_codes(*proofs);
  draft.applicant_present = node.boolean_or("applicant_present", false);
  if (const auto own = node.find("authorisation")) draft.authorisation = json::read_signature(*own);
  if (const auto signature = node.find("signature")) draft.signature = json::read_signature(*signature);
  if (const auto delivery = node.find("delivery")) draft.delivery = json::read_delivery(*delivery);
  if (const auto bundle = node.find("bundle")) draft.bundle = read_bundle(*bundle);
  if (const auto supplement = node.find("supplement")) draft.supplement = json::read_supplement(*supplement);
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
  if (draft.updated - now >= kDraftLifetime) return true;
  return draft.prepared ? now >= draft.prepared->until : now - draft.updated >= kDraftLifetime;
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
  json::write_agreements(draft.agreed, root);
  if (!draft.proofs.empty()) root["proofs"] = json::write_codes(draft.proofs);
  if (draft.applicant_present) root["applicant_present"] = true;
  if (draft.authorisation) root["authorisation"] = json::write(*draft.authorisation);
  if (draft.signature) root["signature"] = json::write(*draft.signature);
  if (draft.delivery) root["delivery"] = json::write(*draft.delivery);
  if (draft.bundle) root["bundle"] = write_bundle(*draft.bundle);
  if (draft.supplement) root["supplement"] = json::write(*draft.supplement);
  return json::dump(root);
}

Result<Draft> draft_from_json(std::string_view text) {
  return json::guarded<Draft>([&]() -> Draft {
    const auto root = json::parse(text, kMaxDraftBytes);
    return read_draft(Node(root, ""));
  });
}

}  // namespace yitang::cases
