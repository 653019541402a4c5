#include "ledger.hpp"

#include <fmt/format.h>

namespace yitang::faults {
namespace {

void check_content(cases::CaseStore& store, const std::string& uid, const std::vector<storage::Bytes>& pages,
                   Findings& findings) {
  auto content = store.case_content(uid);
  if (!content) {
    findings.lost.push_back(fmt::format("case {}: {}", uid, describe(content.error())));
    return;
  }
  std::vector<storage::Bytes> found;
  for (const auto& material : content->materials) {
    for (const auto& page : material.pages) {
      auto bytes = store.page_content(page);
      if (!bytes) {
        findings.lost.push_back(fmt::format("case {}: a picture: {}", uid, describe(bytes.error())));
        return;
      }
      found.push_back(std::move(*bytes));
    }
  }
  if (found != pages) findings.lost.push_back(fmt::format("case {}: other pictures", uid));
}

void check_acknowledged(cases::CaseStore& store, const std::string& uid, const CaseFacts& facts,
                        const std::vector<storage::Bytes>& pages, Findings& findings) {
  auto row = store.find_by_uid(uid);
  if (!row) {
    findings.corrupt.push_back(fmt::format("case {}: {}", uid, describe(row.error())));
  } else if (!*row) {
    findings.lost.push_back(fmt::format("case {} ({}) is gone", uid, facts.receipt_no));
  } else if ((*row)->receipt_no != facts.receipt_no) {
    findings.lost.push_back(fmt::format("case {} has another number", uid));
  } else if (facts.delivered && !(*row)->delivered) {
    findings.lost.push_back(fmt::format("case {}: its delivery is forgotten", uid));
  } else if (facts.erased) {
    if (store.case_content(uid)) findings.corrupt.push_back(fmt::format("case {} is readable again", uid));
  } else if (!facts.erasing) {
    check_content(store, uid, pages, findings);
  }
}

}  // namespace

void audit_terminal(cases::CaseStore& store, const Ledger& ledger, const Originals& originals,
                    Findings& findings) {
  auto report = store.check();
  if (!report) {
    findings.corrupt.push_back("check: " + describe(report.error()));
    return;
  }
  for (const auto& problem : report->problems) {
    const bool orphan = problem.find("of no draft or case") != std::string::npos;
    (orphan ? findings.orphans : findings.corrupt).push_back(problem);
  }
  for (const auto& [uid, facts] : ledger.cases) {
    if (!facts.receipt_no.empty()) check_acknowledged(store, uid, facts, originals.at(uid), findings);
  }
  for (const auto& uid : ledger.drafts) {
    auto draft = store.draft(uid);
    auto row = store.find_by_uid(uid);
    const bool have_draft = draft && *draft;
    const bool have_case = row && *row;
    if (!have_draft && !have_case) findings.lost.push_back(fmt::format("draft {} is gone", uid));
    if (have_draft && have_case) findings.doubled.push_back(fmt::format("{} is draft and case", uid));
  }
  auto rows = store.list(1000);
  if (!rows) {
    findings.corrupt.push_back("list: " + describe(rows.error()));
    return;
  }
  for (const auto& row : *rows) {
    if (!ledger.cases.contains(row.uid)) findings.doubled.push_back("a case that nobody handed in");
  }
  if (rows->size() > ledger.cases.size()) findings.doubled.push_back("more cases than were handed in");
}

void audit_office(office::Office& office, const Ledger& ledger, Findings& findings) {
  auto report = office.check();
  if (!report) {
    findings.corrupt.push_back("office check: " + describe(report.error()));
    return;
  }
  for (const auto& problem : report->problems) {
    const bool orphan = problem.find("belongs to no case") != std::string::npos;
    (orphan ? findings.orphans : findings.corrupt).push_back(problem);
  }
  auto rows = office.list({}, 1000);
  if (!rows) {
    findings.corrupt.push_back("office list: " + describe(rows.error()));
    return;
  }
  std::map<std::string, cases::CaseState> states;
  for (const auto& row : *rows) {
    if (!states.emplace(row.uid, row.state).second) findings.doubled.push_back("office case " + row.uid);
    if (!ledger.cases.contains(row.uid)) findings.doubled.push_back("office: a case of nobody");
  }
  for (const auto& [uid, facts] : ledger.cases) {
    if ((facts.delivered || !facts.office_receipt.empty()) && !states.contains(uid)) {
      findings.lost.push_back(fmt::format("office: case {} was acknowledged", uid));
    }
  }
  for (const auto& [uid, state] : ledger.office_states) {
    const auto found = states.find(uid);
    if (found == states.end() || found->second < state) {
      findings.lost.push_back(fmt::format("office: a step of {} is forgotten", uid));
    }
  }
  // Each answer has one revision of its own; a second effect would show as a second first answer.
  std::map<std::string, int> first_answers;
  auto answers = office.answers("YT01", 0, 10000);
  if (!answers) {
    findings.corrupt.push_back("office answers: " + describe(answers.error()));
    return;
  }
  for (const auto& answer : *answers) {
    if (answer.update.revision == 1 && ++first_answers[answer.update.uid] > 1) {
      findings.doubled.push_back("office: two effects of " + answer.update.uid);
    }
  }
}

}  // namespace yitang::faults
