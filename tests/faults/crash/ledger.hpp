// What the program said was done, kept outside of the disk: a person holds the slip, the office the receipt.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "kiosk/cases/case_store.hpp"
#include "kiosk/office/office.hpp"

namespace yitang::faults {

struct CaseFacts {
  std::string receipt_no;      ///< acknowledged to the person; "" before
  std::string office_receipt;  ///< the office's, as it first came; "" before
  bool delivered = false;      ///< the terminal said so
  bool erased = false;         ///< erasing was reported as done
  bool erasing = false;        ///< erasing was begun: both ends are right
};

struct Ledger {
  std::uint64_t starts = 0;                               ///< of the program: each draws other random numbers
  std::set<std::string> drafts;                           ///< saved; a case of the same uid takes its place
  std::map<std::string, CaseFacts> cases;                 ///< by uid; everything that was ever tried
  std::map<std::string, cases::CaseState> office_states;  ///< the last step of the office that was reported
  std::set<std::string> done;                             ///< whatever else a scenario was told is done
};

/// What is wrong after a crash.
struct Findings {
  std::vector<std::string> lost;
  std::vector<std::string> doubled;
  std::vector<std::string> corrupt;
  std::vector<std::string> orphans;
  bool empty() const { return lost.empty() && doubled.empty() && corrupt.empty() && orphans.empty(); }
};

/// Whether the store holds everything that the ledger says, complete and once, and nothing of nobody.
/// `originals`: each case's pictures as they were handed in, in order.
using Originals = std::map<std::string, std::vector<storage::Bytes>>;
void audit_terminal(cases::CaseStore& store, const Ledger& ledger, const Originals& originals,
                    Findings& findings);
void audit_office(office::Office& office, const Ledger& ledger, Findings& findings);

}  // namespace yitang::faults
