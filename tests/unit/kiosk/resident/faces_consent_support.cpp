#include "kiosk/cases/child.hpp"
#include "screens_support.hpp"

namespace yitang::resident {
namespace {

ResidentState consent(const catalog::Catalog& catalog, const std::string& item) {
  ResidentState state;
  state.page = Page::Consent;
  state.item = catalog.item(item);
  return state;
}

ResidentState commitment(const catalog::Catalog& catalog, const std::string& item) {
  ResidentState state = application(catalog, item);
  state.page = Page::Commitment;
  state.commitments.materials = cases::commitments_to_make(*state.item, state.draft, Date::of(face_time));
  return state;
}

cases::Commitment made(const catalog::Material& material) {
  return {material.code, cases::agreement_to(*material.commitment, Language::Chinese, face_time)};
}

// Both signed for and reviewed: what was agreed to is among the rows.
void add_rows(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face review{"review-agreed", application(catalog, "civ.minimum-allowance")};
  cases::Draft& draft = review.state.draft;
  draft.agreed.consent =
      cases::agreement_to(*review.state.item->privacy.consent, Language::Chinese, face_time);
  draft.agreed.commitments = {made(*review.state.item->material("asset_commitment"))};
  review.state.page = Page::Review;
  all.push_back(review);
  review.name = "signature-agreed";
  review.state.page = Page::Signature;
  all.push_back(review);
}

void add_proofs(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face proof{"materials-proof", application(catalog, "ss.unemployment-register")};
  proof.state.page = Page::Materials;
  proof.state.draft.proofs = {"jobless_commitment"};
  const Date today = Date::of(face_time);
  proof.state.materials = cases::materials_for(*proof.state.item, proof.state.draft, today);
  all.push_back(proof);
  proof.name = "materials-agent-proof";
  proof.state.draft.proofs.clear();
  proof.state.draft.agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  proof.state.materials = cases::materials_for(*proof.state.item, proof.state.draft, today);
  all.push_back(proof);
  proof.name = "missing-proof";
  proof.state.page = Page::Missing;
  proof.state.missing = cases::missing(*proof.state.item, proof.state.draft, today);
  all.push_back(proof);
}

// Somebody acts for somebody else.
void add_agents(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face presence{"presence", application(catalog, "ss.pension-claim")};
  presence.state.page = Page::Presence;
  all.push_back(presence);
  Face signs{"signature-applicant", application(catalog, "ss.pension-claim")};
  signs.state.page = Page::Signature;
  signs.state.draft.agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  signs.state.draft.applicant_present = true;
  signs.state.applicant_signs = true;
  all.push_back(signs);
  Face review{"review-unauthorised", application(catalog, "ss.pension-claim")};
  review.state.page = Page::Review;
  review.state.draft.agent = signs.state.draft.agent;
  all.push_back(review);
  review.name = "review-both-signed";
  review.state.draft.applicant_present = true;
  cases::Stroke stroke{{1000, 4000, 0}, {4000, 3000, 40}, {8000, 6000, 90}};
  review.state.draft.authorisation = cases::Signature{{stroke}, face_time, std::string(64, '0')};
  review.state.draft.signature = review.state.draft.authorisation;
  all.push_back(review);
}

cases::Person newborn() {
  cases::Person child;
  child.name = "林小满";
  child.document = cases::DocumentKind::BirthCertificate;
  child.source = cases::PersonSource::Typed;
  child.number = "V360012345";
  child.birth = Date{2026, 10, 20};
  return child;
}

ResidentState childs_page(const catalog::Catalog& catalog, const std::string& kind) {
  ResidentState state;
  state.page = Page::Child;
  state.item = catalog.item("med.resident-enrol");
  if (!kind.empty()) state.draft.values["typed.kind"] = kind;
  cases::FormPage page;
  page.id = "child";
  page.group = cases::PageGroup::Contact;
  const cases::FormContext context = cases::form_context(state.draft, face_time);
  for (const catalog::FormField& field : cases::child_fields()) {
    if (cases::is_shown(field, state.draft.values, context)) page.fields.push_back(&field);
  }
  state.form.pages = {page};
  return state;
}

void add_guardians(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face guardian{"guardian", application(catalog, "med.resident-enrol")};
  guardian.state.page = Page::Guardian;
  all.push_back(guardian);
  guardian.name = "guardian-chosen";
  guardian.state.guardian.relation = cases::GuardianRelation::Mother;
  all.push_back(guardian);
  guardian.name = "guardian-reminded";
  guardian.state.guardian = {std::nullopt, true};
  all.push_back(guardian);
  all.push_back({"child", childs_page(catalog, "")});
  all.push_back({"child-number", childs_page(catalog, "id_number")});
  Face paper{"child-certificate", childs_page(catalog, "birth_certificate")};
  paper.state.form.problems["typed.name"] = cases::FieldProblem{.kind = cases::FieldProblemKind::NotAName};
  all.push_back(paper);
  Face typing{"child-typing", childs_page(catalog, "birth_certificate")};
  typing.state.form.focused = "typed.certificate";
  all.push_back(typing);
  Face too_old{"child-too-old", childs_page(catalog, "id_number")};
  too_old.state.form.problems["typed.number"] =
      cases::FieldProblem{.kind = cases::FieldProblemKind::NotAChild};
  all.push_back(too_old);
  Face review{"review-newborn", application(catalog, "med.resident-enrol")};
  review.state.page = Page::Review;
  review.state.draft.applicant = newborn();
  review.state.draft.agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  review.state.draft.agreed.guardian = cases::GuardianConsent{
      cases::GuardianRelation::OtherGuardian,
      cases::agreement_to(*review.state.item->privacy.guardian_consent, Language::Chinese, face_time)};
  all.push_back(review);
  review.name = "signature-guardian";
  review.state.page = Page::Signature;
  all.push_back(review);
  Face who{"who-child", {}};
  who.state.page = Page::WhoFor;
  who.state.item = catalog.item("med.resident-enrol");
  who.state.child_offered = true;
  all.push_back(who);
}

void add_cards(std::vector<Face>& all, const catalog::Catalog& catalog) {
  ResidentState card;
  card.page = Page::Card;
  card.item = catalog.item("med.resident-enrol");
  card.card.role = CardRole::Guardian;
  all.push_back({"card-guardian", card});
  card.card.view = CardView::UnderAge;
  all.push_back({"card-guardian-under-age", card});
  card.card.role = CardRole::Agent;
  all.push_back({"card-agent-under-age", card});
  card.card.role = CardRole::Applicant;
  card.card.view = CardView::Read;
  card.card.person = sample_applicant();
  card.card.person->document = cases::DocumentKind::ForeignerPermit;
  all.push_back({"card-read-foreigner", card});
  card.card.person->document = cases::DocumentKind::HmtResidencePermit;
  all.push_back({"card-read-hmt", card});
  Face form{"form-foreigner", application(catalog, "ss.pension-claim")};
  form.state.draft.applicant->document = cases::DocumentKind::ForeignerPermit;
  all.push_back(form);
}

}  // namespace

std::vector<Face> faces_of_consent(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  for (const catalog::ServiceItem* item : catalog.items()) {
    if (cases::asks_consent(*item)) all.push_back({"consent-" + item->id, consent(catalog, item->id)});
  }
  Face refused{"consent-refused", consent(catalog, "med.chronic-disease")};
  refused.state.consent.view = ConsentView::Refused;
  refused.state.print = {PrintKind::CounterSlip, PrintFate::Printing};
  all.push_back({"consent-refused-printing", refused.state});
  refused.state.print = {PrintKind::CounterSlip, PrintFate::NotPrinted};
  all.push_back({"consent-refused-failed", refused.state});
  refused.state.print = {PrintKind::CounterSlip, PrintFate::Printed};
  all.push_back(refused);
  refused.name = "consent-refused-deleted";
  refused.state.consent.deleted = true;
  all.push_back(refused);
  for (const catalog::ServiceItem* item : catalog.items()) {
    for (const catalog::Material& material : item->materials) {
      if (!material.commitment) continue;
      Face face{"commitment-" + item->id, commitment(catalog, item->id)};
      face.state.commitments.materials = {&material};
      all.push_back(face);
    }
  }
  Face reminded{"commitment-reminded", commitment(catalog, "ss.unemployment-register")};
  reminded.state.commitments.reminded = true;
  all.push_back(reminded);
  Face ticked{"commitment-ticked", commitment(catalog, "ss.unemployment-register")};
  ticked.state.draft.agreed.commitments = {made(*ticked.state.commitments.materials.front())};
  all.push_back(ticked);
  ticked.name = "commitment-beside-agent";
  ticked.state.draft.agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  ticked.state.draft.applicant_present = true;
  all.push_back(ticked);
  add_rows(all, catalog);
  add_proofs(all, catalog);
  add_agents(all, catalog);
  add_guardians(all, catalog);
  add_cards(all, catalog);
  return all;
}

}  // namespace yitang::resident
