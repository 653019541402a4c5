#include "slips_support.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "cases_support.hpp"

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

}  // namespace

SlipSettings slip_settings(Language language, PaperWidth paper) {
  const auto* name = language == Language::Chinese ? "zh" : "en";
  std::ifstream file(std::string(YITANG_SOURCE_DIR "/kiosk/cases/strings/") + name + ".json");
  SlipSettings made;
  made.words = [words = nlohmann::json::parse(file)](std::string_view key) {
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
  add_progress(all, settings);
  const Whereabouts where{zh ? "示例县示例镇人民路1号" : "1 Renmin Road, Sample Town",
                          zh ? "周一至周五 8:30-12:00,14:00-17:30" : "Mon to Fri 8:30-12:00, 14:00-17:30"};
  all.push_back({"leaflet", leaflet_slip(settings, catalog::make_guide(claim, settings.language), where)});
  all.push_back({"leaflet-long", leaflet_slip(settings, catalog::make_guide(item("agr.homestead-building"),
                                                                            settings.language))});
  return all;
}

int dots_of(PaperWidth paper) { return paper == PaperWidth::Mm58 ? 384 : 576; }

}  // namespace yitang::cases::test
