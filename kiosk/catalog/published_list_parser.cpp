// lists.json: one entry after the other, each of one kind.
#include <algorithm>
#include <set>

#include "kiosk/catalog/document.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/catalog/list_parsers.hpp"

namespace yitang::catalog {
namespace {

constexpr std::size_t kMostEntries = 5000;
constexpr std::size_t kLongestName = 300;  // bytes: two or three lines on the screen
constexpr std::size_t kLongestPhone = 40;

void check_phone(const Node& node, const std::string& phone) {
  if (phone.size() > kLongestPhone || phone.find_first_not_of("0123456789-+ ()") != std::string::npos)
    node.problem("is no phone number");
}

void read_responsible(const Node& node, ListEntry& entry) {
  const Node department = node.optional("department");
  const Node responsible = node.optional("responsible");
  const Node phone = node.optional("phone");
  entry.department = department.text_or_empty();
  entry.phone = phone.text_or_empty();
  check_phone(phone, entry.phone);
  if (responsible) entry.responsible = responsible.bilingual();
  if (!department && !responsible) node.problem("names neither a department nor who is responsible");
  if (department && responsible) responsible.problem("is there although a department is named");
  if (!department && !phone) node["phone"].problem("is missing: no department is named that has one");
}

ListEntry read_entry(const Node& node, std::set<std::string>& ids) {
  ListEntry entry;
  entry.kind = node["kind"].member_of(&enum_from<ListKind>, "kind of list");
  entry.id = node["id"].text();
  if (!entry.id.empty() && !ids.insert(entry.id).second)
    node["id"].problem("'" + entry.id.substr(0, 60) + "' is there twice");
  entry.name = node.bilingual();
  if (std::max(entry.name.zh.size(), entry.name.en.size()) > kLongestName)
    node.problem("has too long a name");
  entry.text = node["text"].bilingual();
  const Node basis = node["basis"];
  entry.basis = {basis["zh"].text(), basis.optional("en").text_or_empty()};
  read_responsible(node, entry);
  if (const Node assisting = node.optional("assisting")) entry.assisting_departments = assisting.texts(30);
  entry.item = node.optional("item").text_or_empty();
  if (const Node words = node.optional("words")) entry.words = words.texts(50);
  return entry;
}

}  // namespace

Result<std::vector<ListEntry>> parse_published_lists(std::string_view json, const std::string& file,
                                                     Faults* all) {
  return read_document<std::vector<ListEntry>>(json, file, "yitang.lists/1", all,
                                               [](const Node& root, std::vector<ListEntry>& entries) {
                                                 std::set<std::string> ids;
                                                 for (const Node& node : root["entries"].list(kMostEntries))
                                                   entries.push_back(read_entry(node, ids));
                                               });
}

}  // namespace yitang::catalog
