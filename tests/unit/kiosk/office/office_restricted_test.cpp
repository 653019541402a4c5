// Cases of restricted items: one role reads them, it is written down, and no figure counts them.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "kiosk/cases/receipt_number.hpp"
#include "kiosk/office/office.hpp"
#include "tests/unit/kiosk/cases/cases_support.hpp"

namespace yitang::office {
namespace {

// The pension's claim as a restricted matter: an envelope for it is at hand.
catalog::Files files_with_restricted_claim() {
  catalog::Files files;
  const std::filesystem::path sample = std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample";
  for (const auto& entry : std::filesystem::directory_iterator(sample)) {
    std::ifstream file(entry.path(), std::ios::binary);
    files.emplace(entry.path().filename().string(), std::string(std::istreambuf_iterator<char>(file), {}));
  }
  std::string& items = files.at("items.jsonl");
  const std::size_t id = items.find("\"id\": \"ss.pension-claim\"");
  items.insert(id,
               R"("restricted_to": "legal_aid", "public_name_zh": "登记事项", "public_name_en": "Matter", )");
  return files;
}

class OfficeRestricted : public testing::Test {
 protected:
  void open(const catalog::CatalogPtr& catalog) {
    auto office =
        Office::open({bench_.directory.path() / "office", bench_.options().host}, catalog, bench_.clock);
    ASSERT_TRUE(office) << describe(office.error());
    office_.emplace(std::move(*office));
  }
  void open_restricted() {
    auto loaded = catalog::Catalog::load(files_with_restricted_claim());
    ASSERT_TRUE(loaded) << describe(loaded.error());
    open(*loaded);
  }
  std::string taken_case() {
    auto e = cases::test::pension_envelope(*bench_.random);
    e.receipt_no = cases::format_receipt_number({"YT01", Date{2026, 11, 20}, ++serial_});
    e.qr_token = cases::new_qr_token(*bench_.random);
    e.terminal = "YT01";
    e.submitted_at = bench_.clock.now();
    auto taken = office_->intake(envelope_to_json(e, cases::EnvelopePages::WithContent));
    EXPECT_TRUE(taken) << describe(taken.error());
    return e.idempotency_key;
  }
  std::string log() {
    std::string all;
    EXPECT_TRUE(office_->export_audit([&all](std::string_view part) {
      all += part;
      return Result<void>{};
    }));
    return all;
  }

  cases::test::StoreBench bench_;
  std::optional<Office> office_;
  int serial_ = 0;
};

TEST_F(OfficeRestricted, OnlyTheRoleReadsAndItIsWrittenDown) {
  open_restricted();
  const std::string uid = taken_case();
  for (const char* role : {"", "complaint", "mediation"}) {
    const auto refused = office_->show(uid, role, "clerk-1");
    ASSERT_FALSE(refused) << role;
    EXPECT_EQ(refused.error().kind, ErrorKind::Refused);
  }
  EXPECT_EQ(office_->show(uid, "mayor", "clerk-1").error().kind, ErrorKind::BadInput);
  EXPECT_EQ(log().find("office.shown"), std::string::npos) << "nothing was shown";
  const auto shown = office_->show(uid, "legal_aid", "lawyer-7");
  ASSERT_TRUE(shown) << describe(shown.error());
  EXPECT_EQ(shown->idempotency_key, uid);
  const std::string written = log();
  EXPECT_NE(written.find("office.shown"), std::string::npos);
  EXPECT_NE(written.find("legal_aid"), std::string::npos);
  EXPECT_NE(written.find("lawyer-7"), std::string::npos);
  EXPECT_EQ(written.find(shown->applicant.number), std::string::npos);
  EXPECT_EQ(office_->show("no such case", "legal_aid", "x").error().kind, ErrorKind::NotFound);
}

TEST_F(OfficeRestricted, OtherCasesNeedNoRole) {
  auto loaded = catalog::Catalog::load(std::string(YITANG_SOURCE_DIR) + "/kiosk/catalog/sample");
  ASSERT_TRUE(loaded);
  open(*loaded);
  const std::string uid = taken_case();
  EXPECT_TRUE(office_->show(uid, "", "clerk-1"));
  EXPECT_TRUE(office_->show(uid, "mediation", "clerk-1"));
  EXPECT_NE(log().find("office.shown"), std::string::npos);
}

TEST_F(OfficeRestricted, NoFigureCountsThem) {
  open_restricted();
  for (int i = 0; i < 6; ++i) {
    const std::string uid = taken_case();
    if (office_->find(uid)->state == cases::CaseState::Submitted) {
      ASSERT_TRUE(office_->accept(uid, "clerk"));
    }
    ASSERT_TRUE(office_->decide(uid, cases::Outcome::Approved, {}, "clerk"));
  }
  const auto figures = office_->published_figures();
  ASSERT_TRUE(figures);
  EXPECT_EQ(*figures, cases::PublishedFigures{});
}

}  // namespace
}  // namespace yitang::office
