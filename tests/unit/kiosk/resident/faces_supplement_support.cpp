#include "kiosk/cases/materials.hpp"
#include "screens_support.hpp"

namespace yitang::resident {
namespace {

cases::CaseRow case_that_waits() {
  cases::CaseRow row;
  row.uid = std::string(32, '1');
  row.receipt_no = "DEM0-261116-0001-7";
  row.item_id = "ss.pension-claim";
  row.item_version = 1;
  row.submitted_at = face_time - std::int64_t{8} * 86400000;
  row.promised = Date{2026, 11, 30};
  row.delivered = true;
  row.state = cases::CaseState::Supplement;
  row.step = "accept";
  row.state_at = face_time - std::int64_t{1} * 86400000;
  return row;
}

}  // namespace

// A case that waits for papers, at each of its pages.
std::vector<Face> faces_of_supplement(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  ResidentState one;
  one.page = Page::QueryCase;
  one.query.detail = CaseDetail{case_that_waits(), {}};
  CaseDetail& detail = *one.query.detail;
  cases::Notice notice;
  notice.id = 2;
  notice.state = cases::CaseState::Supplement;
  notice.step = "accept";
  notice.at = detail.row.state_at;
  notice.message = "银行卡照片背面看不清，缴费记录缺 2010 年那一页。";
  notice.details.demand = cases::Demand{
      "BZ202611230002", "BZ202611160001", Date{2026, 11, 30}, {"bank_card", "contribution_record"}};
  detail.notices = {notice};
  all.push_back({"query-case-notice", one});
  one.query.person = sample_applicant();
  all.push_back({"query-case-hand-in", one});
  ResidentState told = one;
  told.rating.later = true;
  told.query.detail->rated = true;
  all.push_back({"query-case-rated", told});
  told.rating.failed = true;
  told.query.detail->rated = false;
  all.push_back({"query-case-rating-failed", told});
  cases::CaseRow sent = case_that_waits();
  sent.notice_no = notice.details.demand->number;
  ResidentState answered = one;
  answered.query.detail->supplements = {sent};
  all.push_back({"query-case-handed-in", answered});

  const catalog::ServiceItem* item = catalog.item(detail.row.item_id);
  one.page = Page::Supplement;
  one.item = item;
  one.draft.uid = std::string(32, '4');
  one.draft.page = "supplement";
  one.draft.applicant = sample_applicant();
  one.draft.supplement = cases::SupplementOf{detail.row.uid, notice.details.demand->number};
  const auto refresh = [&] {
    one.materials = cases::demanded_materials(*item, one.draft, notice.details.demand->wanted);
  };
  refresh();
  all.push_back({"supplement", one});
  for (const std::string& code : notice.details.demand->wanted)
    one.draft.materials.push_back({code, {{}, {}}});
  refresh();
  all.push_back({"supplement-complete", one});
  one.pictures_too_large = true;
  all.push_back({"supplement-too-large", one});
  one.pictures_too_large = false;
  one.draft_problem = ErrorKind::StoreFull;
  all.push_back({"supplement-not-kept", one});
  one.draft_problem.reset();
  one.page = Page::SupplementSent;
  one.submit.result =
      cases::SubmittedCase{one.draft.uid, "DEM0-261124-0002-3", "token", {}, face_time, false};
  for (const PrintFate fate : {PrintFate::Printing, PrintFate::Printed, PrintFate::NotPrinted}) {
    one.print = {PrintKind::Receipt, fate, 1};
    all.push_back({"supplement-sent-" + std::to_string(static_cast<int>(fate)), one});
  }
  return all;
}

}  // namespace yitang::resident
