#include <utility>

#include "kiosk/cases/materials.hpp"
#include "kiosk/cases/prepared.hpp"
#include "screens_support.hpp"

namespace yitang::resident {
namespace {

const cases::PreparedCase kKept{"YP1.7K24M2N00A1802R5", start_of(Date{2026, 12, 2})};

ResidentState typed_page(const catalog::Catalog& catalog) {
  ResidentState state;
  state.page = Page::Typed;
  state.item = catalog.item("ss.pension-claim");
  cases::FormPage page;
  page.id = "typed";
  page.group = cases::PageGroup::Specifics;
  for (const catalog::FormField& field : cases::typed_fields()) page.fields.push_back(&field);
  state.form.pages = {page};
  return state;
}

ResidentState filled_in(const catalog::Catalog& catalog, Page page) {
  ResidentState state = application(catalog, "ss.pension-claim");
  state.page = page;
  state.draft.applicant->source = cases::PersonSource::Typed;
  state.draft.signature.reset();
  return state;
}

void add_prepared(std::vector<Face>& all, const catalog::Catalog& catalog) {
  ResidentState state = filled_in(catalog, Page::Prepared);
  state.prepared.view = PreparedView::Keeping;
  all.push_back({"prepared-keeping", state});
  state.prepared.view = PreparedView::Failed;
  all.push_back({"prepared-failed", state});
  state.prepared = {PreparedView::Kept, ErrorKind::Internal, kKept};
  const std::pair<const char*, PrintFate> fates[] = {{"prepared-printing", PrintFate::Printing},
                                                     {"prepared-printed", PrintFate::Printed},
                                                     {"prepared-waiting", PrintFate::WaitingForPaper},
                                                     {"prepared-no-slip", PrintFate::NotPrinted}};
  for (const auto& [name, fate] : fates) {
    state.print = {PrintKind::PreparedSlip, fate, 1};
    all.push_back({name, state});
  }
}

}  // namespace

std::vector<Face> faces_without_card(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  ResidentState choice;
  choice.page = Page::NoCard;
  choice.item = catalog.item("ss.pension-claim");
  all.push_back({"no-card", choice});
  all.push_back({"typed", typed_page(catalog)});
  Face wrong{"typed-wrong", typed_page(catalog)};
  wrong.state.draft.values["typed.name"] = std::string("林");
  wrong.state.draft.values["typed.number"] = std::string("990101196203150011");
  wrong.state.form.problems["typed.number"] = cases::FieldProblem{
      .kind = cases::FieldProblemKind::BadIdNumber, .id_fault = cases::IdNumberFault::CheckDigit};
  all.push_back(wrong);
  Face child{"typed-under-age", choice};
  child.state.page = Page::Card;
  child.state.card.view = CardView::UnderAge;
  child.state.card.person = sample_applicant();
  child.state.card.person->source = cases::PersonSource::Typed;
  all.push_back(child);
  Face missing{"no-card-missing", filled_in(catalog, Page::Missing)};
  missing.state.draft.materials.clear();
  missing.state.missing = cases::missing(*missing.state.item, missing.state.draft, Date::of(face_time));
  all.push_back(missing);
  all.push_back({"no-card-review", filled_in(catalog, Page::Review)});
  add_prepared(all, catalog);
  ResidentState code;
  code.page = Page::Query;
  code.card.role = CardRole::Query;
  code.query.view = QueryView::UnknownCode;
  const std::pair<const char*, StrangeCode> strangers[] = {{"query-prepared-code", StrangeCode::Prepared},
                                                           {"query-address-code", StrangeCode::Address},
                                                           {"query-identity-code", StrangeCode::Identity}};
  for (const auto& [name, kind] : strangers) {
    code.query.strange = kind;
    all.push_back({name, code});
  }
  Face resume{"resume-prepared", choice};
  resume.state.page = Page::Resume;
  resume.state.card.view = CardView::Read;
  resume.state.card.person = sample_applicant();
  resume.state.found_drafts = {filled_in(catalog, Page::Review).draft};
  resume.state.found_drafts[0].updated = face_time - std::int64_t{26} * 3600000;
  resume.state.found_drafts[0].prepared = kKept;
  all.push_back(resume);
  return all;
}

}  // namespace yitang::resident
