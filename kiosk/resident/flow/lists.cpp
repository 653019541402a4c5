// Published lists: who is responsible for what, on what basis. Read without any card, also straight from the
// idle page.
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

bool ResidentFlow::on_lists(const Intent& intent) {
  switch (intent.kind) {
    case IntentKind::OpenLists: open_lists(); return true;
    case IntentKind::OpenList: {
      const auto kind = catalog::enum_from<catalog::ListKind>(intent.id);
      if (state_.page != Page::Lists || !kind) return true;
      state_.lists.kind = *kind;
      state_.lists.entries = catalog_.list_entries(*kind);
      go(Page::ListEntries);
      return true;
    }
    case IntentKind::OpenListEntry: open_list_entry(intent.id); return true;
    default: return false;
  }
}

void ResidentFlow::open_lists() {
  if (state_.page != Page::Idle && state_.page != Page::Home) return;
  if (state_.page == Page::Idle) ports_.watch_presence(true);
  state_.lists = {};
  go(Page::Lists);
}

void ResidentFlow::open_list_entry(const std::string& id) {
  if (state_.page != Page::ListEntries && state_.page != Page::Search) return;
  const catalog::ListEntry* entry = catalog_.list_entry(id);
  if (entry == nullptr) return;
  state_.lists.from = state_.page;
  state_.lists.entry = entry;
  state_.lists.item = entry->item.empty() ? nullptr : catalog_.item(entry->item);
  go(Page::ListEntry);
}

}  // namespace yitang::resident
