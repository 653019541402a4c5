#include "kiosk/terminal/visit/ending_items.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>

namespace yitang::terminal {

Result<void> copy_with_ends(const std::filesystem::path& from, const std::filesystem::path& to,
                            const std::map<std::string, std::string>& ends) {
  std::error_code code;
  std::filesystem::copy(from, to, std::filesystem::copy_options::recursive, code);
  if (code) return fail(ErrorKind::StoreFailed, "cannot be copied: " + code.message(), from.string());
  std::ifstream lines(from / "items.jsonl");
  std::string changed;
  std::set<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    nlohmann::json item = nlohmann::json::parse(line, nullptr, false);
    const std::string id = item.is_object() ? item.value("id", "") : "";
    if (const auto end = ends.find(id); end != ends.end()) {
      item["effective_until"] = end->second;
      found.insert(id);
      line = item.dump();
    }
    changed += line + "\n";
  }
  for (const auto& [id, day] : ends) {
    if (!found.contains(id)) return fail(ErrorKind::NotFound, "there is no such item", id);
  }
  std::ofstream written(to / "items.jsonl", std::ios::binary);
  written << changed;
  written.close();
  if (!written) return fail(ErrorKind::StoreFailed, "cannot be written", (to / "items.jsonl").string());
  return {};
}

}  // namespace yitang::terminal
