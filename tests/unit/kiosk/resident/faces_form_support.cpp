#include "screens_support.hpp"

#include <array>

namespace yitang::resident {
namespace {

ResidentState on_page_of(const catalog::Catalog& catalog, const std::string& item, const std::string& field,
                         bool focused) {
  ResidentState state = application(catalog, item);
  for (std::size_t i = 0; i < state.form.pages.size(); ++i) {
    for (const catalog::FormField* one : state.form.pages[i].fields) {
      if (one->key == field) state.form.page = i;
    }
  }
  if (focused) state.form.focused = field;
  return state;
}

Face with_problem(Face face, const std::string& field, cases::FieldProblem problem) {
  face.state.form.problems[field] = problem;
  return face;
}

CaptureState capture(CaptureView view, std::optional<CaptureProblem> problem) {
  CaptureState state;
  state.material = "bank_card";
  state.view = view;
  state.problem = problem;
  if (view != CaptureView::Preview) return state;
  state.preview.width = 210;
  state.preview.height = 297;
  for (int y = 0; y < 297; ++y) {
    for (int x = 0; x < 210; ++x) {
      const bool frame = x < 6 || y < 6 || x > 203 || y > 290;
      const bool line = x > 25 && x < 185 && y > 40 && y < 250 && y % 18 < 5;
      state.preview.grey.push_back(frame ? 70 : line ? 90 : 238);
    }
  }
  state.fresh = cases::PageImage{};
  state.fresh->digest = "0";
  return state;
}

ResidentState capturing(const catalog::Catalog& catalog, CaptureView view,
                        std::optional<CaptureProblem> problem, std::size_t pages) {
  ResidentState state = application(catalog, "ss.pension-claim");
  state.page = Page::Capture;
  state.capture = capture(view, problem);
  if (pages > 0) {
    auto& kept = state.draft.materials.emplace_back(
        cases::MaterialPages{"bank_card", std::vector<cases::PageImage>(pages)});
    for (std::size_t i = 0; i < pages; ++i) {
      kept.pages[i].digest = std::to_string(i + 1);
      if (view == CaptureView::Ready)
        state.page_pictures[kept.pages[i].digest] = capture(CaptureView::Preview, std::nullopt).preview;
    }
    state.materials = cases::materials_for(*state.item, state.draft, Date::of(face_time));
  }
  return state;
}

void add_captures(std::vector<Face>& all, const catalog::Catalog& catalog) {
  all.push_back({"capture", capturing(catalog, CaptureView::Ready, std::nullopt, 0)});
  all.push_back({"capture-more", capturing(catalog, CaptureView::Ready, std::nullopt, 2)});
  all.push_back({"capture-four", capturing(catalog, CaptureView::Ready, std::nullopt, 4)});
  Face resumed{"capture-resumed", capturing(catalog, CaptureView::Ready, std::nullopt, 5)};
  resumed.state.page_pictures.clear();
  all.push_back(std::move(resumed));
  all.push_back({"capture-working", capturing(catalog, CaptureView::Working, std::nullopt, 0)});
  all.push_back({"capture-preview", capturing(catalog, CaptureView::Preview, std::nullopt, 0)});
  all.push_back({"capture-blurred", capturing(catalog, CaptureView::Preview, CaptureProblem::Blurred, 1)});
  all.push_back({"capture-dark", capturing(catalog, CaptureView::Preview, CaptureProblem::TooDark, 0)});
  all.push_back({"capture-glare", capturing(catalog, CaptureView::Preview, CaptureProblem::Glare, 0)});
  all.push_back({"capture-no-page", capturing(catalog, CaptureView::Preview, CaptureProblem::NoPage, 0)});
  all.push_back({"capture-several", capturing(catalog, CaptureView::Preview, CaptureProblem::Several, 0)});
  Face whole{"capture-whole", capturing(catalog, CaptureView::Preview, std::nullopt, 0)};
  whole.state.capture.preview.whole = true;
  all.push_back(whole);
  all.push_back({"capture-no-camera", capturing(catalog, CaptureView::Failed, CaptureProblem::NoCamera, 0)});
  all.push_back({"capture-failed", capturing(catalog, CaptureView::Failed, CaptureProblem::Failed, 1)});
  all.push_back({"capture-too-much", capturing(catalog, CaptureView::Failed, CaptureProblem::TooMuch, 3)});
  all.push_back({"capture-full", capturing(catalog, CaptureView::Failed, CaptureProblem::StoreFull, 1)});
}

void add_materials(std::vector<Face>& all, const catalog::Catalog& catalog) {
  Face materials{"materials", application(catalog, "ss.pension-claim")};
  materials.state.page = Page::Materials;
  all.push_back(materials);
  Face some{"materials-some", application(catalog, "vet.rural-over60-subsidy")};
  some.state.page = Page::Materials;
  some.state.draft.materials.push_back({"bank_card", std::vector<cases::PageImage>(2)});
  some.state.materials = cases::materials_for(*some.state.item, some.state.draft, Date::of(face_time));
  all.push_back(some);
  some.name = "materials-too-large";
  some.state.pictures_too_large = true;
  all.push_back(some);
  Face asked{"materials-asked", application(catalog, "med.cross-region-filing")};
  asked.state.page = Page::Materials;
  all.push_back(asked);
  Face missing{"missing", application(catalog, "vet.rural-over60-subsidy")};
  missing.state.page = Page::Missing;
  missing.state.missing = cases::missing(*missing.state.item, missing.state.draft, Date::of(face_time));
  all.push_back(missing);
  missing.name = "missing-printing";
  missing.state.print = {PrintKind::MissingNotice, PrintFate::NotPrinted};
  all.push_back(missing);
}

void add_tables(std::vector<Face>& all, const catalog::Catalog& catalog) {
  const cases::Table rows{{"林样例", "990101198801020034", "child", "2400"},
                          {"陈范例", "990101195807200040", "spouse", "0"}};
  Face table{"form-table", on_page_of(catalog, "civ.minimum-allowance", "members", false)};
  all.push_back({"form-table-empty", table.state});
  table.state.draft.values["members"] = rows;
  all.push_back(table);
  cases::FieldProblem number{.kind = cases::FieldProblemKind::BadIdNumber};
  number.row = 1;
  number.column = 1;
  number.id_fault = cases::IdNumberFault::CheckDigit;
  all.push_back(with_problem({"form-table-wrong", table.state}, "members", number));
  Face wrong = with_problem({"form-row-wrong", table.state}, "members", number);
  wrong.prepare = [rows](ScreenMemory& memory, const ScreenContext&) {
    memory.row = {"members", 1, rows[1], -1};
  };
  all.push_back(wrong);
  Face row{"form-row", table.state, [](ScreenMemory& memory, const ScreenContext&) {
             memory.row = {"members", -1, {"林样例", "", "", ""}, -1};
           }};
  all.push_back(row);
  row.name = "form-row-typing";
  row.prepare = [](ScreenMemory& memory, const ScreenContext&) {
    memory.row = {"members", -1, {"林样例", "", "", ""}, 1};
  };
  all.push_back(row);
}

Face picking(Face face, const std::string& field, PlaceEntry place) {
  face.prepare = [field, place](ScreenMemory& memory, const ScreenContext&) {
    memory.picker = field;
    memory.place = place;
  };
  return face;
}

void add_places(std::vector<Face>& all, const catalog::Catalog& catalog) {
  const Face home{"form-villages", on_page_of(catalog, "ss.pension-claim", "applicant.address", false)};
  all.push_back(picking(home, "applicant.address", {}));
  const PlaceEntry village{"990101100203", "3", "12", ""};
  all.push_back(picking({"form-house", home.state}, "applicant.address", village));
  all.push_back(picking({"form-house-typing", home.state}, "applicant.address",
                        {"990101100203", "3", "", "address.house"}));
  const Face dest{"form-region", on_page_of(catalog, "med.cross-region-filing", "dest", false)};
  all.push_back(picking({"form-provinces", dest.state}, "dest", {}));
  all.push_back(picking({"form-cities", dest.state}, "dest", {"330000", "", "", ""}));
  all.push_back(picking({"form-region-letters", dest.state}, "dest", {"", "", "", "region.search"}));
  all.push_back(dest);
}

void add_told(std::vector<Face>& all, const catalog::Catalog& catalog) {
  const std::string pension = "ss.pension-claim";
  Face known{"form-bank-known", on_page_of(catalog, pension, "bank.card_no", false)};
  known.state.draft.values["bank.card_no"] = std::string("6217000010001234569");
  all.push_back(known);
  known.name = "form-bank-other";
  known.state.draft.values["bank.name"] = std::string("sample_farm");
  all.push_back(known);
  known.name = "form-bank-unknown";
  known.state.draft.values["bank.card_no"] = std::string("6999990010001234564");
  all.push_back(known);
  Face money{"form-money", on_page_of(catalog, "civ.minimum-allowance", "household.income_month", true)};
  money.state.draft.values["household.income_month"] = std::string("1500.50");
  all.push_back(money);
}

}  // namespace

std::vector<Face> faces_of_form(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  const std::string pension = "ss.pension-claim";
  all.push_back({"form-verified", on_page_of(catalog, pension, "applicant.name", false)});
  all.push_back({"form-contact", on_page_of(catalog, pension, "applicant.phone", false)});
  Face phone{"form-phone", on_page_of(catalog, pension, "applicant.phone", true)};
  phone.state.draft.values["applicant.phone"] = std::string("138");
  all.push_back(phone);
  all.push_back({"form-address", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().type("qingxi");
                 }});
  all.push_back({"form-handwriting", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().press("key.mode.handwriting");
                 }});
  all.push_back({"form-latin", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().press("key.mode.latin");
                 }});
  all.push_back({"form-radicals", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().press("key.mode.radical");
                 }});
  all.push_back({"form-radical-strokes", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (!memory.entry.is_open()) return;
                   for (const char* key : {"key.mode.radical", "key.radical.王", "key.strokes.4"})
                     memory.entry.model().press(key);
                 }});
  all.push_back({"form-symbols", on_page_of(catalog, pension, "applicant.address", true),
                 [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().press("key.mode.digits");
                 }});
  all.push_back({"form-specifics", on_page_of(catalog, pension, "start_month", false)});
  all.push_back({"form-date", on_page_of(catalog, pension, "start_month", true)});
  all.push_back({"form-bank", on_page_of(catalog, pension, "bank.card_no", false)});
  all.push_back(with_problem({"form-bank-wrong", on_page_of(catalog, pension, "bank.card_no", false)},
                             "bank.card_no", {.kind = cases::FieldProblemKind::BadBankCard}));
  all.push_back({"form-picker", on_page_of(catalog, pension, "bank.name", false),
                 [](ScreenMemory& memory, const ScreenContext&) { memory.picker = "bank.name"; }});
  all.push_back({"form-several", on_page_of(catalog, "mass.volunteer-registration", "skills", false)});
  all.push_back({"form-scope", on_page_of(catalog, "mkt.individual-business-setup", "scope", false),
                 [](ScreenMemory& memory, const ScreenContext&) { memory.picker = "scope"; }});
  all.push_back({"form-time-range", on_page_of(catalog, "mkt.food-stall-filing", "hours", true)});
  all.push_back({"form-datetime", on_page_of(catalog, "hk.birth-registration", "child.birth", true)});
  all.push_back({"form-consent", on_page_of(catalog, "civ.minimum-allowance", "authorise_check", false)});
  all.push_back({"form-uscc", on_page_of(catalog, "mkt.individual-business-cancel", "uscc", true)});
  Face wrong{"form-wrong", on_page_of(catalog, "agr.homestead-building", "plot.area", false)};
  wrong.state.draft.values["plot.area"] = std::string("5");
  wrong.state.draft_problem = ErrorKind::StoreFull;
  all.push_back(with_problem(
      with_problem(wrong, "plot.area", {.kind = cases::FieldProblemKind::BelowMinimum, .number = 20}),
      "height", {.kind = cases::FieldProblemKind::Required}));
  add_places(all, catalog);
  add_told(all, catalog);
  add_tables(all, catalog);
  add_materials(all, catalog);
  add_captures(all, catalog);
  return all;
}

}  // namespace yitang::resident
