// What slips that did not end well leave behind: confirmations that come late, also after a restart, and
// printers that hold part of a slip which is nobody's any more.
#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/terminal/print_queue.hpp"

namespace yitang::terminal {

using cases::PrintResult;
using resident::PrinterReadiness;
using resident::PrintFate;

namespace {

constexpr SteadyMillis kListenAfterStart = 5000;  // a slip that was in the printer is out by then
constexpr std::chrono::milliseconds kWhileListening{500};
constexpr std::chrono::milliseconds kWhileUnclean{5000};

}  // namespace

void PrintQueue::load_journal() {
  parts_.store.with_store([weak = weak_from_this()](cases::CaseStore& store) {
    const auto records = store.printer_records();
    const auto open = store.open_prints();
    if (!records) spdlog::error("printer records: {}", describe(records.error()));
    if (!open) spdlog::error("print journal: {}", describe(open.error()));
    for (const cases::PrintJob& job : open.value_or(std::vector<cases::PrintJob>{})) {
      // Nobody knows yet; what may have come out counts as such.
      auto ended = store.print_ended(job.id, {PrintResult::Unknown, !job.printer.empty(), 0});
      if (!ended) spdlog::error("print journal: {}", describe(ended.error()));
    }
    const auto self = weak.lock();
    if (!self) return;
    self->on_printer_thread([records = records.value_or(std::vector<cases::PrinterRecord>{}),
                             open = open.value_or(std::vector<cases::PrintJob>{})](PrintQueue& queue) {
      queue.take_journal(records, open);
    });
  });
}

void PrintQueue::take_journal(const std::vector<cases::PrinterRecord>& records,
                              const std::vector<cases::PrintJob>& open) {
  loaded_ = true;
  station_.take_records(records);
  earlier_ = open;
  if (!open.empty()) {
    spdlog::warn("printer: {} slips were interrupted by the last end of the program", open.size());
    listen_until_ = parts_.clock.steady() + kListenAfterStart;
  }
  next();
  tend();
}

void PrintQueue::tend_in(std::chrono::milliseconds delay) {
  if (std::exchange(tending_, true)) return;
  on_printer_thread(
      [](PrintQueue& self) {
        self.tending_ = false;
        self.tend();
      },
      delay);
}

void PrintQueue::tend() {
  if (!loaded_ || busy()) return;  // after a slip that does not end well it is called again
  const bool waiting = late_ || !earlier_.empty();
  if (!waiting && !station_.unclean()) return;
  // When one is plugged in, or the next slip is wanted, this is called again.
  if (!station_.connect()) return;
  settle_late(station_.listen());
  settle_earlier();
  if (!listening()) {
    late_.reset();
    earlier_.clear();
  }
  keep_clean();
  if (!station_.unclean() && !late_ && earlier_.empty()) return;
  tend_in(listening() ? kWhileListening : kWhileUnclean);
}

void PrintQueue::settle_late(const devices::JobReport& report) {
  if (!late_) return;
  const bool printed = report.state == devices::JobState::Printed ||
                       station_.printer().heard(devices::first_print_id(late_->journal));
  if (!printed) return;
  spdlog::info("printer: the confirmation came late");
  end(*std::exchange(late_, std::nullopt), PrintFate::Printed, {PrintResult::Printed});
}

void PrintQueue::settle_earlier() {
  const auto confirmed = [this](const cases::PrintJob& job) {
    if (job.printer != station_.name() || !station_.printer().heard(devices::first_print_id(job.id)))
      return false;
    spdlog::info("printer: a slip from before the start is confirmed");
    end({job.kind, job.id, 0, 0, 0}, PrintFate::Printed, {PrintResult::Printed});
    return true;
  };
  earlier_.erase(std::remove_if(earlier_.begin(), earlier_.end(), confirmed), earlier_.end());
}

// While a confirmation may come, a printer that works is left to finish; one that stands still holds a slip
// that nobody waits for.
void PrintQueue::keep_clean() {
  if (!station_.unclean()) return;
  const PrinterReadiness state = station_.readiness();
  const bool ready = state == PrinterReadiness::Ready || state == PrinterReadiness::PaperLow;
  if (!ready && state != PrinterReadiness::Absent) return station_.drop_held();
  if (ready && (earlier_.empty() || !listening())) (void)station_.clean();
}

}  // namespace yitang::terminal
