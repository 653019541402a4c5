#include "devices/hid/report_descriptor.hpp"

#include <gmock/gmock.h>

#include "devices/barcode/scanner_simulator.hpp"

namespace yitang::devices {
namespace {

using testing::ElementsAre;

HidDescription parsed(const Bytes& bytes) {
  auto description = parse_report_descriptor(bytes);
  EXPECT_TRUE(description) << (description ? "" : description.error().message);
  return description ? *description : HidDescription{};
}

ErrorCode refusal(const Bytes& bytes) {
  const auto description = parse_report_descriptor(bytes);
  return description ? ErrorCode::Cancelled : description.error().code;
}

TEST(ReportDescriptor, ScannerAsMakersLayItOut) {
  const HidDescription description = parsed(hid_pos_report_descriptor());
  EXPECT_TRUE(description.numbered);
  EXPECT_THAT(description.applications, ElementsAre(0x8C0002U));
  EXPECT_EQ(description.report_bytes(HidReportKind::Input, 2), 64U);
  EXPECT_EQ(description.report_bytes(HidReportKind::Output, 4), 2U);
  EXPECT_EQ(description.report_bytes(HidReportKind::Input, 4), 0U);
  EXPECT_EQ(description.largest_report(HidReportKind::Input), 64U);
  EXPECT_EQ(description.largest_report(HidReportKind::Feature), 0U);
  EXPECT_EQ(description.first_report(HidReportKind::Output), 4);
  EXPECT_EQ(description.first_report(HidReportKind::Feature), std::nullopt);
  const HidField& aim = description.fields[1];
  EXPECT_EQ(aim.usage_of(0), 0x8C00FBU);
  EXPECT_EQ(aim.usage_of(2), 0x8C00FDU);
  const HidField& data = description.fields[2];
  EXPECT_EQ(data.bit_offset, 32U);
  EXPECT_EQ(data.count, 56U);
  EXPECT_EQ(data.usage_of(55), 0x8C00FEU) << "the last usage holds for the rest";
  EXPECT_EQ(data.application, 0x8C0002U);
}

TEST(ReportDescriptor, RangesPushAndUsagesWithAPage) {
  const HidDescription description =
      parsed({0x05, 0x07, 0x75, 0x01, 0x95, 0x08, 0xA4,  // push
              0x19, 0xE0, 0x29, 0xE7, 0x81, 0x02,        // E0 to E7 of page 7
              0x95, 0x02, 0x0B, 0xFE, 0x00, 0x8C, 0x00, 0x81, 0x00, 0xB4, 0x81, 0x01});
  ASSERT_EQ(description.fields.size(), 3U);
  EXPECT_EQ(description.fields[0].usage_of(7), 0x700E7U);
  EXPECT_EQ(description.fields[0].usage_of(8), 0x700E7U);
  EXPECT_EQ(description.fields[1].usage_of(0), 0x8C00FEU);
  EXPECT_FALSE(description.fields[1].variable);
  EXPECT_TRUE(description.fields[2].constant);
  EXPECT_EQ(description.fields[2].count, 8U) << "popped";
  EXPECT_EQ(description.fields[2].bit_offset, 10U);
  EXPECT_EQ(description.fields[2].usage_of(0), std::nullopt);
  EXPECT_EQ(description.report_bytes(HidReportKind::Input, 0), 3U);
}

TEST(ReportDescriptor, LongItemsAndAlternativesAreSkipped) {
  const HidDescription description =
      parsed({0xFE, 0x02, 0x33, 0x01, 0x02, 0x05, 0x8C, 0x75, 0x08, 0x95, 0x01,  //
              0xA9, 0x01, 0x09, 0xFE, 0x09, 0xFB, 0xA9, 0x00, 0x81, 0x02});
  ASSERT_EQ(description.fields.size(), 1U);
  EXPECT_EQ(description.fields[0].usage_of(0), 0x8C00FEU);
}

TEST(ReportDescriptor, BrokenOnesAreRefused) {
  for (const Bytes& bytes : std::vector<Bytes>{{},
                                               Bytes(4097, 0xC0),
                                               {0x05},
                                               {0x26, 0xFF},
                                               {0xFE, 0x09, 0x00},
                                               {0xFE},
                                               {0xC0},
                                               {0xA1, 0x01},
                                               {0xB4},
                                               {0x85, 0x00},
                                               {0x86, 0x00, 0x01},
                                               {0x29, 0x05},
                                               {0x19, 0x05, 0x29, 0x04},
                                               {0xA9, 0x00},
                                               {0x76, 0x01, 0x01, 0x95, 0x01, 0x81, 0x02},
                                               {0x75, 0x08, 0x97, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 0x02},
                                               {0x75, 0x08, 0x96, 0x01, 0x10, 0x81, 0x02}}) {
    EXPECT_EQ(refusal(bytes), ErrorCode::Malformed) << testing::PrintToString(bytes).substr(0, 80);
  }
  EXPECT_EQ(refusal(Bytes(64, 0xA4)), ErrorCode::Malformed) << "pushed without end";
  Bytes deep;
  for (int i = 0; i < 40; ++i) deep.insert(deep.end(), {0xA1, 0x00});
  EXPECT_EQ(refusal(deep), ErrorCode::Malformed);
  Bytes usages;
  for (int i = 0; i < 300; ++i) usages.insert(usages.end(), {0x09, 0x01});
  EXPECT_EQ(refusal(usages), ErrorCode::Malformed);
}

TEST(ReportDescriptor, ErrorNamesThePlace) {
  const auto description = parse_report_descriptor(Bytes{0x05, 0x8C, 0xC0});
  ASSERT_FALSE(description);
  EXPECT_EQ(description.error().offset, 2U);
}

TEST(ReportDescriptor, CutOffInACollectionIsRefused) {
  const Bytes whole = hid_pos_report_descriptor();
  for (std::size_t size = 5; size < whole.size(); ++size) {
    EXPECT_FALSE(parse_report_descriptor(ByteView(whole).first(size))) << size;
  }
}

TEST(HidBits, LeastSignificantFirst) {
  const Bytes report{0x34, 0x12, 0x80};
  EXPECT_EQ(hid_bits(report, 0, 16), 0x1234U);
  EXPECT_EQ(hid_bits(report, 4, 8), 0x23U);
  EXPECT_EQ(hid_bits(report, 23, 1), 1U);
  EXPECT_EQ(hid_bits(report, 24, 1), std::nullopt);
  EXPECT_EQ(hid_bits(report, 8, 17), std::nullopt);
  EXPECT_EQ(hid_bits(report, 0, 0), std::nullopt);
  EXPECT_EQ(hid_bits(report, 0, 33), std::nullopt);
  EXPECT_EQ(hid_bits(report, SIZE_MAX, 2), std::nullopt);
}

}  // namespace
}  // namespace yitang::devices
