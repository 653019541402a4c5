#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"

namespace yitang::ui {

struct SchemeOption {
  std::string id = {};
  std::string label = {};
  ContrastScheme scheme = ContrastScheme::Normal;
};

struct SchemeChoiceSpec {
  std::vector<SchemeOption> options = {};
  ContrastScheme selected = ContrastScheme::Normal;
  std::string sample = {};  // a character or two, written in each scheme's colours
  int columns = 2;
};

// Contrast schemes to choose from: each card shows itself what it would look like. Returns the index tapped
// in this frame, or -1. Height: scheme_choice_height().
int scheme_choice(Ui& ui, const Rect& rect, const SchemeChoiceSpec& spec);
float scheme_choice_height(const Ui& ui, float width, const SchemeChoiceSpec& spec);

}  // namespace yitang::ui
