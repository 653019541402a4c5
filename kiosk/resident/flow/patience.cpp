// Time: the warning and the end of a visit that nobody goes on with, the goodbye page, delayed saving.
#include <algorithm>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kLookAtPrinter = 3000;
constexpr std::int64_t kSaveDelay = 1500;  // after the last key: a power cut costs at most the last word

int seconds_until(SteadyMillis now, SteadyMillis then) {
  return static_cast<int>(std::max<std::int64_t>(0, (then - now + kSecond - 1) / kSecond));
}

}  // namespace

int ResidentFlow::quiet_seconds() const {
  return state_.density == Density::Elder ? settings_.elder.quiet : settings_.standard.quiet;
}
int ResidentFlow::warning_seconds() const {
  return state_.density == Density::Elder ? settings_.elder.warning : settings_.standard.warning;
}

bool ResidentFlow::may_time_out() const {
  return state_.page != Page::Idle && state_.page != Page::Goodbye && !busy();
}

// Somebody chose a language on the idle page, or called for staff, and went away.
bool ResidentFlow::idle_needs_reset() const {
  return state_.page == Page::Idle &&
         (state_.overlay != Overlay::None || state_.language != settings_.language ||
          state_.density != settings_.density || state_.speech != settings_.speech);
}

void ResidentFlow::tick() {
  const SteadyMillis now = clock_.steady();
  tick_save(now);
  tick_card(now);
  tick_goodbye(now);
  tick_printer(now);
  tick_patience(now);
}

void ResidentFlow::tick_patience(SteadyMillis now) {
  const SteadyMillis warn_at = last_touch_ + quiet_seconds() * kSecond;
  if (idle_needs_reset() && now >= warn_at) end_visit();
  if (!may_time_out()) return;
  if (state_.overlay != Overlay::Timeout) {
    if (now < warn_at) return;
    state_.overlay = Overlay::Timeout;
    warned_at_ = now;
    state_.seconds_total = warning_seconds();
    changed();
    if (has_application()) save_now();
  }
  const int left = seconds_until(now, warned_at_ + warning_seconds() * kSecond);
  if (left == 0) {
    end_visit();
  } else if (left != state_.seconds_left) {
    state_.seconds_left = left;
    changed();
  }
}

void ResidentFlow::tick_goodbye(SteadyMillis now) {
  if (state_.page != Page::Goodbye) return;
  const int left = seconds_until(now, goodbye_at_ + settings_.goodbye_seconds * kSecond);
  if (left == 0) {
    end_visit();
  } else if (left != state_.seconds_left) {
    state_.seconds_left = left;
    changed();
  }
}

void ResidentFlow::open_goodbye() {
  goodbye_at_ = clock_.steady();
  state_.seconds_left = settings_.goodbye_seconds;
  state_.seconds_total = settings_.goodbye_seconds;
  go(Page::Goodbye);
}

// While the page says what is wrong with the printer, it is looked at again and again.
bool ResidentFlow::watches_printer() const {
  return state_.submit.view == SubmitView::PrinterNotReady && state_.page == Page::Review;
}

// A driver that hangs must not hold the person: the number will be shown to be photographed.
void ResidentFlow::tick_printer(SteadyMillis now) {
  if (watches_printer() && now >= printer_asked_at_ + kLookAtPrinter) {
    printer_asked_at_ = now;
    ports_.ask_printer();
  }
  if (state_.submit.view != SubmitView::AskingPrinter) return;
  if (now < printer_asked_at_ + settings_.printer_answers_within * kSecond) return;
  printer_answered(PrinterReadiness::Fault);
  changed();
}

SteadyMillis ResidentFlow::next_deadline() const {
  SteadyMillis next = -1;
  const auto earlier = [&next](SteadyMillis at) {
    if (next < 0 || at < next) next = at;
  };
  if (save_at_ >= 0) earlier(save_at_);
  if (state_.submit.view == SubmitView::AskingPrinter) {
    earlier(printer_asked_at_ + settings_.printer_answers_within * kSecond);
  }
  if (watches_printer()) earlier(printer_asked_at_ + kLookAtPrinter);
  if (card_since_ >= 0) earlier(card_since_ + settings_.no_card_after * kSecond);
  if (state_.page == Page::Goodbye) {
    earlier(goodbye_at_ + (settings_.goodbye_seconds - state_.seconds_left + 1) * kSecond);
  }
  if (idle_needs_reset()) earlier(last_touch_ + quiet_seconds() * kSecond);
  if (may_time_out()) {
    if (state_.overlay == Overlay::Timeout) {
      earlier(warned_at_ + (warning_seconds() - state_.seconds_left + 1) * kSecond);
    } else {
      earlier(last_touch_ + quiet_seconds() * kSecond);
    }
  }
  return next;
}

void ResidentFlow::save_soon() { save_at_ = clock_.steady() + kSaveDelay; }

void ResidentFlow::save_now() {
  save_at_ = -1;
  if (state_.draft.uid.empty() || !state_.draft.applicant || state_.submit.result) return;
  if (!form_was_opened()) return;  // a card that was only read leaves nothing behind
  ports_.save_draft(state_.draft);
}

void ResidentFlow::tick_save(SteadyMillis now) {
  if (save_at_ >= 0 && now >= save_at_) save_now();
}

}  // namespace yitang::resident
