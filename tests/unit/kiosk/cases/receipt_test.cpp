#include "kiosk/cases/receipt.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cases_support.hpp"
#include "kiosk/base/text.hpp"

namespace yitang::cases {
namespace {

using testing::HasSubstr;
using testing::Not;

/// Of all parts: zh.json, slots.zh.json ...
nlohmann::json wording(Language language) {
  const std::string ending = language == Language::Chinese ? "zh.json" : "en.json";
  nlohmann::json all = nlohmann::json::object();
  for (const auto& entry : std::filesystem::directory_iterator(YITANG_SOURCE_DIR "/kiosk/cases/strings")) {
    if (!entry.path().filename().string().ends_with(ending)) continue;
    std::ifstream file(entry.path());
    all.update(nlohmann::json::parse(file));
  }
  return all;
}

SlipSettings settings(Language language = Language::Chinese) {
  SlipSettings made;
  made.words = [words = wording(language)](std::string_view key) {
    return words.at(std::string(key)).get<std::string>();
  };
  made.language = language;
  made.place = "示例镇便民服务中心";
  made.hotline = "12345";
  made.now = test::kFriday;
  return made;
}

/// All text of a slip, one block a line.
std::string text_of(const devices::ReceiptDocument& slip) {
  std::string all = slip.copy_mark + "\n";
  for (const auto& block : slip.blocks) {
    if (const auto* text = std::get_if<devices::TextBlock>(&block)) all += text->text + "\n";
    if (const auto* number = std::get_if<devices::BigNumberBlock>(&block)) all += number->text + "\n";
    if (const auto* code = std::get_if<devices::QrBlock>(&block)) {
      all += "qr:" + std::string(code->payload.begin(), code->payload.end()) + " " + code->caption + "\n";
    }
    if (const auto* columns = std::get_if<devices::ColumnsBlock>(&block)) {
      for (const auto& column : columns->columns) all += column.text + "|";
      all += "\n";
    }
  }
  return all;
}

struct Handed {
  Handed() {
    const auto random = seeded_random(1);
    envelope = test::pension_envelope(*random);
    submitted = {envelope.idempotency_key, "YT01-261120-0007-H", "YT1.0123456789ABCDEFGHJKLMNP",
                 envelope.promised,        test::kFriday,        false};
  }
  const catalog::ServiceItem& item = test::item("ss.pension-claim");
  Envelope envelope;
  SubmittedCase submitted;
  SubmissionSlip slip() const { return {item, envelope, submitted}; }
};

TEST(Slips, WordingIsCompleteInBothLanguages) {
  for (const auto language : {Language::Chinese, Language::English}) {
    const auto words = wording(language);
    EXPECT_EQ(words.size(), slip_word_keys().size());
    for (const auto key : slip_word_keys()) {
      ASSERT_TRUE(words.contains(std::string(key))) << key;
      EXPECT_FALSE(words.at(std::string(key)).get<std::string>().empty()) << key;
    }
  }
}

TEST(Slips, TheReceiptSaysEverythingAndHidesThePerson) {
  Handed it;
  it.envelope.first_asked = "王主任";
  const auto text = text_of(submission_slip(settings(), it.slip()));
  for (const char* part :
       {"提交回执", "YT01-261120-0007-H", "2026年12月4日 星期五", "城乡居民养老保险待遇申领",
        "示例县人力资源和社会保障局", "已拍1页", "已读卡", "办好后来这台机器打印一次", "12345", "王主任",
        "2026年11月20日 09:00", "qr:YT1.0123456789ABCDEFGHJKLMNP 在自助机上扫码查进度", "张**",
        "990***********1"}) {
    EXPECT_THAT(text, HasSubstr(part));
  }
  for (const auto& hidden :
       {it.envelope.applicant.name, it.envelope.applicant.number, it.envelope.applicant.address,
        std::string("6222020000000000000"), std::string("13800000000")}) {
    EXPECT_THAT(text, Not(HasSubstr(hidden)));
  }
  EXPECT_THAT(text, Not(HasSubstr("补打")));
  EXPECT_THAT(text, Not(HasSubstr("未校准")));
}

TEST(Slips, TheFeeIsToldAndWhatCostsSomethingHasAPaymentNotice) {
  Handed it;
  const auto free = text_of(submission_slip(settings(), it.slip()));
  EXPECT_THAT(free, HasSubstr("不收费"));
  EXPECT_THAT(free, Not(HasSubstr("缴费告知")));
  const catalog::ServiceItem& paid = test::item("hk.id-card-renew");
  ASSERT_TRUE(paid.fee.charged);
  for (const auto language : {Language::Chinese, Language::English}) {
    const auto text = text_of(submission_slip(settings(language), {paid, it.envelope, it.submitted}));
    for (const Text* part : {&paid.fee.note, &paid.fee.basis, &paid.fee.where, &paid.fee.how})
      EXPECT_THAT(text, HasSubstr(part->of(language)));
    const std::string notice = language == Language::Chinese ? "缴费告知" : "Payment notice";
    const auto at = text.find(notice);
    ASSERT_NE(at, std::string::npos);
    EXPECT_NE(text.find(it.submitted.receipt_no, at), std::string::npos) << "the number to name";
    EXPECT_NE(text.find(wording(language).at("slip.fee.not_here").get<std::string>(), at), std::string::npos);
  }
}

TEST(Slips, ARestrictedMatterIsNotNamedOnPaper) {
  Handed it;
  const catalog::ServiceItem& legal_aid = test::item("gov.legal-aid");
  const auto receipt = text_of(submission_slip(settings(), {legal_aid, it.envelope, it.submitted}));
  const auto missing = text_of(missing_slip(settings(), legal_aid, {}, std::nullopt));
  CaseRow row;
  row.receipt_no = it.submitted.receipt_no;
  const auto progress = text_of(
      progress_slip(settings(), {legal_aid, row, std::nullopt, legal_aid.department.of(Language::Chinese)}));
  for (const std::string& slip : {receipt, missing, progress}) {
    EXPECT_THAT(slip, HasSubstr("登记事项"));
    for (const char* hidden : {"法律援助", "司法局"}) EXPECT_THAT(slip, Not(HasSubstr(hidden)));
  }
}

TEST(Slips, AResultThatHasToBeFetchedIsNoCaseWithoutATrip) {
  Handed it;
  it.envelope.delivery = DeliveryChoice{catalog::Delivery::Window, {}, {}, {}};
  const auto text = text_of(submission_slip(settings(), it.slip()));
  EXPECT_THAT(text, HasSubstr("办好后来取一次结果"));
  EXPECT_THAT(text, Not(HasSubstr("一趟不用跑")));
  it.envelope.delivery = DeliveryChoice{catalog::Delivery::Electronic, {}, {}, {}};
  EXPECT_THAT(text_of(submission_slip(settings(), it.slip())), HasSubstr("一趟不用跑"));
}

TEST(Slips, CopyMarkClockAndAgent) {
  Handed it;
  it.envelope.agent = Agent{person_from_number(test::citizen_number("19900101", "012"), "李四"),
                            catalog::AgentKind::Relative};
  auto untrusted = settings();
  untrusted.clock_trusted = false;
  auto slip = it.slip();
  slip.copy = true;
  slip.immediate = true;
  const auto document = submission_slip(untrusted, slip);
  EXPECT_EQ(document.copy_mark, "补打");
  const auto text = text_of(document);
  EXPECT_THAT(text, HasSubstr("未校准"));
  EXPECT_THAT(text, HasSubstr("李*"));
  EXPECT_THAT(text, HasSubstr("马上就办"));
}

TEST(Slips, AnUntrustedClockPromisesNoDate) {
  Handed it;
  auto untrusted = settings();
  untrusted.clock_trusted = false;
  auto slip = it.slip();
  auto submitted = slip.submitted;
  submitted.promised.reset();
  for (const bool immediate : {false, true}) {
    const SubmissionSlip undated{slip.item, slip.envelope, submitted, immediate, true, false};
    const auto text = text_of(submission_slip(untrusted, undated));
    EXPECT_THAT(text, HasSubstr("由受理部门确认"));
    EXPECT_THAT(text, HasSubstr("未校准"));
    EXPECT_THAT(text, Not(HasSubstr("马上就办")));
    EXPECT_THAT(text, Not(HasSubstr("放假安排")));
  }
}

TEST(Slips, RareCharactersReachThePaper) {
  Handed it;
  it.envelope.applicant.name = "𠮷\uE863";
  EXPECT_THAT(text_of(submission_slip(settings(), it.slip())), HasSubstr("𠮷*"));
  it.envelope.applicant.name = "\uE863𠮷";
  EXPECT_THAT(text_of(submission_slip(settings(), it.slip())), HasSubstr("\uE863*"));
}

TEST(Slips, English) {
  Handed it;
  const auto text = text_of(submission_slip(settings(Language::English), it.slip()));
  EXPECT_THAT(text, HasSubstr("Fri, 4 Dec 2026"));
  EXPECT_THAT(text, HasSubstr("Claim of the resident pension"));
  EXPECT_THAT(text, HasSubstr("pages: 1"));
}

// Scanned one after the other the codes give the whole leaflet, and no character is torn.
TEST(Slips, TheCodesOfALeafletHoldAllOfIt) {
  const Whereabouts where{"人民路1号", "周一至周五"};
  for (const auto* item : test::sample().items()) {
    for (const auto language : {Language::Chinese, Language::English}) {
      for (const auto& [paper, most] :
           {std::pair{PaperWidth::Mm58, 644U}, std::pair{PaperWidth::Mm80, 858U}}) {
        auto made = settings(language);
        made.paper = paper;
        const auto guide = catalog::make_guide(*item, language);
        const auto leaflet = leaflet_slip(made, guide, where);
        EXPECT_THAT(text_of(leaflet), HasSubstr(item->name.of(language)));
        std::string scanned;
        std::size_t codes = 0;
        for (const auto& block : leaflet.blocks) {
          const auto* code = std::get_if<devices::QrBlock>(&block);
          if (code == nullptr) continue;
          ++codes;
          EXPECT_LE(code->payload.size(), most) << item->id;
          const std::string part(code->payload.begin(), code->payload.end());
          EXPECT_TRUE(is_utf8(part)) << item->id;
          scanned += part;
        }
        EXPECT_LE(codes, 5U) << item->id;
        for (const auto& condition : guide.conditions) EXPECT_THAT(scanned, HasSubstr(condition));
        for (const auto& material : guide.materials) {
          EXPECT_THAT(scanned, HasSubstr(material.name));
          EXPECT_THAT(scanned, HasSubstr(material.supplier));
        }
        for (const auto& step : guide.steps) EXPECT_THAT(scanned, HasSubstr(step.name + ", " + step.level));
        for (const auto& fact : guide.facts) EXPECT_THAT(scanned, HasSubstr(fact.value));
        EXPECT_THAT(scanned, HasSubstr(where.hours));
      }
    }
  }
}

TEST(Slips, OneTimeNoticeListsEverything) {
  Handed it;
  auto draft = Draft{};
  draft.agent = Agent{};
  const auto list = missing(it.item, draft, Date{2026, 11, 20});
  const auto text = text_of(missing_slip(settings(), it.item, list, Date{2026, 11, 27}));
  EXPECT_EQ(list.size(), 3U);
  EXPECT_THAT(text, HasSubstr("还差以下3项"));
  for (const auto& entry : list) EXPECT_THAT(text, HasSubstr(entry.material->name.zh));
  EXPECT_THAT(text, HasSubstr("最晚2026年11月27日 星期五补齐（当天也可以）"));
  EXPECT_THAT(text, HasSubstr("24"));
  EXPECT_THAT(text_of(missing_slip(settings(), it.item, list, std::nullopt, false)), Not(HasSubstr("24")))
      << "nothing is kept of somebody who showed no card";
}

TEST(Slips, CounterAndProgress) {
  Handed it;
  const auto counter = text_of(counter_slip(settings(), it.item, {{"缴费年限", "15年"}}));
  EXPECT_THAT(counter, HasSubstr("15年"));
  EXPECT_THAT(counter, HasSubstr("本单不是受理凭证"));
  CaseRow row;
  row.receipt_no = it.submitted.receipt_no;
  row.state = CaseState::Deciding;
  row.step = "review";
  row.delivered = true;
  row.promised = Date{2026, 12, 4};
  const auto progress = text_of(progress_slip(settings(), {it.item, row, Elapsed{12, -2}, "示例镇"}));
  EXPECT_THAT(progress, HasSubstr("正在审批"));
  EXPECT_THAT(progress, HasSubstr("已超期"));
  EXPECT_THAT(progress, HasSubstr("2个工作日"));
  EXPECT_THAT(progress, Not(HasSubstr("等待送达")));
}

TEST(Slips, ARefusalOnPaperSaysWhyAndWhereToAsk) {
  Handed it;
  CaseRow row;
  row.receipt_no = it.submitted.receipt_no;
  row.state = CaseState::Concluded;
  row.outcome = Outcome::Refused;
  row.step = "review";
  const auto silent = text_of(progress_slip(settings(), {it.item, row, std::nullopt, "示例镇"}));
  EXPECT_THAT(silent, HasSubstr("没有写明原因"));
  EXPECT_THAT(silent, HasSubstr("打12345"));
  EXPECT_THAT(silent, Not(HasSubstr("当前环节")));
  EXPECT_THAT(silent, Not(HasSubstr("等待送达"))) << "the office has decided";
  const auto why = text_of(progress_slip(settings(), {it.item, row, std::nullopt, "示例镇", "缴费不满15年"}));
  EXPECT_THAT(why, HasSubstr("缴费不满15年"));
  EXPECT_THAT(why, HasSubstr("申诉"));
  row.state = CaseState::Supplement;
  row.outcome = Outcome::None;
  EXPECT_THAT(text_of(progress_slip(settings(), {it.item, row, std::nullopt, "示例镇", "补一张照片"})),
              HasSubstr("带到窗口"));
}

TEST(Slips, ANoticeOnPaperHasItsNumberListAndLastDay) {
  Handed it;
  CaseRow row;
  row.receipt_no = it.submitted.receipt_no;
  row.state = CaseState::Supplement;
  row.promised = Date{2026, 12, 4};
  ProgressSlip slip{it.item, row, std::nullopt, "示例镇"};
  slip.details.demand = Demand{"BZ202611230002", "BZ202611200001", Date{2026, 11, 30}, {"bank_card"}};
  slip.stopped = Date{2026, 11, 23};
  slip.promised = Date{2026, 12, 8};
  const auto text = text_of(progress_slip(settings(), slip));
  EXPECT_THAT(text, HasSubstr("BZ202611230002"));
  EXPECT_THAT(text, HasSubstr("BZ202611200001"));
  EXPECT_THAT(text, HasSubstr(it.item.material("bank_card")->name.zh));
  EXPECT_THAT(text, HasSubstr("2026年11月30日"));
  EXPECT_THAT(text, HasSubstr("暂停"));
  EXPECT_THAT(text, HasSubstr("2026年12月8日"));
  EXPECT_THAT(text, Not(HasSubstr("2026年12月4日"))) << "that day moves";
  EXPECT_THAT(text, HasSubstr("这台机器"));
}

TEST(Slips, ACodeWithoutANameIsNotPrinted) {
  Handed it;
  it.envelope.materials.push_back({"of_another_version", Supply::SharedData, {}});
  EXPECT_THAT(text_of(submission_slip(settings(), it.slip())), Not(HasSubstr("of_another_version")));
}

TEST(Slips, TheLeafletSaysWhereAndWhen) {
  Handed it;
  const auto guide = catalog::make_guide(it.item, Language::Chinese);
  const auto text = text_of(leaflet_slip(settings(), guide, {"人民路1号", "周一至周五"}));
  EXPECT_THAT(text, HasSubstr("人民路1号"));
  EXPECT_THAT(text, HasSubstr("周一至周五"));
  EXPECT_THAT(text_of(leaflet_slip(settings(), guide)), Not(HasSubstr("办公时间")));
}

}  // namespace
}  // namespace yitang::cases
