// The print journal, and what is known of printers.
#include "kiosk/cases/case_store.hpp"
#include "kiosk/cases/store_parts.hpp"

namespace yitang::cases {
namespace {

constexpr std::string_view kPrintColumns = "SELECT id, kind, copy, result, started, printer FROM print_job ";

PrintJob print_job_of(const storage::Row& row) {
  return {row.integer(0),          row.get<PrintKind>(1), row.get<int>(2),
          row.get<PrintResult>(3), row.integer(4),        row.text(5)};
}

// A result that came out, once, whatever is said of its job afterwards.
Result<void> note_result_printed(StoreParts& parts, std::int64_t job, const PrintEnd& end) {
  if (end.result != PrintResult::Printed) return {};
  auto row = parts.database.query_one<std::string, int>(
      "SELECT uid, copy FROM print_job WHERE id = ? AND kind = ? AND result <> ?", job, PrintKind::ResultCopy,
      PrintResult::Printed);
  if (!row) return failure(row);
  if (!*row) return {};
  return append_audit(parts, audit::ResultPrinted{std::get<0>(**row), std::get<1>(**row) + 1});
}

}  // namespace

std::string_view name_of(PrintKind kind) {
  switch (kind) {
    case PrintKind::Receipt: return "receipt";
    case PrintKind::Leaflet: return "leaflet";
    case PrintKind::MissingNotice: return "missing notice";
    case PrintKind::CounterSlip: return "counter slip";
    case PrintKind::ProgressSlip: return "progress slip";
    case PrintKind::Ticket: return "ticket";
    case PrintKind::PreparedSlip: return "slip for the counter";
    case PrintKind::ResultCopy: return "result";
  }
  return "unknown";  // of a newer program
}

Result<PrintJob> CaseStore::print_started(std::string_view uid, PrintKind kind, std::string_view printer) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  auto earlier = parts.database.query_one<int>(
      "SELECT count(*) FROM print_job WHERE uid = ?1 AND ?1 <> '' AND kind = ?2 AND result <> ?3", uid, kind,
      PrintResult::Failed);
  if (!earlier) return failure(earlier);
  PrintJob job{0, kind, earlier->value_or(0), PrintResult::Unknown, parts.clock.now(), std::string(printer)};
  auto added =
      parts.database.run("INSERT INTO print_job (uid, kind, copy, started, printer) VALUES (?, ?, ?, ?, ?)",
                         uid, kind, job.copy, job.started, printer);
  if (!added) return failure(added);
  job.id = parts.database.last_insert_id();
  if (!printer.empty()) {
    auto marked = parts.database.run(
        "INSERT INTO printer (name, unclean) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET unclean = 1",
        printer);
    if (!marked) return failure(marked);
  }
  if (auto committed = transaction->commit(); !committed) return failure(committed);
  return job;
}

Result<int> CaseStore::result_prints(std::string_view uid) {
  auto count = parts_->database.query_one<int>(
      "SELECT count(*) FROM print_job WHERE uid = ? AND kind = ? AND result IN (?, ?)", uid,
      PrintKind::ResultCopy, PrintResult::Printed, PrintResult::Unknown);
  if (!count) return failure(count);
  return count->value_or(0);
}

Result<PrintJob> CaseStore::result_print_started(std::string_view uid, int limit, std::string_view printer) {
  auto before = result_prints(uid);
  if (!before) return tl::unexpected(before.error());
  if (*before >= limit) return fail(ErrorKind::Refused, "the result was printed as often as it may be");
  return print_started(uid, PrintKind::ResultCopy, printer);
}

Result<void> CaseStore::print_ended(std::int64_t job, const PrintEnd& end) {
  auto& parts = *parts_;
  auto transaction = parts.database.begin();
  if (!transaction) return failure(transaction);
  if (auto noted = note_result_printed(parts, job, end); !noted) return noted;
  auto changed = parts.database.run("UPDATE print_job SET result = ?, ended = ? WHERE id = ?", end.result,
                                    parts.clock.now(), job);
  if (!changed) return failure(changed);
  if (*changed == 0) return fail(ErrorKind::NotFound, "no such print job");
  auto fed = parts.database.run(
      "UPDATE printer SET unclean = ?, fed_um = fed_um + ? WHERE name = (SELECT printer FROM print_job WHERE"
      " id = ?)",
      end.unclean ? 1 : 0, end.fed_um, job);
  if (!fed) return failure(fed);
  return up(transaction->commit());
}

Result<std::vector<PrintJob>> CaseStore::print_jobs_of(std::string_view uid) {
  return up(
      parts_->database.collect(std::string(kPrintColumns) + "WHERE uid = ? ORDER BY id", print_job_of, uid));
}

Result<std::vector<PrintJob>> CaseStore::open_prints() {
  return up(
      parts_->database.collect(std::string(kPrintColumns) + "WHERE ended IS NULL ORDER BY id", print_job_of));
}

Result<std::vector<PrintJob>> CaseStore::newest_prints(int limit) {
  return up(
      parts_->database.collect(std::string(kPrintColumns) + "ORDER BY id DESC LIMIT ?", print_job_of, limit));
}

Result<std::vector<PrinterRecord>> CaseStore::printer_records() {
  return up(parts_->database.collect(
      "SELECT name, unclean, fed_um, roll_from FROM printer ORDER BY name", [](const storage::Row& row) {
        return PrinterRecord{row.text(0), row.integer(1) != 0, row.integer(2), row.integer(3)};
      }));
}

Result<void> CaseStore::keep_printer_record(const PrinterRecord& record) {
  auto kept = parts_->database.run(
      "INSERT INTO printer (name, unclean, fed_um, roll_from) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO "
      "UPDATE"
      " SET unclean = excluded.unclean, fed_um = excluded.fed_um, roll_from = excluded.roll_from",
      record.name, record.unclean ? 1 : 0, record.fed_um, record.roll_from);
  if (!kept) return failure(kept);
  return {};
}

}  // namespace yitang::cases
