// Texts to agree to: none is missing, none is for nothing, and faults are found by line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/catalog/agreement_parser.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

void expect_both(const Text& text, const std::string& where) {
  EXPECT_FALSE(text.zh.empty()) << where;
  EXPECT_FALSE(text.en.empty()) << where;
  EXPECT_EQ(text.zh.find('{'), std::string::npos) << where;
  EXPECT_EQ(text.en.find('{'), std::string::npos) << where;
}

void expect_complete(const ConsentText& consent, const std::string& where) {
  EXPECT_GE(consent.version, 1) << where;
  for (const Text* part : {&consent.what, &consent.why, &consent.how, &consent.kept, &consent.whom})
    expect_both(*part, where);
}

TEST(SampleAgreements, EverySensitiveItemAndEveryCommitmentHasItsText) {
  int consents = 0;
  int commitments = 0;
  for (const ServiceItem* item : sample().items()) {
    const bool asks = item->privacy.basis == PrivacyBasis::SeparateConsent;
    ASSERT_EQ(item->privacy.consent.has_value(), asks) << item->id;
    if (asks) {
      ++consents;
      expect_complete(*item->privacy.consent, item->id);
    }
    ASSERT_TRUE(item->privacy.guardian_consent) << item->id;
    expect_complete(*item->privacy.guardian_consent, item->id);
    for (const Material& material : item->materials) {
      const bool commits = material.source == MaterialSource::Commitment;
      ASSERT_EQ(material.commitment.has_value(), commits) << item->id << " " << material.code;
      if (!commits) continue;
      ++commitments;
      for (const Text* part :
           {&material.commitment->replaces, &material.commitment->text, &material.commitment->consequence})
        expect_both(*part, item->id + " " + material.code);
      EXPECT_NE(proof_name(material).zh, material.name.zh) << item->id;
    }
  }
  EXPECT_EQ(consents, 6);
  EXPECT_EQ(commitments, 14);
}

TEST(SampleAgreements, TheTextSaysTheDaysOfTheItem) {
  const ServiceItem& allowance = sample_item("civ.minimum-allowance");
  EXPECT_NE(allowance.privacy.consent->kept.zh.find(" 60 "), std::string::npos);
  EXPECT_NE(allowance.privacy.guardian_consent->kept.en.find(" 60 "), std::string::npos);
}

TEST(SampleAgreements, NoItemOffersWhatNoTerminalCanDo) {
  for (const ServiceItem* item : sample().items()) {
    for (const FormField& field : item->form) {
      EXPECT_EQ(field.validation.option("face"), nullptr) << item->id << ": nothing here compares faces";
    }
  }
}

std::string fault_after(const std::function<void(const SampleCopy&)>& spoil) {
  const SampleCopy copy;
  spoil(copy);
  const auto loaded = Catalog::load(copy.path());
  return loaded ? "loaded" : loaded.error().where + ": " + loaded.error().reason;
}

std::string without_line(const SampleCopy& copy, const std::string& having) {
  std::string kept;
  std::string text = read_text(copy.path() / "agreements.jsonl");
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    if (line.find(having) == std::string::npos) kept += line + "\n";
    at = end + 1;
  }
  return kept;
}

TEST(AgreementsLoad, AMissingTextIsNamedByTheLineOfTheItem) {
  EXPECT_EQ(fault_after([](const SampleCopy& copy) {
              copy.write("agreements.jsonl", without_line(copy, "\"jobless_commitment\""));
            }),
            "items.jsonl:" + std::to_string(sample_item("ss.unemployment-register").line) +
                " ss.unemployment-register materials jobless_commitment: its commitment has no text in "
                "agreements.jsonl");
  EXPECT_EQ(fault_after([](const SampleCopy& copy) {
              copy.write("agreements.jsonl", without_line(copy, "\"med.chronic-disease\""));
            }),
            "items.jsonl:" + std::to_string(sample_item("med.chronic-disease").line) +
                " med.chronic-disease privacy: its consent has no text in agreements.jsonl");
  EXPECT_EQ(fault_after([](const SampleCopy& copy) {
              copy.write("agreements.jsonl", without_line(copy, "\"guardian_consent\""));
            }),
            "agreements.jsonl: there is no text of kind guardian_consent");
}

TEST(AgreementsLoad, WhatAgentsNeedHasToBeAmongTheMaterials) {
  EXPECT_EQ(fault_after([](const SampleCopy& copy) {
              copy.replace("items.jsonl", "\"doc_type\": \"authorisation\"", "\"doc_type\": \"letter\"");
            }),
            "items.jsonl:1 party.member-transfer agent_service: needs an authorisation that is none of its "
            "materials");
}

TEST(AgreementsLoad, FaultsAreNamedByLine) {
  const auto spoilt = [](const std::string& from, const std::string& to) {
    return fault_after([&](const SampleCopy& copy) { copy.replace("agreements.jsonl", from, to); });
  };
  using testing::HasSubstr;
  using testing::StartsWith;
  EXPECT_THAT(spoilt("\"mass.volunteer-registration\"", "\"mass.nothing\""),
              StartsWith("agreements.jsonl:1 item: there is no item"));
  EXPECT_THAT(spoilt("\"mass.volunteer-registration\"", "\"gov.mediation-request\""),
              HasSubstr("asks for no separate consent"));
  EXPECT_THAT(spoilt("\"jobless_commitment\"", "\"nothing\""), HasSubstr("has no commitment 'nothing'"));
  EXPECT_THAT(spoilt("\"what_en\": \"", "\"what_en\": \"\", \"other\": \""),
              StartsWith("agreements.jsonl:1 what_en: is empty"));
  EXPECT_THAT(spoilt("\"version\": 1", "\"version\": 0"), StartsWith("agreements.jsonl:1 version"));
  EXPECT_THAT(spoilt("\"kind\": \"consent\"", "\"kind\": \"promise\""),
              StartsWith("agreements.jsonl:1 kind"));
  EXPECT_THAT(spoilt("yitang.agreement/1", "yitang.agreement/2"), StartsWith("agreements.jsonl:1 schema"));
  EXPECT_THAT(spoilt("{", "["), StartsWith("agreements.jsonl:1"));
  EXPECT_THAT(fault_after([](const SampleCopy& copy) {
                const std::string text = read_text(copy.path() / "agreements.jsonl");
                copy.write("agreements.jsonl", text + text.substr(0, text.find('\n') + 1));
              }),
              HasSubstr("this text is there twice"));
}

}  // namespace
}  // namespace yitang::catalog
