#include "kiosk/terminal/case_detail.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace yitang::terminal {
namespace {

void log_unread(const char* what, const Error& error) {
  spdlog::error("store: {}: {}", what, describe(error));
}

// When in doubt it was not: a second receipt does no harm, none at all does.
bool receipt_printed(cases::CaseStore& store, const std::string& uid) {
  const auto jobs = store.print_jobs_of(uid);
  if (!jobs) log_unread("reading the print journal", jobs.error());
  const bool alone =
      jobs && std::any_of(jobs->begin(), jobs->end(), [](const cases::PrintJob& job) {
        return job.kind == cases::PrintKind::Receipt && job.result == cases::PrintResult::Printed;
      });
  if (alone) return true;
  const auto bundle = store.bundle_of(uid);
  if (!bundle) log_unread("looking for a bundle", bundle.error());
  return bundle && *bundle && receipt_printed(store, **bundle);  // one slip named them all
}

void add_content(cases::CaseStore& store, const std::string& uid, resident::CaseDetail& detail) {
  if (const auto content = store.case_content(uid); !content) {  // the page goes without
    const bool erased = content.error().kind == ErrorKind::NotFound;
    if (!erased) log_unread("reading how the result comes", content.error());
  } else if (content->delivery) {
    detail.delivery = content->delivery->kind;
  }
}

}  // namespace

Result<std::optional<resident::CaseDetail>> case_detail(cases::CaseStore& store, const std::string& uid) {
  auto row = store.find_by_uid(uid);
  if (!row) log_unread("opening a case", row.error());
  if (!row) return tl::unexpected(row.error());
  auto notices = store.notices_of(uid);
  if (!notices) log_unread("reading notices", notices.error());
  if (!notices) return tl::unexpected(notices.error());
  if (!*row) return std::nullopt;
  resident::CaseDetail detail{**row, std::move(*notices), {}};
  add_content(store, uid, detail);
  detail.receipt_printed = receipt_printed(store, uid);
  if (const auto prints = store.result_prints(uid)) {
    detail.result_prints = *prints;
  } else {  // printing looks once more
    log_unread("counting prints of a result", prints.error());
  }
  if (auto rating = store.rating_of(uid)) {
    detail.rated = rating->has_value();
  } else {  // nobody is asked for what may be there already
    log_unread("reading a rating", rating.error());
    detail.rated = true;
  }
  if (auto supplements = store.supplements_of(uid)) {
    detail.supplements = std::move(*supplements);
  } else {  // the page offers to hand in once more: the office takes it all the same
    log_unread("reading what was handed in later", supplements.error());
  }
  if (auto appointment = store.appointment_of_case(uid)) {
    detail.appointment = std::move(*appointment);
  } else {  // the page goes without
    log_unread("reading an appointment", appointment.error());
  }
  return std::optional<resident::CaseDetail>(std::move(detail));
}

}  // namespace yitang::terminal
