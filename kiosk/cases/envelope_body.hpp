// How the store keeps a case: the envelope, with the places and keys of its sealed pictures. Private to this
// folder.
#pragma once

#include "kiosk/cases/envelope.hpp"

namespace yitang::cases {

std::string body_to_json(const Envelope& envelope);
Result<Envelope> body_from_json(std::string_view text);

}  // namespace yitang::cases
