// Recorded answers of a card reader to JSON, one object a read. What `yitang card decode` prints.
#pragma once

#include <string>
#include <vector>

#include "devices/id_reader/card.hpp"

namespace yitang::devices {

// One line of JSON: kind, name, sex, nation, birth, address, number, authority, valid_from, valid_to, fields
// of the kind, warnings. Dates are YYYY-MM-DD, "long-term", or "" when blank. Masked unless `plain`.
[[nodiscard]] std::string card_to_json(const Card& card, bool plain);

// `stream`: answer frames one behind the other, as a reader sends them. Answers other than reads are skipped.
// Errors (offset is the byte in the stream): Malformed if anything is not a whole, right frame, if a read
// does not parse, or if there is no read at all. Nothing is returned of a stream that is rejected.
[[nodiscard]] Result<std::vector<std::string>> decode_card_stream(ByteView stream, bool plain);

}  // namespace yitang::devices
