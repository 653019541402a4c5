// The layouts of the 256-byte card text, shared by the parser and the simulators' encoder, and small helpers.
// Offsets and lengths in bytes; two bytes are one UTF-16 unit.
#pragma once

#include <optional>
#include <string_view>

#include "devices/id_reader/card.hpp"

namespace yitang::devices {

struct CardField {
  std::size_t offset;
  std::size_t size;
};

namespace card_layout {

inline constexpr CardField kType{248, 2};  // a letter, the same place in every layout: look here first

// Resident card; type J and the 2023 card share what they do not list.
inline constexpr CardField kName{0, 30};
inline constexpr CardField kSex{30, 2};
inline constexpr CardField kNation{32, 4};
inline constexpr CardField kBirth{36, 16};
inline constexpr CardField kAddress{52, 70};
inline constexpr CardField kNumber{122, 36};
inline constexpr CardField kAuthority{158, 30};
inline constexpr CardField kValidFrom{188, 16};
inline constexpr CardField kValidTo{204, 16};

inline constexpr CardField kPermit{220, 18};  // type J
inline constexpr CardField kIssueCount{238, 4};

// Type I, 2017
inline constexpr CardField kOldLatinName{0, 120};
inline constexpr CardField kOldSex{120, 2};
inline constexpr CardField kOldNumber{122, 30};
inline constexpr CardField kOldCountry{152, 6};
inline constexpr CardField kOldChineseName{158, 30};
inline constexpr CardField kOldBirth{220, 16};
inline constexpr CardField kOldVersion{236, 4};
inline constexpr CardField kOldAuthority{240, 8};

// Type Y, 2023. The Latin name goes on in a second field, joined without a space.
inline constexpr CardField kRenewals{32, 4};
inline constexpr CardField kLatinName{52, 70};
inline constexpr CardField kLatinNameMore{220, 22};
inline constexpr CardField kCountry{242, 6};
inline constexpr CardField kFormerNumber{250, 6};

}  // namespace card_layout

// YYYYMMDD that exists in the calendar.
[[nodiscard]] std::optional<Date> parse_date(std::string_view text);

inline constexpr std::string_view kLongTerm = "长期";

}  // namespace yitang::devices
