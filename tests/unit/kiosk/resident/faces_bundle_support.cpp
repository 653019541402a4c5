#include <string>

#include "screens_support.hpp"

namespace yitang::resident {
namespace {

ResidentState bundle_page(const catalog::Catalog& catalog, const std::string& id) {
  ResidentState state;
  state.page = Page::Bundle;
  state.bundle.bundle = catalog.bundle(id);
  const catalog::ItemList items = catalog.items_of(*state.bundle.bundle);
  for (const catalog::ServiceItem* item : items) {
    BundleEntry entry;
    entry.item = item;
    state.bundle.entries.push_back(entry);
  }
  state.bundle.merged = std::make_shared<cases::MergedItem>(
      cases::merge_items(*state.bundle.bundle, items, sample_applicant().sex));
  state.item = &state.bundle.merged->item;
  return state;
}

catalog::NotEligible refusal(bool offer) {
  catalog::NotEligible no;
  no.offer = offer;
  no.why = {"还没有办健康证明", "There is no health certificate yet"};
  no.advice = {"先到县疾控中心体检，拿到健康证明再来办。",
               "Have the health check at the county centre first, then come again."};
  return no;
}

/// Everything filled in that the sample's own answers know, on this page.
ResidentState filled(const catalog::Catalog& catalog, const std::string& id, Page page) {
  ResidentState state = bundle_page(catalog, id);
  state.page = page;
  cases::Draft& draft = state.draft;
  draft.uid = "0123456789abcdef0123456789abcdef";
  draft.item_id = id;
  draft.applicant = sample_applicant();
  draft.page = "review";
  draft.bundle.emplace();
  const Date today = Date::of(face_time);
  for (const cases::MergedMember& member : state.bundle.merged->members)
    draft.bundle->members.push_back({member.item->id, member.item->version, draft.uid, {}, {}});
  for (const cases::DeliveryGroup& group : state.bundle.merged->deliveries)
    draft.bundle->deliveries.push_back({group.offered.front(), draft.applicant->address, "", "13800001234"});
  draft.delivery = draft.bundle->deliveries.front();
  cases::prefill(*state.item, *draft.applicant, today, draft.values);
  for (const catalog::FormField& field : state.item->form) {
    if (field.type == catalog::FieldType::Phone) draft.values[field.key] = std::string("13800001234");
    if (field.type == catalog::FieldType::BankCard)
      draft.values[field.key] = std::string("6217000000000000012");
    if (field.type == catalog::FieldType::Enum && !field.validation.multiple)
      draft.values[field.key] = field.validation.options.front().code;
  }
  for (const catalog::Material& material : state.item->materials) {
    if (material.doc_type == "photo")
      draft.materials.push_back({material.code, std::vector<cases::PageImage>(1)});
  }
  state.form.pages =
      cases::form_pages(*state.item, draft.values, draft.applicant, cases::form_context(draft, face_time));
  state.materials = cases::materials_for(*state.item, draft, today);
  return state;
}

ResidentState receipt_of_bundle(const catalog::Catalog& catalog, const std::string& id, PrintFate fate) {
  ResidentState state = filled(catalog, id, Page::Receipt);
  int number = 0;
  for (const cases::BundleMember& member : state.draft.bundle->members) {
    const std::string serial = std::to_string(++number);
    state.submit.all.push_back({member.uid, "DEM0-261124-000" + serial + "-7", "YT1.x",
                                Date{2026, 12, 7 + number}, face_time, false});
  }
  state.submit.result = state.submit.all.front();
  state.submit.result->qr_token = "YT1.AbCdEfGhIjKlMnOpQrStUvWx";
  state.print = {PrintKind::Receipt, fate};
  return state;
}

ResidentState form_of_one(const catalog::Catalog& catalog, const std::string& id) {
  ResidentState state = filled(catalog, id, Page::Form);
  for (std::size_t i = 0; i < state.form.pages.size(); ++i) {
    if (!state.form.pages[i].fields.front()->section.zh.empty()) {
      state.form.page = i;
      break;
    }
  }
  return state;
}

}  // namespace

std::vector<Face> faces_of_bundles(const catalog::Catalog& catalog) {
  const std::string birth = "one_matter.newborn";
  const std::string shop = "one_matter.open_shop";
  std::vector<Face> all;
  for (const catalog::Bundle& bundle : catalog.bundles())
    all.push_back({"bundle-" + bundle.id.substr(bundle.id.find('.') + 1), bundle_page(catalog, bundle.id)});
  Face struck{"bundle-struck", bundle_page(catalog, birth)};
  struck.state.bundle.entries[0].part = BundlePart::NotWanted;
  struck.state.bundle.entries[1].part = BundlePart::UnderWay;
  struck.state.bundle.entries[1].receipt_no = "DEM0-261124-0001-7";
  struck.state.bundle.entries[2].part = BundlePart::NotEligible;
  struck.state.bundle.entries[2].refusal = refusal(false);
  all.push_back(struck);
  Face none{"bundle-none", bundle_page(catalog, shop)};
  for (BundleEntry& entry : none.state.bundle.entries) entry.part = BundlePart::NotWanted;
  none.state.bundle.merged.reset();
  none.state.item = nullptr;
  all.push_back(none);
  for (const bool offer : {false, true}) {
    Face refused{offer ? "bundle-offer" : "bundle-refused", bundle_page(catalog, shop)};
    refused.state.page = Page::NotEligible;
    refused.state.bundle.entries[1].refusal = refusal(offer);
    refused.state.ineligible = refusal(offer);
    all.push_back(refused);
  }
  Face under_way{"bundle-under-way", filled(catalog, birth, Page::Duplicate)};
  under_way.state.bundle.entries[0].receipt_no = "DEM0-261124-0001-7";
  under_way.state.existing_case.emplace();
  all.push_back(under_way);
  all.push_back({"bundle-form-of-one", form_of_one(catalog, birth)});
  all.push_back({"bundle-materials", filled(catalog, "one_matter.veteran_return", Page::Materials)});
  all.push_back({"bundle-delivery", filled(catalog, birth, Page::Delivery)});
  Face last{"bundle-forms-last", filled(catalog, birth, Page::BundleForms)};
  last.state.bundle.form = 3;
  all.push_back({"bundle-forms", filled(catalog, shop, Page::BundleForms)});
  all.push_back(last);
  all.push_back({"bundle-signature", filled(catalog, birth, Page::Signature)});
  all.push_back({"bundle-review", filled(catalog, birth, Page::Review)});
  all.push_back({"bundle-receipt", receipt_of_bundle(catalog, birth, PrintFate::Printed)});
  all.push_back({"bundle-receipt-no-paper", receipt_of_bundle(catalog, shop, PrintFate::NotPrinted)});
  Face resume{"bundle-resume", {}};
  resume.state.page = Page::Resume;
  resume.state.found_drafts = {filled(catalog, birth, Page::Form).draft};
  resume.state.found_drafts.front().updated = face_time - 3600 * 1000;
  all.push_back(resume);
  return all;
}

}  // namespace yitang::resident
