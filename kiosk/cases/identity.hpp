// Who somebody is, by a code on their telephone. The terminal cannot read such a code: it hands it to the
// office and gets the person, with an opaque reference by which the office knows its answer again. The code
// itself is held in wiped memory, for the question only; it is never stored, logged or sent along with a
// case.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/base/wiped_bytes.hpp"
#include "kiosk/cases/person.hpp"

namespace yitang::cases {

/// Why a code does not say who somebody is.
enum class IdentityRefusal {
  Expired,      ///< its time is over, or it was used already: another one from the same telephone may do
  Unknown,      ///< nobody issued it
  NotAccepted,  ///< not for this item
  Unavailable,  ///< the office, or who issues such codes, cannot be asked now
};
std::string_view name_of(IdentityRefusal refusal);  ///< "expired", "unknown", "not_accepted", "unavailable"

struct IdentityQuestion {
  catalog::IdentityMethod method = catalog::IdentityMethod::MedicalCode;
  WipedBytes payload;    ///< as the scanner read it
  std::string item_id;   ///< what for; "": to see the own cases
  std::string terminal;  ///< its code
  std::string nonce;     ///< 32 hexadecimal digits, of this question alone
};

/// The person has source Code and its proof; of the rest only number and name are certain to be there.
using IdentityAnswer = tl::expected<Person, IdentityRefusal>;

inline constexpr std::size_t kLongestIdentityCode = 4096;

}  // namespace yitang::cases
