#include "kiosk/terminal/service_page.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "kiosk/terminal/paths.hpp"

namespace yitang::terminal {
namespace {

// Every text of the page, in order.
std::string texts_of(ErrorKind reason, const Config& config) {
  auto page = ServicePage::create(share_directory(), config, reason);
  if (!page) throw std::runtime_error(describe(page.error()));
  const auto width = static_cast<std::size_t>(config.display.width_px);
  std::vector<std::uint32_t> pixels(width * static_cast<std::size_t>(config.display.height_px));
  const auto drawn = (*page)->draw(
      {pixels.data(), config.display.width_px, config.display.height_px, config.display.width_px}, 0);
  EXPECT_FALSE(drawn.empty());
  EXPECT_GT(
      std::count_if(pixels.begin(), pixels.end(), [&](std::uint32_t pixel) { return pixel != pixels[0]; }),
      1000);
  std::string all;
  for (const ui::Node& node : (*page)->ui().semantics().nodes()) {
    EXPECT_FALSE(node.text_clipped) << node.label;
    all += node.label + "\n";
  }
  return all;
}

TEST(ServicePage, SaysInBothLanguagesWhatToDoInstead) {
  Config config;
  config.hotline = "0123-456";
  const std::string texts = texts_of(ErrorKind::WrongKey, config);
  for (const char* part : {"设备需要技术员处理", "This terminal needs a technician", "0123-456", "没有丢",
                           "yitang keys status"}) {
    EXPECT_NE(texts.find(part), std::string::npos) << part;
  }
}

TEST(ServicePage, DoesNotPromiseWhatABrokenStoreCannotKeep) {
  const std::string texts = texts_of(ErrorKind::StoreFailed, Config());
  EXPECT_EQ(texts.find("没有丢"), std::string::npos);
  EXPECT_EQ(texts.find("not lost"), std::string::npos);
  EXPECT_NE(texts.find("数据库现在不能用"), std::string::npos);
}

TEST(ServicePage, FitsASmallScreen) {
  Config config;
  config.display.width_px = 720;
  config.display.height_px = 1280;
  EXPECT_FALSE(texts_of(ErrorKind::WrongKey, config).empty());
}

}  // namespace
}  // namespace yitang::terminal
