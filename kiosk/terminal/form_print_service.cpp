#include "kiosk/terminal/form_print_service.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <utility>
#include <vector>

#include "devices/document/pdf_writer.hpp"
#include "devices/wipe.hpp"
#include "kiosk/base/random.hpp"
#include "kiosk/cases/application_form.hpp"
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/result_copy.hpp"

namespace yitang::terminal {

using devices::FormJobState;
using devices::FormPrinterState;
using resident::FormFate;
using resident::FormPrinterReadiness;

namespace {

constexpr std::chrono::milliseconds kAskEvery{1000};
constexpr std::size_t kMostJobs = 4;
// Warnings are often about another tray. One that lasts longer than a form takes is believed.
constexpr SteadyMillis kBelievedAfter = 15'000;
constexpr int kUnheardAfter = 15;  // questions without an answer; each may take seconds
// A printer that somebody has to see to: then the job goes, so that it does not come out when all have
// forgotten it.
constexpr SteadyMillis kLongestWait = SteadyMillis{10} * 60 * 1000;

FormPrinterReadiness form_readiness_of(FormPrinterState state) {
  switch (state) {
    case FormPrinterState::Ready: return FormPrinterReadiness::Ready;
    case FormPrinterState::Busy: return FormPrinterReadiness::Busy;
    case FormPrinterState::Absent: return FormPrinterReadiness::Absent;
    case FormPrinterState::NoPaper: return FormPrinterReadiness::NoPaper;
    case FormPrinterState::CoverOpen: return FormPrinterReadiness::CoverOpen;
    case FormPrinterState::Jammed: return FormPrinterReadiness::Jammed;
    case FormPrinterState::TonerOut: return FormPrinterReadiness::TonerOut;
    // Nothing that a resident could do about the difference; the log has it.
    case FormPrinterState::Stopped:
    case FormPrinterState::Unsuitable: return FormPrinterReadiness::Stopped;
  }
  return FormPrinterReadiness::Stopped;
}

FormFate fate_of_job(FormJobState state) {
  switch (state) {
    case FormJobState::Pending:
    case FormJobState::Printing: return FormFate::Printing;
    case FormJobState::Waiting: return FormFate::Waiting;
    case FormJobState::Printed: return FormFate::Printed;
    case FormJobState::Failed:
    case FormJobState::Cancelled: return FormFate::NotPrinted;
    case FormJobState::Unknown: return FormFate::Unknown;
  }
  return FormFate::Unknown;
}

bool is_on_its_way(FormFate fate) { return fate == FormFate::Printing || fate == FormFate::Waiting; }

}  // namespace

class FormPrintService::Shared : public std::enable_shared_from_this<FormPrintService::Shared> {
 public:
  explicit Shared(Parts parts)
      : parts_(std::move(parts)), series_(fmt::format("{:016x}", parts_.random.number())) {}

  [[nodiscard]] int generation() const { return generation_; }
  void person_left() { ++generation_; }

  void on_thread(std::function<void(Shared&)> work, std::chrono::milliseconds delay = {}) {
    parts_.thread.post_after(delay, [weak = weak_from_this(), work = std::move(work)] {
      if (const auto self = weak.lock()) work(*self);
    });
  }

  void take(const resident::FormRequest& request, int generation);
  void look();
  // While a job is out, its own questions say how the printer is.
  void look_at_printer() {
    if (jobs_.empty()) (void)parts_.printer->ask();
  }

 private:
  struct Job {
    int number = 0;
    int ticket = 0;
    int generation = 0;
    std::int64_t journal = 0;  // of a result; 0: not kept
    FormFate fate = FormFate::Printing;
    FormPrinterReadiness printer = FormPrinterReadiness::Ready;
    bool begun = false;
    int unheard = 0;
    SteadyMillis stopped_since = -1;
    SteadyMillis warned_since = -1;
  };

  [[nodiscard]] bool stale(int generation) const { return generation != generation_; }
  void tell(int ticket, FormFate fate, FormPrinterReadiness printer = FormPrinterReadiness::Ready) {
    parts_.post(resident::FormPrintProgressed{fate, printer, ticket});
  }
  struct Built {
    devices::FormDocument document;
    std::int64_t journal = 0;
  };
  cases::SlipSettings settings_for(const cases::Envelope& envelope) const;
  Result<Built> build(cases::CaseStore& store, const resident::FormRequest& request) const;
  Result<Built> build_result(cases::CaseStore& store, const resident::FormRequest& request,
                             const cases::CaseRow& row, const cases::SlipSettings& settings) const;
  Result<int> send(const devices::FormDocument& document);
  void begin(const Built& built, int ticket, int generation);
  void end(std::int64_t journal, int ticket, FormFate fate, FormPrinterReadiness printer, bool begun);
  void follow(Job& job);
  void settle(Job& job, const devices::FormJobReport& report);
  [[nodiscard]] devices::FormJobReport judged(Job& job, devices::FormJobReport report) const;
  [[nodiscard]] bool must_go(const Job& job) const;
  void look_again();

