#include "kiosk/resident/screens/frame.hpp"

#include "kiosk/base/date.hpp"
#include "kiosk/catalog/labels.hpp"
#include "kiosk/resident/screens/page_duties.hpp"
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
  const auto four_do = catalog::enum_from<catalog::FourDo>(browse.list_id);
  return four_do ? catalog::label_of(*four_do).of(state.language) : "";
}

}  // namespace

const char* list_key(catalog::ListKind kind) {
  switch (kind) {
    case catalog::ListKind::PowerDuty: return "lists.power_duty";
    case catalog::ListKind::Territory: return "lists.territory";
    case catalog::ListKind::VillageAffairs: return "lists.village_affairs";
    case catalog::ListKind::VillageNoProof: break;
  }
  return "lists.village_no_proof";
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
      if (state.bundle.bundle != nullptr) return "bundle.refused_title";
      return state.ineligible && state.ineligible->offer ? "ineligible.title_offer" : "ineligible.title";
    case Page::Consent: return "consent.title";
    case Page::WhoFor: return "who.title";
    case Page::Card:
      if (state.card.role == CardRole::Agent) return "card.title_agent";
      if (state.card.role == CardRole::Guardian) return "card.title_guardian";
      if (!state.code.ways.empty()) return "code.title";
      return state.card.role == CardRole::Query ? "card.title_query" : "card.title";
    case Page::AgentKind: return "agent_kind.title";
    case Page::Presence: return "presence.title";
    case Page::Guardian: return "guardian.title";
    case Page::Child: return "child.title";
    case Page::Duplicate:
      return state.bundle.bundle != nullptr ? "bundle.under_way_title" : "duplicate.title";
    case Page::Resume: return "resume.title";
    case Page::Form: return "form.title";
    case Page::Materials: return "materials.title";
    case Page::Capture: return "capture.title";
    case Page::Missing: return "missing.title";
    case Page::Commitment: return "commitment.title";
    case Page::Delivery: return "delivery.title";
    case Page::Signature: return state.applicant_signs ? "sign.title_authorise" : "sign.title";
    case Page::Review: return "review.title";
    case Page::Submitting: return "submit.title";
    case Page::Receipt: return "receipt.title";
    case Page::Rating: return "rating.title";
    case Page::Goodbye: return "goodbye.title";
    case Page::Query: return "query.title";
    case Page::QueryNumber: return "query_number.title";
    case Page::QueryList: return "query_list.title";
    case Page::QueryCase: return "query_case.title";
    case Page::Bundle: return "bundle.title";
    case Page::BundleForms: return "bundle_forms.title";
    case Page::Supplement: return "supplement.title";
    case Page::SupplementSent: return "supplement.sent";
    case Page::Emergency: return "emergency.title";
    case Page::Lists: return "lists.title";
    case Page::ListEntries:
    case Page::ListEntry: return list_key(state.lists.kind);
    case Page::Queues: return "queues.title";
    case Page::TicketCard: return "ticket_card.title";
    case Page::Ticket: return "ticket.title";
    case Page::SlotDays: return state.slots.view == SlotView::Choosing ? "slots.title" : "appointment.title";
    case Page::SlotTimes: return "slots.title_time";
    case Page::CheckIn: return "check_in.title";
    case Page::NoCard: return "no_card.title";
    case Page::Typed: return "typed.title";
    case Page::Prepared:
      return state.prepared.view == PreparedView::Failed ? "prepared.title_failed" : "prepared.title";
  }
  return "";
}

namespace {

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
    case ui::FrameAction::Look: s.send(IntentKind::OpenLook); return;
    case ui::FrameAction::Sound: s.send(IntentKind::OpenSound); return;
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
    case Page::Bundle:
      return {state.bundle.bundle != nullptr ? state.bundle.bundle->name.of(state.language) : "",
              tr("bundle.title")};
    case Page::Lists: return {tr("lists.title"), tr("lists.subtitle")};
    case Page::ListEntries: return {tr(title_key(state)), tr(std::string(title_key(state)) + "_hint")};
    case Page::ListEntry:
      return {state.lists.entry != nullptr ? state.lists.entry->name.of(state.language) : "",
              tr(list_key(state.lists.entry != nullptr ? state.lists.entry->kind : state.lists.kind))};
    case Page::Idle:
    case Page::Rating:
    case Page::Goodbye:
    case Page::Query:
    case Page::QueryNumber:
    case Page::CheckIn:
    case Page::QueryList: return {tr(title_key(state)), ""};
    case Page::QueryCase: {
      const auto& detail = state.query.detail;
      const catalog::ServiceItem* of_case =
          detail ? context.catalog.nearest(detail->row.item_id, detail->row.item_version) : nullptr;
      return {tr("query_case.title"),
              of_case != nullptr ? catalog::public_name_of(*of_case).of(state.language) : ""};
    }
    case Page::TicketCard:
    case Page::Ticket: {
      const catalog::Queue* queue = state.tickets.chosen.queue;
      const auto& booked = state.tickets.appointment;
      const catalog::SlotPlan* plan = booked ? context.catalog.slot_plan(booked->plan) : nullptr;
      if (plan != nullptr)
        return {tr(title_key(state)), context.catalog.hall_name_of(*plan).of(state.language)};
      return {tr(title_key(state)), queue != nullptr ? queue->name.of(state.language) : ""};
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
  spec.look_label = s.tr("frame.look");
  spec.look_changed = s.elder() || s.theme().two_colors();
  spec.sound_label = s.tr(s.context.can_speak ? "frame.sound" : "frame.no_sound");
  spec.sound_on = s.state.speech && s.context.can_speak;
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
