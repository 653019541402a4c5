#include "kiosk/catalog/csv_cell.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

#include "kiosk/base/date.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::catalog {
namespace {

using nlohmann::json;

constexpr std::string_view kBetweenCodes = "、";
constexpr int kMaxRestDepth = 8;

constexpr std::size_t kMostQuoted = 20;

std::string quoted(const std::string& cell) {
  std::u32string text = decode_utf8(cell);
  const bool cut = text.size() > kMostQuoted;
  text.resize(std::min(text.size(), kMostQuoted));
  return "'" + encode_utf8(text) + (cut ? "…'" : "'");
}

// Each part trimmed, empty ones left out.
std::vector<std::string> parts_of(const std::string& cell, bool lines_only) {
  std::vector<std::string> parts;
  std::string part;
  const auto end = [&] {
    if (std::string made = trim(part); !made.empty()) parts.push_back(std::move(made));
    part.clear();
  };
  for (const char32_t c : decode_utf8(cell)) {
    const bool separates =
        c == U'\n' || (!lines_only && (c == U'、' || c == U'，' || c == U',' || c == U'；' || c == U';'));
    if (separates) {
      end();
    } else {
      append_utf8(part, c);
    }
  }
  end();
  return parts;
}

template <class T>
std::optional<T> number_of(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<bool> flag_of(const std::string& cell) {
  const std::string word = lower_ascii(cell);
  if (word == "是" || word == "yes" || word == "true" || word == "√" || word == "1") return true;
  if (word == "否" || word == "no" || word == "false" || word == "×" || word == "0") return false;
  return std::nullopt;
}

// "2026-10-01", and what spreadsheets make of it: "2026/10/1", "2026年10月1日", "2026.10.1".
std::optional<Date> day_of(const std::string& cell) {
  std::vector<std::string> parts(1);
  for (const char32_t c : decode_utf8(cell)) {
    if (c >= U'0' && c <= U'9') {
      parts.back() += static_cast<char>(c);
    } else if (c == U'-' || c == U'/' || c == U'.' || c == U'年' || c == U'月') {
      parts.emplace_back();
    } else if (c != U'日') {
      return std::nullopt;
    }
  }
  if (parts.size() != 3 || parts[0].size() != 4) return std::nullopt;
  for (std::string& part : parts) {
    if (part.size() == 1) part.insert(part.begin(), '0');
  }
  return Date::parse(parts[0] + "-" + parts[1] + "-" + parts[2]);
}

// 992002001000 becomes 9.92002E+11 when a spreadsheet takes a code for a number: digits are lost for good.
bool is_shortened_number(const std::string& cell) {
  const auto exponent = cell.find_first_of("Ee");
  if (exponent == std::string::npos || exponent == 0 || exponent + 1 >= cell.size()) return false;
  const char sign = cell[exponent + 1];
  return (sign == '+' || sign == '-') && number_of<double>(cell.substr(0, exponent)) &&
         number_of<int>(cell.substr(exponent + 2));
}

json scalar(const std::string& cell) {
  if (const auto whole = number_of<std::int64_t>(cell)) return *whole;
  const bool may_be_number = !cell.empty() && cell.find_first_not_of("0123456789.+-eE") == std::string::npos;
  if (const auto number = number_of<double>(cell); number && may_be_number) return *number;
  return cell;
}

// A quoted text stays a text, even if it looks like a number.
json fact_value(const std::string& cell) {
  if (cell.size() >= 2 && cell.front() == '"' && cell.back() == '"') return cell.substr(1, cell.size() - 2);
  if (cell == "是" || cell == "true") return true;
  if (cell == "否" || cell == "false") return false;
  return scalar(cell);
}

std::string written_fact_value(const json& value) {
  if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  return fact_value(text).is_string() ? text : "\"" + text + "\"";
}

const CsvWord* word_of(const CsvColumn& column, const std::string& cell) {
  const auto found = std::find_if(column.words.begin(), column.words.end(), [&](const CsvWord& word) {
    return word.code == cell || word.chinese == cell;
  });
  return found == column.words.end() ? nullptr : &*found;
}

// A code name that this table does not know is left to the rules of the data files.
bool is_code(std::string_view text) {
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789._<>=") == std::string_view::npos;
}

CellValue wrong(std::string why) {
  CellValue read;
  read.wrong = std::move(why);
  return read;
}

CellValue made(json value) {
  CellValue read;
  read.there = true;
  read.value = std::move(value);
  return read;
}

CellValue none_of(const CsvColumn& column, const std::string& cell) {
  std::string words;
  for (const CsvWord& word : column.words) words += (words.empty() ? "" : "、") + std::string(word.chinese);
  return wrong(quoted(cell) + " is none of " + words);
}

CellValue read_words(const CsvColumn& column, const std::string& cell) {
  json codes = json::array();
  for (const std::string& part : parts_of(cell, false)) {
    const CsvWord* word = word_of(column, part);
    if (word == nullptr && !is_code(part)) return none_of(column, part);
    codes.push_back(word == nullptr ? part : std::string(word->code));
  }
  if (codes.empty()) return {};
  return made(std::move(codes));
}

int depth_of(std::string_view text) {
  int depth = 0;
  int deepest = 0;
  for (const char c : text) {
    if (c == '{' || c == '[') deepest = std::max(deepest, ++depth);
    if (c == '}' || c == ']') --depth;
  }
  return deepest;
}

CellValue read_rest(const std::string& cell) {
  if (depth_of(cell) > kMaxRestDepth) return wrong("is nested too deeply");
  json rest = json::parse(cell, nullptr, false);
  if (!rest.is_object()) return wrong("is no JSON object such as {\"name\": 1}");
  return made(std::move(rest));
}

// Separators alone are an empty cell.
CellValue list_of(const std::vector<std::string>& parts) {
  if (parts.empty()) return {};
  return made(json(parts));
}

}  // namespace

CellValue read_cell(const CsvColumn& column, const std::string& cell) {
  if (cell.empty()) return {};
  const std::string narrow = to_half_width(cell);
  switch (column.kind) {
    case CellKind::Text:
      if (is_shortened_number(cell))
        return wrong(quoted(cell) +
                     " was shortened by the spreadsheet: set the column to text and type it again");
      return made(cell);
    case CellKind::Integer: {
      const auto number = number_of<std::int64_t>(narrow);
      if (!number) return wrong(quoted(cell) + " is no whole number");
      return made(*number);
    }
    case CellKind::Scalar: return made(scalar(cell));
    case CellKind::Value: {
      const std::vector<std::string> parts = parts_of(cell, false);
      if (parts.empty()) return {};
      if (parts.size() == 1) return made(fact_value(parts[0]));
      json values = json::array();
      for (const std::string& part : parts) values.push_back(fact_value(part));
      return made(std::move(values));
    }
    case CellKind::Flag: {
      const auto flag = flag_of(narrow);
      if (!flag) return wrong(quoted(cell) + " is neither 是 nor 否");
      return made(*flag);
    }
    case CellKind::Day: {
      const auto day = day_of(narrow);
      if (!day) return wrong(quoted(cell) + " is no date such as 2026-10-01");
      return made(day->iso());
    }
    case CellKind::Lines: return list_of(parts_of(cell, true));
    case CellKind::Codes: return list_of(parts_of(cell, false));
    case CellKind::Options:
      if (cell.starts_with("dict:")) return made(cell);
      return list_of(parts_of(cell, false));
    case CellKind::Word: {
      const CsvWord* word = word_of(column, cell);
      if (word != nullptr) return made(std::string(word->code));
      return is_code(cell) ? made(cell) : none_of(column, cell);
    }
    case CellKind::Words: return read_words(column, cell);
    case CellKind::Rest: return read_rest(cell);
  }
  return {};
}

std::string write_cell(const CsvColumn& column, const json& value) {
  if (value.is_null()) return {};
  const auto joined = [&](std::string_view between, const auto& written) {
    std::string text;
    for (const json& part : value) text += (text.empty() ? "" : std::string(between)) + written(part);
    return text;
  };
  const auto plain = [](const json& part) {
    return part.is_string() ? part.get<std::string>() : part.dump();
  };
  const auto in_words = [&](const json& part) {
    const CsvWord* word = part.is_string() ? word_of(column, part.get<std::string>()) : nullptr;
    return word != nullptr ? std::string(word->chinese) : plain(part);
  };
  switch (column.kind) {
    case CellKind::Flag:
      if (value.is_boolean()) return value.get<bool>() ? "是" : "否";
      return plain(value);
    case CellKind::Lines: return value.is_array() ? joined("\n", plain) : plain(value);
    case CellKind::Codes:
    case CellKind::Options: return value.is_array() ? joined(kBetweenCodes, plain) : plain(value);
    case CellKind::Word: return in_words(value);
    case CellKind::Words: return value.is_array() ? joined(kBetweenCodes, in_words) : in_words(value);
    case CellKind::Value:
      return value.is_array() ? joined(kBetweenCodes, written_fact_value) : written_fact_value(value);
    default: return plain(value);
  }
}

const json* member_at(const json& object, std::string_view path) {
  const json* at = &object;
  while (true) {
    const auto dot = path.find('.');
    if (!at->is_object()) return nullptr;
    const auto found = at->find(std::string(path.substr(0, dot)));
    if (found == at->end()) return nullptr;
    at = &*found;
    if (dot == std::string_view::npos) return at;
    path.remove_prefix(dot + 1);
  }
}

bool put_member(json& object, std::string_view path, json value) {
  const auto dot = path.find('.');
  if (!object.is_object()) return false;
  json& member = object[std::string(path.substr(0, dot))];
  if (dot == std::string_view::npos) {
    member = std::move(value);
    return true;
  }
  if (member.is_null()) member = json::object();
  return put_member(member, path.substr(dot + 1), std::move(value));
}

void take_member(json& object, std::string_view path) {
  const auto dot = path.find('.');
  if (!object.is_object()) return;
  const auto found = object.find(std::string(path.substr(0, dot)));
  if (found == object.end()) return;
  if (dot != std::string_view::npos) take_member(*found, path.substr(dot + 1));
  if (dot == std::string_view::npos || found->empty()) object.erase(found);
}

}  // namespace yitang::catalog
