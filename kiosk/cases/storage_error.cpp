#include "kiosk/cases/storage_error.hpp"

namespace yitang::cases {
namespace {

ErrorKind kind_of(storage::ErrorCode code) {
  switch (code) {
    case storage::ErrorCode::DiskFull: return ErrorKind::StoreFull;
    case storage::ErrorCode::WrongKey:
    case storage::ErrorCode::BadKeyFile: return ErrorKind::WrongKey;
    case storage::ErrorCode::NotFound: return ErrorKind::NotFound;
    case storage::ErrorCode::Constraint:
    case storage::ErrorCode::AlreadyExists: return ErrorKind::Refused;
    case storage::ErrorCode::Misuse: return ErrorKind::Internal;
    case storage::ErrorCode::Locked: return ErrorKind::Unavailable;
    case storage::ErrorCode::NotADatabase:
    case storage::ErrorCode::Corrupt:
    case storage::ErrorCode::SchemaTooNew:
    case storage::ErrorCode::ReadOnly:
    case storage::ErrorCode::Io:
    case storage::ErrorCode::CipherMissing:
    case storage::ErrorCode::TamperedSealedFile:
    case storage::ErrorCode::AuditBroken:
    case storage::ErrorCode::TooLarge: break;
  }
  return ErrorKind::StoreFailed;
}

}  // namespace

Error product_error(const storage::Error& error) {
  return {kind_of(error.code), std::string(storage::name_of(error.code)) + ": " + error.message, error.path};
}

}  // namespace yitang::cases
