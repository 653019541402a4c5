#include "flow_support.hpp"

#include <gtest/gtest.h>

#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::resident::test {
namespace {

const std::map<std::string, std::string>& answers() {
  static const std::map<std::string, std::string> all{
      {"applicant.phone", "13800000000"}, {"top_up", "no"},
      {"start_month", "2026-12-01"},      {"bank.card_no", "6222020000000000000"},
      {"event.place", "示例村桥头"},      {"event.description", "桥边的护栏断了一段"}};
  return all;
}

std::string texts_of(const cases::Person& p) {
  return p.name + "|" + p.number + "|" + p.address + "|" + p.authority + "|";
}

}  // namespace

cases::Person elder() { return cases::test::elder(); }

cases::Person younger() {
  cases::Person person = elder();
  person.name = "李小龙";
  person.number = cases::test::citizen_number("19900102", "203");
  person.birth = Date{1990, 1, 2};
  person.address = "示例省示例县示例镇二村7号";
  return person;
}

cases::Person child() {
  cases::Person person = elder();
  person.name = "张小丰";
  person.number = cases::test::citizen_number("20160315", "305");
  person.birth = Date{2016, 3, 15};
  return person;
}

std::string everything_in(const ResidentState& s) {
  std::string all = cases::draft_to_json(s.draft);
  for (const cases::Draft& draft : s.found_drafts) all += cases::draft_to_json(draft);
  if (s.card.person) all += texts_of(*s.card.person);
  if (s.card.photo) all += std::string(s.card.photo->pixels.begin(), s.card.photo->pixels.end());
  if (s.existing_case) all += s.existing_case->uid + s.existing_case->receipt_no;
  if (s.prepared.result) all += s.prepared.result->reference;
  if (s.submit.result) all += s.submit.result->uid + s.submit.result->receipt_no + s.submit.result->qr_token;
  for (const cases::CaseRow& row : s.query.cases) all += row.uid + row.receipt_no + row.qr_token;
  for (const cases::Notice& notice : s.query.notices) all += notice.uid + notice.message;
  if (s.query.detail) {
    all += s.query.detail->row.uid + s.query.detail->row.receipt_no;
    for (const cases::Notice& notice : s.query.detail->notices) all += notice.message;
  }
  if (s.capture.fresh) all += s.capture.fresh->digest;
  for (const auto& [key, problem] : s.form.problems) all += key + problem.other_key;
  for (const auto& [key, problem] : s.delivery_problems) all += key + problem.other_key;
  for (const std::string& tag : s.rating.tags) all += tag;
  all += s.rating.comment + s.rating.uid + s.tickets.name;
  if (s.tickets.drawn) all += s.tickets.drawn->ticket.uid;
  all += s.check_in.name;
  for (const auto* one : {&s.tickets.appointment, &s.check_in.appointment, &s.slots.existing}) {
    if (*one) all += (*one)->case_uid + (*one)->slot.day.iso();
  }
  return all + s.browse.query + s.browse.list_id + s.form.focused + s.capture.material +
         std::string(s.capture.preview.grey.begin(), s.capture.preview.grey.end());
}

FlowBench::FlowBench(std::uint64_t seed, FlowSettings settings)
    : FlowBench(cases::test::sample(), seed, settings) {}

FlowBench::FlowBench(const catalog::Catalog& catalog, std::uint64_t seed, FlowSettings settings)
    : clock(cases::test::kFriday),
      random(seeded_random(seed)),
      flow(catalog, clock, *random, ports, settings) {}

void FlowBench::tap(IntentKind kind, std::string id, std::string value, int number) {
  flow.on(Intent{kind, std::move(id), std::move(value), number, {}});
}

void FlowBench::seconds(int count) {
  for (int i = 0; i < count; ++i) {
    clock.advance(1000);
    flow.tick();
  }
}

void FlowBench::to_guide(const std::string& item) {
  tap(IntentKind::Wake);
  tap(IntentKind::OpenItem, item);
  ASSERT_EQ(page(), Page::Guide);
}

