// Whose code it is: asked of whoever issued it, noted without the person, and known again when the case
// comes.
#include <gtest/gtest.h>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/office/identity.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::office {
namespace {

using cases::IdentityRefusal;
using catalog::IdentityMethod;

// Knows one code.
class OneCode final : public IdentityPlatform {
 public:
  cases::IdentityAnswer redeem(IdentityMethod method, const WipedBytes& payload) override {
    ++asked;
    if (refuse) return tl::unexpected(*refuse);
    if (method != IdentityMethod::MedicalCode || payload != WipedBytes{'4', '2'})
      return tl::unexpected(IdentityRefusal::Unknown);
    cases::Person person = cases::test::elder();
    person.address.clear();
    if (nameless) person.name.clear();
    return person;
  }
  int asked = 0;
  bool nameless = false;
  std::optional<IdentityRefusal> refuse;
};

class OfficeIdentityTest : public testing::Test {
 protected:
  void SetUp() override {
    auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
    ASSERT_TRUE(loaded) << describe(loaded.error());
    catalog_ = *loaded;
    open(&platform_);
  }
  void open(IdentityPlatform* platform) {
    office_.reset();
    OfficeOptions options{bench_.directory.path() / "office", bench_.options().host};
    options.platform = platform;
    auto office = Office::open(options, catalog_, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }

  static cases::IdentityQuestion question(IdentityMethod method = IdentityMethod::MedicalCode) {
    return {method, {'4', '2'}, "med.cross-region-filing", "YT01", "00112233445566778899aabbccddeeff"};
  }
  std::optional<IdentityRefusal> refusal(const cases::IdentityQuestion& asked) {
    const auto answer = office_->identify(asked);
    return answer ? std::nullopt : std::optional(answer.error());
  }
  std::string log() {
    std::string all;
    EXPECT_TRUE(office_->export_audit([&all](std::string_view line) -> Result<void> {
      all += std::string(line) + "\n";
      return {};
    }));
    return all;
  }

  // An immediate item, signed by the person of the answer.
  cases::Envelope filing(const cases::Person& applicant, const std::string& terminal = "YT01") {
    const catalog::ServiceItem& item = *catalog_->item("med.cross-region-filing");
    const UnixMillis now = bench_.clock.now();
    cases::Draft draft = cases::new_draft(item.id, item.version, now, *bench_.random);
    draft.applicant = applicant;
    cases::prefill(item, applicant, Date::of(now), draft.values);
    draft.values["applicant.phone"] = std::string("13900001111");
    draft.values["applicant.address"] = std::string("示例省示例县示例镇一村3号");
    draft.values["filing_kind"] = std::string("resettled");
    draft.values["dest"] = std::string("浙江省杭州市");
    draft.values["from"] = Date::of(now).iso();
    draft.values["credential"] = std::string("medical_e_code");
    for (const auto& material : item.materials) draft.applies[material.code] = false;
    draft.delivery = cases::DeliveryChoice{catalog::Delivery::Electronic, {}, {}, {}};
    draft.signature = cases::sign_draft(item, draft, cases::test::handwriting(), now);
    cases::Envelope made = cases::make_envelope(item, draft, catalog_->calendar(), now, true);
    made.receipt_no = cases::format_receipt_number({terminal, Date{2026, 11, 20}, ++serial_});
    made.qr_token = cases::new_qr_token(*bench_.random);
    made.terminal = terminal;
    made.submitted_at = now;
    return made;
  }
  OfficeCase taken(const cases::Envelope& envelope) {
    const auto receipt = office_->intake(envelope_to_json(envelope, cases::EnvelopePages::WithContent));
    EXPECT_TRUE(receipt) << describe(receipt.error());
    const auto found = office_->find(envelope.idempotency_key);
    EXPECT_TRUE(found);
    return found ? *found : OfficeCase{};
  }

  cases::test::StoreBench bench_;
  OneCode platform_;
  catalog::CatalogPtr catalog_;
  std::optional<Office> office_;
  int serial_ = 0;
};

TEST_F(OfficeIdentityTest, SaysWhoItIsWithAReferenceThatTellsNothing) {
  const auto answer = office_->identify(question());
  ASSERT_TRUE(answer);
  EXPECT_EQ(answer->name, cases::test::elder().name);
  EXPECT_EQ(answer->source, cases::PersonSource::Code);
  ASSERT_TRUE(answer->proof);
  EXPECT_EQ(answer->proof->method, IdentityMethod::MedicalCode);
  EXPECT_EQ(answer->proof->reference.size(), 64U);
  EXPECT_EQ(answer->proof->reference.find(answer->number), std::string::npos);
  auto other = question();
  other.nonce = "ffeeddccbbaa99887766554433221100";
  EXPECT_NE(office_->identify(other)->proof->reference, answer->proof->reference);
}

TEST_F(OfficeIdentityTest, EveryRefusalIsItsOwn) {
  EXPECT_TRUE(office_->can_identify());
  auto asked = question();
  asked.payload = {'9'};
  EXPECT_EQ(refusal(asked), IdentityRefusal::Unknown);
  for (const auto why : {IdentityRefusal::Expired, IdentityRefusal::Unavailable}) {
    platform_.refuse = why;
    EXPECT_EQ(refusal(question()), why);
  }
  platform_.refuse.reset();
  platform_.nameless = true;
  EXPECT_EQ(refusal(question()), IdentityRefusal::Unknown);
}

TEST_F(OfficeIdentityTest, NobodyIsAskedAboutACodeThatDoesNotCountThere) {
  EXPECT_EQ(refusal(question(IdentityMethod::SocialCode)), IdentityRefusal::NotAccepted);
  auto asked = question();
  asked.item_id = "ss.pension-claim";
  EXPECT_EQ(refusal(asked), IdentityRefusal::NotAccepted);
  asked.item_id = "nothing.of-this-name";
  EXPECT_EQ(refusal(asked), IdentityRefusal::NotAccepted);
  EXPECT_EQ(platform_.asked, 0);
  asked.item_id.clear();  // to see the own cases
  EXPECT_EQ(refusal(asked), std::nullopt);
}

TEST_F(OfficeIdentityTest, AQuestionWithoutShapeIsNotPassedOn) {
  for (const char* nonce :
       {"", "0011", "00112233445566778899aabbccddeefg", "00112233445566778899AABBCCDDEEFF"}) {
    auto asked = question();
    asked.nonce = nonce;
    EXPECT_EQ(refusal(asked), IdentityRefusal::Unknown) << nonce;
  }
  auto asked = question();
  asked.payload.clear();
  EXPECT_EQ(refusal(asked), IdentityRefusal::Unknown);
  asked.payload.assign(cases::kLongestIdentityCode + 1, '4');
  EXPECT_EQ(refusal(asked), IdentityRefusal::Unknown);
  EXPECT_EQ(platform_.asked, 0);
}

TEST_F(OfficeIdentityTest, WithoutAPlatformNobodyIsKnown) {
  open(nullptr);
  EXPECT_FALSE(office_->can_identify());
  EXPECT_EQ(refusal(question()), IdentityRefusal::Unavailable);
}

TEST_F(OfficeIdentityTest, TheLogHasKindAndOutcomeAndNothingElse) {
  ASSERT_TRUE(office_->identify(question()));
  refusal(question(IdentityMethod::SocialCode));
  const std::string all = log();
  EXPECT_NE(all.find("office.identified"), std::string::npos);
  EXPECT_NE(all.find("proven"), std::string::npos);
  EXPECT_NE(all.find("not_accepted"), std::string::npos);
  EXPECT_NE(all.find("medical_code"), std::string::npos);
  EXPECT_EQ(all.find(cases::test::elder().number), std::string::npos);
  EXPECT_EQ(all.find(question().nonce), std::string::npos);
}

TEST_F(OfficeIdentityTest, ACaseOfSomebodyItKnowsIsDecidedByRule) {
  const auto person = *office_->identify(question());
  open(nullptr);  // the reference needs no table, and outlives a restart
  const OfficeCase the_case = taken(filing(person));
  EXPECT_EQ(the_case.remark, "");
  EXPECT_EQ(the_case.state, cases::CaseState::Concluded);
  EXPECT_EQ(office_->content(the_case.uid)->applicant.proof, person.proof);
}

TEST_F(OfficeIdentityTest, AReferenceThatIsNotItsOwnWaitsForAClerk) {
  const auto person = *office_->identify(question());
  auto forged = person;
  forged.proof->reference[40] = forged.proof->reference[40] == 'a' ? 'b' : 'a';
  auto another = person;  // the same reference for somebody else
  another.number = cases::test::citizen_number("19610101", "101");
  another.birth = Date{1961, 1, 1};
  auto kind = person;
  kind.proof->reference.resize(10);
  for (const cases::Envelope& envelope :
       {filing(forged), filing(another), filing(kind), filing(person, "YT02")}) {
    const OfficeCase the_case = taken(envelope);
    EXPECT_EQ(the_case.state, cases::CaseState::Submitted);
    EXPECT_NE(the_case.remark.find("nothing here shows"), std::string::npos) << the_case.remark;
  }
}

}  // namespace
}  // namespace yitang::office
