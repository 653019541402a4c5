// Several items filled in once: nothing asked twice, and each case whole for itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "bundle_support.hpp"

namespace yitang::cases {
namespace {

using test::kFriday;

class EveryBundle : public testing::TestWithParam<std::size_t> {
 protected:
  const catalog::Bundle& bundle() const { return test::sample().bundles().at(GetParam()); }
};

TEST_P(EveryBundle, AsksNothingOfThePersonTwice) {
  for (const std::string_view sex : {"female", "male", ""}) {
    const MergedItem merged = test::merged(bundle().id, sex);
    std::set<std::string> keys;
    std::set<catalog::Prefill> of_card;
    std::set<std::string> questions;
    for (const catalog::FormField& field : merged.item.form) {
      EXPECT_TRUE(keys.insert(field.key).second) << field.key;
      if (field.prefill) {
        EXPECT_TRUE(of_card.insert(*field.prefill).second) << field.key;
      }
      std::string codes;
      for (const catalog::Option& option : field.validation.options) codes += "|" + option.code;
      const std::string question = field.section.zh + field.label.zh + codes;
      EXPECT_TRUE(questions.insert(question).second) << question;
    }
  }
}

TEST_P(EveryBundle, EveryFieldAndMaterialOfEveryItemHasItsPlace) {
  const MergedItem merged = test::merged(bundle().id, "female");
  ASSERT_EQ(merged.members.size(), bundle().items.size());
  for (const MergedMember& member : merged.members) {
    for (const catalog::FormField& field : member.item->form) {
      ASSERT_TRUE(member.fields.contains(field.key)) << field.key;
      const catalog::FormField* place = merged.item.field(member.fields.at(field.key));
      ASSERT_NE(place, nullptr) << field.key;
      EXPECT_EQ(place->type, field.type);
      EXPECT_GE(place->required, field.required) << field.key;
    }
    for (const catalog::Material& material : member.item->materials) {
      ASSERT_TRUE(member.materials.contains(material.code)) << material.code;
      EXPECT_NE(merged.item.material(member.materials.at(material.code)), nullptr) << material.code;
    }
  }
}

TEST_P(EveryBundle, FilledInOnceEveryCaseIsRightForItself) {
  for (const std::string_view sex : {"female", "male"}) {
    const MergedItem merged = test::merged(bundle().id, sex);
    auto random = seeded_random(3);
    Person person = test::elder();
    person.sex = sex;
    const Draft draft = test::bundle_draft(merged, *random, kFriday, person);
    const Obstacles all = bundle_obstacles(merged, draft, kFriday);
    for (const auto& [key, problem] : all.fields) ADD_FAILURE() << key << " " << int(problem.kind);
    for (const auto& entry : all.materials) ADD_FAILURE() << entry.material->code;
    EXPECT_TRUE(all.none()) << bundle().id;
    const auto envelopes = make_envelopes(merged, draft, test::sample().calendar(), kFriday, true);
    ASSERT_EQ(envelopes.size(), merged.members.size());
    for (std::size_t i = 0; i < envelopes.size(); ++i) {
      const auto checked = check_submission(*merged.members[i].item, envelopes[i], kFriday);
      EXPECT_TRUE(checked) << describe(checked.error());
      ASSERT_TRUE(envelopes[i].signature);
      EXPECT_EQ(envelopes[i].signature->form_hash, form_hash(envelopes[i]));
      EXPECT_EQ(envelopes[i].bundle->position, static_cast<int>(i));
    }
  }
}

TEST_P(EveryBundle, EveryItemHasOneWayOfDeliveryThatItOffers) {
  const MergedItem merged = test::merged(bundle().id);
  std::size_t members = 0;
  for (const DeliveryGroup& group : merged.deliveries) {
    ASSERT_FALSE(group.offered.empty());
    for (const std::size_t member : group.members) {
      ++members;
      const auto& offered = merged.members[member].item->result.delivery;
      for (const catalog::Delivery way : group.offered)
        EXPECT_NE(std::find(offered.begin(), offered.end(), way), offered.end());
    }
  }
  EXPECT_EQ(members, merged.members.size());
}

INSTANTIATE_TEST_SUITE_P(Sample, EveryBundle, testing::Range(std::size_t{0}, std::size_t{7}));

TEST(Bundle, AMotherIsAskedOnceForAllFourRoles) {
  const MergedItem merged = test::merged("one_matter.newborn", "female");
  std::set<std::string> phones;
  std::set<std::string> numbers;
  for (const MergedMember& member : merged.members) {
    for (const auto& [key, place] : member.fields) {
      const bool husband = key.starts_with("husband.");
      if (!husband && key.ends_with(".phone")) phones.insert(place);
      if (!husband && key.ends_with(".id_number")) numbers.insert(place);
    }
  }
  EXPECT_EQ(phones.size(), 1U);
  EXPECT_EQ(numbers.size(), 1U);
  ASSERT_NE(merged.item.field("husband.name"), nullptr);
  EXPECT_FALSE(merged.item.field("husband.name")->prefill) << "the card is hers";
}

TEST(Bundle, OfAFatherTheWifeIsAskedInstead) {
  const MergedItem merged = test::merged("one_matter.newborn", "male");
  EXPECT_EQ(merged.item.field("husband.name"), nullptr);
  ASSERT_NE(merged.item.field("wife.name"), nullptr);
  EXPECT_FALSE(merged.item.field("wife.name")->prefill);
}

TEST(Bundle, TheSmallerLimitHoldsForBoth) {
  const MergedItem merged = test::merged("one_matter.open_shop");
  EXPECT_EQ(merged.item.field("staff")->validation.max, 20);
  EXPECT_TRUE(merged.item.field("staff")->section.zh.empty());
}

TEST(Bundle, QuestionsThatOnlyLookAlikeStayTwo) {
  const MergedItem merged = test::merged("one_matter.social_assistance");
  EXPECT_NE(merged.item.field("cause"), nullptr);
  EXPECT_NE(merged.item.field("civ.temporary-assistance:cause"), nullptr);
  EXPECT_EQ(merged.members[2].fields.at("cause"), "civ.temporary-assistance:cause");
}

TEST(Bundle, OnePhotographServesEveryItemThatWantsIt) {
  const MergedItem merged = test::merged("one_matter.settle_in");
  const auto photos = std::count_if(merged.item.materials.begin(), merged.item.materials.end(),
                                    [](const auto& material) { return material.doc_type == "photo"; });
  EXPECT_EQ(photos, 1);
  auto random = seeded_random(3);
  const Draft draft = test::bundle_draft(merged, *random);
  int with_photo = 0;
  for (const Envelope& envelope : make_envelopes(merged, draft, test::sample().calendar(), kFriday, true)) {
    for (const EnvelopeMaterial& material : envelope.materials) with_photo += material.code == "photo";
  }
  EXPECT_EQ(with_photo, 2);
}

TEST(Bundle, ACaseHoldsNoAnswerGivenForAnother) {
  const MergedItem merged = test::merged("one_matter.social_assistance");
  auto random = seeded_random(3);
  Draft draft = test::bundle_draft(merged, *random);
  draft.answers = {{"household.income_per_head", 300.0}, {"hardship.sudden", true}};
  EXPECT_EQ(draft_of_member(merged, 0, draft).answers.size(), 1U);
  EXPECT_TRUE(draft_of_member(merged, 2, draft).answers.contains("hardship.sudden"));
  EXPECT_FALSE(draft_of_member(merged, 2, draft).answers.contains("household.income_per_head"));
}

TEST(Bundle, AChangedFormWantsANewSignature) {
  const MergedItem merged = test::merged("one_matter.open_shop");
  auto random = seeded_random(3);
  Draft draft = test::bundle_draft(merged, *random);
  EXPECT_EQ(verify_bundle(merged, draft, kFriday), SignatureProblem::None);
  draft.values["staff"] = std::string("3");
  EXPECT_EQ(verify_bundle(merged, draft, kFriday), SignatureProblem::FormChanged);
}

TEST(Bundle, ADraftOfSeveralSurvivesItsJson) {
  const MergedItem merged = test::merged("one_matter.newborn");
  auto random = seeded_random(3);
  const Draft draft = test::bundle_draft(merged, *random);
  Draft without = draft;
  without.materials.clear();  // pictures are sealed before a draft is written
  const auto read = draft_from_json(draft_to_json(without));
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->bundle, draft.bundle);
  without.bundle.reset();
  EXPECT_EQ(draft_to_json(without).find("bundle\""), std::string::npos) << "old drafts keep their bytes";
}

TEST(Bundle, AnAnonymousReportAndAnAppointmentStayAlone) {
  EXPECT_FALSE(may_be_bundled(test::item("gov.grid-event-report")));
  EXPECT_FALSE(may_be_bundled(test::item("civ.marriage-appointment")));
  EXPECT_TRUE(may_be_bundled(test::item("ss.pension-claim")));
}

}  // namespace
}  // namespace yitang::cases
