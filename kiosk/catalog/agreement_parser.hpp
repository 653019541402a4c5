// Private to the loader: agreements.jsonl, one text a line. Pure; errors name file, line and place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/agreement.hpp"

namespace yitang::catalog {

/// One line. Exactly one of the texts is there.
struct AgreementLine {
  std::string place;     ///< "agreements.jsonl:3"
  std::string item;      ///< "" : of every item (the guardian's consent)
  std::string material;  ///< of a commitment
  std::optional<ConsentText> consent;
  std::optional<CommitmentText> commitment;
};

Result<std::vector<AgreementLine>> parse_agreements(std::string_view text, const std::string& file);

}  // namespace yitang::catalog
