#include "fault_bench.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace yitang::faults {

void note(FaultFigures& figures, const std::string& where, const std::string& what) {
  figures.wrong.push_back(where + ": " + what);
}

void note_findings(const Findings& findings, const std::string& where, FaultFigures& figures) {
  for (const auto* list : {&findings.lost, &findings.doubled, &findings.corrupt, &findings.orphans}) {
    if (!list->empty()) note(figures, where, "afterwards: " + list->front());
  }
}

void print_faults(const std::string& name, const FaultFigures& figures) {
  fmt::print("[ fault    ] {}: {} operations, {} runs, {} refused with a typed error; wrong {}\n", name,
             figures.points, figures.runs, figures.refused, figures.wrong.size());
  for (std::size_t i = 0; i < figures.wrong.size() && i < 8; ++i) ADD_FAILURE() << figures.wrong[i];
}

}  // namespace yitang::faults
