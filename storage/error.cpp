#include "storage/error.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>
#include <utility>

#include "storage/system_error.hpp"

namespace yitang::storage {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::WrongKey: return "WrongKey";
    case ErrorCode::NotADatabase: return "NotADatabase";
    case ErrorCode::Corrupt: return "Corrupt";
    case ErrorCode::SchemaTooNew: return "SchemaTooNew";
    case ErrorCode::DiskFull: return "DiskFull";
    case ErrorCode::ReadOnly: return "ReadOnly";
    case ErrorCode::Io: return "Io";
    case ErrorCode::Locked: return "Locked";
    case ErrorCode::CipherMissing: return "CipherMissing";
    case ErrorCode::Constraint: return "Constraint";
    case ErrorCode::NotFound: return "NotFound";
    case ErrorCode::AlreadyExists: return "AlreadyExists";
    case ErrorCode::TamperedSealedFile: return "TamperedSealedFile";
    case ErrorCode::BadKeyFile: return "BadKeyFile";
    case ErrorCode::KeysLocked: return "KeysLocked";
    case ErrorCode::TpmAbsent: return "TpmAbsent";
    case ErrorCode::TpmChanged: return "TpmChanged";
    case ErrorCode::TpmForeign: return "TpmForeign";
    case ErrorCode::TpmFailed: return "TpmFailed";
    case ErrorCode::AuditBroken: return "AuditBroken";
    case ErrorCode::TooLarge: return "TooLarge";
    case ErrorCode::Misuse: return "Misuse";
  }
  return "Unknown";
}

std::string describe(const Error& error) {
  std::string line = fmt::format("{}: {}", name_of(error.code), error.message);
  if (!error.path.empty()) line += fmt::format(" [{}]", error.path);
  if (error.engine_code != 0) line += fmt::format(" ({})", error.engine_code);
  return line;
}

Error schema_too_new(int found, int known, std::string path) {
  return {ErrorCode::SchemaTooNew,
          fmt::format(
              "the store has schema version {}, this program knows versions up to {}: it was written by a "
              "newer program, nothing was changed",
              found, known),
          std::move(path), 0};
}

bool means_disk_full(int error_number) {
  return error_number == ENOSPC || error_number == EDQUOT || error_number == EFBIG;
}

Error system_error(int error_number, const std::string& doing, const std::filesystem::path& path) {
  ErrorCode code = ErrorCode::Io;
  if (means_disk_full(error_number)) {
    code = ErrorCode::DiskFull;
  } else if (error_number == ENOENT) {
    code = ErrorCode::NotFound;
  } else if (error_number == EEXIST) {
    code = ErrorCode::AlreadyExists;
  } else if (error_number == EROFS || error_number == EACCES || error_number == EPERM) {
    code = ErrorCode::ReadOnly;
  }
  return {code, fmt::format("cannot {}: {}", doing, std::generic_category().message(error_number)),
          path.string(), error_number};
}

void require_sodium() {
  static const bool ready = sodium_init() >= 0;
  if (ready) return;
  std::fputs("storage: libsodium cannot be initialised\n", stderr);
  std::abort();
}

}  // namespace yitang::storage
