// yitang catalog diff: what another version of a catalogue changes, for the log of changes and for whoever
// signs.
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "kiosk/base/text.hpp"
#include "kiosk/catalog/csv_items.hpp"
#include "kiosk/cli/catalog_commands.hpp"
#include "kiosk/cli/command.hpp"

namespace yitang::cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;
using Key = std::pair<std::string, int>;  // id and version of an item; name of a file and 0
using Records = std::map<Key, json>;

struct Side {
  Records items;
  Records lists;  ///< entries of published lists, by id
  Records files;
};

Result<Side> read_side(const std::string& path) {
  auto content = read_catalog(path);
  if (!content) return tl::unexpected(content.error());
  catalog::Faults faults;
  catalog::Files published;
  // Only what has no fault can be compared member by member.
  if (!catalog::check_authored(content->files, {}, faults, published)) {
    return fail(ErrorKind::BadInput,
                "has faults (yitang catalog check), the first: " + describe(faults.all().front()), path);
  }
  Side side;
  for (const auto& [name, text] : published) {
    if (name == "lists.json") {
      const json document = json::parse(text, nullptr, false);
      for (const json& entry : document["entries"]) side.lists.emplace(Key{entry.value("id", ""), 0}, entry);
      continue;
    }
    if (!name.ends_with(".jsonl")) {
      side.files.emplace(Key{name, 0}, json::parse(text, nullptr, false));
      continue;
    }
    json lines = json::array();
    for (const std::string& line : split(text, '\n')) {
      json record = json::parse(line, nullptr, false);
      if (!record.is_object()) continue;
      if (name == "items.jsonl") {
        side.items.emplace(Key{record.value("id", ""), record.value("version", 0)}, std::move(record));
      } else {
        lines.push_back(std::move(record));
      }
    }
    if (name != "items.jsonl") side.files.emplace(Key{name, 0}, std::move(lines));
  }
  return side;
}

std::string plain(const json& value) {
  return value.is_string() ? value.get<std::string>()
                           : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

ordered_json changes_of(const json& before, const json& after) {
  ordered_json changes = ordered_json::array();
  for (const json& step : json::diff(before, after)) {
    const std::string path = step["path"];
    const json::json_pointer at(path);
    ordered_json change{{"member", path}};
    if (step["op"] != "add") change["before"] = plain(before.contains(at) ? before.at(at) : json());
    if (step["op"] != "remove") change["after"] = plain(step["value"]);
    changes.push_back(std::move(change));
  }
  return changes;
}

ordered_json compare(const Records& before, const Records& after, const char* kind) {
  std::set<Key> keys;
  for (const auto& [key, value] : before) keys.insert(key);
  for (const auto& [key, value] : after) keys.insert(key);
  ordered_json result = ordered_json::array();
  for (const Key& key : keys) {
    const auto old_one = before.find(key);
    const auto new_one = after.find(key);
    ordered_json entry{{kind, key.first}};
    if (key.second > 0) entry["version"] = key.second;
    if (old_one == before.end()) {
      entry["change"] = "new";
    } else if (new_one == after.end()) {
      entry["change"] = "gone";
    } else {
      entry["members"] = changes_of(old_one->second, new_one->second);
      if (entry["members"].empty()) continue;
      entry["change"] = "changed";
    }
    result.push_back(std::move(entry));
  }
  return result;
}

void print_entries(const ordered_json& entries, const char* kind) {
  for (const ordered_json& entry : entries) {
    const std::string version =
        entry.contains("version") ? " version " + std::to_string(entry["version"].get<int>()) : "";
    std::printf("%s %s%s\n", entry["change"].get<std::string>().c_str(),
                entry[kind].get<std::string>().c_str(), version.c_str());
    if (!entry.contains("members")) continue;
    for (const ordered_json& change : entry["members"]) {
      std::printf("  %s: %s -> %s\n", change["member"].get<std::string>().c_str(),
                  change.value("before", "(nothing)").c_str(), change.value("after", "(nothing)").c_str());
    }
  }
}

}  // namespace

int catalog_diff(const CatalogArguments& arguments) {
  auto before = read_side(arguments.path);
  if (!before) return report(before.error());
  auto after = read_side(arguments.other);
  if (!after) return report(after.error());
  const ordered_json result{{"items", compare(before->items, after->items, "item")},
                            {"lists", compare(before->lists, after->lists, "entry")},
                            {"files", compare(before->files, after->files, "file")}};
  const bool same = result["items"].empty() && result["lists"].empty() && result["files"].empty();
  if (arguments.json) {
    std::printf("%s\n", result.dump(2, ' ', false, ordered_json::error_handler_t::replace).c_str());
  } else {
    print_entries(result["items"], "item");
    print_entries(result["lists"], "entry");
    print_entries(result["files"], "file");
    if (same) std::printf("nothing differs\n");
  }
  return same ? kDone : kNotFoundOrNotHeld;
}

}  // namespace yitang::cli
