#include "kiosk/terminal/print_service.hpp"

#include <spdlog/spdlog.h>

#include <atomic>
#include <deque>
#include <utility>

#include "kiosk/terminal/slips.hpp"

namespace yitang::terminal {

using resident::PrinterReadiness;
using resident::PrintFate;
using resident::PrintKind;

namespace {

constexpr std::chrono::milliseconds kPollEvery{20};
constexpr std::chrono::milliseconds kPollWaiting{200};

struct Waiting {
  PrintKind kind;
  std::int64_t journal = 0;  // 0: this kind is not journalled
  devices::ReceiptDocument document;
  int generation = 0;
  int ticket = 0;
};

PrinterReadiness readiness_of(const devices::PrinterStatus& status) {
  if (status.cover_open) return PrinterReadiness::CoverOpen;
  if (status.paper == devices::PaperState::Out) return PrinterReadiness::NoPaper;
  if (!status.ready()) return PrinterReadiness::Fault;
  return status.paper == devices::PaperState::NearEnd ? PrinterReadiness::PaperLow : PrinterReadiness::Ready;
}

}  // namespace

// The printer's thread owns the members below `printer`.
struct PrintService::Shared : std::enable_shared_from_this<PrintService::Shared> {
  Shared(Parts p, PrintSettings s) : parts(std::move(p)), settings(std::move(s)) {}

  void on_printer_thread(std::function<void(Shared&)> work, std::chrono::milliseconds delay = {}) {
    parts.thread.post_after(delay, [weak = weak_from_this(), work = std::move(work)] {
      if (const auto self = weak.lock()) work(*self);
    });
  }

  bool connect() {
    if (printer && printer->connected()) return true;
    printer.reset();
    auto transport = parts.open();
    if (!transport) {
      spdlog::warn("printer: {}", devices::name_of(transport.error().code));
      return false;
    }
    auto opened = devices::Printer::open(std::move(*transport), parts.device_clock, settings.driver);
    if (!opened) {
      spdlog::warn("printer: {}", opened.error().message);
      return false;
    }
    printer = std::move(*opened);
    return true;
  }

  PrinterReadiness readiness() {
    if (!connect()) return PrinterReadiness::Absent;
    auto status = printer->query_status();
    if (!status && status.error().code == devices::ErrorCode::Disconnected && connect()) {
      status = printer->query_status();  // it was unplugged and is back
    }
    if (!status) {
      spdlog::warn("printer: status: {}", status.error().message);
      return status.error().code == devices::ErrorCode::Disconnected ? PrinterReadiness::Absent
                                                                     : PrinterReadiness::Fault;
    }
    return readiness_of(*status);
  }

  void take(Waiting slip) {
    queue.push_back(std::move(slip));
    if (!current) next();
  }

  void next() {
    while (!queue.empty() && !current) {
      Waiting slip = std::move(queue.front());
      queue.pop_front();
      if (slip.generation != generation.load()) {
        end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
      } else if (const PrinterReadiness state = readiness();
                 state != PrinterReadiness::Ready && state != PrinterReadiness::PaperLow) {
        end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
      } else {
        begin(std::move(slip));
      }
    }
  }

  void begin(Waiting slip) {
    auto rendered = devices::render_escpos(slip.document, settings.profile, parts.glyphs);
    if (!rendered) {
      spdlog::error("printer: a slip cannot be rendered: {}", rendered.error().message);
      end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
      return;
    }
    if (torn) {  // part of an earlier slip: cut it off before it mixes with this one
      if (auto ejected = printer->eject(); !ejected) {
        spdlog::warn("printer: the rest of an earlier slip stays: {}", ejected.error().message);
        end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
        return;
      }
      torn = false;
    }
    if (auto started = printer->start(std::move(rendered->bytes)); !started) {
      spdlog::warn("printer: not started: {}", started.error().message);
      end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
      return;
    }
    current = std::move(slip);
    last_fate = PrintFate::Printing;
    step();
  }

