// Published lists: joined with departments and items.
#include <algorithm>

#include "kiosk/catalog/loader.hpp"

namespace yitang::catalog {

bool Loader::link_published_lists() {
  // A county may publish its items first and its lists later.
  if (const auto text = read_("lists.json"); !text && text.error().kind == ErrorKind::NotFound) return true;
  if (!parse("lists.json", &parse_published_lists, catalog_->list_entries_)) return false;
  const auto by_key = [this](const std::string& key) -> const Department* {
    const auto& all = catalog_->departments_;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Department& body) { return body.key == key; });
    return found == all.end() ? nullptr : &*found;
  };
  for (std::size_t i = 0; i < catalog_->list_entries_.size(); ++i) {
    ListEntry& entry = catalog_->list_entries_[i];
    const std::string place = "lists.json entries[" + std::to_string(i) + "]";
    const auto unknown = [&](const char* member, const std::string& key) {
      return refuse_reference("departments.json", place + "." + member,
                              "department '" + key + "' is not in departments.json");
    };
    if (!entry.department.empty()) {
      const Department* body = by_key(entry.department);
      if (body == nullptr && !unknown("department", entry.department)) return false;
      if (body != nullptr) {
        entry.responsible = body->name;
        if (entry.phone.empty()) entry.phone = body->phone;
      }
    }
    for (const std::string& key : entry.assisting_departments) {
      const Department* body = by_key(key);
      if (body == nullptr && !unknown("assisting", key)) return false;
      if (body != nullptr) entry.assisting.push_back(body->name);
    }
    if (!entry.item.empty() && !check_item_ids({entry.item}, place + ".item")) return false;
  }
  return true;
}

}  // namespace yitang::catalog
