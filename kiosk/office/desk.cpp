// What a department does with a case. Each step is one transaction: state, answer to the terminal, audit row.
#include "kiosk/office/parts.hpp"

namespace yitang::office {
namespace {

using cases::CaseState;

Result<OfficeCase> refuse(const OfficeCase& the_case, std::string_view wish) {
  return fail(
      ErrorKind::Refused,
      "a case that is " + std::string(cases::name_of(the_case.state)) + " cannot be " + std::string(wish),
      the_case.receipt_no);
}

bool under_way(CaseState state) { return state == CaseState::Accepted || state == CaseState::Deciding; }

Result<OfficeCase> change_once(Office::Parts& parts, OfficeCase the_case,
                               const std::vector<Change>& changes) {
  auto transaction = parts.database.begin();
  if (!transaction) return failed(transaction);
  for (const Change& change : changes) {
    if (auto done = apply_change(parts, the_case, change); !done) return failed(done);
  }
  if (auto done = transaction->commit(); !done) return failed(done);
  return the_case;
}

std::string code(catalog::StepKind step) { return std::string(catalog::code_of(step)); }

}  // namespace

Result<OfficeCase> Office::accept(std::string_view reference, std::string_view by) {
  auto found = find(reference);
  if (!found) return found;
  if (found->state != CaseState::Submitted && found->state != CaseState::Supplement)
    return refuse(*found, "accepted");
  const catalog::ServiceItem* item = parts_->catalog->nearest(found->item_id, found->item_version);
  if (item == nullptr) return fail(ErrorKind::NotFound, "the item is not in the catalogue", found->item_id);
  const bool waited = found->state == CaseState::Supplement;
  if (!found->accepted_on || waited) {
    if (!parts_->clock.trusted()) {
      return fail(ErrorKind::Refused, "the clock is not trusted, the promised date would be wrong",
                  std::string(name_of(parts_->clock.judgement())));
    }
    // Also what was handed over at a counter ends the wait.
    if (auto resumed = resume_clock(*parts_, *item, *found, parts_->clock.today()); !resumed)
      return failed(resumed);
  }
  const Change change{
      CaseState::Accepted, cases::Outcome::None, code(catalog::StepKind::Review), {}, std::string(by)};
  return change_once(*parts_, *found, {change});
}

Result<OfficeCase> Office::decide(std::string_view reference, cases::Outcome outcome,
                                  std::string_view message, std::string_view by, const ResultPlace& place) {
  auto found = find(reference);
  if (!found) return found;
  if (!under_way(found->state)) return refuse(*found, "decided");
  if (outcome != cases::Outcome::Approved && outcome != cases::Outcome::Refused) {
    return fail(ErrorKind::BadInput, "a decision is approved or refused");
  }
  if (outcome == cases::Outcome::Refused && message.empty()) {
    return fail(ErrorKind::BadInput, "a refusal needs a message that gives the reason");
  }
  std::vector<Change> changes;
  if (found->state == CaseState::Accepted) {
    changes.push_back(
        {CaseState::Deciding, cases::Outcome::None, code(catalog::StepKind::Decide), {}, std::string(by)});
  }
  changes.push_back({CaseState::Concluded,
                     outcome,
                     code(catalog::StepKind::Issue),
                     std::string(message),
                     std::string(by),
                     {{}, place.shelf, place.courier_no, place.document}});
  return change_once(*parts_, *found, changes);
}

Result<OfficeCase> Office::close(std::string_view reference, std::string_view by, const ResultPlace& place) {
  auto found = find(reference);
  if (!found) return found;
  if (found->state != CaseState::Concluded) return refuse(*found, "closed");
  const Change change{CaseState::Closed, found->outcome,
                      found->step,       {},
                      std::string(by),   {{}, place.shelf, place.courier_no, place.document}};
  return change_once(*parts_, *found, {change});
}

}  // namespace yitang::office
