#include "kiosk/catalog/place_names.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

using ::testing::Contains;
using ::testing::Not;

TEST(PlaceNames, EveryKindOfPlaceIsThereOnce) {
  const auto names = place_names(sample());
  for (const char* name : {"示例县", "示例镇", "示例县示例镇", "示例柳树村", "示例河东村第一网格",
                           "示例县人民医院", "示例镇派出所", "示例县婚姻登记处", "示例农村商业银行",
                           "示例一村便民服务点", "示例县示例镇人民路1号"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_THAT(names, Contains("便民服务中心")) << "what follows the township's name";
  EXPECT_THAT(names, Contains("人民路1号"));
  EXPECT_THAT(names, Not(Contains("糖尿病"))) << "no place";
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_EQ(names.front(), "示例县");
}

}  // namespace
}  // namespace yitang::catalog
