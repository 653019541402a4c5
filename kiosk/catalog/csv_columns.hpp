// The tables in which a county's clerk writes items: which sheets there are, their columns, and the Chinese
// words that stand for the code names of the data files. One row here is all that a new member of an item
// needs.
#pragma once

#include <span>
#include <string_view>

namespace yitang::catalog {

/// A code name and its word in a sheet. Both are read; the word is written.
struct CsvWord {
  std::string_view code;
  std::string_view chinese;
};

enum class CellKind {
  Text,
  Integer,
  Scalar,   ///< a number, or a text such as "today-30"
  Value,    ///< number, yes or no, text, or several of them: what a fact is compared with
  Flag,     ///< 是, 否
  Day,      ///< 2026-10-01, also as spreadsheets rewrite it: 2026/10/1
  Lines,    ///< several texts, one a line
  Codes,    ///< several codes, parted by 、 , ; or line breaks
  Options,  ///< codes, or "dict:name"
  Word,     ///< one of `words`
  Words,    ///< several of them
  Rest      ///< a JSON object: members that have no column of their own
};

struct CsvColumn {
  std::string_view path;     ///< place in the item or in the entry of its list; the column's English name
  std::string_view chinese;  ///< the column's Chinese name
  CellKind kind = CellKind::Text;
  std::span<const CsvWord> words{};
  bool optional = false;  ///< a list that is not there at all when its cell is empty
};

struct CsvSheet {
  std::string_view file;  ///< "materials.csv"
  std::string_view list;  ///< the item's member that its rows become; empty: the rows are the items
  std::span<const CsvColumn> columns;
};

/// items.csv first. Those of the lists begin with the columns `id` and `version` of the item.
std::span<const CsvSheet> csv_sheets();

/// Columns of items.csv with such a path go into admission.json.
inline constexpr std::string_view kAdmissionPath = "admission.";

}  // namespace yitang::catalog
