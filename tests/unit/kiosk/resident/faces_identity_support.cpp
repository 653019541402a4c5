#include "screens_support.hpp"

#include <array>
#include <utility>

namespace yitang::resident {
namespace {

ResidentState card(const catalog::Catalog& catalog, CardView view,
                   CardProblem problem = CardProblem::NoCard) {
  ResidentState state;
  state.page = Page::Card;
  state.item = catalog.item("ss.pension-claim");
  state.card.view = view;
  state.card.problem = problem;
  if (view == CardView::Read || view == CardView::SamePerson) state.card.person = sample_applicant();
  return state;
}

// Drawn, of nobody: a face, hair and a collar before a pale wall, in the size that decoders give.
CardPicture drawn_face() {
  CardPicture photo{102, 126, 3, {}};
  const auto inside = [](int x, int y, int cx, int cy, int rx, int ry) {
    const int dx = (x - cx) * ry;
    const int dy = (y - cy) * rx;
    return dx * dx + dy * dy <= rx * rx * ry * ry;
  };
  for (int y = 0; y < photo.height; ++y) {
    for (int x = 0; x < photo.width; ++x) {
      std::array<unsigned char, 3> dot{225, 232, 240};
      if (inside(x, y, 51, 134, 46, 38)) dot = {52, 73, 110};
      if (inside(x, y, 51, 50, 29, 37)) dot = {48, 40, 38};
      if (inside(x, y, 51, 94, 11, 14)) dot = {214, 172, 140};
      if (inside(x, y, 51, 60, 23, 31)) dot = {231, 190, 158};
      if (inside(x, y, 42, 57, 3, 2) || inside(x, y, 60, 57, 3, 2)) dot = {45, 35, 32};
      if (inside(x, y, 51, 78, 8, 2)) dot = {178, 92, 84};
      photo.pixels.insert(photo.pixels.end(), dot.begin(), dot.end());
    }
  }
  return photo;
}

cases::CaseRow pension_case() {
  cases::CaseRow row;
  row.uid = "11111111111111111111111111111111";
  row.receipt_no = "DEM0-261112-0003-K";
  row.item_id = "ss.pension-claim";
  row.state = cases::CaseState::Deciding;
  row.submitted_at = face_time - std::int64_t{12} * 86400000;
  row.promised = Date{2026, 11, 26};
  row.delivered = true;
  row.step = "decide";
  return row;
}

}  // namespace

std::vector<Face> faces_of_identity(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  ResidentState who;
  who.page = Page::WhoFor;
  who.item = catalog.item("ss.pension-claim");
  all.push_back({"who", who});
  Face kind{"agent-kind", card(catalog, CardView::Read)};
  kind.state.page = Page::AgentKind;
  kind.state.card.role = CardRole::Agent;
  all.push_back(kind);
  all.push_back({"card", card(catalog, CardView::Waiting)});
  Face agent{"card-agent", card(catalog, CardView::Waiting)};
  agent.state.card.role = CardRole::Agent;
  all.push_back(agent);
  const std::pair<const char*, CardProblem> problems[] = {{"card-no-reader", CardProblem::NoReader},
                                                          {"card-no-card", CardProblem::NoCard},
                                                          {"card-unreadable", CardProblem::Unreadable},
                                                          {"card-not-id-card", CardProblem::NotAnIdCard},
                                                          {"card-expired", CardProblem::Expired}};
  for (const auto& [name, problem] : problems)
    all.push_back({name, card(catalog, CardView::Problem, problem)});
  Face slip{"card-slip", card(catalog, CardView::Waiting)};
  slip.state.card.slip_offered = true;
  slip.state.print = {PrintKind::CounterSlip, PrintFate::Printing};
  all.push_back({"card-slip-printing", slip.state});
  slip.state.print = {PrintKind::CounterSlip, PrintFate::NotPrinted};
  all.push_back({"card-slip-failed", slip.state});
  slip.state.print = {PrintKind::CounterSlip, PrintFate::Printed};
  all.push_back(slip);
  all.push_back({"card-read", card(catalog, CardView::Read)});
  Face seen{"card-read-photo", card(catalog, CardView::Read)};
  seen.state.card.reading = 1;
  seen.state.card.photo = drawn_face();
  all.push_back(seen);
  Face wide{"card-read-photo-wide", seen.state};  // a decoder with other proportions
  wide.state.card.photo = CardPicture{60, 40, 1, WipedBytes(2400, 150)};
  all.push_back(wide);
  Face rare{"card-read-rare", card(catalog, CardView::Read)};
  rare.state.card.person->name = "𠮷𡈽";
  rare.state.card.person->long_term = false;
  rare.state.card.person->valid_to = Date{2035, 6, 1};
  all.push_back(rare);
  all.push_back({"card-looking", card(catalog, CardView::Looking)});
  all.push_back({"card-same-person", card(catalog, CardView::SamePerson)});
  all.push_back({"card-under-age", card(catalog, CardView::UnderAge)});
  Face resume{"resume", card(catalog, CardView::Read)};
  resume.state.page = Page::Resume;
  resume.state.found_drafts = {application(catalog, "ss.pension-claim").draft};
  resume.state.found_drafts[0].updated = face_time - 3600000;
  all.push_back(resume);
  resume.name = "resume-query";
  resume.state.card.role = CardRole::Query;
  all.push_back(resume);
  resume.name = "resume-several";
  resume.state.found_drafts.push_back(application(catalog, "civ.disability-subsidies").draft);
  resume.state.found_drafts[1].updated = face_time - 7200000;
  resume.state.found_drafts[1].agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  all.push_back(resume);
  resume.name = "resume-several-apply";  // two of this item for this person
  resume.state.card.role = CardRole::Applicant;
  resume.state.found_drafts[1] = resume.state.found_drafts[0];
  resume.state.found_drafts[1].updated = face_time - 7200000;
  all.push_back(resume);
  Face duplicate{"duplicate", card(catalog, CardView::Read)};
  duplicate.state.page = Page::Duplicate;
  duplicate.state.existing_case = pension_case();
  all.push_back(duplicate);
  return all;
}

// A page with a code, held somewhat slanting before a light wall.
PagePreview camera_view() {
  PagePreview view{400, 400, {}};
  const ui::QrMatrix code = checkerboard("YT1.sample");
  for (int y = 0; y < view.height; ++y) {
    for (int x = 0; x < view.width; ++x) {
      const int u = x - 90 - y / 12;
      const int v = y - 80 + x / 16;
      unsigned char shade = static_cast<unsigned char>(150 + x / 12);
      if (u > -24 && u < 256 && v > -24 && v < 256) shade = 240;
      const int column = u / 8;
      const int row = v / 8;
      const bool inside = u >= 0 && v >= 0 && column < code.size && row < code.size;
      if (inside && code.dark[static_cast<std::size_t>(row * code.size + column)]) shade = 40;
      view.grey.push_back(shade);
    }
  }
  return view;
}

std::vector<Face> faces_of_query() {
  std::vector<Face> all;
  ResidentState query;
  query.page = Page::Query;
  query.card.role = CardRole::Query;
  all.push_back({"query", query});
  ResidentState live = query;
  live.query.seen = camera_view();
  live.query.seen_number = 1;
  all.push_back({"query-live", live});
  live.query.view = QueryView::UnknownCode;
  live.query.seen_number = 2;
  all.push_back({"query-live-unknown", live});
  query.query.view = QueryView::UnknownCode;
  all.push_back({"query-unknown-code", query});
  query.query.view = QueryView::NothingFound;
  query.query.by_card = true;
  all.push_back({"query-nothing", query});
  query.query.view = QueryView::Failed;
  all.push_back({"query-failed", query});
  query.query.view = QueryView::Looking;
  all.push_back({"query-looking", query});
  query.query.view = QueryView::Waiting;
  query.card.view = CardView::Problem;
  query.card.problem = CardProblem::Unreadable;
  all.push_back({"query-card-problem", query});

  ResidentState number;
  number.page = Page::QueryNumber;
  number.card.role = CardRole::Query;
  const auto filled = [](ScreenMemory& memory, const ScreenContext&) {
    memory.entry.close();
    memory.focus.clear();
    memory.number = "DEM0-261124-0001-7";
    memory.ending = "002X";
  };
  all.push_back({"query-number", number});
  all.push_back({"query-number-ending", number, [](ScreenMemory& memory, const ScreenContext&) {
                   memory.entry.close();
                   memory.focus = "ending";
                 }});
  all.push_back({"query-number-filled", number, filled});
  const std::pair<const char*, NumberView> troubles[] = {
      {"query-number-looking", NumberView::Looking},      {"query-number-bad", NumberView::BadNumber},
      {"query-number-bad-ending", NumberView::BadEnding}, {"query-number-nothing", NumberView::NothingFound},
      {"query-number-blocked", NumberView::Blocked},      {"query-number-failed", NumberView::Failed}};
  for (const auto& [name, view] : troubles) {
    number.query.number = view;
    all.push_back({name, number, filled});
  }

  ResidentState list;
  list.page = Page::QueryList;
  list.query.by_card = true;
  cases::CaseRow second = pension_case();
  second.uid[0] = '2';
  second.item_id = "med.cross-region-filing";
  second.state = cases::CaseState::Concluded;
  second.outcome = cases::Outcome::Approved;
  cases::CaseRow third = second;
  third.uid[0] = '3';
  third.item_id = "civ.temporary-assistance";
  third.state = cases::CaseState::Supplement;
  third.outcome = cases::Outcome::None;
  list.query.cases = {pension_case(), third, second};
  list.query.notices.resize(2);
  all.push_back({"query-list", list});
  list.query.cases.clear();
  all.push_back({"query-list-empty", list});

  ResidentState one;
  one.page = Page::QueryCase;
  one.query.detail = CaseDetail{pension_case(), {}};
  all.push_back({"query-case", one});
  ResidentState own = one;
  own.form_printer = true;
  own.query.by_card = true;
  own.query.cases = {pension_case()};
  all.push_back({"query-case-form", own});
  own.form_copy = {own.query.detail->row.uid, FormFate::Waiting, FormPrinterReadiness::NoPaper, 1};
  all.push_back({"query-case-form-waiting", own});
  CaseDetail& detail = *one.query.detail;
  detail.row.state = cases::CaseState::Supplement;
  cases::Notice notice;
  notice.id = 1;
  notice.state = cases::CaseState::Accepted;
  notice.at = face_time - std::int64_t{9} * 86400000;
  notice.message = "已受理。";
  detail.notices.push_back(notice);
  notice.id = 2;
  notice.state = cases::CaseState::Supplement;
  notice.at = face_time - std::int64_t{1} * 86400000;
  notice.message = "银行卡照片背面看不清，请在 12 月 1 日前重拍一张。其他材料都齐了。";
  detail.notices.push_back(notice);
  all.push_back({"query-case-supplement", one});
  detail.notices.clear();
  detail.row.state = cases::CaseState::Submitted;
  detail.row.step.clear();
  detail.row.delivered = false;
  detail.row.promised = Date{2026, 11, 20};
  one.print = {PrintKind::ProgressSlip, PrintFate::Printed};
  all.push_back({"query-case-late", one});
  one.print = {};
  detail.row.refused = true;
  all.push_back({"query-case-stuck", one});
  detail.row.refused = false;
  one.print = {PrintKind::ProgressSlip, PrintFate::Printed};
  detail.row.delivered = true;
  detail.row.state = cases::CaseState::Concluded;
  detail.row.outcome = cases::Outcome::Refused;
  all.push_back({"query-case-refused", one});
  notice.id = 3;
  notice.state = cases::CaseState::Concluded;
  notice.outcome = cases::Outcome::Refused;
  notice.message = "累计缴费没有满 15 年，也没有申请补缴，不符合领取条件。";
  detail.notices = {notice};
  one.print = {};
  all.push_back({"query-case-refused-why", one});
  ResidentState unprinted;
  unprinted.page = Page::QueryCase;
  unprinted.query.detail = CaseDetail{pension_case(), {}};
  unprinted.query.detail->receipt_printed = false;
  all.push_back({"query-case-receipt-missing", unprinted});
  unprinted.print = {PrintKind::Receipt, PrintFate::Unknown};
  all.push_back({"query-case-receipt-unknown", unprinted});
  detail.notices.clear();
  detail.row.outcome = cases::Outcome::Approved;
  detail.delivery = catalog::Delivery::Courier;
  all.push_back({"query-case-approved", one});
  detail.notices = {notice};
  detail.notices[0].outcome = cases::Outcome::Approved;
  detail.notices[0].message.clear();
  detail.notices[0].details = {{}, "A 柜 3 层 12 号", "SF1234567890123"};
  all.push_back({"query-case-result-place", one});
  return all;
}

}  // namespace yitang::resident
