// The contact sheets of docs/screens show every face there is.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <set>

#include "face_page_support.hpp"

namespace yitang::resident {
namespace {

// "zh-standard-1.png home" -> faces by look.
std::map<std::string, std::set<std::string>> listed() {
  std::ifstream list(std::string(YITANG_SOURCE_DIR) + "/docs/screens/faces.txt");
  std::map<std::string, std::set<std::string>> faces_of_look;
  std::string sheet;
  std::string face;
  while (list >> sheet >> face) faces_of_look[sheet.substr(0, sheet.rfind('-'))].insert(face);
  return faces_of_look;
}

TEST(ContactSheets, ShowEveryFaceThatThereIs) {
  std::set<std::string> wanted;
  for (const Face& face : faces(sample_catalog())) wanted.insert(face.name);
  const auto sheets = listed();
  ASSERT_EQ(sheets.size(), 2U) << "make them with: screen_gallery docs/screens --sheet";
  for (const auto& [look, shown] : sheets) {
    for (const std::string& name : wanted) EXPECT_TRUE(shown.contains(name)) << look << " lacks " << name;
    for (const std::string& name : shown) EXPECT_TRUE(wanted.contains(name)) << look << " still has " << name;
  }
}

}  // namespace
}  // namespace yitang::resident
