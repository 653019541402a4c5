#include "storage/tpm_chip.hpp"

#include <fmt/format.h>
#include <tss2/tss2_rc.h>
#include <tss2/tss2_tctildr.h>

namespace yitang::storage::detail {
namespace {

ErrorCode code_of_tpm(TSS2_RC code) {
  const TSS2_RC layer = code & TSS2_RC_LAYER_MASK;
  if (layer == TSS2_TCTI_RC_LAYER) return ErrorCode::TpmAbsent;
  if (layer != TSS2_TPM_RC_LAYER && layer != TSS2_RESMGR_TPM_RC_LAYER) return ErrorCode::TpmFailed;
  const TSS2_RC bare = code & 0xfff;
  if (bare == TPM2_RC_PCR_CHANGED) return ErrorCode::TpmChanged;
  if ((bare & TPM2_RC_FMT1) == 0) return ErrorCode::TpmFailed;
  constexpr TSS2_RC kNumber = 0x0bf;  // without the bits that say which handle, session or parameter
  switch (bare & kNumber) {
    case TPM2_RC_POLICY_FAIL: return ErrorCode::TpmChanged;
    case TPM2_RC_INTEGRITY: return ErrorCode::TpmForeign;
    default: return ErrorCode::TpmFailed;
  }
}

}  // namespace

Error tpm_error(TSS2_RC code, const char* doing) {
  return {code_of_tpm(code),
          fmt::format("the TPM cannot {}: {}", doing, Tss2_RC_Decode(code)),
          {},
          static_cast<int>(code)};
}

Result<std::unique_ptr<TpmChip>> TpmChip::connect(const std::string& tcti) {
  std::unique_ptr<TpmChip> chip(new TpmChip());
  if (const TSS2_RC code = Tss2_TctiLdr_Initialize(tcti.c_str(), &chip->tcti_); code != TSS2_RC_SUCCESS) {
    return tl::unexpected(Error{ErrorCode::TpmAbsent, "no TPM answers", tcti, static_cast<int>(code)});
  }
  if (const TSS2_RC code = Esys_Initialize(&chip->esys_, chip->tcti_, nullptr); code != TSS2_RC_SUCCESS) {
    return tl::unexpected(Error{ErrorCode::TpmAbsent, "no TPM answers", tcti, static_cast<int>(code)});
  }
  return chip;
}

TpmChip::~TpmChip() {
  if (esys_ != nullptr) Esys_Finalize(&esys_);
  if (tcti_ != nullptr) Tss2_TctiLdr_Finalize(&tcti_);
}

}  // namespace yitang::storage::detail
