#pragma once
#include <string>
#include <vector>

#include "ui/context.hpp"
#include "ui/widgets/text.hpp"

namespace yitang::ui {

struct TableColumn {
  std::string title = {};
  float share = 1;  // of the width
  Align align = Align::Left;
};

struct TableSpec {
  std::vector<TableColumn> columns = {};
  std::vector<std::vector<std::string>> rows = {};
  bool header = true;
};

// Cells wrap; rows are as high as their highest cell. Returns the height used.
float table(Ui& ui, const Rect& rect, const TableSpec& spec);
float table_height(const Ui& ui, float width, const TableSpec& spec);

}  // namespace yitang::ui
