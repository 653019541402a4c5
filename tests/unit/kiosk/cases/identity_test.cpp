// Somebody who showed a code: who they are is part of the case, and of what is signed; and it counts only
// where the item takes such codes.
#include "kiosk/cases/identity.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "bundle_support.hpp"
#include "kiosk/cases/application_form.hpp"
#include "kiosk/cases/receipt.hpp"
#include "slips_support.hpp"

namespace yitang::cases {
namespace {

using catalog::IdentityMethod;

constexpr const char* kCodeReference = "0123456789abcdef0123456789abcdef00112233445566778899aabbccddeeff";

Person shown_by_code(IdentityMethod method = IdentityMethod::SocialCode) {
  Person person;
  person.source = PersonSource::Code;
  person.name = test::elder().name;
  person.number = test::elder().number;
  person.sex = test::elder().sex;
  person.birth = test::elder().birth;
  person.proof = IdentityProof{method, kCodeReference};
  return person;
}

catalog::ServiceItem pension_by(std::vector<IdentityMethod> methods) {
  catalog::ServiceItem item = test::item("ss.pension-claim");
  item.identity = std::move(methods);
  return item;
}

Draft draft_by_code(Random& random) {
  Draft draft = test::pension_draft(random);
  draft.applicant = shown_by_code();
  const auto item = pension_by({IdentityMethod::IdCard, IdentityMethod::SocialCode});
  draft.signature = sign_draft(item, draft, test::handwriting(), test::kFriday);
  return draft;
}

TEST(Identity, DraftAndEnvelopeKeepTheProof) {
  const auto random = seeded_random(3);
  const Draft draft = draft_by_code(*random);
  const auto again = draft_from_json(draft_to_json(draft));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(again->applicant, draft.applicant);
  Envelope envelope = test::pension_envelope(*random);
  envelope.applicant = shown_by_code(IdentityMethod::LicenceCode);
  const std::string text = envelope_to_json(envelope, EnvelopePages::WithContent);
  EXPECT_NE(text.find(R"("identity_proof":{"method":"licence_code","reference":")"), std::string::npos);
  const auto read = envelope_from_json(text, EnvelopeUse::Submission);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->applicant, envelope.applicant);
}

TEST(Identity, SourceAndProofGoTogether) {
  const auto random = seeded_random(3);
  Envelope envelope = test::pension_envelope(*random);
  envelope.applicant = shown_by_code();
  const auto good = nlohmann::json::parse(envelope_to_json(envelope, EnvelopePages::WithContent));
  const auto place_after = [&](const std::function<void(nlohmann::json&)>& change) {
    auto json = good;
    change(json["applicant"]);
    const auto read = envelope_from_json(json.dump(), EnvelopeUse::Submission);
    return read ? std::string("accepted") : read.error().where;
  };
  EXPECT_EQ(place_after([](auto&) {}), "accepted");
  EXPECT_EQ(place_after([](auto& a) { a.erase("identity_proof"); }), "applicant.source");
  EXPECT_EQ(place_after([](auto& a) { a["source"] = "card_reader"; }), "applicant.source");
  EXPECT_EQ(place_after([](auto& a) { a["identity_proof"]["method"] = "id_card"; }),
            "applicant.identity_proof.method");
  EXPECT_EQ(place_after([](auto& a) { a["identity_proof"]["method"] = "face"; }),
            "applicant.identity_proof.method");
  for (const char* bad : {"", "a b", "a\"b", "编号"}) {
    EXPECT_EQ(place_after([bad](auto& a) { a["identity_proof"]["reference"] = bad; }),
              "applicant.identity_proof.reference");
  }
  EXPECT_EQ(place_after([](auto& a) { a["identity_proof"]["reference"] = std::string(81, 'a'); }),
            "applicant.identity_proof.reference");
  EXPECT_NE(place_after([](auto& a) { a["identity_proof"]["payload"] = "424"; }), "accepted");
}

TEST(Identity, WhoItWasIsPartOfWhatIsSigned) {
  const auto random = seeded_random(3);
  const auto item = pension_by({IdentityMethod::IdCard, IdentityMethod::SocialCode});
  Draft draft = draft_by_code(*random);
  EXPECT_EQ(verify_draft(item, draft, test::kFriday), SignatureProblem::None);
  draft.applicant->proof->reference.back() = '0';
  EXPECT_EQ(verify_draft(item, draft, test::kFriday), SignatureProblem::FormChanged);
}

TEST(Identity, ACodeCountsWhereTheItemTakesIt) {
  const auto random = seeded_random(3);
  const Draft draft = draft_by_code(*random);
  const auto both = pension_by({IdentityMethod::IdCard, IdentityMethod::SocialCode});
  EXPECT_TRUE(obstacles(both, draft, test::kFriday).none());
  EXPECT_TRUE(obstacles(test::item("ss.pension-claim"), draft, test::kFriday).identity_unproven);
  EXPECT_TRUE(
      obstacles(pension_by({IdentityMethod::IdCard, IdentityMethod::MedicalCode}), draft, test::kFriday)
          .identity_unproven);
  const Envelope envelope = form_to_sign(both, draft, test::kFriday);
  EXPECT_TRUE(check_submission(both, envelope, test::kFriday));
  const auto refused = check_submission(test::item("ss.pension-claim"), envelope, test::kFriday);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().where, "applicant.identity_proof");
}

TEST(Identity, TwoPeopleShowTwoCards) {
  const auto random = seeded_random(3);
  const auto both = pension_by({IdentityMethod::IdCard, IdentityMethod::SocialCode});
  Draft draft = draft_by_code(*random);
  draft.agent = Agent{test::elder(), catalog::AgentKind::Relative};
  EXPECT_TRUE(obstacles(both, draft, test::kFriday).identity_unproven);
  draft.applicant = test::elder();
  EXPECT_FALSE(obstacles(both, draft, test::kFriday).identity_unproven);
  draft.agent->person = shown_by_code();
  EXPECT_TRUE(obstacles(both, draft, test::kFriday).identity_unproven);
}

TEST(Identity, WhatTheOfficeSaysIsShownAndWhatItDoesNotIsAsked) {
  const auto& item = test::item("med.cross-region-filing");
  const Person person = shown_by_code(IdentityMethod::MedicalCode);
  FormValues values;
  prefill(item, person, Date::of(test::kFriday), values);
  EXPECT_EQ(text_of(values, "applicant.name"), person.name);
  EXPECT_EQ(text_of(values, "applicant.address"), "");
  Draft draft;
  draft.applicant = person;
  const auto pages = form_pages(item, values, person, form_context(draft, test::kFriday));
  ASSERT_FALSE(pages.empty());
  EXPECT_EQ(pages[0].group, PageGroup::Verified);
  EXPECT_EQ(pages[0].fields.size(), 2U) << "name and number";
  const auto needs = materials_for(item, draft, Date::of(test::kFriday));
  ASSERT_EQ(needs.at(0).material->doc_type, "id_card");
  EXPECT_EQ(needs.at(0).supply, Supply::SharedData) << "nobody is asked for a picture of a card";
}

std::string code_slip_lines(const devices::ReceiptDocument& paper) {
  std::string all;
  for (const auto& block : paper.blocks) {
    if (const auto* text = std::get_if<devices::TextBlock>(&block)) all += text->text + "\n";
    if (const auto* columns = std::get_if<devices::ColumnsBlock>(&block)) {
      for (const auto& column : columns->columns) all += column.text + "|";
    }
  }
  return all;
}

TEST(Identity, TheSlipSaysByWhatCode) {
  const auto random = seeded_random(3);
  const std::pair<Language, const char*> languages[] = {
      {Language::Chinese, "以医保码核实身份"},
      {Language::English, "Identity shown by medical insurance code"}};
  for (const auto& [spoken, words] : languages) {
    const Language language = spoken;
    Envelope envelope = test::pension_envelope(*random);
    SubmittedCase submitted;
    submitted.receipt_no = "YT01-261120-0007-K";
    submitted.qr_token = "YT1.0123456789ABCDEFGHJKLMNP";
    submitted.submitted_at = test::kFriday;
    const auto& item = test::item("ss.pension-claim");
    const auto slip = [&] {
      return code_slip_lines(submission_slip(test::slip_settings(language), {item, envelope, submitted}));
    };
    EXPECT_EQ(slip().find(words), std::string::npos);
    envelope.applicant = shown_by_code(IdentityMethod::MedicalCode);
    EXPECT_NE(slip().find(words), std::string::npos) << slip();
    EXPECT_EQ(slip().find(kCodeReference), std::string::npos);
  }
}

TEST(Identity, ABundleTakesWhatAllOfItTake) {
  const catalog::Bundle& bundle = test::bundle("one_matter.settle_in");
  const auto& pension = test::item("ss.pension-enrol");
  const auto& medical = test::item("med.resident-enrol");
  EXPECT_EQ(merge_items(bundle, {&pension}, "male").item.identity.size(), 2U);
  EXPECT_EQ(merge_items(bundle, {&pension, &medical}, "male").item.identity,
            std::vector<IdentityMethod>{IdentityMethod::IdCard});
}

}  // namespace
}  // namespace yitang::cases
