// Answers of IPP servers: any bytes give a bounded answer whose meaning is of the closed sets, or an error.
#include <cstdint>
#include <cstdlib>

#include "devices/form_printer/destination.hpp"
#include "devices/form_printer/ipp_answer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::devices;
  const auto answer = parse_ipp_answer({data, size});
  if (answer) {
    const bool bounded = answer->printer_state_reasons.size() <= max_ipp_values &&
                         answer->job_state_reasons.size() <= max_ipp_values &&
                         answer->document_formats.size() <= max_ipp_values;
    if (!bounded || name_of(printer_state_of(*answer)) == "unknown") std::abort();
    const FormJobReport report = job_report_of(*answer, &*answer);
    if (report.state == FormJobState::Printed && answer->job_state != 9) std::abort();
    if (!succeeded(*answer) && error_of(*answer).message.empty()) std::abort();
  }
  const auto address = parse_form_printer({reinterpret_cast<const char*>(data), size});
  if (address && (address->host.empty() || address->port == 0 || address->resource.front() != '/'))
    std::abort();
  return 0;
}
