#include "screens_support.hpp"

#include <cmath>
#include <tuple>
#include <utility>

namespace yitang::resident {
namespace {

std::vector<Stroke> some_ink() {
  std::vector<Stroke> strokes;
  for (int s = 0; s < 5; ++s) {
    Stroke stroke;
    for (int i = 0; i <= 24; ++i) {
      const float t = static_cast<float>(i) / 24;
      const auto row = static_cast<float>(s);
      stroke.push_back(
          {0.25F + 0.08F * row + 0.12F * t, 0.35F + 0.25F * std::sin(3 * t + row) * 0.8F + 0.05F * row, t});
    }
    strokes.push_back(stroke);
  }
  return strokes;
}

cases::Signature signature() {
  cases::Signature made;
  for (const Stroke& stroke : some_ink()) {
    cases::Stroke points;
    for (const StrokePoint& p : stroke) {
      points.push_back({static_cast<std::int32_t>(p.x * cases::kStrokeRange),
                        static_cast<std::int32_t>(p.y * cases::kStrokeRange), 0});
    }
    made.strokes.push_back(points);
  }
  return made;
}

ResidentState finished(const catalog::Catalog& catalog, Page page,
                       const std::string& item = "ss.pension-claim") {
  ResidentState state = application(catalog, item);
  state.page = page;
  state.draft.materials.push_back({"bank_card", std::vector<cases::PageImage>(2)});
  state.draft.signature = signature();
  return state;
}

ResidentState receipt(const catalog::Catalog& catalog, PrintFate fate,
                      const std::string& item = "ss.pension-claim") {
  ResidentState state = finished(catalog, Page::Receipt, item);
  cases::SubmittedCase result;
  result.uid = state.draft.uid;
  result.receipt_no = "DEM0-261124-0001-7";
  result.qr_token = "YT1.AbCdEfGhIjKlMnOpQrStUvWx";
  result.promised = Date{2026, 12, 8};
  result.submitted_at = face_time;
  state.submit.result = result;
  state.print = {PrintKind::Receipt, fate};
  return state;
}

void add_delivery(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face delivery{"delivery", finished(catalog, Page::Delivery)};
  all.push_back(delivery);
  delivery.name = "delivery-courier";
  delivery.state.draft.delivery->kind = catalog::Delivery::Courier;
  all.push_back(delivery);
  delivery.name = "delivery-typing";
  delivery.state.draft.delivery->phone = "1380000";
  delivery.state.delivery_problems["phone"] = {.kind = cases::FieldProblemKind::BadPhone};
  delivery.prepare = [](ScreenMemory& memory, const ScreenContext&) { memory.focus = "phone"; };
  all.push_back(delivery);
}

void add_signature(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face sign{"signature", finished(catalog, Page::Signature)};
  all.push_back(sign);
  sign.name = "signature-ink";
  sign.state.strokes = some_ink();
  sign.state.draft.agent = cases::Agent{sample_agent(), catalog::AgentKind::Relative};
  all.push_back(sign);
  sign.name = "signature-too-little";
  sign.state.signature_problem = cases::SignatureProblem::TooLittle;
  all.push_back(sign);
}

void add_submitting(std::vector<Face>& all, const catalog::Catalog& catalog) {
  all.push_back({"review", finished(catalog, Page::Review)});
  ResidentState paid = application(catalog, "ss.social-security-card");
  paid.page = Page::Review;
  all.push_back({"review-paid", paid});
  all.push_back({"review-revealed", finished(catalog, Page::Review),
                 [](ScreenMemory& memory, const ScreenContext&) { memory.revealed = true; }});
  Face paper{"review-no-paper", finished(catalog, Page::Review)};
  paper.state.submit.view = SubmitView::PrinterNotReady;
  paper.state.submit.printer = PrinterReadiness::NoPaper;
  all.push_back(paper);
  const std::pair<const char*, PrinterReadiness> troubles[] = {
      {"review-cover-open", PrinterReadiness::CoverOpen},
      {"review-printer-fault", PrinterReadiness::Fault},
      {"review-no-printer", PrinterReadiness::Absent}};
  for (const auto& [name, readiness] : troubles) {
    paper.name = name;
    paper.state.submit.printer = readiness;
    all.push_back(paper);
  }
  Face submitting{"submitting", finished(catalog, Page::Submitting)};
  submitting.state.submit.view = SubmitView::AskingPrinter;
  all.push_back(submitting);
  submitting.name = "submitting-store";
  submitting.state.submit.view = SubmitView::Committing;
  all.push_back(submitting);
  submitting.name = "submit-full";
  submitting.state.submit.view = SubmitView::Failed;
  submitting.state.submit.problem = ErrorKind::NotFound;
  submitting.name = "submit-ended";
  all.push_back(submitting);
  submitting.name = "submit-full";
  submitting.state.submit.problem = ErrorKind::StoreFull;
  all.push_back(submitting);
  submitting.name = "submit-failed";
  submitting.state.submit.problem = ErrorKind::StoreFailed;
  submitting.state.draft_problem = ErrorKind::StoreFailed;
  all.push_back(submitting);
}

void add_form_copy(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face face{"receipt-form-offered", receipt(catalog, PrintFate::Printed)};
  face.state.form_printer = true;
  all.push_back(face);
  const std::string& uid = face.state.submit.result->uid;
  const std::tuple<const char*, FormFate, FormPrinterReadiness> fates[] = {
      {"receipt-form-asking", FormFate::Asking, FormPrinterReadiness::Ready},
      {"receipt-form-printing", FormFate::Printing, FormPrinterReadiness::Ready},
      {"receipt-form-queued", FormFate::Printing, FormPrinterReadiness::Busy},
      {"receipt-form-no-paper", FormFate::Waiting, FormPrinterReadiness::NoPaper},
      {"receipt-form-cover-open", FormFate::Waiting, FormPrinterReadiness::CoverOpen},
      {"receipt-form-jammed", FormFate::Waiting, FormPrinterReadiness::Jammed},
      {"receipt-form-toner-out", FormFate::NotPrinted, FormPrinterReadiness::TonerOut},
      {"receipt-form-stopped", FormFate::NotPrinted, FormPrinterReadiness::Stopped},
      {"receipt-form-absent", FormFate::NotPrinted, FormPrinterReadiness::Absent},
      {"receipt-form-printed", FormFate::Printed, FormPrinterReadiness::Ready},
      {"receipt-form-failed", FormFate::NotPrinted, FormPrinterReadiness::Ready},
      {"receipt-form-unknown", FormFate::Unknown, FormPrinterReadiness::Absent}};
  for (const auto& [name, fate, printer] : fates) {
    face.name = name;
    face.state.form_copy = {uid, fate, printer, 1};
    all.push_back(face);
  }
}

void add_rating(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face rating{"rating", receipt(catalog, PrintFate::Printed)};
  rating.state.page = Page::Rating;
  all.push_back(rating);
  for (int level = 5; level >= 1; --level) {
    rating.name = "rating-" + std::to_string(level);
    rating.state.rating.level = level;
    rating.state.rating.tags =
        level == 5 ? std::vector<std::string>{"510", "514"} : std::vector<std::string>{};
    all.push_back(rating);
  }
  rating.name = "rating-words";
  rating.state.rating.comment = "排队的地方没有椅子，老人站着等了一上午，叫号的声音也听不清。";
  all.push_back(rating);
  rating.name = "rating-later";
  rating.state.rating.later = true;
  all.push_back(rating);
  Face goodbye{"goodbye", rating.state};
  goodbye.state.page = Page::Goodbye;
  goodbye.state.seconds_left = 11;
  goodbye.state.seconds_total = 15;
  all.push_back(goodbye);
  goodbye.name = "goodbye-rating-failed";
  goodbye.state.rating.failed = true;
  all.push_back(goodbye);
}

void add_overlays(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face over{"staff", application(catalog, "ss.pension-claim")};
  over.state.overlay = Overlay::Staff;
  all.push_back(over);
  over.name = "look";
  over.state.overlay = Overlay::Look;
  all.push_back(over);
  over.name = "sound";
  over.state.overlay = Overlay::Sound;
  all.push_back(over);
  over.name = "timeout";
  over.state.overlay = Overlay::Timeout;
  over.state.seconds_left = 23;
  over.state.seconds_total = 30;
  all.push_back(over);
  over.name = "timeout-not-saved";
  over.state.draft_problem = ErrorKind::StoreFull;
  all.push_back(over);
  over.name = "leave-not-saved";
  over.state.overlay = Overlay::LeaveQuestion;
  all.push_back(over);
  over.state.draft_problem.reset();
  over.name = "leave";
  over.state.overlay = Overlay::LeaveQuestion;
  all.push_back(over);
  over.name = "leave-anonymous";
  over.state.draft.applicant.reset();
  all.push_back(over);
  over.name = "timeout-anonymous";
  over.state.overlay = Overlay::Timeout;
  all.push_back(over);
  over.name = "timeout-nothing";
  over.state.draft = {};
  all.push_back(over);
}

}  // namespace

std::vector<Face> faces_of_finish(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  add_delivery(all, catalog);
  add_signature(all, catalog);
  add_submitting(all, catalog);
  all.push_back({"receipt-printing", receipt(catalog, PrintFate::Printing)});
  all.push_back({"receipt-printed", receipt(catalog, PrintFate::Printed)});
  all.push_back({"receipt-waiting", receipt(catalog, PrintFate::WaitingForPaper)});
  all.push_back({"receipt-not-printed", receipt(catalog, PrintFate::NotPrinted)});
  all.push_back({"receipt-unknown", receipt(catalog, PrintFate::Unknown, "ss.social-security-card")});
  all.push_back({"receipt-immediate", receipt(catalog, PrintFate::Printed, "ss.pension-enrol")});
  add_form_copy(all, catalog);
  add_rating(all, catalog);
  Face low{"receipt-paper-low", receipt(catalog, PrintFate::Printed)};
  low.state.submit.printer = PrinterReadiness::PaperLow;
  all.push_back(low);
  add_overlays(all, catalog);
  return all;
}

}  // namespace yitang::resident
