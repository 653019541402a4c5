// One-time notices: a department says once all that it still wants, with a number and a last day. What it
// asks for later must cite the first notice and may name nothing new (Administrative Licensing Law, art. 32).
#include <fmt/format.h>

#include <algorithm>

#include "kiosk/cases/deadlines.hpp"
#include "kiosk/catalog/enums.hpp"
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;

struct FirstNotice {
  std::string number;
  std::vector<std::string> wanted;
};

std::string lines_of(const std::vector<std::string>& codes) {
  std::string lines;
  for (const std::string& code : codes) lines += code + "\n";
  return lines;
}

std::vector<std::string> codes_of(std::string_view lines) {
  std::vector<std::string> codes;
  for (std::size_t end = lines.find('\n'); end != std::string_view::npos; end = lines.find('\n')) {
    codes.emplace_back(lines.substr(0, end));
    lines.remove_prefix(end + 1);
  }
  return codes;
}

storage::Result<std::optional<FirstNotice>> first_notice(Office::Parts& parts, const std::string& uid) {
  auto row = parts.database.query_one<std::string, std::string>(
      "SELECT number, wanted FROM office_notice JOIN office_case ON office_case.id = case_id WHERE uid = ? "
      "ORDER BY office_notice.id LIMIT 1",
      uid);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return std::optional<FirstNotice>();
  return std::optional(FirstNotice{std::get<0>(**row), codes_of(std::get<1>(**row))});
}

Result<void> check_words(const catalog::ServiceItem& item, const NoticeWish& wish) {
  if (wish.wanted.empty() && wish.message.empty())
    return fail(ErrorKind::BadInput, "a supplement needs materials, or a message that says what is missing");
  for (const std::string& code : wish.wanted) {
    if (item.material(code) == nullptr)
      return fail(ErrorKind::BadInput, "the item has no material of this code", code);
    if (std::count(wish.wanted.begin(), wish.wanted.end(), code) > 1)
      return fail(ErrorKind::BadInput, "this material is named twice", code);
  }
  return {};
}

Result<void> check_citation(const NoticeWish& wish, const std::optional<FirstNotice>& first) {
  if (!first) {
    if (wish.cites.empty()) return {};
    return fail(ErrorKind::Refused, "there is no earlier notice of this case to cite", wish.cites);
  }
  if (wish.cites != first->number) {
    return fail(ErrorKind::Refused,
                "everything had to be asked for in the first notice: a later one must cite " + first->number,
                wish.cites);
  }
  for (const std::string& code : wish.wanted) {
    if (std::find(first->wanted.begin(), first->wanted.end(), code) == first->wanted.end())
      return fail(ErrorKind::Refused, "the first notice " + first->number + " did not ask for this material",
                  code);
  }
  return {};
}

/// "BZ", the day, four digits of that day's serial.
storage::Result<std::string> next_number(storage::Database& database, Date day) {
  auto serial = database.query_one<std::int64_t>(
      "INSERT INTO office_serial(task_code, day, last) VALUES ('notice', ?, 1) "
      "ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last",
      day.compact());
  if (!serial) return tl::unexpected(serial.error());
  return fmt::format("BZ{}{:04}", day.compact(), serial->value_or(0));
}

}  // namespace

storage::Result<void> resume_clock(Office::Parts& parts, const catalog::ServiceItem& item,
                                   OfficeCase& the_case, Date today) {
  const auto& calendar = parts.catalog->calendar();
  if (!the_case.accepted_on) {
    the_case.accepted_on = today;
    the_case.promised = cases::promised_date(item, today, calendar).date;
    return {};
  }
  auto given = parts.database.query_one<std::string>(
      "SELECT given_on FROM office_notice JOIN office_case ON office_case.id = case_id WHERE uid = ? ORDER "
      "BY "
      "office_notice.id DESC LIMIT 1",
      the_case.uid);
  if (!given) return tl::unexpected(given.error());
  const auto stopped = *given ? Date::parse(**given) : std::nullopt;
  if (stopped && the_case.promised)
    the_case.promised = cases::moved_promise(item, *the_case.promised, *stopped, today, calendar);
  return {};
}

Result<OfficeCase> Office::supplement(std::string_view reference, const NoticeWish& wish,
                                      std::string_view by) {
  auto found = find(reference);
  if (!found) return found;
  const bool open = found->state == CaseState::Submitted || found->state == CaseState::Accepted ||
                    found->state == CaseState::Deciding;
  if (!open) {
    return fail(ErrorKind::Refused,
                "a case that is " + std::string(cases::name_of(found->state)) +
                    " cannot be sent back for a supplement",
                found->receipt_no);
  }
  const catalog::ServiceItem* item = parts_->catalog->nearest(found->item_id, found->item_version);
  if (item == nullptr) return fail(ErrorKind::NotFound, "the item is not in the catalogue", found->item_id);
  if (auto right = check_words(*item, wish); !right) return tl::unexpected(right.error());
  if (!parts_->clock.trusted()) {
    return fail(ErrorKind::Refused, "the clock is not trusted, the last day would be wrong",
                std::string(name_of(parts_->clock.judgement())));
  }
  const Date today = parts_->clock.today();
  auto transaction = parts_->database.begin();
  if (!transaction) return failed(transaction);
  auto first = first_notice(*parts_, found->uid);
  if (!first) return failed(first);
  if (auto right = check_citation(wish, *first); !right) return tl::unexpected(right.error());
  auto number = next_number(parts_->database, today);
  if (!number) return failed(number);
  cases::Demand demand{*number, wish.cites, cases::supplement_date(*item, today, parts_->catalog->calendar()),
                       wish.wanted};
  auto noted = parts_->database.run(
      "INSERT INTO office_notice(number, case_id, given_on, due, cites, wanted) SELECT ?, id, ?, ?, ?, ? "
      "FROM "
      "office_case WHERE uid = ?",
      demand.number, today.iso(), demand.due->iso(), demand.cites, lines_of(demand.wanted), found->uid);
  if (!noted) return failed(noted);
  found->notice_no = demand.number;
  found->due = demand.due;
  const Change change{
      CaseState::Supplement, cases::Outcome::None, std::string(catalog::code_of(catalog::StepKind::Accept)),
      wish.message,          std::string(by),      {std::move(demand), {}, {}, {}}};
  if (auto done = apply_change(*parts_, *found, change); !done) return failed(done);
  if (auto done = transaction->commit(); !done) return failed(done);
  return found;
}

}  // namespace yitang::office
