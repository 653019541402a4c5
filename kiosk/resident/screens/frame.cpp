#include "kiosk/resident/screens/frame.hpp"

#include "kiosk/base/date.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/words.hpp"
#include "ui/widgets/page_frame.hpp"

namespace yitang::resident {
namespace {

std::string list_name(const ScreenContext& context, const ResidentState& state) {
  const BrowseState& browse = state.browse;
  if (browse.list_kind == IntentKind::OpenFunction) {
    const catalog::Group* group = context.catalog.function(browse.list_id);
    return group != nullptr ? group->name.of(state.language) : "";
  }
  if (browse.list_kind == IntentKind::OpenLifeEvent) {
    const catalog::LifeEvent* event = context.catalog.life_event(browse.list_id);
    return event != nullptr ? event->name.of(state.language) : "";
  }
  if (browse.list_kind == IntentKind::OpenTheme) {
    const catalog::Group* theme = context.catalog.theme(browse.list_id);
    return theme != nullptr ? theme->name.of(state.language) : "";
  }
  if (browse.list_kind == IntentKind::OpenBundle) {
    const catalog::Bundle* bundle = context.catalog.bundle(browse.list_id);
    return bundle != nullptr ? bundle->name.of(state.language) : "";
  }
  const auto four_do = catalog::enum_from<catalog::FourDo>(browse.list_id);
  return four_do ? catalog::label_of(*four_do).of(state.language) : "";
}

const char* title_key(const ResidentState& state) {
  switch (state.page) {
    case Page::Idle: return "idle.title";
    case Page::Home: return "home.title";
    case Page::ItemList: return "list.title";
    case Page::Search: return "search.title";
    case Page::Guide: return "guide.title";
    case Page::Eligibility: return "check.title";
    case Page::NotEligible:
      return state.ineligible && state.ineligible->offer ? "ineligible.title_offer" : "ineligible.title";
    case Page::WhoFor: return "who.title";
    case Page::Card:
      if (state.card.role == CardRole::Agent) return "card.title_agent";
      return state.card.role == CardRole::Query ? "card.title_query" : "card.title";
    case Page::AgentKind: return "agent_kind.title";
    case Page::Duplicate: return "duplicate.title";
    case Page::Resume: return "resume.title";
    case Page::Form: return "form.title";
    case Page::Materials: return "materials.title";
    case Page::Capture: return "capture.title";
    case Page::Missing: return "missing.title";
    case Page::Delivery: return "delivery.title";
    case Page::Signature: return "sign.title";
    case Page::Review: return "review.title";
    case Page::Submitting: return "submit.title";
    case Page::Receipt: return "receipt.title";
    case Page::Rating: return "rating.title";
    case Page::Goodbye: return "goodbye.title";
    case Page::Query: return "query.title";
    case Page::QueryNumber: return "query_number.title";
    case Page::QueryList: return "query_list.title";
    case Page::QueryCase: return "query_case.title";
  }
  return "";
}

bool may_go_back(const ResidentState& state) {
  switch (state.page) {
    case Page::Idle:
    case Page::Home:
    case Page::Receipt:
    case Page::Rating:
    case Page::Goodbye: return false;
    case Page::Submitting: return state.submit.view == SubmitView::Failed;
    default: return true;
  }
}

bool may_go_home(const ResidentState& state) {
  return state.page != Page::Home && state.page != Page::Goodbye && state.page != Page::Receipt &&
         state.page != Page::Rating &&
         !(state.page == Page::Submitting && state.submit.view != SubmitView::Failed);
}

void send_action(Screen& s, ui::FrameAction action) {
  const ResidentState& state = s.state;
  switch (action) {
    case ui::FrameAction::None: return;
    case ui::FrameAction::Back: s.send(IntentKind::GoBack); return;
    case ui::FrameAction::Home: s.send(IntentKind::GoHome); return;
    case ui::FrameAction::CallStaff: s.send(IntentKind::CallStaff); return;
    case ui::FrameAction::Language:
      s.send(IntentKind::SetLanguage, state.language == Language::English ? "zh" : "en");
      return;
    case ui::FrameAction::TextSize:
      s.send(IntentKind::SetDensity, state.density == Density::Elder ? "standard" : "elder");
      return;
    case ui::FrameAction::Sound: s.send(IntentKind::SetSpeech, state.speech ? "off" : "on"); return;
  }
}

}  // namespace

PageTitle title_of(const ScreenContext& context, const ResidentState& state) {
  const auto tr = [&](std::string_view key, std::initializer_list<ui::StringArg> args = {}) {
    return words_of(context, state.language, key, args);
  };
  const std::string item = state.item != nullptr ? state.item->name.of(state.language) : "";
  switch (state.page) {
    case Page::Home: return {tr("home.title"), tr("home.subtitle")};
    case Page::ItemList:
      return {list_name(context, state),
              tr("list.count", {{"count", std::to_string(state.browse.items.size())}})};
    case Page::Search: return {tr("search.title"), tr("search.subtitle")};
    case Page::Guide: return {item, ""};
    case Page::Idle:
    case Page::Rating:
    case Page::Goodbye:
    case Page::Query:
    case Page::QueryNumber:
    case Page::QueryList: return {tr(title_key(state)), ""};
    case Page::QueryCase: {
      const auto& detail = state.query.detail;
      const catalog::ServiceItem* of_case = detail ? context.catalog.item(detail->row.item_id) : nullptr;
      return {tr("query_case.title"), of_case != nullptr ? of_case->name.of(state.language) : ""};
    }
    default: return {tr(title_key(state)), item};
  }
}

void draw_frame(Screen& s) {
  const PageTitle title = title_of(s.context, s.state);
  ui::PageFrameSpec spec;
  spec.product_name = s.tr("app.name");
  spec.place_name = s.of(s.context.place.name);
  spec.clock = clock_text(s.context.now);
  const Date today = Date::of(s.context.now);
  spec.date = s.elder() ? short_date_text(s, today) : date_text(s, today);
  spec.language_label = s.tr("frame.language");
  spec.text_size_label = s.tr("frame.text_size");
  spec.text_size_on = s.elder();
  spec.sound_label = s.tr("frame.sound");
  spec.sound_on = s.state.speech;
  if (may_go_back(s.state)) spec.back_label = s.tr("frame.back");
  if (may_go_home(s.state)) spec.home_label = s.tr("frame.home");
  spec.call_staff_label = s.tr("frame.call");
  spec.title = title.title;
  spec.subtitle = title.subtitle;
  if (s.context.offline) {
    spec.status_text = s.tr("frame.offline");
  } else if (s.context.demo) {
    spec.status_text = s.tr("frame.demo");
    spec.status_tone = ui::Tone::Info;
  }
  const ui::PageFrame frame = ui::page_frame(s.ui, spec);
  send_action(s, frame.action);
  s.content = frame.content;
}

}  // namespace yitang::resident
