// Visit scripts: any bytes give a script whose steps are numbered from 1, or an error that names the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "kiosk/terminal/visit/script.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto script = terminal::parse_visit_script(text, "visit.json");
  if (!script) {
    const Error& error = script.error();
    if (error.reason.empty() || error.where.find("visit.json") == std::string::npos) std::abort();
    return 0;
  }
  int number = 0;
  for (const terminal::Step& step : script->steps)
    if (step.line != ++number) std::abort();
  return 0;
}
