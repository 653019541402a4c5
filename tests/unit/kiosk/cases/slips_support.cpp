#include "slips_support.hpp"

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cases_support.hpp"
#include "kiosk/cases/prepared_slip.hpp"

namespace yitang::cases::test {
namespace {

SubmittedCase handed_in(const Envelope& envelope) {
  return {envelope.idempotency_key,
          "YT01-261120-0007-H",
          "YT1.0123456789ABCDEFGHJKLMNP",
          envelope.promised,
          kFriday,
          false};
}

void add_receipts(std::vector<NamedSlip>& all, const SlipSettings& settings) {
  const auto random = seeded_random(1);
  Envelope envelope = pension_envelope(*random);
  const SubmittedCase submitted = handed_in(envelope);
  const auto& claim = item("ss.pension-claim");
  all.push_back({"receipt", submission_slip(settings, {claim, envelope, submitted})});
  envelope.applicant.name = "𠮷佳";  // the surname is outside GB18030's two-byte area
  envelope.agent =
      Agent{person_from_number(citizen_number("19900101", "012"), "𬀪某"), catalog::AgentKind::Relative};
  envelope.first_asked = "示例镇便民服务中心王某某";
  SubmissionSlip again{claim, envelope, submitted};
  again.copy = true;
  again.provisional = true;
  all.push_back({"receipt-agent-reprint", submission_slip(settings, again)});
  const auto& trip = item("ss.social-security-card");
  envelope.materials.clear();
  for (const auto& material : trip.materials) {
    const bool kept = material.source == catalog::MaterialSource::ResidentScan;
    envelope.materials.push_back({material.code, kept ? Supply::CardReader : Supply::Form, {}});
  }
  envelope.delivery->kind = trip.result.delivery.front();
  SubmissionSlip one_trip{trip, envelope, submitted};
  one_trip.immediate = true;
  all.push_back({"receipt-trip-immediate", submission_slip(settings, one_trip)});
}

void add_progress(std::vector<NamedSlip>& all, const SlipSettings& settings) {
  CaseRow row;
  row.receipt_no = "YT01-261120-0007-H";
  row.state = CaseState::Submitted;
  const auto& long_name = item("agr.homestead-building");
  const std::string& department = long_name.department.of(settings.language);
  all.push_back({"progress-waiting", progress_slip(settings, {long_name, row, std::nullopt, department})});
  row.state = CaseState::Deciding;
  row.step = "review";
  row.delivered = true;
  row.office_case_no = "11990101000000086U599050802200001-2026-000318";
  row.promised = Date{2026, 11, 18};
  all.push_back({"progress-late", progress_slip(settings, {long_name, row, Elapsed{12, -2}, department})});
  row.state = CaseState::Concluded;
  row.outcome = Outcome::Refused;
  row.step = "issue";
  all.push_back({"progress-refused", progress_slip(settings, {long_name, row, std::nullopt, department})});
  const bool zh = settings.language == Language::Chinese;
  all.push_back(
      {"progress-refused-why", progress_slip(settings, {long_name, row, std::nullopt, department,
                                                        zh ? "申请的地块在永久基本农田里，不能建房。"
                                                           : "The plot is farmland under protection."})});
}

void add_supplement_slips(std::vector<NamedSlip>& all, const SlipSettings& settings) {
  const auto random = seeded_random(5);
  const auto& claim = item("ss.pension-claim");
  CaseRow row;
  row.receipt_no = "YT01-261120-0007-H";
  row.qr_token = "YT1.0123456789ABCDEFGHJKLMNP";
  row.state = CaseState::Supplement;
  row.step = "accept";
  row.delivered = true;
  ProgressSlip slip{claim, row, std::nullopt, claim.department.of(settings.language)};
  slip.details.demand = Demand{"BZ202611230002",
                               "BZ202611200001",
                               Date{2026, 11, 30},
                               {"bank_card", "contribution_record", "authorisation"}};
  slip.stopped = Date{2026, 11, 23};
  slip.promised = Date{2026, 12, 8};
  all.push_back({"progress-notice", progress_slip(settings, slip)});
  auto done = row;
  done.state = CaseState::Concluded;
  done.outcome = Outcome::Approved;
  ProgressSlip result{claim, done, std::nullopt, claim.department.of(settings.language)};
  result.details = {{}, "A-3-12", "SF1234567890123"};
  all.push_back({"progress-result", progress_slip(settings, result)});
  auto draft = new_draft(claim.id, claim.version, kFriday, *random);
  draft.applicant = elder();
  draft.supplement = SupplementOf{std::string(32, '1'), "BZ202611230002"};
  draft.materials = {{"bank_card", {page_of(picture(1), "image/jpeg")}},
                     {"contribution_record", {page_of(picture(2), "image/jpeg")}}};
  auto envelope = make_supplement(claim, draft, true);
  envelope.receipt_no = "YT01-261123-0002-3";
  envelope.submitted_at = kFriday;
  all.push_back({"receipt-supplement", supplement_slip(settings, {claim, row, envelope})});
}

void add_ticket_slips(std::vector<NamedSlip>& all, const SlipSettings& settings) {
  const catalog::Queue& queue = *sample().queue("household");
  DrawnTicket drawn{
      {std::string(32, '1'), queue.id, Date::of(kFriday), 7, false, TicketState::Waiting, kFriday},
      12,
      false};
  TicketSlip slip{queue, drawn, masked_name(elder().name)};
  slip.hours = hours_at(queue, sample().calendar(), kFriday + UnixMillis{170} * 60'000);
  slip.warning = QueueWarning::AfterPause;
  all.push_back({"ticket", ticket_slip(settings, slip)});
  slip.warning = QueueWarning::TooLate;
  slip.copy = true;
  drawn.ticket.priority = true;
  drawn.ahead = 0;
  all.push_back({"ticket-reprint", ticket_slip(settings, slip)});
  drawn.ticket.state = TicketState::Called;
  slip.warning = QueueWarning::None;
  slip.name.clear();
  all.push_back({"ticket-called", ticket_slip(settings, slip)});
}

void add_prepared_slip(std::vector<NamedSlip>& all, const SlipSettings& settings) {
  const auto random = seeded_random(11);
  Draft draft = pension_draft(*random);
  draft.applicant = person_from_number(elder().number, elder().name);
  draft.signature.reset();
  draft.prepared = PreparedCase{new_prepared_reference(*random), start_of(Date{2026, 11, 28})};
  const bool zh = settings.language == Language::Chinese;
  const std::vector<catalog::GuideLine> answers{
      {zh ? "您累计缴了多少年养老保险？" : "For how many years have you paid in all?",
       zh ? "16年" : "16 years"}};
  all.push_back({"prepared", prepared_slip(settings, {item("ss.pension-claim"), draft, answers})});
}

}  // namespace

SlipSettings slip_settings(Language language, PaperWidth paper) {
  const std::string end = language == Language::Chinese ? "zh.json" : "en.json";
  nlohmann::json all_words;
  for (const auto& entry : std::filesystem::directory_iterator(YITANG_SOURCE_DIR "/kiosk/cases/strings")) {
    if (!entry.path().filename().string().ends_with(end)) continue;
    std::ifstream file(entry.path());
    all_words.update(nlohmann::json::parse(file));
  }
  SlipSettings made;
  made.words = [words = std::move(all_words)](std::string_view key) {
    return words.at(std::string(key)).get<std::string>();
  };
  made.language = language;
  made.paper = paper;
  made.place = language == Language::Chinese ? "示例镇便民服务中心" : "Sample Town Service Centre";
  made.hotline = "12345";
  made.now = kFriday;
  return made;
}

std::vector<NamedSlip> every_slip(const SlipSettings& settings) {
  std::vector<NamedSlip> all;
  add_receipts(all, settings);
  const auto& claim = item("ss.pension-claim");
  const std::vector<MissingMaterial> gaps{
      {claim.material("id_card_applicant"), MissingReason::TooFewPages, 1, 2, 0},
      {claim.material("bank_card"), MissingReason::NotSharp, 1, 1, 0},
      {claim.material("authorisation"), MissingReason::NotScanned, 0, 1, 0}};
  all.push_back({"missing", missing_slip(settings, claim, gaps, std::nullopt)});
  const bool zh = settings.language == Language::Chinese;
  all.push_back(
      {"counter",
       counter_slip(settings, item("ss.social-security-card"),
                    {{zh ? "您累计缴了多少年养老保险？" : "For how many years have you paid in all?",
                      zh ? "15年" : "15 years"},
                     {zh ? "现在正在领养老金吗？" : "Do you receive a pension now?", zh ? "否" : "No"}})});
  add_prepared_slip(all, settings);
  add_progress(all, settings);
  add_supplement_slips(all, settings);
  add_ticket_slips(all, settings);
  const Whereabouts where{zh ? "示例县示例镇人民路1号" : "1 Renmin Road, Sample Town",
                          zh ? "周一至周五 8:30-12:00,14:00-17:30" : "Mon to Fri 8:30-12:00, 14:00-17:30"};
  all.push_back({"leaflet", leaflet_slip(settings, catalog::make_guide(claim, settings.language), where)});
  all.push_back({"leaflet-long", leaflet_slip(settings, catalog::make_guide(item("agr.homestead-building"),
                                                                            settings.language))});
  return all;
}

int dots_of(PaperWidth paper) { return paper == PaperWidth::Mm58 ? 384 : 576; }

}  // namespace yitang::cases::test
