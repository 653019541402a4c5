#include "kiosk/terminal/slips.hpp"

#include <set>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/cases/prepared_slip.hpp"
#include "kiosk/cases/receipt.hpp"
#include "kiosk/cases/result_copy.hpp"
#include "kiosk/cases/timeline.hpp"
#include "kiosk/catalog/guide.hpp"
#include "kiosk/terminal/appointment_slips.hpp"
#include "kiosk/terminal/ticket_slips.hpp"

namespace yitang::terminal {

cases::SlipSettings slip_settings(const SlipContext& context, Language language) {
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

namespace {

// Known if the catalogue has a service point of this place's name.
cases::Whereabouts whereabouts(const SlipContext& context, Language language) {
  const catalog::ServicePoint* point = context.catalog.point_called(context.place.zh);
  if (point == nullptr) return {};
  return {point->address.of(language), point->hours.of(language)};
}

// Who and what the first case says, they all say; papers are named once, though several cases have them.
Result<cases::BundleSlip> bundle_content(const SlipContext& context,
                                         const std::vector<cases::CaseRow>& rows) {
  cases::BundleSlip slip;
  std::set<std::string> digests;
  for (const cases::CaseRow& row : rows) {
    auto envelope = context.store.case_content(row.uid);
    if (!envelope) return tl::unexpected(envelope.error());
    const catalog::ServiceItem* item = context.catalog.nearest(row.item_id, row.item_version);
    if (item == nullptr || !envelope->bundle) return fail(ErrorKind::NotFound, "no such item or bundle");
    if (slip.cases.empty()) {
      const catalog::Bundle* bundle = context.catalog.bundle(envelope->bundle->id);
      slip.name = bundle != nullptr ? bundle->name : item->name;
      slip.qr_token = envelope->bundle->qr_token;
      slip.applicant = envelope->applicant;
      if (envelope->agent) slip.agent = envelope->agent->person;
      slip.first_asked = envelope->first_asked;
    }
    const Date accepted = Date::of(row.submitted_at);
    const cases::Promise promise = cases::promised_date(*item, accepted, context.catalog.calendar());
    slip.cases.push_back({*item,
                          {row.uid, row.receipt_no, row.qr_token, row.promised, row.submitted_at, false},
                          envelope->delivery,
                          promise.immediate,
                          promise.provisional});
    for (const cases::EnvelopeMaterial& material : envelope->materials) {
      const catalog::Material* known = item->material(material.code);
      if (known == nullptr || material.pages.empty()) continue;
      if (!digests.insert(material.pages.front().digest).second) continue;
      slip.pages.emplace_back(known->name, material.pages.size());
    }
  }
  return slip;
}

Result<Slip> bundle_receipt(const SlipContext& context, const resident::PrintRequest& request,
                            const std::vector<cases::CaseRow>& rows) {
  auto slip = bundle_content(context, rows);
  if (!slip) return tl::unexpected(slip.error());
  auto job = context.store.print_started(request.case_uid, cases::PrintKind::Receipt, context.printer);
  if (!job) return tl::unexpected(job.error());
  slip->copy = job->copy > 0;
  return Slip{cases::bundle_slip(slip_settings(context, request.language), *slip), job->id};
}

Result<Slip> supplement_slip(const SlipContext& context, const resident::PrintRequest& request,
                             const catalog::ServiceItem& item, const cases::Envelope& supplement) {
  auto row = context.store.find_by_uid(supplement.supplement->case_uid);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return fail(ErrorKind::NotFound, "no such case");
  auto job = context.store.print_started(request.case_uid, cases::PrintKind::Receipt, context.printer);
  if (!job) return tl::unexpected(job.error());
  cases::SlipSettings settings = slip_settings(context, request.language);
  settings.clock_trusted = settings.clock_trusted && supplement.clock_trusted;
  return Slip{cases::supplement_slip(settings, {item, **row, supplement, job->copy > 0}), job->id};
}

Result<Slip> receipt_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto together = context.store.cases_of_bundle(request.case_uid);
  if (!together) return tl::unexpected(together.error());
  if (!together->empty()) return bundle_receipt(context, request, *together);
  auto row = context.store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  auto envelope = context.store.case_content(request.case_uid);
  if (!envelope) return tl::unexpected(envelope.error());
  const catalog::ServiceItem* item = context.catalog.nearest(envelope->item_id, envelope->item_version);
  if (!*row || item == nullptr) return fail(ErrorKind::NotFound, "no such case or item");
  if (envelope->supplement) return supplement_slip(context, request, *item, *envelope);
  auto job = context.store.print_started(request.case_uid, cases::PrintKind::Receipt, context.printer);
  if (!job) return tl::unexpected(job.error());
  const cases::SubmittedCase submitted{(*row)->uid,      (*row)->receipt_no,   (*row)->qr_token,
                                       (*row)->promised, (*row)->submitted_at, false};
  const Date accepted = Date::of(submitted.submitted_at);
  const cases::Promise promise = cases::promised_date(*item, accepted, context.catalog.calendar());
  cases::SubmissionSlip slip{*item,        *envelope, submitted, promise.immediate, promise.provisional,
                             job->copy > 0};
  auto appointment = appointment_lines(context, request.case_uid);
  if (!appointment) return tl::unexpected(appointment.error());
  if (*appointment) slip.appointment.emplace(**appointment);
  cases::SlipSettings settings = slip_settings(context, request.language);
  settings.clock_trusted = settings.clock_trusted && envelope->clock_trusted;
  return Slip{cases::submission_slip(settings, slip), job->id};
}

Result<Slip> progress_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto row = context.store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  if (!*row || request.item == nullptr) return fail(ErrorKind::NotFound, "no such case or item");
  auto notices = context.store.notices_of(request.case_uid);
  if (!notices) return tl::unexpected(notices.error());
  const cases::Timeline timeline =
      cases::timeline_of(*request.item, **row, *notices, context.clock.today(), context.catalog.calendar());
  cases::ProgressSlip slip{*request.item, **row, timeline.days,
                           request.item->department.of(request.language)};
  for (const cases::Notice& notice : *notices) {
    if (notice.state != (*row)->state) continue;
    slip.message = notice.message;
    slip.details = notice.details;
  }
  // Where the result lies is still true after the case is closed.
  for (const cases::Notice& notice : *notices) {
    if (slip.details.shelf.empty()) slip.details.shelf = notice.details.shelf;
    if (slip.details.courier_no.empty()) slip.details.courier_no = notice.details.courier_no;
  }
  auto appointment = appointment_lines(context, request.case_uid);
  if (!appointment) return tl::unexpected(appointment.error());
  if (*appointment) slip.appointment.emplace(**appointment);
  const cases::ResultDocument* document = cases::newest_result(*notices);
  slip.printable = document != nullptr && (context.paper.a4 || (context.paper.slip && document->on_slip));
  slip.stopped = timeline.stopped;
  slip.promised = timeline.promised;
  return Slip{cases::progress_slip(slip_settings(context, request.language), slip), 0};
}

// Only what its document allows on this paper, and as often as this machine does.
Result<Slip> result_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto row = context.store.find_by_uid(request.case_uid);
  if (!row) return tl::unexpected(row.error());
  auto notices = context.store.notices_of(request.case_uid);
  if (!notices) return tl::unexpected(notices.error());
  const cases::ResultDocument* document = cases::newest_result(*notices);
  if (!*row || document == nullptr || !document->on_slip)
    return fail(ErrorKind::NotFound, "there is no result that may be printed on a slip");
  auto job = context.store.result_print_started(request.case_uid, context.result_limit, context.printer);
  if (!job) return tl::unexpected(job.error());
  return Slip{cases::result_slip(slip_settings(context, request.language),
                                 {**row, *document, context.store.terminal_code(), request.name}),
              job->id};
}

