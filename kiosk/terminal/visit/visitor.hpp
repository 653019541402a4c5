// Synthetic visitors of a scripted visit that is played again and again: each has a name, a citizen number,
// an address, a phone, a bank card and an insurance code that no other visitor and nobody else has, so that
// what one of them leaves behind can be told from everything else. All numbers lie in region 990101.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "devices/id_reader/synthetic_card.hpp"
#include "kiosk/base/wiped_bytes.hpp"

namespace yitang::terminal {

enum class MarkerKind { Name, Number, Address, Phone, BankCard, Code };
inline constexpr MarkerKind kMarkerKinds[] = {MarkerKind::Name,  MarkerKind::Number,   MarkerKind::Address,
                                              MarkerKind::Phone, MarkerKind::BankCard, MarkerKind::Code};
std::string_view marker_name(MarkerKind kind);  ///< "bank_card"; in a script "{bank_card}"

inline constexpr int kMostVisitors = 200;
/// Instead of a sample card: the card of the visitor who is there.
inline constexpr std::string_view kVisitorCard = "visitor";
/// Instead of a sample person's: a new medical insurance code of the visitor who is there.
inline constexpr std::string_view kVisitorCode = "medical visitor";

/// UTF-8 with every byte inverted: the program never has it in clear because of this call. `visitor` from 1.
/// Pure.
std::vector<std::uint8_t> inverted_marker(int visitor, MarkerKind kind);

/// What their telephone shows as a medical insurance code.
WipedBytes code_of_visitor(int visitor);

/// A text of the script with "{phone}" and the like put in. Overwrite the result after use.
std::string with_markers(std::string_view text, int visitor);
/// What is unknown in the braces of a text, if anything.
std::optional<std::string> unknown_marker(std::string_view text);

/// Calls `use` with the card of this visitor and overwrites it afterwards.
template <class Use>
auto with_card_of(int visitor, Use&& use);

namespace visitor_detail {
devices::SyntheticCard card_of(int visitor);
void overwrite(devices::SyntheticCard& card);
}  // namespace visitor_detail

template <class Use>
auto with_card_of(int visitor, Use&& use) {
  devices::SyntheticCard card = visitor_detail::card_of(visitor);
  auto result = use(card);
  visitor_detail::overwrite(card);
  return result;
}

}  // namespace yitang::terminal
