#include "screens_support.hpp"

#include <iterator>

#include "kiosk/cases/derived.hpp"
#include "kiosk/cases/form.hpp"
#include "kiosk/cases/materials.hpp"

namespace yitang::resident {
namespace {

void append(std::vector<Face>& all, std::vector<Face> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

ResidentState home(BrowseBy by) {
  ResidentState state;
  state.page = Page::Home;
  state.browse.by = by;
  return state;
}

ResidentState list(const catalog::Catalog& catalog, IntentKind kind, const std::string& id) {
  ResidentState state;
  state.page = Page::ItemList;
  state.browse.list_kind = kind;
  state.browse.list_id = id;
  if (kind == IntentKind::OpenFunction) state.browse.items = catalog.by_function(id);
  if (kind == IntentKind::OpenLifeEvent) {
    state.browse.items = catalog.by_life_event(id);
    state.browse.bundles = catalog.bundles_of(*catalog.life_event(id));
  }
  if (kind == IntentKind::OpenTheme) state.browse.items = catalog.by_theme(id);
  if (kind == IntentKind::OpenFourDo)
    state.browse.items = catalog.by_four_do(*catalog::enum_from<catalog::FourDo>(id));
  return state;
}

ResidentState search(const catalog::Catalog& catalog, const std::string& query) {
  ResidentState state;
  state.page = Page::Search;
  state.browse.query = query;
  state.browse.hits = catalog.search(query);
  return state;
}

ResidentState guide(const catalog::Catalog& catalog, const std::string& id) {
  ResidentState state;
  state.page = Page::Guide;
  state.item = catalog.item(id);
  return state;
}

ResidentState question(const catalog::Catalog& catalog, catalog::AnswerKind kind) {
  ResidentState state;
  state.page = Page::Eligibility;
  state.item = catalog.item("ss.pension-claim");
  for (const auto& [name, fact] : catalog.facts().facts) {
    if (fact.question.answer != kind || fact.question.text.zh.empty()) continue;
    state.question = catalog::AskNext{&fact, 0, 0, 2};
    if (kind == catalog::AnswerKind::Choice && fact.question.options.size() < 3) continue;
    break;
  }
  return state;
}

ResidentState refused(const catalog::Catalog& catalog, bool offer) {
  ResidentState state;
  state.page = Page::NotEligible;
  state.item = catalog.item("ss.pension-claim");
  catalog::NotEligible no;
  no.offer = offer;
  no.outcome = offer ? "offer_top_up" : "";
  no.why = offer ? Text{"缴费还不满15年", "Fewer than 15 years have been paid"}
                 : Text{"还没有年满60周岁", "The applicant is not 60 yet"};
  no.advice = offer ? Text{"可以先补缴差的年数，再按月领取。点“就这样办”继续。",
                           "You may pay the missing years and then receive it every month. To do so, press "
                           "\"Go on like this\"."}
                    : Text{"到了60周岁的那个月再来办就行，养老金从那个月算起。现在可以先查查缴费记录。",
                           "Come in the month of your 60th birthday; nothing is lost until then."};
  state.ineligible = no;
  return state;
}

}  // namespace

ui::QrMatrix checkerboard(std::string_view text) {
  ui::QrMatrix matrix;
  matrix.size = 29;
  for (int i = 0; i < matrix.size * matrix.size; ++i) {
    const auto letter =
        static_cast<unsigned char>(text.empty() ? 'x' : text[static_cast<std::size_t>(i) % text.size()]);
    matrix.dark.push_back(((letter >> (i % 5)) & 1) != 0);
  }
  return matrix;
}

cases::Person sample_applicant() {
  cases::Person person;
  person.name = "林示例";
  person.number = "990101196203150024";
  person.sex = "female";
  person.nation = "汉";
  person.birth = Date{1962, 3, 15};
  person.address = "示例省示例市示例县示例镇清溪村12号";
  person.authority = "示例县公安局";
  person.valid_from = Date{2015, 6, 1};
  person.long_term = true;
  return person;
}

cases::Person sample_agent() {
  cases::Person person = sample_applicant();
  person.name = "陈样本";
  person.number = "990101198801020034";
  person.sex = "male";
  person.birth = Date{1988, 1, 2};
  person.long_term = false;
  person.valid_to = Date{2035, 6, 1};
  return person;
}

ResidentState application(const catalog::Catalog& catalog, const std::string& item_id) {
  ResidentState state;
  state.page = Page::Form;
  state.item = catalog.item(item_id);
  if (state.item == nullptr) return state;
  cases::Draft& draft = state.draft;
  draft.uid = "0123456789abcdef0123456789abcdef";
  draft.item_id = item_id;
  draft.item_version = state.item->version;
  draft.applicant = sample_applicant();
  draft.page = "form:verified";
  const Date today = Date::of(face_time);
  cases::prefill(*state.item, *draft.applicant, today, draft.values);
  draft.values["applicant.phone"] = std::string("13800001234");
  draft.values["bank.card_no"] = std::string("6217000000000000012");
  if (const catalog::FormField* bank = state.item->field("bank.name");
      bank != nullptr && !bank->validation.options.empty()) {
    draft.values["bank.name"] = bank->validation.options.front().code;
  }
  draft.values["start_month"] = std::string("2026-12-01");
  draft.values["top_up"] = std::string("no");
  draft.delivery = cases::DeliveryChoice{state.item->result.delivery.front(), draft.applicant->address,
                                         draft.applicant->name, "13800001234"};
  cases::count_rows(*state.item, draft.values);
  state.form.pages =
      cases::form_pages(*state.item, draft.values, draft.applicant, cases::form_context(draft, face_time));
  state.materials = cases::materials_for(*state.item, draft, today);
  return state;
}

std::vector<Face> faces_of_finding(const catalog::Catalog& catalog) {
  std::vector<Face> all;
  all.push_back({"idle", {}});
  for (const auto room : {cases::SpaceLevel::Low, cases::SpaceLevel::Critical}) {
    Face low{"idle-room-" + std::string(cases::name_of(room)), {}};
    low.state.room = room;
    all.push_back(std::move(low));
  }
  ResidentState emergency = guide(catalog, "gov.grid-event-report");
  emergency.page = Page::Emergency;
  all.push_back({"emergency", emergency});
  all.push_back({"home", home(BrowseBy::Functions)});
  all.push_back({"home-life", home(BrowseBy::LifeEvents)});
  all.push_back({"home-theme", home(BrowseBy::Themes)});
  all.push_back({"list-social", list(catalog, IntentKind::OpenFunction, "social_security")});
  all.push_back({"list-life", list(catalog, IntentKind::OpenLifeEvent, "birth")});
  all.push_back({"list-online", list(catalog, IntentKind::OpenFourDo, "online")});
  all.push_back({"list-theme", list(catalog, IntentKind::OpenTheme, "documents")});
  all.push_back({"list-bundle", list(catalog, IntentKind::OpenLifeEvent, "retirement")});
  all.push_back({"list-empty", list(catalog, IntentKind::OpenFunction, "nothing")});
  all.push_back({"search", search(catalog, "")});
  all.push_back({"search-hits", search(catalog, "养老")});
  all.push_back({"search-pinyin", search(catalog, "shebao"), [](ScreenMemory& memory, const ScreenContext&) {
                   if (memory.entry.is_open()) memory.entry.model().press("key.s");
                 }});
  all.push_back({"search-none", search(catalog, "qqqq")});
  all.push_back({"search-similar", search(catalog, "yanlaobaoxian")});
  all.push_back({"search-bundle", search(catalog, "退休")});
  all.push_back({"search-lists", search(catalog, "证明")});
  all.push_back({"search-english", search(catalog, "money for old people")});
  all.push_back({"guide", guide(catalog, "ss.pension-claim")});
  all.push_back({"guide-trip", guide(catalog, "ss.social-security-card")});
  all.push_back({"guide-book", guide(catalog, "civ.marriage-appointment")});
  Face event{"guide-event", guide(catalog, "gov.grid-event-report")};
  event.state.print = {PrintKind::Leaflet, PrintFate::Printing};
  all.push_back(event);
  all.push_back({"check-yes-no", question(catalog, catalog::AnswerKind::YesNo)});
  all.push_back({"check-number", question(catalog, catalog::AnswerKind::Number)});
  all.push_back({"check-choice", question(catalog, catalog::AnswerKind::Choice)});
  all.push_back({"ineligible", refused(catalog, false)});
  all.push_back({"ineligible-offer", refused(catalog, true)});
  return all;
}

std::vector<Face> faces(const catalog::Catalog& catalog) {
  std::vector<Face> all = faces_of_finding(catalog);
  append(all, faces_of_identity(catalog));
  append(all, faces_of_consent(catalog));
  append(all, faces_of_form(catalog));
  append(all, faces_of_finish(catalog));
  append(all, faces_of_query());
  append(all, faces_of_bundles(catalog));
  append(all, faces_of_supplement(catalog));
  append(all, faces_of_result(catalog));
  append(all, faces_of_lists(catalog));
  append(all, faces_of_queues(catalog));
  append(all, faces_of_slots(catalog));
  append(all, faces_without_card(catalog));
  append(all, faces_of_codes(catalog));
  return all;
}

}  // namespace yitang::resident
