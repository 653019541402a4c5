#include "kiosk/cases/storage_error.hpp"

#include <fmt/format.h>

namespace yitang::cases {
namespace {

ErrorKind kind_of(storage::ErrorCode code) {
  switch (code) {
    case storage::ErrorCode::DiskFull: return ErrorKind::StoreFull;
    case storage::ErrorCode::WrongKey:
    case storage::ErrorCode::BadKeyFile:
    case storage::ErrorCode::KeysLocked:
    case storage::ErrorCode::TpmAbsent:
    case storage::ErrorCode::TpmChanged:
    case storage::ErrorCode::TpmForeign:
    case storage::ErrorCode::TpmFailed: return ErrorKind::WrongKey;
    case storage::ErrorCode::TooLarge: return ErrorKind::BadInput;
    case storage::ErrorCode::Locked: return ErrorKind::Unavailable;
    case storage::ErrorCode::Misuse: return ErrorKind::Internal;
    case storage::ErrorCode::NotFound:
    case storage::ErrorCode::Constraint:
    case storage::ErrorCode::AlreadyExists:
    case storage::ErrorCode::NotADatabase:
    case storage::ErrorCode::Corrupt:
    case storage::ErrorCode::SchemaTooNew:
    case storage::ErrorCode::ReadOnly:
    case storage::ErrorCode::Io:
    case storage::ErrorCode::CipherMissing:
    case storage::ErrorCode::TamperedSealedFile:
    case storage::ErrorCode::AuditBroken: break;
  }
  return ErrorKind::StoreFailed;
}

}  // namespace

Error product_error(const storage::Error& error) {
  std::string reason = fmt::format("{}: {}", storage::name_of(error.code), error.message);
  if (error.engine_code != 0) reason += fmt::format(" ({})", error.engine_code);
  return {kind_of(error.code), std::move(reason), error.path};
}

}  // namespace yitang::cases
