#include "screens_support.hpp"

namespace yitang::resident {
namespace {

cases::PublishedFigures some_figures() {
  return {cases::EndedFigure{128, 32, 98},
          {{"ss.pension-claim", {61, 58, 96}},
           {"civ.elder-allowance", {44, 0, 100}},
           {"agr.tree-felling", {5, 90, 80}}}};
}

ResidentState entry_of(const catalog::Catalog& catalog, const std::string& id) {
  ResidentState state;
  state.page = Page::ListEntry;
  state.lists.entry = catalog.list_entry(id);
  if (state.lists.entry == nullptr) return state;
  state.lists.kind = state.lists.entry->kind;
  if (!state.lists.entry->item.empty()) state.lists.item = catalog.item(state.lists.entry->item);
  return state;
}

}  // namespace

// What is made public: with figures and without, each list, entries with and without a matter to apply for.
std::vector<Face> faces_of_lists(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  ResidentState idle;
  idle.figures = some_figures();
  all.push_back({"idle-figures", idle});
  ResidentState lists;
  lists.page = Page::Lists;
  all.push_back({"lists", lists});
  lists.figures = some_figures();
  all.push_back({"lists-figures", lists});
  for (const catalog::ListKind kind : catalog::kListKinds) {
    ResidentState one;
    one.page = Page::ListEntries;
    one.lists.kind = kind;
    one.lists.entries = catalog.list_entries(kind);
    all.push_back({"list-entries-" + std::string(catalog::code_of(kind)), one});
  }
  all.push_back({"list-entry", entry_of(catalog, "power.homestead-approval")});
  all.push_back({"list-entry-plain", entry_of(catalog, "village.affairs-disclosure")});
  all.push_back({"list-entry-chinese-basis", entry_of(catalog, "territory.road-lamps")});
  all.push_back({"list-entry-proof", entry_of(catalog, "no-proof.kinship")});
  return all;
}

}  // namespace yitang::resident