  void step() {
    if (!current) return;
    const devices::JobReport report = printer->poll();
    if (report.ended()) {
      finish(report);
      return;
    }
    const bool waiting = report.state == devices::JobState::WaitingForPaper;
    if (waiting && current->generation != generation.load()) {
      finish(printer->cancel());  // nobody is there any more: it must not come out for the next person
      return;
    }
    const PrintFate fate = waiting ? PrintFate::WaitingForPaper : PrintFate::Printing;
    if (fate != last_fate) tell(current->kind, fate, current->ticket);
    last_fate = fate;
    on_printer_thread([](Shared& self) { self.step(); }, waiting ? kPollWaiting : kPollEvery);
  }

  void finish(const devices::JobReport& report) {
    spdlog::info("printer: job {} {}", devices::name_of(report.state), devices::name_of(report.failure));
    torn = report.data_left_in_printer;
    const Waiting slip = std::move(*std::exchange(current, std::nullopt));
    if (report.state == devices::JobState::Printed) {
      end(slip, PrintFate::Printed, cases::PrintResult::Printed);
    } else if (report.state == devices::JobState::Unknown) {
      end(slip, PrintFate::Unknown, cases::PrintResult::Unknown);
    } else {
      end(slip, PrintFate::NotPrinted, cases::PrintResult::Failed);
    }
    next();
  }

  void end(const Waiting& slip, PrintFate fate, cases::PrintResult result) {
    if (slip.journal != 0) {
      parts.store.with_store([job = slip.journal, result](cases::CaseStore& store) {
        if (auto ended = store.print_ended(job, result); !ended) {
          spdlog::error("print journal: {}", describe(ended.error()));
        }
      });
    }
    tell(slip.kind, fate, slip.ticket);
  }

  void tell(PrintKind kind, PrintFate fate, int ticket) {
    parts.post(resident::PrintProgressed{kind, fate, ticket});
  }

  Parts parts;
  PrintSettings settings;
  std::atomic<int> generation{0};  // a new one when a person leaves

  std::unique_ptr<devices::Printer> printer;
  std::deque<Waiting> queue;
  std::optional<Waiting> current;
  PrintFate last_fate = PrintFate::Printing;
  bool torn = false;  // the printer may still hold part of a slip that is void
};

PrintService::PrintService(Parts parts, PrintSettings settings)
    : shared_(std::make_shared<Shared>(std::move(parts), std::move(settings))) {}

PrintService::~PrintService() = default;

void PrintService::ask() {
  shared_->on_printer_thread([](Shared& self) {
    // A job that runs answers the question: the printer works, or waits for paper.
    if (self.current) {
      const bool waiting = self.last_fate == PrintFate::WaitingForPaper;
      self.parts.post(
          resident::PrinterAnswered{waiting ? PrinterReadiness::NoPaper : PrinterReadiness::Ready});
      return;
    }
    self.parts.post(resident::PrinterAnswered{self.readiness()});
  });
}

void PrintService::print(const resident::PrintRequest& request) {
  const int generation = shared_->generation.load();
  const auto shared = shared_;
  shared_->parts.store.with_store([shared, request, generation](cases::CaseStore& store) {
    SlipContext context{store,
                        shared->parts.catalog,
                        shared->parts.clock,
                        shared->parts.words,
                        shared->settings.place,
                        shared->settings.hotline,
                        shared->settings.profile.dots_per_line};
    auto slip = build_slip(context, request);
    if (!slip) {
      spdlog::error("printer: a slip cannot be built: {}", describe(slip.error()));
      shared->tell(request.kind, PrintFate::NotPrinted, request.ticket);
      return;
    }
    Waiting waiting{request.kind, slip->journal, std::move(slip->document), generation, request.ticket};
    shared->on_printer_thread([waiting = std::move(waiting)](Shared& self) { self.take(waiting); });
  });
}

void PrintService::forget() { ++shared_->generation; }

}  // namespace yitang::terminal
