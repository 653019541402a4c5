#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>

// Typed errors of the store. The message is for the log and carries no personal data: no bound values, no row
// contents.
namespace yitang::storage {

enum class ErrorCode {
  WrongKey,       // the file is a database of ours or of another store, but this key does not open it
  NotADatabase,   // plain SQLite, or anything else that is not an encrypted database
  Corrupt,        // authentication or structure of the database fails although the key is right
  SchemaTooNew,   // written by a newer program; nothing was touched
  DiskFull,       // no space, quota or size limit; the transaction was rolled back
  ReadOnly,       // medium or file cannot be written
  Io,             // any other failure of the operating system
  Locked,         // another process (or another connection of this one) has it
  CipherMissing,  // the linked library does not encrypt: going on would write plaintext
  Constraint,     // UNIQUE, CHECK, NOT NULL, foreign key, STRICT type or a trigger's RAISE refused the row
  NotFound,       // the named file does not exist
  AlreadyExists,  // creating would overwrite something that must be kept
  TamperedSealedFile,  // truncated, changed, renamed, or sealed under another key
  BadKeyFile,          // malformed, readable by others, or changed by somebody without its keys
  KeysLocked,          // a whole key file, but none of its slots opens here without more help
  TpmAbsent,           // no TPM answers
  TpmChanged,          // the machine did not start as it did when the secret was sealed
  TpmForeign,          // sealed by another TPM, or this one was cleared
  TpmFailed,           // the TPM answers with another error
  AuditBroken,         // the chain of hashes does not hold; the message names the row
  TooLarge,            // beyond the documented limit
  Misuse,              // a mistake of the caller: wrong SQL, wrong column type, nested transaction
};

struct Error {
  ErrorCode code = ErrorCode::Io;
  std::string message;  // English, for the log
  std::string path;     // the file concerned; may be empty
  int engine_code = 0;  // extended SQLite result code or errno; 0 when neither applies
};

template <class T>
using Result = tl::expected<T, Error>;

// The code's own name, for example "WrongKey".
std::string_view name_of(ErrorCode code);

// SchemaTooNew, naming both versions.
Error schema_too_new(int found, int known, std::string path);

// One line for the log: name, message, path and engine code.
std::string describe(const Error& error);

}  // namespace yitang::storage
