#include "kiosk/terminal/print_queue.hpp"

#include <spdlog/spdlog.h>

#include <utility>

#include "devices/receipt/paper_feed.hpp"
#include "kiosk/cases/case_store.hpp"

namespace yitang::terminal {

using cases::PrintResult;
using resident::PrinterReadiness;
using resident::PrintFate;

namespace {

constexpr std::chrono::milliseconds kLookEvery{20};
constexpr std::chrono::milliseconds kLookWaiting{200};
constexpr SteadyMillis kListenAfterSlip = 30'000;  // for a confirmation that comes late

bool is_ready(PrinterReadiness state) {
  return state == PrinterReadiness::Ready || state == PrinterReadiness::PaperLow;
}

// What of the slip is on paper, if the printer did not confirm it.
PrintResult result_of(const devices::JobReport& report) {
  if (report.state == devices::JobState::Printed) return PrintResult::Printed;
  if (report.sent_bytes == 0) return PrintResult::Failed;
  return report.state == devices::JobState::Unknown ? PrintResult::Unknown : PrintResult::Torn;
}

PrintFate fate_of(PrintResult result) {
  if (result == PrintResult::Printed) return PrintFate::Printed;
  return result == PrintResult::Unknown ? PrintFate::Unknown : PrintFate::NotPrinted;
}

}  // namespace

PrintQueue::PrintQueue(Parts parts, PrintSettings settings)
    : parts_(std::move(parts)),
      settings_(std::move(settings)),
      station_({parts_.store, parts_.clock, parts_.device_clock, parts_.open, settings_.choose,
                settings_.out_of_order, settings_.roll_mm}) {}

void PrintQueue::on_printer_thread(std::function<void(PrintQueue&)> work, std::chrono::milliseconds delay) {
  parts_.thread.post_after(delay, [weak = weak_from_this(), work = std::move(work)] {
    if (const auto self = weak.lock()) work(*self);
  });
}

// A job that runs answers the question: the printer works, or waits for paper.
void PrintQueue::ask() {
  if (current_) {
    const bool waiting = last_fate_ == PrintFate::WaitingForPaper;
    parts_.post(resident::PrinterAnswered{waiting ? PrinterReadiness::NoPaper : PrinterReadiness::Ready});
    return;
  }
  parts_.post(resident::PrinterAnswered{station_.readiness()});
  if (loaded_ && station_.unclean()) tend_in({});
}

void PrintQueue::take(resident::PrintRequest request, int generation) {
  queue_.push_back({std::move(request), generation});
  next();
}

void PrintQueue::next() {
  while (loaded_ && !queue_.empty() && !busy()) {
    Wish wish = std::move(queue_.front());
    queue_.pop_front();
    if (!stale(wish.generation) && is_ready(station_.readiness()) && station_.clean()) {
      build(std::move(wish));
    } else {
      refuse(wish);
    }
  }
}

void PrintQueue::refuse(const Wish& wish) {
  parts_.store.with_store([uid = wish.request.case_uid, kind = wish.request.kind](cases::CaseStore& store) {
    auto job = store.print_started(uid, kind);
    auto ended = job ? store.print_ended(job->id, {PrintResult::Failed}) : tl::unexpected(job.error());
    if (!ended) spdlog::error("print journal: {}", describe(ended.error()));
  });
  tell(wish.request.kind, PrintFate::NotPrinted, wish.request.ticket);
}

void PrintQueue::build(Wish wish) {
  building_ = true;
  parts_.store.with_store([weak = weak_from_this(), wish = std::move(wish), name = station_.name(),
                           dots = station_.model().page.dots_per_line](cases::CaseStore& store) {
    const auto self = weak.lock();
    if (!self) return;
    const SlipContext context{store,
                              self->parts_.catalog,
                              self->parts_.clock,
                              self->parts_.words,
                              self->settings_.place,
                              self->settings_.hotline,
                              dots,
                              name,
                              self->settings_.paper,
                              self->settings_.result_limit};
    auto slip = build_slip(context, wish.request);
    self->on_printer_thread([wish, slip = std::move(slip)](PrintQueue& queue) {
      queue.building_ = false;
      if (slip) {
        queue.begin({wish.request.kind, slip->journal, wish.generation, wish.request.ticket, 0},
                    slip->document);
      } else {
        spdlog::error("printer: a slip cannot be built: {}", describe(slip.error()));
        queue.tell(wish.request.kind, PrintFate::NotPrinted, wish.request.ticket);
      }
      queue.next();
    });
  });
}

void PrintQueue::begin(Running slip, const devices::ReceiptDocument& document) {
  const auto refused = [&](const char* why, const std::string& message) {
    spdlog::warn("printer: {}: {}", why, message);
    end(slip, PrintFate::NotPrinted, {PrintResult::Failed});
  };
  if (stale(slip.generation)) return refused("not started", "the person has left");
  auto rendered = devices::render_escpos(document, station_.model().page, parts_.glyphs);
  if (!rendered) return refused("a slip cannot be rendered", rendered.error().message);
  const devices::ModelProfile& model = station_.model();
  const double dots = static_cast<double>(devices::fed_dots(rendered->bytes, model.head_to_cutter_dots));
  slip.paper_um = static_cast<std::int64_t>(dots * 1000 / model.dots_per_mm);
  const auto started =
      station_.printer().start(std::move(rendered->bytes), devices::first_print_id(slip.journal));
  if (!started) return refused("not started", started.error().message);
  station_.begun();
  late_.reset();
  earlier_.clear();
  current_ = slip;
  last_fate_ = PrintFate::Printing;
  step();
}

void PrintQueue::step() {
  if (!current_) return;
  const devices::JobReport report = station_.listen();
  if (report.ended()) return finish(report);
  const bool waiting = report.state == devices::JobState::WaitingForPaper;
  // Nobody is there any more: it must not come out for the next person.
  if (waiting && stale(current_->generation)) return finish(station_.printer().cancel());
  const PrintFate fate = waiting ? PrintFate::WaitingForPaper : PrintFate::Printing;
  if (fate != last_fate_) tell(current_->kind, fate, current_->ticket);
  last_fate_ = fate;
  on_printer_thread([](PrintQueue& self) { self.step(); }, waiting ? kLookWaiting : kLookEvery);
}

void PrintQueue::finish(const devices::JobReport& report) {
  spdlog::info("printer: job {} {}", devices::name_of(report.state), devices::name_of(report.failure));
  const Running slip = *std::exchange(current_, std::nullopt);
  cases::PrintEnd how;
  how.result = result_of(report);
  // A printer that never confirms is left alone: clearing it could only spoil what it still prints.
  how.unclean =
      how.result == PrintResult::Torn ||
      (how.result == PrintResult::Unknown && (report.confirmation_asked || report.data_left_in_printer));
  const auto total = static_cast<std::int64_t>(std::max<std::size_t>(report.total_bytes, 1));
  how.fed_um = slip.paper_um * static_cast<std::int64_t>(report.sent_bytes) / total;
  if (how.result == PrintResult::Printed) how.fed_um = slip.paper_um;
  end(slip, fate_of(how.result), how);
  if (how.result == PrintResult::Unknown) late_ = slip;
  if (how.unclean) listen_until_ = parts_.clock.steady() + kListenAfterSlip;
  next();
  if (!busy() && how.unclean) tend_in(kLookWaiting);
}

void PrintQueue::end(const Running& slip, PrintFate fate, const cases::PrintEnd& how) {
  station_.ended(how);
  parts_.store.with_store([job = slip.journal, how](cases::CaseStore& store) {
    if (auto ended = store.print_ended(job, how); !ended)
      spdlog::error("print journal: {}", describe(ended.error()));
  });
  tell(slip.kind, fate, slip.ticket);
}

void PrintQueue::tell(cases::PrintKind kind, PrintFate fate, int ticket) {
  parts_.post(resident::PrintProgressed{kind, fate, ticket});
}

}  // namespace yitang::terminal
