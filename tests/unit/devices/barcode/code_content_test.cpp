// Pure parts: AIM identifiers, ECI escapes, HID POS layouts, keys, recognisers.
#include <gmock/gmock.h>
#include <linux/input.h>

#include <set>

#include "devices/barcode/aim.hpp"
#include "devices/barcode/hid_pos.hpp"
#include "devices/barcode/recogniser.hpp"
#include "devices/barcode/scanner_simulator.hpp"
#include "devices/barcode/wedge.hpp"

namespace yitang::devices {
namespace {

Bytes raw(std::string_view text) { return {text.begin(), text.end()}; }

TEST(Aim, SymbologyAndProtocol) {
  EXPECT_EQ(parse_aim("]Q1")->symbology, Symbology::QrCode);
  EXPECT_FALSE(parse_aim("]Q1")->eci);
  EXPECT_TRUE(parse_aim("]Q2")->eci);
  EXPECT_TRUE(parse_aim("]d4")->eci);
  EXPECT_EQ(parse_aim("]E4")->symbology, Symbology::Ean8);
  EXPECT_EQ(parse_aim("]E0")->symbology, Symbology::Ean13);
  EXPECT_EQ(parse_aim("]X0")->symbology, Symbology::Unknown);
  for (const char* text : {"", "]Q", "Q1]", "]11", "]Q\x01", "]Q12"}) EXPECT_FALSE(parse_aim(text)) << text;
}

TEST(Eci, EscapesAreTakenOut) {
  const auto plain = decode_eci(raw("a\\\\b"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->text.text, "a\\b");
  const auto utf8 = decode_eci(raw("\\000026社保"));
  ASSERT_TRUE(utf8);
  EXPECT_EQ(utf8->text.text, "社保");
  EXPECT_EQ(utf8->text.origin, TextOrigin::Eci);
  const auto two = decode_eci(raw("\\000003\xE9\\000029\xC9\xE7"));
  ASSERT_TRUE(two);
  EXPECT_EQ(two->text.text, "é社");
  EXPECT_EQ(two->bytes, raw("\xE9\xC9\xE7"));
  const auto untrue = decode_eci(raw("\\000026\xC9\xE7"));
  ASSERT_TRUE(untrue);
  EXPECT_EQ(untrue->text.origin, TextOrigin::Gb18030);
  for (const char* text : {"\\", "\\00002", "\\00002x", "a\\b"}) EXPECT_FALSE(decode_eci(raw(text))) << text;
}

TEST(Eci, EscapesThatAreNoneStayInTheCode) {
  const ScannedCode code = make_scanned_code(raw("C:\\x"), {Symbology::QrCode, true}, CharsetRule::Auto, {});
  EXPECT_EQ(code.text, "C:\\x");
  EXPECT_EQ(code.symbology, Symbology::QrCode);
}

TEST(HidPosLayout, OfTheUsualScanner) {
  const auto description = parse_report_descriptor(hid_pos_report_descriptor());
  const auto layout = find_hid_pos_layout(*description);
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->report_id, 2);
  EXPECT_EQ(layout->report_bytes, 64U);
  EXPECT_EQ(layout->count, 1U);
  EXPECT_EQ(layout->aim, (std::array<std::size_t, 3>{2, 3, 4}));
  EXPECT_EQ(layout->data, 5U);
  EXPECT_EQ(layout->data_bytes, 56U);
  EXPECT_EQ(layout->continued, 63U * 8);
}

TEST(HidPosLayout, ReportsWithoutNumberCountOrIdentifier) {
  const Bytes small{0x05, 0x8C, 0x09, 0x02, 0xA1, 0x01, 0x75, 0x08, 0x95, 0x08, 0x09, 0xFE, 0x81, 0x02, 0xC0};
  const auto layout = find_hid_pos_layout(*parse_report_descriptor(small));
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->report_bytes, 8U);
  EXPECT_FALSE(layout->count || layout->aim || layout->continued);
  const Bytes report{'a', 'b', 'c', 0, 0, 0, 0, 0};
  const auto part = read_hid_pos_report(*layout, report);
  ASSERT_TRUE(part && *part);
  EXPECT_EQ((*part)->data.size(), 3U);
  EXPECT_FALSE((*part)->more);
}

TEST(HidPosLayout, DataThatIsNotInWholeBytesIsNotSupported) {
  for (const Bytes& odd : {Bytes{0x05, 0x8C, 0x75, 0x04, 0x95, 0x08, 0x09, 0xFE, 0x81, 0x02},
                           Bytes{0x05, 0x8C, 0x75, 0x01, 0x95, 0x01, 0x09, 0xFF, 0x81, 0x02, 0x75, 0x08, 0x95,
                                 0x08, 0x09, 0xFE, 0x81, 0x02}}) {
    EXPECT_EQ(find_hid_pos_layout(*parse_report_descriptor(odd)).error().code, ErrorCode::NotSupported);
  }
}

std::string typed_text(WedgeDecoder& decoder, const std::vector<KeyEvent>& events) {
  std::string text;
  for (const auto& typed : decoder.push(events)) text += typed ? static_cast<char>(*typed) : '#';
  return text;
}

TEST(Wedge, CapsLockOnTheHostAndInTheStream) {
  WedgeDecoder decoder;
  EXPECT_EQ(typed_text(decoder, {{EV_LED, LED_CAPSL, 1}}), "");
  EXPECT_EQ(typed_text(decoder, typed_events(raw("Ab1!"), true)), "Ab1!")
      << "the scanner makes up for the lit lamp";
  EXPECT_EQ(typed_text(decoder, {{EV_KEY, KEY_CAPSLOCK, 1}, {EV_KEY, KEY_CAPSLOCK, 0}}), "");
  EXPECT_EQ(typed_text(decoder, typed_events(raw("Ab1!"))), "Ab1!");
}

TEST(Wedge, BothShiftsAndRepeats) {
  WedgeDecoder decoder;
  EXPECT_EQ(typed_text(decoder, {{EV_KEY, KEY_LEFTSHIFT, 1},
                                 {EV_KEY, KEY_RIGHTSHIFT, 1},
                                 {EV_KEY, KEY_LEFTSHIFT, 0},
                                 {EV_KEY, KEY_A, 1},
                                 {EV_KEY, KEY_A, 2},
                                 {EV_KEY, KEY_A, 0},
                                 {EV_KEY, KEY_RIGHTSHIFT, 0},
                                 {EV_KEY, KEY_A, 1}}),
            "Aa");
}

TEST(Wedge, AltCtrlLogoAndStrangeKeysAreRefused) {
  for (const std::uint16_t held : {KEY_LEFTALT, KEY_RIGHTALT, KEY_LEFTCTRL, KEY_RIGHTCTRL, KEY_LEFTMETA}) {
    WedgeDecoder decoder;
    EXPECT_EQ(
        typed_text(decoder, {{EV_KEY, held, 1}, {EV_KEY, KEY_M, 1}, {EV_KEY, held, 0}, {EV_KEY, KEY_M, 1}}),
        "#m");
  }
  WedgeDecoder decoder;
  EXPECT_EQ(typed_text(decoder, {{EV_KEY, KEY_F1, 1}, {EV_KEY, KEY_NUMLOCK, 1}, {EV_KEY, KEY_KPENTER, 1}}),
            "#\r");
}

TEST(Wedge, LostEventsAreToldAndTheRestOfTheirReportSkipped) {
  WedgeDecoder decoder;
  EXPECT_EQ(typed_text(decoder, {{EV_KEY, KEY_LEFTSHIFT, 1},
                                 {EV_SYN, SYN_DROPPED, 0},
                                 {EV_KEY, KEY_B, 1},
                                 {EV_SYN, SYN_REPORT, 0},
                                 {EV_KEY, KEY_C, 1}}),
            "#c");
}

TEST(Recogniser, FirstRuleThatFits) {
  const CodeRecogniser recogniser(
      {{CodeKind::Receipt, "YT1.", 28, 28, CodeCharacters::LettersDigits},
       {CodeKind::MedicalInsurance, "", 28, 28, CodeCharacters::Digits},
       {CodeKind::Licence, "https://licence.example/", 30, 200, CodeCharacters::Any},
       {CodeKind::HealthCard, "", 64, 64, CodeCharacters::Hex}});
  EXPECT_EQ(recogniser.kind_of("YT1.ABCDEFGH23456789JKLMNPQR"), CodeKind::Receipt);
  EXPECT_EQ(recogniser.kind_of(" YT1.ABCDEFGH23456789JKLMNPQR\r\n"), CodeKind::Receipt);
  EXPECT_EQ(recogniser.kind_of("YT1.ABCDEFGH23456789JKLMNP-R"), CodeKind::Unknown);
  EXPECT_EQ(recogniser.kind_of(std::string(28, '7')), CodeKind::MedicalInsurance);
  EXPECT_EQ(recogniser.kind_of(std::string(29, '7')), CodeKind::Unknown);
  EXPECT_EQ(recogniser.kind_of("https://licence.example/abcdef0123"), CodeKind::Licence);
  EXPECT_EQ(recogniser.kind_of("https://elsewhere.example/abcdef0123"), CodeKind::Url);
  EXPECT_EQ(recogniser.kind_of(std::string(64, 'a')), CodeKind::HealthCard);
  EXPECT_EQ(recogniser.kind_of(""), CodeKind::Unknown);
  EXPECT_EQ(recogniser.kind_of("\r\n"), CodeKind::Unknown);
}

TEST(Recogniser, WhateverAProgramWouldFollowIsAnAddress) {
  for (const char* text : {"http://a", "HTTPS://A", " ftp://a", "WWW.example.com", "weixin:pay",
                           "javascript:alert(1)", "tel:12345", "x-y+z.1://q"}) {
    EXPECT_TRUE(looks_like_url(text)) << text;
  }
  for (const char* text : {"", ":", "://", "1http://a", "a b://c", "note: text", "社保://x", "ww.a", "abc"}) {
    EXPECT_FALSE(looks_like_url(text)) << text;
  }
}

TEST(Recogniser, NamesAreDistinct) {
  std::set<std::string_view> names;
  for (const CodeKind kind :
       {CodeKind::Unknown, CodeKind::Receipt, CodeKind::MedicalInsurance, CodeKind::SocialSecurity,
        CodeKind::HealthCard, CodeKind::CityCode, CodeKind::Licence, CodeKind::Url}) {
    EXPECT_TRUE(names.insert(name_of(kind)).second);
  }
}

}  // namespace
}  // namespace yitang::devices
