#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui::gallery {

// Words for the sample pages, first Chinese, then English.
struct Words {
  bool english = false;
  std::string operator()(const char* chinese, const char* english_text) const {
    return english ? english_text : chinese;
  }
};

using PageDrawer = void (*)(Ui& ui, const Words& words);

struct Page {
  std::string name;
  PageDrawer draw;
};

std::vector<Page> pages();

}  // namespace yitang::ui::gallery
