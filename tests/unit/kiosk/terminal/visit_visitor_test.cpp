// Synthetic visitors, and the search for what they left.
#include "kiosk/terminal/visit/visitor.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "kiosk/cases/form.hpp"
#include "kiosk/terminal/visit/remnants.hpp"

namespace yitang::terminal {
namespace {

std::string marker(int visitor, MarkerKind kind) {
  return with_markers("{" + std::string(marker_name(kind)) + "}", visitor);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

TEST(Visitor, NumbersAreRightAndNobodysAndNoTwoAreAlike) {
  std::set<std::string> all;
  for (int k = 1; k <= kMostVisitors; ++k) {
    const std::string number = marker(k, MarkerKind::Number);
    EXPECT_EQ(cases::id_number_fault(number, Date{2026, 11, 23}), std::nullopt) << number;
    EXPECT_EQ(number.substr(0, 6), "990101");
    EXPECT_TRUE(cases::passes_luhn(marker(k, MarkerKind::BankCard))) << k;
    EXPECT_EQ(marker(k, MarkerKind::BankCard).size(), 19U);
    EXPECT_EQ(marker(k, MarkerKind::Phone).size(), 11U);
    EXPECT_EQ(marker(k, MarkerKind::Code).size(), 28U);
    const WipedBytes code = code_of_visitor(k);
    EXPECT_EQ(std::string(code.begin(), code.end()), marker(k, MarkerKind::Code))
        << "what is scanned is looked for";
    for (const MarkerKind kind : kMarkerKinds) EXPECT_TRUE(all.insert(marker(k, kind)).second) << k;
    const bool placed = with_card_of(
        k, [](const devices::SyntheticCard& card) { return devices::encode_card_text(card).has_value(); });
    EXPECT_TRUE(placed) << k;
  }
}

TEST(Visitor, PartsOfATextAreReplaced) {
  EXPECT_EQ(with_markers("abc", 1), "abc");
  EXPECT_EQ(with_markers("tel {phone}.", 2), "tel " + marker(2, MarkerKind::Phone) + ".");
  EXPECT_FALSE(unknown_marker("tel {phone} {name}"));
  EXPECT_TRUE(unknown_marker("{shoe_size}"));
  EXPECT_TRUE(unknown_marker("{phone"));
}

TEST(Remnants, EveryFormIsFoundAlsoWithoutItsFirstCharacter) {
  RemnantSearch search;
  search.add_visitor(7);
  search.add_visitor(8);
  const std::string phone = marker(7, MarkerKind::Phone);
  const std::string name = marker(8, MarkerKind::Name);
  const auto forms = [&](const std::string& hay) {
    std::multiset<MarkerForm> found;
    for (const Remnant& remnant : search.in_bytes(bytes_of(hay), 1, 100)) found.insert(remnant.form);
    return found;
  };
  EXPECT_TRUE(forms("nothing of anybody").empty());
  EXPECT_EQ(forms("xx" + phone + "yy").count(MarkerForm::Utf8), 1U);
  EXPECT_EQ(forms(std::string(1, '\0') + phone.substr(1)).count(MarkerForm::Utf8), 1U);
  EXPECT_TRUE(forms(phone.substr(0, 10)).empty());
  std::string wide;
  std::string wider;
  std::string digits;
  for (const char c : phone) {
    wide += {c, '\0'};
    wider += {c, '\0', '\0', '\0'};
    digits += static_cast<char>(c - '0');
  }
  EXPECT_EQ(forms(wide).count(MarkerForm::Utf16), 1U);
  EXPECT_EQ(forms(wider).count(MarkerForm::Utf32), 1U);
  EXPECT_EQ(forms(digits).count(MarkerForm::Digits), 1U);
  const std::int64_t number = std::stoll(phone);
  EXPECT_EQ(
      forms(std::string(reinterpret_cast<const char*>(&number), sizeof number)).count(MarkerForm::Integer),
      1U);
  EXPECT_EQ(forms(name).count(MarkerForm::Utf8), 1U);
  EXPECT_TRUE(search.in_bytes(bytes_of(name), 1, 7).empty()) << "only earlier ones are asked for";
  EXPECT_EQ(describe(search.in_bytes(bytes_of(name), 1, 8).at(0)), "name of visitor 8 as utf-8 in  at 0x1");
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define YITANG_SHADOWED
#endif
#endif
#ifndef YITANG_SHADOWED
TEST(Remnants, AreFoundInTheProcessAndTheSearchDoesNotFindItself) {
  RemnantSearch search;
  search.add_visitor(33);
  EXPECT_TRUE(search.in_memory().empty());
  std::string kept = "before " + marker(33, MarkerKind::Address);
  const auto found = search.in_memory();
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0].kind, MarkerKind::Address);
  EXPECT_FALSE(found[0].place.empty());
  explicit_bzero(kept.data(), kept.size());
}
#endif
#endif

TEST(RemnantsInBytes, EveryKindIsFoundAlsoBehindManyOfAnother) {
  RemnantSearch search;
  search.add_visitor(5);
  std::string bytes;
  for (int i = 0; i < 100; ++i) bytes += "x" + marker(5, MarkerKind::Name) + " ";
  for (const MarkerKind kind : kMarkerKinds) bytes += "x" + marker(5, kind) + " ";
  const auto found =
      search.in_bytes({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, 5, 5);
  for (const MarkerKind kind : kMarkerKinds)
    EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Remnant& r) { return r.kind == kind; }))
        << marker_name(kind);
}

}  // namespace
}  // namespace yitang::terminal
