// Consents, commitments and who may make them, over every item of the sample.
#include "kiosk/cases/agreement.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "agreement_support.hpp"
#include "cases_support.hpp"
#include "kiosk/cases/submission.hpp"

namespace yitang::cases {
namespace {

using catalog::MaterialSource;
using catalog::ServiceItem;
using Json = nlohmann::json;

const Date kAgreementDay = Date::of(test::kFriday);

Draft draft_for(const ServiceItem& item) {
  const auto random = seeded_random(3);
  auto draft = new_draft(item.id, item.version, test::kFriday, *random);
  draft.applicant = test::elder();
  for (const auto& material : item.materials) draft.applies[material.code] = true;
  return draft;
}

Agent neighbour() {
  Person person = person_from_number(test::citizen_number("19900101", "012"), "李四");
  person.source = PersonSource::CardReader;
  return {person, catalog::AgentKind::VillageAgent};
}

TEST(Agreements, EveryItemOfSeparateConsentStandsStillWithoutIt) {
  int asked = 0;
  for (const ServiceItem* item : test::sample().items()) {
    auto draft = draft_for(*item);
    const bool asks = item->privacy.basis == catalog::PrivacyBasis::SeparateConsent;
    EXPECT_EQ(obstacles(*item, draft, test::kFriday).consent_needed, asks) << item->id;
    if (!asks) continue;
    ++asked;
    draft.agreed.consent = agreement_to(*item->privacy.consent, Language::English, test::kFriday);
    EXPECT_FALSE(obstacles(*item, draft, test::kFriday).consent_needed) << item->id;
    ++draft.agreed.consent->version;
    EXPECT_TRUE(obstacles(*item, draft, test::kFriday).consent_needed) << item->id << ": another version";
    --draft.agreed.consent->version;
    draft.agreed.consent->text += "x";
    EXPECT_TRUE(obstacles(*item, draft, test::kFriday).consent_needed) << item->id << ": another text";
  }
  EXPECT_EQ(asked, 6);
}

TEST(Agreements, EveryCommitmentIsAskedForAndOnlyItsOwnTextCounts) {
  int asked = 0;
  for (const ServiceItem* item : test::sample().items()) {
    auto draft = draft_for(*item);
    for (const auto& material : item->materials) {
      const auto missing = commitments_missing(*item, draft, kAgreementDay);
      const bool wanted = std::find(missing.begin(), missing.end(), &material) != missing.end();
      EXPECT_EQ(wanted, material.source == MaterialSource::Commitment) << item->id << " " << material.code;
      if (!wanted) continue;
      ++asked;
      draft.agreed.commitments = {
          {material.code, agreement_to(*material.commitment, Language::Chinese, test::kFriday)}};
      EXPECT_TRUE(obstacles(*item, draft, test::kFriday).commitments.empty()) << item->id;
      draft.agreed.commitments[0].agreement.text = "我承诺";
      EXPECT_FALSE(obstacles(*item, draft, test::kFriday).commitments.empty()) << item->id;
    }
  }
  EXPECT_EQ(asked, 14);
}

TEST(Agreements, AnAgentAloneBringsTheProofInstead) {
  for (const ServiceItem* item : test::sample().items()) {
    auto draft = draft_for(*item);
    draft.agent = neighbour();
    EXPECT_TRUE(commitments_to_make(*item, draft, kAgreementDay).empty()) << item->id;
    for (const auto& need : materials_for(*item, draft, kAgreementDay)) {
      if (need.material->source != MaterialSource::Commitment) continue;
      const bool later = item->kiosk_mode == catalog::KioskMode::Reserve;
      EXPECT_EQ(need.supply, later ? Supply::Later : Supply::Scanned) << item->id;
      if (!later) {
        EXPECT_EQ(need.least_pages, 1U) << item->id;
      }
    }
    draft.applicant_present = true;  // signs beside the agent, and may promise
    for (const auto& need : materials_for(*item, draft, kAgreementDay)) {
      if (need.material->source != MaterialSource::Commitment) continue;
      EXPECT_EQ(need.supply, Supply::Commitment) << item->id;
    }
  }
}

TEST(Agreements, NobodyHasToPromise) {
  const auto& item = test::item("ss.unemployment-register");
  auto draft = draft_for(item);
  draft.proofs = {"jobless_commitment"};
  EXPECT_TRUE(commitments_missing(item, draft, kAgreementDay).empty());
  ASSERT_EQ(missing(item, draft, kAgreementDay).size(), 1U);
  EXPECT_EQ(missing(item, draft, kAgreementDay)[0].reason, MissingReason::NotScanned);
}

TEST(Agreements, DraftsKeepEveryWord) {
  auto draft = test::agreed_draft();
  draft.agreed.guardian =
      GuardianConsent{GuardianRelation::Grandparent,
                      agreement_to(*test::item("ss.unemployment-register").privacy.guardian_consent,
                                   Language::English, test::kFriday)};
  draft.proofs = {"a", "b"};
  draft.applicant_present = true;
  draft.authorisation = Signature{test::handwriting(), test::kFriday, std::string(64, 'a')};
  const auto text = draft_to_json(draft);
  const auto again = draft_from_json(text);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(draft_to_json(*again), text);
  EXPECT_EQ(again->agreed, draft.agreed);
  EXPECT_EQ(again->proofs, draft.proofs);
  EXPECT_TRUE(again->applicant_present);
  EXPECT_EQ(again->authorisation, draft.authorisation);
}

TEST(Agreements, CasesKeepEveryWordAndAreRefusedWithAnother) {
  const auto& item = test::item("civ.minimum-allowance");
  const auto whole = test::agreed_envelope();
  const auto right = check_submission(item, whole, test::kFriday);
  ASSERT_TRUE(right) << describe(right.error());
  const auto text = envelope_to_json(whole, EnvelopePages::WithContent);
  const auto again = envelope_from_json(text, EnvelopeUse::Submission);
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(envelope_to_json(*again, EnvelopePages::WithContent), text);
  EXPECT_EQ(verify(*again->signature, *again), SignatureProblem::None);

  const auto where = [&](const std::function<void(Envelope&)>& change) {
    Envelope changed = whole;
    change(changed);
    changed.signature = sign(changed, test::handwriting(), test::kFriday);
    const auto checked = check_submission(item, changed, test::kFriday);
    return checked ? std::string("taken") : checked.error().where;
  };
  EXPECT_EQ(where([](Envelope&) {}), "taken");
  EXPECT_EQ(where([](Envelope& e) { e.agreed.consent.reset(); }), "consent");
  EXPECT_EQ(where([](Envelope& e) { ++e.agreed.consent->version; }), "consent");
  EXPECT_EQ(where([](Envelope& e) { e.agreed.commitments.clear(); }), "commitments");
  EXPECT_EQ(where([](Envelope& e) { e.agreed.commitments[0].agreement.version = 7; }), "commitments");
  EXPECT_EQ(where([](Envelope& e) { e.agreed.commitments.push_back(e.agreed.commitments[0]); }),
            "commitments");
  EXPECT_EQ(where([](Envelope& e) { e.agreed.commitments[0].material = "difficulty_proof"; }), "commitments");
  EXPECT_EQ(where([](Envelope& e) {
              e.agent = neighbour();
              e.materials.push_back({"authorisation", Supply::Scanned, e.materials.front().pages});
              e.materials.back().pages = {page_of(test::picture(9), "image/jpeg", 40)};
            }),
            "commitments")
      << "an agent cannot commit";
}

TEST(Agreements, TheSignatureStandsForTheVeryWords) {
  auto envelope = test::agreed_envelope();
  EXPECT_NE(canonical_form(envelope).find("yitang.form/2"), std::string::npos);
  EXPECT_NE(canonical_form(envelope).find(envelope.agreed.consent->text_hash), std::string::npos);
  envelope.agreed.consent->text += "。";
  EXPECT_EQ(verify(*envelope.signature, envelope), SignatureProblem::FormChanged);
  envelope = test::agreed_envelope();
  envelope.agreed.commitments.clear();
  EXPECT_EQ(verify(*envelope.signature, envelope), SignatureProblem::FormChanged);
}

// Cases that were signed before there were agreements still verify, byte for byte.
TEST(Agreements, WithoutAnyNothingChanges) {
  std::ifstream file(YITANG_SOURCE_DIR "/tests/data/case-pension.json");
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto old = envelope_from_json(text, EnvelopeUse::Submission);
  ASSERT_TRUE(old) << describe(old.error());
  ASSERT_TRUE(old->signature);
  EXPECT_EQ(verify(*old->signature, *old), SignatureProblem::None);
  const auto json = Json::parse(canonical_form(*old));
  EXPECT_EQ(json["schema"], "yitang.form/1");
  for (const char* key : {"consent", "commitments", "guardian", "authorisation"})
    EXPECT_FALSE(json.contains(key)) << key;
  const auto random = seeded_random(1);
  const auto draft = Json::parse(draft_to_json(test::pension_draft(*random)));
  for (const char* key :
       {"consent", "commitments", "guardian", "authorisation", "proofs", "applicant_present"})
    EXPECT_FALSE(draft.contains(key)) << key;
}

TEST(Agreements, HostileJson) {
  const auto json = Json::parse(draft_to_json(test::agreed_draft()));
  const auto place = [&](const std::function<void(Json&)>& change) {
    auto copy = json;
    change(copy);
    const auto result = draft_from_json(copy.dump());
    return result ? std::string("accepted") : result.error().where;
  };
  EXPECT_EQ(place([](Json&) {}), "accepted");
  EXPECT_EQ(place([](Json& j) { j["consent"]["text"] = "else"; }), "consent.text_hash");
  EXPECT_EQ(place([](Json& j) { j["consent"]["language"] = "fr"; }), "consent.language");
  EXPECT_EQ(place([](Json& j) { j["consent"]["version"] = 0; }), "consent.version");
  EXPECT_EQ(place([](Json& j) { j["consent"]["agreed_at"] = -1; }), "consent.agreed_at");
  EXPECT_EQ(place([](Json& j) { j["consent"]["more"] = 1; }), "consent");
  EXPECT_EQ(place([](Json& j) { j["commitments"] = "x"; }), "commitments");
  EXPECT_EQ(place([](Json& j) { j["commitments"][0]["material"] = 5; }), "commitments[0].material");
  EXPECT_EQ(place([](Json& j) {
              j["guardian"] = {{"relation", "uncle"}, {"agreement", j["consent"]}};
            }),
            "guardian.relation");
}

}  // namespace
}  // namespace yitang::cases
