// A result's sheet as part of another JSON text. Private to this folder: a Fault never leaves a parse
// function.
#pragma once

#include "kiosk/cases/json_parts.hpp"
#include "kiosk/cases/result_document.hpp"

namespace yitang::cases::json {

ResultDocument read_result(const Node& node);
Json write_result(const ResultDocument& document);

}  // namespace yitang::cases::json
