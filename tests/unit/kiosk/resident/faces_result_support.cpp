#include "screens_support.hpp"
#include "tests/unit/kiosk/cases/result_support.hpp"

namespace yitang::resident {
namespace {

CaseDetail detail_with_result(const std::string& item) {
  CaseDetail detail;
  detail.row.uid = std::string(32, '1');
  detail.row.receipt_no = "DEM0-261116-0001-7";
  detail.row.item_id = item;
  detail.row.item_version = 1;
  detail.row.submitted_at = face_time - std::int64_t{8} * 86400000;
  detail.row.promised = Date{2026, 11, 30};
  detail.row.delivered = true;
  detail.row.state = cases::CaseState::Concluded;
  detail.row.outcome = cases::Outcome::Approved;
  detail.row.step = "issue";
  detail.row.state_at = face_time;
  cases::Notice notice;
  notice.id = 3;
  notice.state = detail.row.state;
  notice.outcome = detail.row.outcome;
  notice.at = face_time;
  notice.details.result = cases::test::sample_result();
  detail.notices = {notice};
  detail.delivery = catalog::Delivery::Print;
  return detail;
}

ResidentState result_page(const std::string& item = "ss.pension-claim") {
  ResidentState state;
  state.page = Page::QueryCase;
  state.query.detail = detail_with_result(item);
  state.query.cases = {state.query.detail->row};
  state.query.by_card = true;
  state.query.person = sample_applicant();
  state.form_printer = true;
  return state;
}

void add_result_ways(std::vector<Face>& all) {
  Face face{"query-result", result_page()};
  face.state.query.detail->notices[0].details.shelf = "A-3-12";
  all.push_back(face);
  face = {"query-result-again", result_page()};
  face.state.query.detail->result_prints = 1;
  all.push_back(face);
  face = {"query-result-used-up", result_page()};
  face.state.query.detail->result_prints = 3;
  all.push_back(face);
  face = {"query-result-needs-card", result_page()};
  face.state.query.by_card = false;
  all.push_back(face);
  face = {"query-result-own-card", result_page("gov.legal-aid")};
  face.state.query.cases[0].as_agent = true;
  all.push_back(face);
  face = {"query-result-needs-a4", result_page()};
  face.state.paper = {false, true};
  face.state.query.detail->notices[0].details.result->on_slip = false;
  all.push_back(face);
  face = {"query-result-not-sent", result_page()};
  face.state.query.detail->notices[0].details.result.reset();
  all.push_back(face);
}

void add_result_fates(std::vector<Face>& all) {
  const auto on_a4 = [&](const char* name, FormFate fate, FormPrinterReadiness printer) {
    Face face{name, result_page()};
    face.state.form_copy = {face.state.query.detail->row.uid, fate, printer, 4, FormKind::Result};
    all.push_back(face);
  };
  on_a4("query-result-printing", FormFate::Printing, FormPrinterReadiness::Ready);
  on_a4("query-result-jammed", FormFate::Waiting, FormPrinterReadiness::Jammed);
  on_a4("query-result-printed", FormFate::Printed, FormPrinterReadiness::Ready);
  on_a4("query-result-not-printed", FormFate::NotPrinted, FormPrinterReadiness::Ready);
  on_a4("query-result-unknown", FormFate::Unknown, FormPrinterReadiness::Ready);
  const auto on_slip = [&](const char* name, PrintFate fate) {
    Face face{name, result_page()};
    face.state.paper = {false, true};
    face.state.form_printer = false;
    face.state.result_print = {PrintKind::ResultCopy, fate, 4};
    all.push_back(face);
  };
  on_slip("query-result-slip-printing", PrintFate::Printing);
  on_slip("query-result-slip-waiting", PrintFate::WaitingForPaper);
  on_slip("query-result-slip-printed", PrintFate::Printed);
  on_slip("query-result-slip-not-printed", PrintFate::NotPrinted);
  on_slip("query-result-slip-unknown", PrintFate::Unknown);
}

}  // namespace

// The result's sheet, and the way to it.
std::vector<Face> faces_of_result(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  add_result_ways(all);
  add_result_fates(all);
  ResidentState receipt = application(catalog, "ss.pension-eligibility");
  receipt.page = Page::Receipt;
  cases::SubmittedCase done;
  done.uid = receipt.draft.uid;
  done.receipt_no = "DEM0-261124-0001-7";
  done.qr_token = "YT1.AbCdEfGhIjKlMnOpQrStUvWx";
  done.promised = Date{2026, 11, 24};
  done.submitted_at = face_time;
  receipt.submit.result = done;
  receipt.print = {PrintKind::Receipt, PrintFate::Printed};
  receipt.submit.answered = detail_with_result("ss.pension-eligibility");
  all.push_back({"receipt-result", receipt});
  ResidentState none = application(catalog, "gov.legal-aid");
  none.page = Page::Delivery;
  none.paper = {false, true};
  none.draft.delivery.reset();
  all.push_back({"delivery-none", none});
  none.delivery_problems[std::string(kNoWayChosen)] = {};
  all.push_back({"delivery-choose", none});
  return all;
}

}  // namespace yitang::resident
