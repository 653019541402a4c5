// Private to the authoring tables: one cell to a JSON value and back. Pure. Header for .cpp files only, since
// it brings the JSON library with it.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "kiosk/catalog/csv_columns.hpp"

namespace yitang::catalog {

struct CellValue {
  bool there = false;  ///< false: the cell is empty, or wrong
  nlohmann::json value{};
  std::string wrong{};  ///< why, with what was written; empty: nothing is wrong
};

CellValue read_cell(const CsvColumn& column, const std::string& cell);
/// What read_cell() makes the same value of. An absent value is an empty cell.
std::string write_cell(const CsvColumn& column, const nlohmann::json& value);

/// "result.name_zh" of an object; nullptr if it is not there.
const nlohmann::json* member_at(const nlohmann::json& object, std::string_view path);
/// Makes the objects on the way; false if something else is there.
bool put_member(nlohmann::json& object, std::string_view path, nlohmann::json value);
/// Removes it, and objects that are empty by that.
void take_member(nlohmann::json& object, std::string_view path);

}  // namespace yitang::catalog
