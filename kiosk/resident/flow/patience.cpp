// Time: the warning and the end of a visit that nobody goes on with, the goodbye page, delayed saving.
#include <algorithm>

#include "kiosk/resident/flow/flow.hpp"

namespace yitang::resident {
namespace {

constexpr std::int64_t kSecond = 1000;
constexpr std::int64_t kLookAtPrinter = 3000;
constexpr std::int64_t kRemindEvery = 8000;
constexpr int kFarewellSeconds = 2;        // long enough to see that the lifted card was noticed
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
          state_.density != settings_.density || state_.contrast != settings_.contrast ||
          state_.speech != (settings_.speech || state_.sound.headset) ||
          state_.sound.volume != settings_.volume || state_.sound.rate != usual_speech_rate);
}

void ResidentFlow::tick() {
  const SteadyMillis now = clock_.steady();
  tick_save(now);
  tick_card(now);
  tick_code(now);
  tick_goodbye(now);
  tick_printer(now);
  tick_patience(now);
}

// Whoever comes back while the page asks whether somebody is still here may be the next person: the warning
// stays until it is answered.
void ResidentFlow::presence_changed(Presence presence) {
  if (presence != Presence::Nobody) {
    alone_since_ = -1;
  } else if (alone_since_ < 0) {
    alone_since_ = clock_.steady();
  }
}

bool ResidentFlow::is_away_at(SteadyMillis now) const {
  return alone_since_ >= 0 && now >= std::max(alone_since_, last_touch_) + settings_.away_after * kSecond;
}

SteadyMillis ResidentFlow::warning_due() const {
  const SteadyMillis quiet = last_touch_ + quiet_seconds() * kSecond;
  if (alone_since_ < 0) return quiet;
  return std::min(quiet, std::max(alone_since_, last_touch_) + settings_.away_after * kSecond);
}

void ResidentFlow::tick_patience(SteadyMillis now) {
  const SteadyMillis warn_at = warning_due();
  if (idle_needs_reset() && now >= warn_at) end_visit();
  if (!may_time_out()) return;
  if (state_.overlay != Overlay::Timeout) {
    if (now < warn_at) return;
    state_.overlay = Overlay::Timeout;
    warned_at_ = now;
    warned_for_ = is_away_at(now) ? std::min(settings_.away_warning, warning_seconds()) : warning_seconds();
    state_.seconds_total = warned_for_;
    changed();
    if (has_application()) save_now();
  }
  const int left = seconds_until(now, warned_at_ + warned_for_ * kSecond);
  if (left == 0) {
    end_visit();
  } else if (left != state_.seconds_left) {
    state_.seconds_left = left;
    changed();
  }
}

void ResidentFlow::tick_goodbye(SteadyMillis now) {
  if (state_.page != Page::Goodbye) return;
  if (state_.card_left) {  // card_gone() ends it
    if (now < reminded_at_ + kRemindEvery) return;
    reminded_at_ = now;
    ++state_.reminder;
    changed();
    return;
  }
  const int left = seconds_until(now, goodbye_at_ + goodbye_for_ * kSecond);
  if (left == 0) {
    end_visit();
  } else if (left != state_.seconds_left) {
    state_.seconds_left = left;
    changed();
  }
}

void ResidentFlow::open_goodbye() {
  goodbye_at_ = clock_.steady();
  goodbye_for_ = settings_.goodbye_seconds;
  state_.seconds_left = settings_.goodbye_seconds;
  state_.seconds_total = settings_.goodbye_seconds;
  state_.card_left = card_stays_;
  reminded_at_ = goodbye_at_;
  go(Page::Goodbye);
}

// The card was taken at last: nothing is left to wait for.
void ResidentFlow::bid_farewell() {
  state_.card_left = false;
  goodbye_at_ = clock_.steady();
  goodbye_for_ = kFarewellSeconds;
  state_.seconds_left = kFarewellSeconds;
  changed();
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
  if (code_question_.until >= 0) earlier(code_question_.until);
  if (card_since_ >= 0) earlier(card_since_ + settings_.no_card_after * kSecond);
  if (state_.page == Page::Goodbye && state_.card_left) {
    earlier(reminded_at_ + kRemindEvery);
  } else if (state_.page == Page::Goodbye) {
    earlier(goodbye_at_ + (goodbye_for_ - state_.seconds_left + 1) * kSecond);
  }
  if (idle_needs_reset()) earlier(warning_due());
  if (may_time_out()) {
    if (state_.overlay == Overlay::Timeout) {
      earlier(warned_at_ + (warned_for_ - state_.seconds_left + 1) * kSecond);
    } else {
      earlier(warning_due());
    }
  }
  return next;
}

void ResidentFlow::save_soon() { save_at_ = clock_.steady() + kSaveDelay; }

void ResidentFlow::save_now() {
  save_at_ = -1;
  if (state_.draft.uid.empty() || !state_.draft.applicant || state_.submit.result || state_.prepared.result)
    return;
  if (!form_was_opened()) return;  // a card that was only read leaves nothing behind
  ports_.save_draft(state_.draft);
}

void ResidentFlow::tick_save(SteadyMillis now) {
  if (save_at_ >= 0 && now >= save_at_) save_now();
}

}  // namespace yitang::resident