void FlowBench::to_who_for() {
  to_guide();
  tap(IntentKind::StartApply);
  ASSERT_EQ(page(), Page::Eligibility);
  tap(IntentKind::AnswerCheck, "pension.paid_years", "16");
  ASSERT_EQ(page(), Page::WhoFor);
}

void FlowBench::to_card() {
  to_who_for();
  tap(IntentKind::ChooseWho, "self");
  ASSERT_EQ(page(), Page::Card);
}

void FlowBench::to_form(const cases::Person& person) {
  to_card();
  flow.on(Event{CardRead{person}});
  tap(IntentKind::UseCard);
  answer_person();
  ASSERT_EQ(page(), Page::Form);
}

void FlowBench::answer_person(PersonFound found) { flow.on(Event{std::move(found)}); }

void FlowBench::fill_and_leave_form() {
  for (int i = 0; i < 20 && page() == Page::Form; ++i) {
    for (const catalog::FormField* field : state().form.pages[state().form.page].fields) {
      const auto answer = answers().find(field->key);
      if (answer != answers().end()) tap(IntentKind::TypeField, field->key, answer->second);
      const bool choice = answer == answers().end() && !field->validation.options.empty();
      if (choice) tap(IntentKind::TypeField, field->key, field->validation.options.front().code);
    }
    tap(IntentKind::NextStep);
  }
}

void FlowBench::to_materials() {
  to_form();
  fill_and_leave_form();
  ASSERT_EQ(page(), Page::Materials);
}

PageCaptured FlowBench::captured(std::uint8_t seed) const {
  return {cases::page_of(cases::test::picture(seed), "image/jpeg", 200), {2, 1, {seed, seed}}, {}};
}

void FlowBench::photograph(const std::string& code, std::uint8_t seed) {
  tap(IntentKind::OpenMaterial, code);
  tap(IntentKind::CapturePage);
  flow.on(Event{captured(seed)});
  tap(IntentKind::KeepPage);
  tap(IntentKind::FinishMaterial);
}

void FlowBench::to_delivery() {
  to_materials();
  photograph("bank_card");
  tap(IntentKind::NextStep);
  ASSERT_EQ(page(), Page::Delivery);
}

void FlowBench::to_signature() {
  to_delivery();
  tap(IntentKind::NextStep);
  ASSERT_EQ(page(), Page::Signature);
}

void FlowBench::sign() {
  for (const float shift : {0.0F, 0.3F}) {
    Stroke stroke;
    for (int i = 0; i < 20; ++i) {
      const float part = static_cast<float>(i) / 25.0F;
      stroke.push_back({0.2F + shift * part, 0.1F + part, part});
    }
    flow.on(Intent{IntentKind::AddStroke, {}, {}, 0, {stroke}});
  }
  tap(IntentKind::ConfirmSignature);
}

void FlowBench::to_review() {
  to_signature();
  sign();
  ASSERT_EQ(page(), Page::Review);
}

CaseSubmitted FlowBench::receipt() const {
  cases::SubmittedCase result;
  result.uid = ports.submitted.back().uid;
  result.receipt_no = "T001-261120-0001-X";
  result.qr_token = "YT1.AAAAAAAAAAAAAAAAAAAAAAAA";
  result.submitted_at = clock.now();
  return {result};
}

void FlowBench::to_receipt() {
  to_review();
  tap(IntentKind::Submit);
  flow.on(Event{PrinterAnswered{PrinterReadiness::Ready}});
  flow.on(Event{receipt()});
  ASSERT_EQ(page(), Page::Receipt);
}

void FlowBench::to_query() {
  tap(IntentKind::Wake);
  tap(IntentKind::OpenQuery);
  ASSERT_EQ(page(), Page::Query);
}

cases::CaseRow FlowBench::row(const std::string& uid, const std::string& item) const {
  cases::CaseRow result;
  result.uid = uid;
  result.receipt_no = "no-" + uid;
  result.item_id = item;
  result.item_version = 1;
  result.submitted_at = clock.now();
  return result;
}

}  // namespace yitang::resident::test
