// The exported log: whatever is changed, removed or reordered is found and named.
#include "kiosk/cases/audit_export.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "cases_support.hpp"
#include "kiosk/base/audit_events.hpp"
#include "kiosk/cases/office_receipt.hpp"

namespace yitang::cases {
namespace {

const storage::Bytes kOfficeSeed(32, 6);

struct AuditExportTest : test::StoreBench, testing::Test {
  std::optional<CaseStore> store{open()};

  void SetUp() override {
    ASSERT_TRUE(store->submit(test::pension_envelope(*random)));
    const auto entry = **store->outbox().claim_next(clock.now());
    const auto head = audit_head_from_json(entry.audit_head)->head;
    const OfficeReceipt receipt{entry.idempotency_key, "case", "department", clock.now(),
                                ReceiptHead{"YT01", head}};
    ASSERT_TRUE(store->outbox().mark_delivered(entry.id, signed_receipt(receipt, kOfficeSeed)));
    ASSERT_TRUE(store->note(audit::record_of(audit::ResidentStaffCalled{})));
    ASSERT_TRUE(store->sign_audit_head());
    ASSERT_TRUE(store->note(audit::record_of(audit::ResidentStaffCalled{})));
  }

  std::string exported() {
    std::string text;
    const auto done = store->export_audit([&](std::string_view line) -> Result<void> {
      text += line;
      return {};
    });
    EXPECT_TRUE(done);
    return text;
  }
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at + 1));
    at = end + 1;
  }
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const auto& line : lines) text += line;
  return text;
}

std::string reason_of(const std::string& text) {
  const auto report = verify_export(text);
  return report ? "" : describe(report.error());
}

// What the finding must name for a fault in this line: its row, or that it is another line.
std::string name_in(const std::string& line) {
  const auto seq = line.find("\"seq\":");
  return seq == std::string::npos || line.starts_with("{\"countersigned\"")
             ? "line "
             : "audit row " + line.substr(seq + 6, 1);
}

TEST_F(AuditExportTest, HoldsWithoutTheStoresKeys) {
  const std::string text = exported();
  const auto report = verify_export(text);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(report->device, "YT01");
  EXPECT_EQ(report->rows, 4);
  EXPECT_EQ(report->heads, 2);
  EXPECT_EQ(report->head.seq, 4);
  ASSERT_TRUE(report->countersigned);
  EXPECT_EQ(report->countersigned->seq, 1);
  EXPECT_EQ(report->key, storage::public_key_of(store->signing_seed()));
  EXPECT_TRUE(verify_export(text, report->key));
  EXPECT_NE(describe(verify_export(text, storage::PublicKey{}).error()).find("another key"),
            std::string::npos);
}

TEST_F(AuditExportTest, HoldsNothingOfThePerson) {
  const std::string text = exported();
  const auto envelope = test::pension_envelope(*random);
  for (const std::string& secret :
       {envelope.applicant.name, envelope.applicant.number, envelope.applicant.address,
        std::string("13800000000"), std::string("6222020000000000000")}) {
    EXPECT_EQ(text.find(secret), std::string::npos) << secret;
  }
}

// Every bit without sanitizers; with them, where it would take minutes, one bit of every byte.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool one_bit_a_byte = true;
#elif defined(__has_feature)
constexpr bool one_bit_a_byte = __has_feature(address_sanitizer);
#else
constexpr bool one_bit_a_byte = false;
#endif

TEST_F(AuditExportTest, EveryFlippedBitIsFoundAndItsRowNamed) {
  const std::string good = exported();
  std::size_t line_start = 0;
  for (const std::string& line : lines_of(good)) {
    const std::string name = name_in(line);
    for (std::size_t i = 0; i < line.size(); ++i) {
      for (int bit = 0; bit < 8; ++bit) {
        if (one_bit_a_byte && bit != static_cast<int>(i % 8)) continue;
        std::string bad = good;
        bad[line_start + i] = static_cast<char>(bad[line_start + i] ^ (1 << bit));
        const std::string reason = reason_of(bad);
        ASSERT_NE(reason.find(name), std::string::npos)
            << "byte " << i << " bit " << bit << " of " << line << " gave: " << reason;
      }
    }
    line_start += line.size();
  }
}

