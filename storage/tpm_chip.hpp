#pragma once

#include <tss2/tss2_esys.h>

#include <memory>
#include <string>
#include <utility>

#include "storage/error.hpp"

// For use inside storage/ and its fault tests only: one connection to a TPM and its handles.
namespace yitang::storage::detail {

// The typed error for a response code; `doing` completes "the TPM cannot ...".
Error tpm_error(TSS2_RC code, const char* doing);

class TpmChip {
 public:
  // TpmAbsent.
  static Result<std::unique_ptr<TpmChip>> connect(const std::string& tcti);
  TpmChip(const TpmChip&) = delete;
  TpmChip& operator=(const TpmChip&) = delete;
  ~TpmChip();

  ESYS_CONTEXT* get() const { return esys_; }

 private:
  TpmChip() = default;
  TSS2_TCTI_CONTEXT* tcti_ = nullptr;
  ESYS_CONTEXT* esys_ = nullptr;
};

// A key, object or session inside the TPM, flushed when this goes: a TPM has room for three or so.
class TpmHandle {
 public:
  TpmHandle(ESYS_CONTEXT* esys, ESYS_TR handle) : esys_(esys), handle_(handle) {}
  TpmHandle(TpmHandle&& other) noexcept
      : esys_(other.esys_), handle_(std::exchange(other.handle_, ESYS_TR_NONE)) {}
  TpmHandle& operator=(TpmHandle&&) = delete;
  ~TpmHandle() {
    if (handle_ != ESYS_TR_NONE) Esys_FlushContext(esys_, handle_);
  }
  ESYS_TR get() const { return handle_; }

 private:
  ESYS_CONTEXT* esys_;
  ESYS_TR handle_;
};

// What ESAPI allocates.
struct EsysFree {
  void operator()(void* memory) const { Esys_Free(memory); }
};
template <class T>
using EsysPointer = std::unique_ptr<T, EsysFree>;

}  // namespace yitang::storage::detail
