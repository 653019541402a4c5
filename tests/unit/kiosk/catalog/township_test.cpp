#include "kiosk/catalog/township.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "kiosk/catalog/catalog.hpp"
#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

Result<CatalogPtr> with(const std::string& csv) {
  LoadOptions options;
  options.township = csv;
  return Catalog::load(sample_directory(), options);
}

std::vector<std::string> faults_of(const std::string& csv) {
  LoadOptions options;
  options.township = csv;
  Faults faults;
  Catalog::check(sample_directory(), options, faults);
  std::vector<std::string> lines;
  for (const Error& error : faults.all()) lines.push_back(describe(error));
  return lines;
}

TEST(Township, ChangesPlaceHoursPhoneAndWindowOfItsPoints) {
  const auto loaded = with(
      "点位编号,地点,服务时间,服务时间英文,电话,窗口\r\n"
      "sample-town-01,示例镇新街8号,周一至周六 8:00-18:00,Mon to Sat 8:00-18:00,0000-1234567,3号窗口\r\n");
  ASSERT_TRUE(loaded) << describe(loaded.error());
  const ServicePoint& point = *(*loaded)->point("sample-town-01");
  EXPECT_EQ(point.address.zh, "示例镇新街8号");
  EXPECT_EQ(point.address.en, "示例镇新街8号") << "better than the old place in English";
  EXPECT_EQ(point.hours.en, "Mon to Sat 8:00-18:00");
  EXPECT_EQ(point.phone, "0000-1234567");
  EXPECT_EQ(point.counter.zh, "3号窗口");
  EXPECT_EQ(point.name.zh, sample().point("sample-town-01")->name.zh);
  EXPECT_EQ((*loaded)->point("sample-village-01")->phone, sample().point("sample-village-01")->phone);
}

TEST(Township, EmptyCellsLeaveWhatTheCountySays) {
  const auto loaded = with("id,place,phone\nsample-town-01,,110-1\n");
  ASSERT_TRUE(loaded) << describe(loaded.error());
  EXPECT_EQ((*loaded)->point("sample-town-01")->address.zh, sample().point("sample-town-01")->address.zh);
}

TEST(Township, AnythingElseIsRefusedByRow) {
  using testing::ElementsAre;
  EXPECT_THAT(
      faults_of("id,phone,承诺天数\nsample-town-01,12345,3\n"),
      ElementsAre("township.csv:1 \"承诺天数\": a township may change place, hours, phone and window only"));
  EXPECT_THAT(faults_of("id,phone\nsample-town-01,12345\nelsewhere,12345\n\nsample-town-01,abc\n"),
              ElementsAre("township.csv:5 \"电话\": is no phone number",
                          "township.csv:5: 'sample-town-01' is there twice",
                          "township.csv:3: there is no point 'elsewhere'"));
  EXPECT_THAT(faults_of("地点\nx\n"), ElementsAre("township.csv:1: the column 点位编号 (id) is missing"));
  EXPECT_THAT(faults_of("id,window_en\nsample-town-01,Window 3\n"),
              ElementsAre("township.csv:2 \"窗口\": is missing although the English is there"));
  EXPECT_FALSE(with("id,name\nsample-town-01,x\n"));
}

}  // namespace
}  // namespace yitang::catalog