TEST_F(AuditExportTest, EveryRemovedRepeatedOrSwappedLineIsFound) {
  const auto good = lines_of(exported());
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto removed = good;
    removed.erase(removed.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_NE(reason_of(joined(removed)), "") << "without " << good[i];
    if (good[i].starts_with("{\"disposition\"")) {
      EXPECT_NE(reason_of(joined(removed)).find(name_in(good[i]) + " is missing"), std::string::npos)
          << reason_of(joined(removed));
    }
    auto repeated = good;
    repeated.insert(repeated.begin() + static_cast<std::ptrdiff_t>(i), good[i]);
    EXPECT_NE(reason_of(joined(repeated)), "") << "twice " << good[i];
    for (std::size_t j = i + 1; j < good.size(); ++j) {
      auto swapped = good;
      std::swap(swapped[i], swapped[j]);
      EXPECT_NE(reason_of(joined(swapped)), "") << i << " and " << j;
    }
  }
}

TEST_F(AuditExportTest, EveryCutIsFound) {
  const std::string good = exported();
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_NE(reason_of(good.substr(0, size)), "") << size;
  EXPECT_NE(reason_of(good + "\n"), "");
}

TEST_F(AuditExportTest, AChainMadeAnewByAnotherKeyIsToldByTheKey) {
  const std::string good = exported();
  const auto known = store->signing_seed();
  test::StoreBench other;
  auto forged = other.open();
  ASSERT_TRUE(forged.submit(test::pension_envelope(*other.random)));
  std::string text;
  ASSERT_TRUE(forged.export_audit([&](std::string_view line) -> Result<void> {
    text += line;
    return {};
  }));
  EXPECT_TRUE(verify_export(text));
  EXPECT_FALSE(verify_export(text, storage::public_key_of(known)));
}

TEST_F(AuditExportTest, AnEmptyLogIsAnExportToo) {
  test::StoreBench fresh;
  auto empty = fresh.open();
  std::string text;
  ASSERT_TRUE(empty.export_audit([&](std::string_view line) -> Result<void> {
    text += line;
    return {};
  }));
  const auto report = verify_export(text);
  ASSERT_TRUE(report) << describe(report.error());
  EXPECT_EQ(report->rows, 0);
}

// The format as it is described, read by a program that shares nothing with ours.
TEST_F(AuditExportTest, TheIndependentScriptAgrees) {
  const auto file = directory.path() / "audit.jsonl";
  const auto script_says = [&](const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    const std::string command =
        "python3 " YITANG_SOURCE_DIR "/scripts/audit-verify '" + file.string() + "' 2>&1";
    std::string output;
    std::FILE* pipe = popen(command.c_str(), "r");
    char part[256];
    while (pipe != nullptr && std::fgets(part, sizeof part, pipe) != nullptr) output += part;
    return std::pair(pipe == nullptr ? -1 : pclose(pipe), output);
  };
  const auto good = lines_of(exported());
  const auto [status, output] = script_says(joined(good));
  EXPECT_EQ(status, 0) << output;
  EXPECT_NE(output.find("4 rows"), std::string::npos) << output;
  auto changed = good;
  changed[1].replace(changed[1].find("ss.pension"), 1, "x");
  EXPECT_NE(script_says(joined(changed)).first, 0);
  auto removed = good;
  removed.erase(removed.begin() + 1);
  const auto [removed_status, removed_output] = script_says(joined(removed));
  EXPECT_NE(removed_status, 0);
  EXPECT_NE(removed_output.find("audit row 1"), std::string::npos) << removed_output;
}

}  // namespace
}  // namespace yitang::cases
