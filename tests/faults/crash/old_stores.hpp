// Stores as earlier versions of the program left them, made by code: rows under schema 1, then the steps up
// to the wanted version.
#pragma once

#include "ledger.hpp"
#include "storage/database.hpp"

namespace yitang::faults {

/// Person 0 has a submitted case, person 1 a draft; both with pictures.
void make_old_terminal(storage::Disk& disk, int version, Ledger& ledger);
/// Person 0's case was taken in.
void make_old_office(storage::Disk& disk, int version, Ledger& ledger);

int newest_terminal_schema();
int newest_office_schema();

/// Opens the database of a store beside its key file, to change it behind the program's back.
storage::Database open_database_of(storage::Disk& disk, const std::filesystem::path& folder,
                                   const char* name);

}  // namespace yitang::faults
