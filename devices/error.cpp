#include "devices/error.hpp"

namespace yitang::devices {

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::Timeout: return "timeout";
    case ErrorCode::Disconnected: return "disconnected";
    case ErrorCode::Stall: return "stall";
    case ErrorCode::Overflow: return "overflow";
    case ErrorCode::Access: return "access";
    case ErrorCode::Busy: return "busy";
    case ErrorCode::NotFound: return "not found";
    case ErrorCode::Protocol: return "protocol";
    case ErrorCode::Malformed: return "malformed";
    case ErrorCode::Cancelled: return "cancelled";
    case ErrorCode::Io: return "io";
    case ErrorCode::NotSupported: return "not supported";
    case ErrorCode::BadArgument: return "bad argument";
    case ErrorCode::OutOfMemory: return "out of memory";
  }
  return "unknown";
}

}  // namespace yitang::devices
