#include "kiosk/terminal/slips.hpp"

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/catalog/guide.hpp"

namespace yitang::terminal {
namespace {

cases::SlipSettings settings_of(const SlipContext& context, Language language) {
  cases::SlipSettings settings;
  settings.words = [&words = context.words, language](std::string_view key) { return words(language, key); };
  settings.language = language;
  settings.paper = context.paper_dots < 512 ? cases::PaperWidth::Mm58 : cases::PaperWidth::Mm80;
  settings.place = context.place.of(language);
  settings.hotline = context.hotline;
  settings.now = context.clock.now();
  settings.clock_trusted = context.clock.trusted();
  return settings;
}

// Known if the catalogue has a service point of this place's name.
cases::Whereabouts whereabouts(const SlipContext& context, Language language) {
  for (const catalog::ServicePoint& point : context.catalog.points()) {
    if (point.name.zh == context.place.zh) return {point.address.of(language), point.hours.of(language)};
  }
  return {};
}

Result<Slip> receipt_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto row = context.store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  auto envelope = context.store.case_content(request.case_uid);
  if (!envelope) return tl::unexpected(envelope.error());
  const catalog::ServiceItem* item = context.catalog.item(envelope->item_id);
  if (!*row || item == nullptr) return fail(ErrorKind::NotFound, "no such case or item");
  auto job = context.store.print_started(request.case_uid, cases::PrintKind::Receipt, context.printer);
  if (!job) return tl::unexpected(job.error());
  const cases::SubmittedCase submitted{(*row)->uid,      (*row)->receipt_no,   (*row)->qr_token,
                                       (*row)->promised, (*row)->submitted_at, false};
  const Date accepted = Date::of(submitted.submitted_at);
  const cases::Promise promise = cases::promised_date(*item, accepted, context.catalog.calendar());
  const cases::SubmissionSlip slip{*item,        *envelope, submitted, promise.immediate, promise.provisional,
                                   job->copy > 0};
  cases::SlipSettings settings = settings_of(context, request.language);
  settings.clock_trusted = settings.clock_trusted && envelope->clock_trusted;
  return Slip{cases::submission_slip(settings, slip), job->id};
}

Result<Slip> progress_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto row = context.store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  if (!*row || request.item == nullptr) return fail(ErrorKind::NotFound, "no such case or item");
  std::optional<cases::Elapsed> elapsed;
  if ((*row)->promised && cases::is_open((*row)->state)) {
    elapsed = cases::elapsed(Date::of((*row)->submitted_at), *(*row)->promised, context.clock.today(),
                             context.catalog.calendar());
  }
  auto notices = context.store.notices_of(request.case_uid);
  if (!notices) return tl::unexpected(notices.error());
  std::string message;
  for (const cases::Notice& notice : *notices) {
    if (notice.state == (*row)->state) message = notice.message;
  }
  const cases::ProgressSlip slip{*request.item, **row, elapsed, request.item->department.of(request.language),
                                 message};
  return Slip{cases::progress_slip(settings_of(context, request.language), slip), 0};
}

Result<Slip> slip_of(const SlipContext& context, const resident::PrintRequest& request) {
  const cases::SlipSettings settings = settings_of(context, request.language);
  switch (request.kind) {
    case cases::PrintKind::Receipt: return receipt_slip(context, request);
    case cases::PrintKind::ProgressSlip: return progress_slip(context, request);
    case cases::PrintKind::Leaflet:
      if (request.item == nullptr) break;
      return Slip{cases::leaflet_slip(settings, catalog::make_guide(*request.item, request.language),
                                      whereabouts(context, request.language)),
                  0};
    case cases::PrintKind::MissingNotice:
      if (request.item == nullptr) break;
      return Slip{
          cases::missing_slip(settings, *request.item, request.missing, std::nullopt, request.entries_kept),
          0};
    case cases::PrintKind::CounterSlip:
      if (request.item == nullptr) break;
      return Slip{cases::counter_slip(settings, *request.item, request.answers), 0};
  }
  return fail(ErrorKind::Internal, "a slip without an item was asked for");
}

}  // namespace

Result<Slip> build_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto slip = slip_of(context, request);
  if (!slip || slip->journal != 0) return slip;
  auto job = context.store.print_started(request.case_uid, request.kind, context.printer);
  if (!job) return tl::unexpected(job.error());
  slip->journal = job->id;
  return slip;
}

}  // namespace yitang::terminal
