// Matters of another county: asked where, sent there, and nothing promised that somebody here would hand
// over.
#include "kiosk/cases/home_region.hpp"

#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/form.hpp"

namespace yitang::cases {
namespace {

constexpr const char* kHere = "示例省示例市示例县";
constexpr const char* kThere = "示例省示例市示例邻县";

TEST(HomeRegion, EveryMatterAcrossProvincesAsksForIt) {
  int across = 0;
  for (const auto* item : test::sample().items()) {
    const bool is_across = item->scope == catalog::Scope::CrossProvince;
    across += is_across ? 1 : 0;
    const auto* field = item->field(kHomeRegion);
    EXPECT_EQ(field != nullptr, is_across) << item->id;
    EXPECT_EQ(item->own_region, is_across ? kHere : "") << item->id;
    if (field == nullptr) continue;
    EXPECT_EQ(field->type, catalog::FieldType::Region) << item->id;
    EXPECT_TRUE(field->required) << item->id;
  }
  EXPECT_GE(across, 3);
}

TEST(HomeRegion, TheNumberTellsWhereItWasGivenOut) {
  const auto& certificate = test::item("dpf.disability-certificate");
  FormValues values;
  fill_home_region(test::sample(), certificate, test::elder(), values);
  EXPECT_EQ(text_of(values, kHomeRegion), kHere);
  values[std::string(kHomeRegion)] = std::string(kThere);
  fill_home_region(test::sample(), certificate, test::elder(), values);
  EXPECT_EQ(text_of(values, kHomeRegion), kThere);

  FormValues none;
  Person stranger = test::elder();
  stranger.number.replace(0, 6, "669901");  // a county that the list does not have
  fill_home_region(test::sample(), certificate, stranger, none);
  stranger.number = test::elder().number;
  stranger.document = DocumentKind::HmtResidencePermit;
  fill_home_region(test::sample(), certificate, stranger, none);
  fill_home_region(test::sample(), test::item("ss.pension-claim"), test::elder(), none);
  EXPECT_TRUE(none.empty());
}

TEST(HomeRegion, NothingIsHandedOverHereForAnotherCounty) {
  const auto& certificate = test::item("dpf.disability-certificate");
  FormValues values{{std::string(kHomeRegion), kHere}};
  EXPECT_EQ(home_elsewhere(certificate, values), "");
  EXPECT_EQ(deliveries_for(certificate, values), certificate.result.delivery);
  values[std::string(kHomeRegion)] = std::string(kThere);
  EXPECT_EQ(home_elsewhere(certificate, values), kThere);
  EXPECT_EQ(deliveries_for(certificate, values), std::vector{catalog::Delivery::Courier});
}

TEST(HomeRegion, ThereIsAlwaysAWay) {
  const FormValues values{{std::string(kHomeRegion), kThere}};
  for (const auto* item : test::sample().items())
    EXPECT_FALSE(deliveries_for(*item, values).empty()) << item->id;
}

TEST(HomeRegion, OnlyWhereItMatters) {
  const FormValues values{{std::string(kHomeRegion), kThere}};
  EXPECT_EQ(home_elsewhere(test::item("ss.pension-claim"), values), "");
}

}  // namespace
}  // namespace yitang::cases
