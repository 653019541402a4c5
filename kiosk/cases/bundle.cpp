#include "kiosk/cases/bundle.hpp"

#include <algorithm>
#include <set>

#include "kiosk/cases/bundle_agreements.hpp"
#include "kiosk/cases/bundle_fields.hpp"

namespace yitang::cases {
namespace {

using catalog::Material;
using catalog::Necessity;
using catalog::ServiceItem;

/// A kind of which a person has one: a photograph of it serves every item. "e_licence" and the like are kinds
/// of many documents.
bool is_one_document(const Material& material) {
  return material.reusable && !material.doc_type.empty() && material.doc_type != "e_licence" &&
         material.doc_type != "form" && material.doc_type != "commitment";
}

bool same_document(const Material& a, const Material& b) {
  if (a.source != b.source || !same_commitment(a, b)) return false;
  if (is_one_document(a) && a.doc_type == b.doc_type) return true;
  return a.code == b.code && a.name.zh == b.name.zh && a.doc_type == b.doc_type;
}

int rank_of(Necessity necessity) {
  return necessity == Necessity::Required ? 2 : necessity == Necessity::Conditional ? 1 : 0;
}

/// Required for one is required for the visit. Two conditions of their own stay two entries.
bool join(Material& kept, const Material& other) {
  const bool both_conditional =
      kept.necessity == Necessity::Conditional && other.necessity == Necessity::Conditional;
  if (both_conditional && kept.condition.zh != other.condition.zh) return false;
  if (rank_of(other.necessity) > rank_of(kept.necessity)) {
    kept.necessity = other.necessity;
    kept.condition = other.condition;
    kept.question = other.question;
  }
  kept.copies = std::max(kept.copies, other.copies);
  return true;
}

void merge_materials(std::vector<Material>& list, MergedMember& member) {
  for (const Material& material : member.item->materials) {
    const auto known = std::find_if(list.begin(), list.end(), [&](Material& entry) {
      return same_document(entry, material) && join(entry, material);
    });
    if (known != list.end()) {
      member.materials[material.code] = known->code;
      continue;
    }
    Material added = material;
    const bool taken = std::any_of(list.begin(), list.end(),
                                   [&](const Material& entry) { return entry.code == material.code; });
    if (taken) added.code = member.item->id + ":" + material.code;
    member.materials[material.code] = added.code;
    list.push_back(std::move(added));
  }
}

std::vector<catalog::Delivery> common(const std::vector<catalog::Delivery>& a,
                                      const std::vector<catalog::Delivery>& b) {
  std::vector<catalog::Delivery> both;
  std::copy_if(a.begin(), a.end(), std::back_inserter(both),
               [&](catalog::Delivery way) { return std::find(b.begin(), b.end(), way) != b.end(); });
  return both;
}

void add_delivery(std::vector<DeliveryGroup>& groups, std::size_t member, const ServiceItem& item) {
  for (DeliveryGroup& group : groups) {
    auto shared = common(group.offered, item.result.delivery);
    if (shared.empty()) continue;
    group.offered = std::move(shared);
    group.members.push_back(member);
    return;
  }
  groups.push_back({item.result.delivery, {member}});
}

void join_agents(catalog::AgentService& kept, const catalog::AgentService& other) {
  kept.allowed = kept.allowed && other.allowed;
  kept.needs_authorisation = kept.needs_authorisation || other.needs_authorisation;
  std::erase_if(kept.who, [&](catalog::AgentKind kind) {
    return std::find(other.who.begin(), other.who.end(), kind) == other.who.end();
  });
  if (kept.who.empty()) kept.allowed = false;
}

// What one of them does not take proves nothing for all of them.
void join_ways_of_proof(std::vector<catalog::IdentityMethod>& kept, const ServiceItem& other) {
  std::erase_if(kept, [&](catalog::IdentityMethod method) { return !catalog::accepts(other, method); });
}

void join_item(ServiceItem& kept, const ServiceItem& other) {
  if (other.visits > kept.visits) {
    kept.visits = other.visits;
    kept.visit_reason = other.visit_reason;
  }
  if (other.case_type != catalog::CaseType::Immediate) kept.case_type = other.case_type;
  kept.visit_fetches = kept.visit_fetches && other.visit_fetches;
  kept.result.on_slip = kept.result.on_slip && other.result.on_slip;
  kept.promise_days = std::max(kept.promise_days, other.promise_days);
  kept.checks.insert(kept.checks.end(), other.checks.begin(), other.checks.end());
  kept.conditions.insert(kept.conditions.end(), other.conditions.begin(), other.conditions.end());
  if (other.fee.charged && !kept.fee.charged) kept.fee = other.fee;
  if (other.privacy.basis == catalog::PrivacyBasis::SeparateConsent)
    kept.privacy.basis = catalog::PrivacyBasis::SeparateConsent;
  kept.privacy.retention_days = std::max(kept.privacy.retention_days, other.privacy.retention_days);
  join_agents(kept.agent, other.agent);
  join_ways_of_proof(kept.identity, other);
}

}  // namespace

const DeliveryGroup* MergedItem::delivery_of(std::size_t member) const {
  for (const DeliveryGroup& group : deliveries) {
    if (std::find(group.members.begin(), group.members.end(), member) != group.members.end()) return &group;
  }
  return nullptr;
}

bool may_be_bundled(const ServiceItem& item) {
  return catalog::needs_identity(item) && item.kiosk_mode != catalog::KioskMode::Reserve &&
         !item.result.delivery.empty();
}

MergedItem merge_items(const catalog::Bundle& bundle, const std::vector<const ServiceItem*>& items,
                       std::string_view sex) {
  MergedItem merged;
  if (items.empty()) return merged;
  merged.item = *items.front();
  ServiceItem& item = merged.item;
  item.materials.clear();
  for (std::size_t i = 1; i < items.size(); ++i) {
    join_item(item, *items[i]);
    if (item.own_region.empty()) item.own_region = items[i]->own_region;
  }
  item.id = bundle.id;
  item.name = bundle.name;
  item.version = 1;  // the versions of the members count
  FieldMerger fields(bundle, sex);
  for (std::size_t i = 0; i < items.size(); ++i) {
    MergedMember member{items[i], {}, {}};
    fields.add(member);
    merge_materials(item.materials, member);
    add_delivery(merged.deliveries, i, *items[i]);
    merged.members.push_back(std::move(member));
  }
  item.form = fields.take();
  merge_consents(merged);
  ask_delivery(merged, 0);
  return merged;
}

void ask_delivery(MergedItem& merged, std::size_t group) {
  if (group >= merged.deliveries.size()) return;
  const DeliveryGroup& asked = merged.deliveries[group];
  catalog::ItemResult& result = merged.item.result;
  result.delivery = asked.offered;
  result.name = {};
  std::set<std::string> named;
  for (const std::size_t member : asked.members) {
    const Text& name = merged.members[member].item->result.name;
    if (!named.insert(name.zh).second) continue;
    result.name.zh += (result.name.zh.empty() ? "" : "、") + name.zh;
    result.name.en += (result.name.en.empty() ? "" : ", ") + name.en;
  }
}

}  // namespace yitang::cases
