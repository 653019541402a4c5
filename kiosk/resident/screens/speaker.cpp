#include "kiosk/resident/screens/speaker.hpp"

#include <algorithm>
#include <utility>

#include "kiosk/resident/screens/screen.hpp"

namespace yitang::resident {
namespace {

std::string alert_words(const ui::Node& node) {
  return node.value.empty() ? node.label : node.label + " " + node.value;
}

// Dialogs of leaving and of help say something that their title does not.
bool dialog_text_is_said(Overlay overlay) {
  return overlay == Overlay::Staff || overlay == Overlay::LeaveQuestion;
}

// Pages on which plain words, too, may be about one person.
bool is_about_somebody(Page page) {
  switch (page) {
    case Page::Idle:
    case Page::Home:
    case Page::ItemList:
    case Page::Search:
    case Page::Guide:
    case Page::Eligibility:
    case Page::NotEligible:
    case Page::Consent:
    case Page::WhoFor:
    case Page::AgentKind:
    case Page::Presence:
    case Page::Materials:
    case Page::Capture:
    case Page::Missing:
    case Page::Submitting:
    case Page::Rating:
    case Page::Goodbye:
    case Page::Query:
    case Page::Bundle:
    case Page::Lists:
    case Page::ListEntries:
    case Page::ListEntry:
    case Page::Queues:
    case Page::TicketCard:
    case Page::NoCard:
    case Page::SlotTimes:
    case Page::Emergency: return false;
    case Page::Card:
    case Page::Guardian:
    case Page::Child:
    case Page::Duplicate:
    case Page::Resume:
    case Page::Form:
    case Page::Commitment:
    case Page::Delivery:
    case Page::Signature:
    case Page::Review:
    case Page::Receipt:
    case Page::QueryNumber:
    case Page::QueryList:
    case Page::QueryCase:
    case Page::BundleForms:
    case Page::Supplement:
    case Page::SupplementSent:
    case Page::Ticket:
    case Page::Typed:
    case Page::SlotDays:
    case Page::CheckIn:
    case Page::Prepared: return true;
  }
  return true;
}

bool is_kept_back(const ResidentState& state, const ui::Node& node) {
  return node.personal && !state.sound.headset;
}

bool is_plain_text(ui::Role role) {
  return role == ui::Role::Text || role == ui::Role::Heading || role == ui::Role::Status ||
         role == ui::Role::Alert;
}

class WholePage {
 public:
  WholePage(const ScreenContext& context, const ResidentState& state) : context_(context), state_(state) {}

  std::string of(const std::vector<ui::Node>& nodes) {
    const bool withheld = is_about_somebody(state_.page) && !state_.sound.headset;
    for (const ui::Node& node : nodes) {
      if (node.covered || node.id.starts_with("frame.")) continue;
      if (is_kept_back(state_, node)) {
        kept_back_ = true;
        continue;
      }
      if (is_plain_text(node.role)) {
        const bool title = node.role == ui::Role::Heading && text_.empty();  // later ones may name a village
        if (withheld && !title && node.role != ui::Role::Alert) continue;
        add(node.spoken.empty() ? node.label : node.spoken);
        if (!withheld || node.role == ui::Role::Alert) add(node.value);
      } else if (node.interactive() && node.role != ui::Role::Key) {
        add(focus_words(context_, state_, nodes, node));
      }
    }
    if (kept_back_) add(words_of(context_, state_.language, "speaker.on_screen"));
    if (withheld) add(words_of(context_, state_.language, "speaker.no_sound_of_entries"));
    return std::move(text_);
  }

 private:
  void add(const std::string& words) {
    if (words.empty()) return;
    text_ += words;
    const bool ended = words.ends_with("。") || words.ends_with(".") || words.ends_with("？") ||
                       words.ends_with("?") || words.ends_with("！");
    text_ += ended ? " " : words_of(context_, state_.language, "spoken.stop");
  }

  const ScreenContext& context_;
  const ResidentState& state_;
  bool kept_back_ = false;
  std::string text_;
};

SpokenPart plain(std::string words) { return {std::move(words), {}}; }

// Those that were not there before; the same words twice are two.
std::vector<std::string> newly_there(const std::vector<std::string>& before, std::vector<std::string> now) {
  for (const std::string& known : before) {
    const auto at = std::find(now.begin(), now.end(), known);
    if (at != now.end()) now.erase(at);
  }
  return now;
}

}  // namespace

Heard hear(const ScreenContext& context, const ResidentState& state, const ui::Semantics& page,
           const ui::Node* focus) {
  Heard heard;
  heard.sound = state.sound;
  heard.in_private = state.sound.headset;
  heard.language = state.language;
  heard.reminder = state.reminder;
  heard.page = spoken_parts(context, state);
  heard.on = state.speech && context.can_speak && !heard.page.empty();
  if (!heard.on) return heard;
  bool kept_back = false;
  for (const ui::Node& node : page.nodes()) {
    if (node.covered) continue;
    if (is_kept_back(state, node)) {
      kept_back = kept_back || node.role == ui::Role::Alert;
      continue;
    }
    if (node.role == ui::Role::Alert) heard.alerts.push_back(alert_words(node));
    if (node.role == ui::Role::Dialog && dialog_text_is_said(state.overlay) && !node.value.empty())
      heard.page.push_back(plain(node.value));
    if (node.role == ui::Role::TextField && node.focused && heard.in_private) heard.typed = node.value;
  }
  if (kept_back) heard.alerts.push_back(words_of(context, state.language, "speaker.on_screen"));
  if (focus != nullptr) {
    heard.focus_id = focus->id;
    heard.focus = focus_words(context, state, page.nodes(), *focus);
  }
  if (state.sound.readings > 0) heard.everything = WholePage(context, state).of(page.nodes());
  return heard;
}

Announcement announce(const Heard& before, const Heard& now, const std::string& sample) {
  Announcement said;
  if (!now.on) {
    said.stop = before.on;
    return said;
  }
  // Pulled out: what was meant for one pair of ears must not go on in the hall. The page is said again only
  // when it changes.
  if (before.on && before.in_private && !now.in_private) {
    said.stop = true;
    return said;
  }
  if (now.sound.readings > before.sound.readings) {
    said.parts.push_back(plain(now.everything));
    return said;
  }
  const bool other_page = !before.on || before.page != now.page || before.in_private != now.in_private ||
                          before.reminder != now.reminder;
  if (other_page) said.parts = now.page;
  const std::vector<std::string> known = other_page ? std::vector<std::string>{} : before.alerts;
  for (const std::string& problem : newly_there(known, now.alerts)) said.parts.push_back(plain(problem));
  const bool louder_or_faster =
      before.on && (before.sound.volume != now.sound.volume || before.sound.rate != now.sound.rate);
  if (louder_or_faster && !other_page) {
    said.parts.push_back({sample, "sound.sample"});
    return said;
  }
  const bool moved = before.focus_id != now.focus_id || before.focus != now.focus || other_page;
  if (moved && !now.focus.empty()) said.parts.push_back(plain(now.focus));
  if (said.parts.empty() && before.typed != now.typed && !now.typed.empty())
    said.parts.push_back(plain(now.typed));
  return said;
}

}  // namespace yitang::resident
