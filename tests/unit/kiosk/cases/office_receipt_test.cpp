// The office's signed word: the only thing that closes an outbox entry.
#include "kiosk/cases/office_receipt.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace yitang::cases {
namespace {

const storage::Bytes kSeed(32, 5);

OfficeReceipt sample() {
  return {"0123456789abcdef0123456789abcdef",
          "119901010000000519499050500900020261120"
          "0001",
          "11990101000000051A", 1'763'600'000'000, std::nullopt};
}

TEST(OfficeReceiptTest, ComesBackAsItWasSigned) {
  const auto receipt = verified_receipt(signed_receipt(sample(), kSeed), storage::public_key_of(kSeed));
  ASSERT_TRUE(receipt) << describe(receipt.error());
  EXPECT_EQ(*receipt, sample());
}

TEST(OfficeReceiptTest, AnotherOfficesSignatureIsRefused) {
  const storage::Bytes other(32, 6);
  const auto receipt = verified_receipt(signed_receipt(sample(), other), storage::public_key_of(kSeed));
  ASSERT_FALSE(receipt);
  EXPECT_EQ(receipt.error().kind, ErrorKind::Refused);
}

TEST(OfficeReceiptTest, CountersignsTheTerminalsAuditHead) {
  auto with_head = sample();
  with_head.audit_head = ReceiptHead{"YT01", {7, {}}};
  with_head.audit_head->head.hash.fill(0x5a);
  const std::string text = signed_receipt(with_head, kSeed);
  const auto receipt = verified_receipt(text, storage::public_key_of(kSeed));
  ASSERT_TRUE(receipt) << describe(receipt.error());
  EXPECT_EQ(*receipt, with_head);
  EXPECT_EQ(*read_receipt(text), with_head);
  auto changed = nlohmann::json::parse(text);
  changed["audit_head"]["seq"] = 8;
  EXPECT_FALSE(verified_receipt(changed.dump(), storage::public_key_of(kSeed)));
  changed["audit_head"] = "none";
  EXPECT_FALSE(verified_receipt(changed.dump(), storage::public_key_of(kSeed)));
  changed.erase("audit_head");
  EXPECT_FALSE(verified_receipt(changed.dump(), storage::public_key_of(kSeed)));
}

TEST(OfficeReceiptTest, NoMemberCanBeChanged) {
  const auto good = nlohmann::json::parse(signed_receipt(sample(), kSeed));
  for (const auto& [key, value] : good.items()) {
    auto changed = good;
    changed[key] = value.is_string() ? nlohmann::json(value.get<std::string>() + "0") : nlohmann::json(1);
    EXPECT_FALSE(verified_receipt(changed.dump(), storage::public_key_of(kSeed))) << key;
    changed.erase(key);
    EXPECT_FALSE(verified_receipt(changed.dump(), storage::public_key_of(kSeed))) << key;
  }
}

TEST(OfficeReceiptTest, ALineThatIsOnlyWrittenDifferentlyStillCounts) {
  const auto good = nlohmann::json::parse(signed_receipt(sample(), kSeed));
  EXPECT_TRUE(verified_receipt(good.dump(4), storage::public_key_of(kSeed)));
}

TEST(OfficeReceiptTest, AnyOtherBytesAreATypedError) {
  for (const std::string& text :
       {std::string(), std::string("null"), std::string("[]"), std::string("{}"), std::string("\xff"),
        std::string(5000, ' '), std::string(4000, '['),
        std::string(R"({"schema": "yitang.office-receipt/1", "received_at": 1.5})")}) {
    const auto receipt = verified_receipt(text, storage::public_key_of(kSeed));
    ASSERT_FALSE(receipt);
    EXPECT_EQ(receipt.error().kind, ErrorKind::BadInput) << text.substr(0, 30);
  }
}

}  // namespace
}  // namespace yitang::cases