  Parts parts_;
  std::string series_;  // of the titles of jobs: no two terminals and no two starts have the same
  int last_title_ = 0;
  std::atomic<int> generation_{0};
  std::unique_ptr<devices::FormFonts> fonts_;  // opened when first needed
  std::vector<Job> jobs_;
  bool looking_ = false;
};

void FormPrintService::Shared::take(const resident::FormRequest& request, int generation) {
  if (stale(generation)) return;
  const FormPrinterState state = jobs_.size() < kMostJobs ? parts_.printer->ask() : FormPrinterState::Stopped;
  const FormPrinterReadiness readiness = form_readiness_of(state);
  parts_.post(resident::FormPrinterAnswered{readiness, request.ticket});
  if (readiness != FormPrinterReadiness::Ready && readiness != FormPrinterReadiness::Busy) {
    spdlog::warn("form printer: {}", devices::name_of(state));
    return;
  }
  parts_.store.with_store([weak = weak_from_this(), request, generation](cases::CaseStore& store) {
    const auto self = weak.lock();
    if (!self) return;
    auto built = self->build(store, request);
    self->on_thread([built = std::move(built), request, generation](Shared& shared) {
      if (built) {
        shared.begin(*built, request.ticket, generation);
      } else {
        spdlog::error("form printer: a form cannot be put together: {}", describe(built.error()));
        shared.tell(request.ticket, FormFate::NotPrinted);
      }
    });
  });
}

cases::SlipSettings FormPrintService::Shared::settings_for(const cases::Envelope& envelope) const {
  const Language language = envelope.language == "en" ? Language::English : Language::Chinese;
  cases::SlipSettings settings;
  settings.words = [&words = parts_.words, language](std::string_view key) { return words(language, key); };
  settings.language = language;
  settings.place = parts_.place.of(language);
  settings.hotline = parts_.hotline;
  settings.now = parts_.clock.now();
  settings.clock_trusted = parts_.clock.trusted();
  return settings;
}

// On the store's thread.
Result<FormPrintService::Shared::Built> FormPrintService::Shared::build(
    cases::CaseStore& store, const resident::FormRequest& request) const {
  auto row = store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  auto envelope = store.case_content(request.case_uid);
  if (!envelope) return tl::unexpected(envelope.error());
  const catalog::ServiceItem* item = parts_.catalog.nearest(envelope->item_id, envelope->item_version);
  if (!*row || item == nullptr) return fail(ErrorKind::NotFound, "no such case or item");
  cases::SlipSettings settings = settings_for(*envelope);
  if (request.kind == resident::FormKind::Result) return build_result(store, request, **row, settings);
  settings.clock_trusted = settings.clock_trusted && envelope->clock_trusted;
  const cases::SubmittedCase submitted{(*row)->uid,      (*row)->receipt_no,   (*row)->qr_token,
                                       (*row)->promised, (*row)->submitted_at, false};
  return Built{cases::application_form(settings, {*item, *envelope, submitted}), 0};
}

// In the journal before its first byte goes out: a restart counts it as one that may have come out.
Result<FormPrintService::Shared::Built> FormPrintService::Shared::build_result(
    cases::CaseStore& store, const resident::FormRequest& request, const cases::CaseRow& row,
    const cases::SlipSettings& settings) const {
  auto notices = store.notices_of(request.case_uid);
  if (!notices) return tl::unexpected(notices.error());
  const cases::ResultDocument* document = cases::newest_result(*notices);
  if (document == nullptr) return fail(ErrorKind::NotFound, "the office sent no result to print");
  auto job = store.result_print_started(request.case_uid, parts_.result_limit);
  if (!job) return tl::unexpected(job.error());
  return Built{cases::result_form(settings, {row, *document, parts_.terminal, request.name}), job->id};
}

Result<int> FormPrintService::Shared::send(const devices::FormDocument& document) {
  if (!fonts_) {
    auto fonts = devices::FormFonts::create(devices::system_form_fonts());
    if (!fonts) return fail(ErrorKind::NotFound, fonts.error().message);
    fonts_ = std::move(*fonts);
  }
  auto pdf = devices::make_pdf(document, *fonts_);
  if (!pdf) return fail(ErrorKind::Internal, pdf.error().message);
  const auto number = parts_.printer->print(*pdf, fmt::format("yitang {}-{}", series_, ++last_title_));
  devices::wipe(*pdf);
  if (!number) return fail(ErrorKind::DeviceFailed, "not sent: " + number.error().message);
  return *number;
}

void FormPrintService::Shared::begin(const Built& built, int ticket, int generation) {
  // Nobody waits for it any more.
  if (stale(generation))
    return end(built.journal, 0, FormFate::NotPrinted, FormPrinterReadiness::Ready, false);
  const auto number = send(built.document);
  if (!number) {
    spdlog::warn("form printer: {}", describe(number.error()));
    return end(built.journal, ticket, FormFate::NotPrinted, FormPrinterReadiness::Ready, false);
  }
  jobs_.push_back(Job{*number, ticket, generation, built.journal});
  tell(ticket, FormFate::Printing);
  look_again();
}

// The journal first: whoever is told may ask how often it came out.
void FormPrintService::Shared::end(std::int64_t journal, int ticket, FormFate fate,
                                   FormPrinterReadiness printer, bool begun) {
  if (journal == 0) {
    if (ticket != 0) tell(ticket, fate, printer);
    return;
  }
  cases::PrintEnd how;
  how.result = fate == FormFate::Printed   ? cases::PrintResult::Printed
               : fate == FormFate::Unknown ? cases::PrintResult::Unknown
               : begun                     ? cases::PrintResult::Torn
                                           : cases::PrintResult::Failed;
  parts_.store.with_store(
      [weak = weak_from_this(), journal, how, ticket, fate, printer](cases::CaseStore& store) {
        if (auto ended = store.print_ended(journal, how); !ended)
          spdlog::error("print journal: {}", describe(ended.error()));
        const auto self = weak.lock();
        if (self && ticket != 0) self->tell(ticket, fate, printer);
      });
}

void FormPrintService::Shared::look_again() {
  if (jobs_.empty() || std::exchange(looking_, true)) return;
  on_thread(
      [](Shared& self) {
        self.looking_ = false;
        self.look();
      },
      kAskEvery);
}

void FormPrintService::Shared::look() {
  for (Job& job : jobs_) follow(job);
  std::erase_if(jobs_, [](const Job& job) { return !is_on_its_way(job.fate); });
  look_again();
}

// It would come out for somebody else, or when nobody thinks of it any more.
bool FormPrintService::Shared::must_go(const Job& job) const {
  const bool stands = job.fate == FormFate::Waiting || !job.begun || job.unheard > 0;
  if (stale(job.generation)) return stands;
  return job.stopped_since >= 0 && parts_.clock.steady() - job.stopped_since > kLongestWait;
}

void FormPrintService::Shared::follow(Job& job) {
  const auto report = parts_.printer->poll(job.number);
  if (report) {
    job.unheard = 0;
    settle(job, judged(job, *report));
  } else if (++job.unheard >= kUnheardAfter) {
    spdlog::warn("form printer: not heard of any more: {}", report.error().message);
    job.fate = FormFate::Unknown;
    end(job.journal, job.ticket, job.fate, FormPrinterReadiness::Absent, job.begun);
  }
  if (!is_on_its_way(job.fate) || !must_go(job)) return;
  // Refused or not heard: the next look tries again.
  if (!parts_.printer->cancel(job.number)) return;
  job.fate = FormFate::NotPrinted;
  end(job.journal, job.ticket, job.fate, job.printer, job.begun);
}

// A printer that stands still may say so by a warning only.
devices::FormJobReport FormPrintService::Shared::judged(Job& job, devices::FormJobReport report) const {
  const bool warns = report.state == FormJobState::Printing && report.printer != FormPrinterState::Ready;
  if (!warns) {
    job.warned_since = -1;
    return report;
  }
  const SteadyMillis now = parts_.clock.steady();
  if (job.warned_since < 0) job.warned_since = now;
  if (now - job.warned_since < kBelievedAfter) return {FormJobState::Printing, FormPrinterState::Ready};
  return {FormJobState::Waiting, report.printer};
}

void FormPrintService::Shared::settle(Job& job, const devices::FormJobReport& report) {
  const FormFate fate = fate_of_job(report.state);
  const FormPrinterReadiness printer = form_readiness_of(report.printer);
  job.begun = job.begun || report.state == FormJobState::Printing;
  if (fate != FormFate::Waiting) job.stopped_since = -1;
  if (fate == FormFate::Waiting && job.stopped_since < 0) job.stopped_since = parts_.clock.steady();
  if (fate == job.fate && printer == job.printer) return;
  spdlog::info("form printer: {}", devices::name_of(report.state));
  job.fate = fate;
  job.printer = printer;
  if (is_on_its_way(fate)) return tell(job.ticket, fate, printer);
  end(job.journal, job.ticket, fate, printer, job.begun);
}

FormPrintService::FormPrintService(Parts parts) : shared_(std::make_shared<Shared>(std::move(parts))) {}
FormPrintService::~FormPrintService() = default;

void FormPrintService::print(const resident::FormRequest& request) {
  const int generation = shared_->generation();
  shared_->on_thread([request, generation](Shared& shared) { shared.take(request, generation); });
}

void FormPrintService::look_at_printer() {
  shared_->on_thread([](Shared& shared) { shared.look_at_printer(); });
}

void FormPrintService::forget() {
  shared_->person_left();
  shared_->on_thread([](Shared& shared) { shared.look(); });
}

}  // namespace yitang::terminal
