// Where "back" leads from each page. Nothing that was entered is lost by it.
#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {

void ResidentFlow::go_back() {
  if (state_.overlay != Overlay::None) {
    state_.overlay = Overlay::None;
    return;
  }
  switch (state_.page) {
    case Page::ItemList: go(Page::Home); break;
    case Page::Search:
    case Page::Query: go(Page::Home); break;
    case Page::Lists: go(Page::Home); break;
    case Page::ListEntries: go(Page::Lists); break;
    case Page::ListEntry: go(state_.lists.from); break;
    case Page::Guide: go(list_page_); break;
    case Page::Bundle:
      state_.bundle = {};
      state_.item = nullptr;
      go(list_page_);
      break;
    case Page::BundleForms:
      if (state_.bundle.form > 0) {
        open_bundle_form(state_.bundle.form - 1);
      } else {
        open_delivery(state_.bundle.merged->deliveries.size() - 1);
      }
      break;
    case Page::Consent: back_from_consent(); break;
    case Page::Emergency: go(Page::Guide); break;
    case Page::Queues:
    case Page::TicketCard:
    case Page::Ticket: back_from_queues(); break;
    case Page::WhoFor:
      if (back_to_consent()) break;
      [[fallthrough]];
    case Page::NotEligible:
    case Page::Eligibility:
      if (!step_back_in_checks()) go(front_page());
      break;
    case Page::Card:
      if (is_query_card()) {
        open_query();
      } else if (state_.card.role == CardRole::Guardian && state_.child_typed) {
        go(Page::WhoFor);
      } else if (state_.card.role == CardRole::Agent || state_.card.role == CardRole::Guardian) {
        open_card(CardRole::Applicant);
      } else if (state_.item != nullptr && state_.item->agent.allowed) {
        go(Page::WhoFor);
      } else if (!back_to_consent()) {
        go(front_page());
      }
      break;
    case Page::AgentKind: open_card(CardRole::Agent); break;
    case Page::Presence:
      if (state_.item->agent.who.size() > 1) {
        go(Page::AgentKind);
      } else {
        open_card(CardRole::Agent);
      }
      break;
    case Page::Guardian: open_card(CardRole::Guardian); break;
    case Page::Child:
      if (!back_in_form()) open_card(CardRole::Guardian);
      break;
    case Page::NoCard: open_card(CardRole::Applicant); break;
    case Page::Typed:
      if (!back_in_form()) go(Page::NoCard);
      break;
    case Page::Prepared:
      if (state_.prepared.view != PreparedView::Failed) break;
      state_.prepared = {};
      open_review();
      break;
    case Page::Duplicate:
    case Page::Resume: open_card(state_.child_typed ? CardRole::Guardian : state_.card.role); break;
    case Page::Form:
      if (!back_in_form()) {
        if (state_.child_typed) {
          open_child();
        } else if (prepares()) {
          open_typed();
        } else if (catalog::needs_identity(*state_.item)) {
          open_card(CardRole::Applicant);
        } else {
          go(Page::Guide);
        }
      }
      break;
    case Page::Materials:
      if (state_.form.return_to_review) {
        open_review();
      } else if (chooses_slot()) {
        open_slots();
      } else {
        open_form_page(state_.form.pages.empty() ? 0 : state_.form.pages.size() - 1);
      }
      break;
    case Page::SlotDays:
    case Page::SlotTimes: back_from_slots(); break;
    case Page::CheckIn: back_from_check_in(); break;
    case Page::Capture:
      drop_fresh_page();
      open_materials();
      break;
    case Page::Missing: open_materials(); break;
    case Page::Commitment: back_from_commitment(); break;
    case Page::Delivery:
      if (is_bundle() && state_.bundle.delivery > 0) {
        open_delivery(state_.bundle.delivery - 1);
      } else if (state_.form.return_to_review) {
        open_review();
      } else if (!back_to_commitments()) {
        open_materials();
      }
      break;
    case Page::Signature:
      if (is_bundle()) {
        open_bundle_form(state_.bundle.merged->members.size() - 1);
      } else {
        go(Page::Delivery);
      }
      break;
    case Page::Review:
      state_.submit = {};
      go(catalog::needs_identity(*state_.item) && !prepares() ? Page::Signature : Page::Delivery);
      break;
    case Page::Submitting:
      if (state_.submit.view != SubmitView::Failed) break;
      if (state_.draft.supplement) {
        open_supplement();
      } else {
        open_review();
      }
      break;
    case Page::Supplement: leave_supplement(); break;
    case Page::QueryNumber:
    case Page::QueryList: open_query(); break;
    case Page::QueryCase:
      if (!is_query_card() && state_.existing_case) {
        go(Page::Duplicate);
      } else if (state_.query.cases.size() > 1) {
        go(Page::QueryList);
      } else {
        open_query();
      }
      break;
    case Page::Rating:
      if (state_.rating.later) leave_rating();
      break;
    case Page::SupplementSent:
    case Page::Receipt:
    case Page::Goodbye:
    case Page::Home:
    case Page::Idle: break;
  }
}

bool ResidentFlow::form_was_opened() const { return !state_.draft.page.empty(); }

bool ResidentFlow::has_application() const {
  return !state_.draft.uid.empty() && !state_.submit.result && !state_.prepared.result;
}

}  // namespace yitang::resident