Result<Slip> prepared_slip(const SlipContext& context, const resident::PrintRequest& request) {
  auto draft = context.store.draft(request.case_uid);
  if (!draft) return tl::unexpected(draft.error());
  if (!*draft || !(*draft)->prepared) return fail(ErrorKind::NotFound, "nothing is kept under this uid");
  const catalog::ServiceItem* item = context.catalog.nearest((*draft)->item_id, (*draft)->item_version);
  if (item == nullptr) return fail(ErrorKind::NotFound, "no such item");
  auto job = context.store.print_started(request.case_uid, request.kind, context.printer);
  if (!job) return tl::unexpected(job.error());
  const cases::PreparedSlip slip{*item, **draft, request.answers, job->copy > 0};
  return Slip{cases::prepared_slip(slip_settings(context, request.language), slip), job->id};
}

Result<Slip> slip_of(const SlipContext& context, const resident::PrintRequest& request) {
  const cases::SlipSettings settings = slip_settings(context, request.language);
  switch (request.kind) {
    case cases::PrintKind::Receipt: return receipt_slip(context, request);
    case cases::PrintKind::ProgressSlip: return progress_slip(context, request);
    case cases::PrintKind::Ticket: return build_ticket_slip(context, request);
    case cases::PrintKind::PreparedSlip: return prepared_slip(context, request);
    case cases::PrintKind::ResultCopy: return result_slip(context, request);
    case cases::PrintKind::Leaflet:
      if (request.item == nullptr) break;
      return Slip{
          cases::leaflet_slip(settings, catalog::make_guide(*request.item, request.language, context.paper),
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
