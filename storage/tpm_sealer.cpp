#include "storage/tpm_sealer.hpp"

#include <sodium.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "storage/tpm_chip.hpp"
#include "storage/tpm_object.hpp"

namespace yitang::storage {
namespace {

using detail::EsysPointer;
using detail::tpm_error;
using detail::TpmChip;
using detail::TpmHandle;

constexpr ESYS_TR kNone = ESYS_TR_NONE;

tl::unexpected<Error> refused(TSS2_RC code, const char* doing) {
  return tl::unexpected(tpm_error(code, doing));
}
tl::unexpected<Error> wrong(ErrorCode code, const char* why) {
  return tl::unexpected(Error{code, why, {}, 0});
}

TPML_PCR_SELECTION selection_of(std::uint32_t pcrs) {
  TPML_PCR_SELECTION selection{};
  selection.count = 1;
  selection.pcrSelections[0].hash = TPM2_ALG_SHA256;
  selection.pcrSelections[0].sizeofSelect = 3;
  for (int i = 0; i < 3; ++i) {
    selection.pcrSelections[0].pcrSelect[i] = static_cast<std::uint8_t>(pcrs >> (8 * i));
  }
  return selection;
}

// TPM 2.0's usual storage key: the same parameters give the same key as long as the TPM is not cleared.
TPM2B_PUBLIC storage_key_template() {
  TPM2B_PUBLIC key{};
  TPMT_PUBLIC& area = key.publicArea;
  area.type = TPM2_ALG_ECC;
  area.nameAlg = TPM2_ALG_SHA256;
  area.objectAttributes = TPMA_OBJECT_RESTRICTED | TPMA_OBJECT_DECRYPT | TPMA_OBJECT_FIXEDTPM |
                          TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_SENSITIVEDATAORIGIN |
                          TPMA_OBJECT_USERWITHAUTH | TPMA_OBJECT_NODA;
  area.parameters.eccDetail.symmetric.algorithm = TPM2_ALG_AES;
  area.parameters.eccDetail.symmetric.keyBits.aes = 128;
  area.parameters.eccDetail.symmetric.mode.aes = TPM2_ALG_CFB;
  area.parameters.eccDetail.scheme.scheme = TPM2_ALG_NULL;
  area.parameters.eccDetail.curveID = TPM2_ECC_NIST_P256;
  area.parameters.eccDetail.kdf.scheme = TPM2_ALG_NULL;
  return key;
}

struct Primary {
  TpmHandle handle;
  Bytes name;
};

Result<Primary> make_primary(ESYS_CONTEXT* esys) {
  const TPM2B_SENSITIVE_CREATE sensitive{};
  const TPM2B_PUBLIC key = storage_key_template();
  const TPM2B_DATA outside{};
  const TPML_PCR_SELECTION none{};
  ESYS_TR handle = kNone;
  TSS2_RC code = Esys_CreatePrimary(esys, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, kNone, kNone, &sensitive, &key,
                                    &outside, &none, &handle, nullptr, nullptr, nullptr, nullptr);
  if (code != TSS2_RC_SUCCESS) return refused(code, "make its storage key");
  TpmHandle primary(esys, handle);
  TPM2B_NAME* name = nullptr;
  code = Esys_TR_GetName(esys, handle, &name);
  if (code != TSS2_RC_SUCCESS) return refused(code, "name its storage key");
  const EsysPointer<TPM2B_NAME> owned(name);
  return Primary{std::move(primary), Bytes(name->name, name->name + name->size)};
}

// Salted with the storage key, so that nobody on the bus can read what the session encrypts.
Result<TpmHandle> start_session(ESYS_CONTEXT* esys, TPM2_SE type, ESYS_TR salt_key, TPMA_SESSION attributes) {
  TPMT_SYM_DEF symmetric{};
  symmetric.algorithm = TPM2_ALG_AES;
  symmetric.keyBits.aes = 128;
  symmetric.mode.aes = TPM2_ALG_CFB;
  ESYS_TR handle = kNone;
  TSS2_RC code = Esys_StartAuthSession(esys, salt_key, kNone, kNone, kNone, kNone, nullptr, type, &symmetric,
                                       TPM2_ALG_SHA256, &handle);
  if (code != TSS2_RC_SUCCESS) return refused(code, "start a session");
  TpmHandle session(esys, handle);
  code = Esys_TRSess_SetAttributes(esys, handle, attributes | TPMA_SESSION_CONTINUESESSION, 0xff);
  if (code != TSS2_RC_SUCCESS) return refused(code, "set up a session");
  return session;
}

Result<void> apply_pcr_policy(ESYS_CONTEXT* esys, ESYS_TR session, std::uint32_t pcrs) {
  const TPM2B_DIGEST as_they_are{};
  const TPML_PCR_SELECTION selection = selection_of(pcrs);
  const TSS2_RC code = Esys_PolicyPCR(esys, session, kNone, kNone, kNone, &as_they_are, &selection);
  if (code != TSS2_RC_SUCCESS) return refused(code, "read its PCRs");
  return {};
}

// Without this bank the policy would be about nothing.
Result<void> require_bank(ESYS_CONTEXT* esys, std::uint32_t pcrs) {
  const TPML_PCR_SELECTION one = selection_of(pcrs & (~pcrs + 1));
  TPML_DIGEST* values = nullptr;
  const TSS2_RC code = Esys_PCR_Read(esys, kNone, kNone, kNone, &one, nullptr, nullptr, &values);
  if (code != TSS2_RC_SUCCESS) return refused(code, "read its PCRs");
  const EsysPointer<TPML_DIGEST> owned(values);
  if (values->count != 1) return wrong(ErrorCode::TpmFailed, "the TPM has no SHA-256 bank of PCRs");
  return {};
}

Result<TPM2B_DIGEST> policy_digest(ESYS_CONTEXT* esys, std::uint32_t pcrs) {
  auto trial = start_session(esys, TPM2_SE_TRIAL, kNone, 0);
  if (!trial) return tl::unexpected(std::move(trial.error()));
  auto applied = apply_pcr_policy(esys, trial->get(), pcrs);
  if (!applied) return tl::unexpected(std::move(applied.error()));
  TPM2B_DIGEST* digest = nullptr;
  const TSS2_RC code = Esys_PolicyGetDigest(esys, trial->get(), kNone, kNone, kNone, &digest);
  if (code != TSS2_RC_SUCCESS) return refused(code, "compute a policy");
  const EsysPointer<TPM2B_DIGEST> owned(digest);
  return *digest;
}

// A data object that only the policy opens: no password, no dictionary-attack counter.
TPM2B_PUBLIC sealed_template(const TPM2B_DIGEST& policy) {
  TPM2B_PUBLIC object{};
  TPMT_PUBLIC& area = object.publicArea;
  area.type = TPM2_ALG_KEYEDHASH;
  area.nameAlg = TPM2_ALG_SHA256;
  area.objectAttributes =
      TPMA_OBJECT_FIXEDTPM | TPMA_OBJECT_FIXEDPARENT | TPMA_OBJECT_NODA | TPMA_OBJECT_ADMINWITHPOLICY;
  area.authPolicy = policy;
  area.parameters.keyedHashDetail.scheme.scheme = TPM2_ALG_NULL;
  return object;
}

class TpmSealer final : public Sealer {
 public:
  explicit TpmSealer(std::string tcti) : tcti_(std::move(tcti)) {}
  Result<Bytes> seal(const SecretBytes& secret, std::uint32_t pcrs) override;
  Result<SecretBytes> unseal(ByteView sealed, std::uint32_t pcrs) override;

 private:
  std::string tcti_;
};

Result<TpmObject> create_object(ESYS_CONTEXT* esys, const Primary& primary, const SecretBytes& secret,
                                const TPM2B_DIGEST& policy) {
  auto session =
      start_session(esys, TPM2_SE_HMAC, primary.handle.get(), TPMA_SESSION_DECRYPT | TPMA_SESSION_ENCRYPT);
  if (!session) return tl::unexpected(std::move(session.error()));
  const TPM2B_PUBLIC wanted = sealed_template(policy);
  const TPM2B_DATA outside{};
  const TPML_PCR_SELECTION none{};
  TPM2B_SENSITIVE_CREATE sensitive{};
  sensitive.sensitive.data.size = static_cast<UINT16>(secret.size());
  std::copy(secret.view().begin(), secret.view().end(), sensitive.sensitive.data.buffer);
  TPM2B_PRIVATE* private_part = nullptr;
  TPM2B_PUBLIC* public_part = nullptr;
  const TSS2_RC code =
      Esys_Create(esys, primary.handle.get(), session->get(), kNone, kNone, &sensitive, &wanted, &outside,
                  &none, &private_part, &public_part, nullptr, nullptr, nullptr);
  sodium_memzero(&sensitive, sizeof sensitive);
  if (code != TSS2_RC_SUCCESS) return refused(code, "seal");
  const EsysPointer<TPM2B_PRIVATE> owned_private(private_part);
  const EsysPointer<TPM2B_PUBLIC> owned_public(public_part);
  return TpmObject{primary.name, *public_part, *private_part};
}

Result<Bytes> TpmSealer::seal(const SecretBytes& secret, std::uint32_t pcrs) {
  if (secret.empty() || secret.size() > 64 || pcrs == 0 || pcrs > 0xffffff) {
    return wrong(ErrorCode::Misuse, "at most 64 bytes under PCRs 0 to 23 can be sealed");
  }
  auto chip = TpmChip::connect(tcti_);
  if (!chip) return tl::unexpected(std::move(chip.error()));
  ESYS_CONTEXT* esys = (*chip)->get();
  auto bank = require_bank(esys, pcrs);
  if (!bank) return tl::unexpected(std::move(bank.error()));
  auto policy = policy_digest(esys, pcrs);
  if (!policy) return tl::unexpected(std::move(policy.error()));
  auto primary = make_primary(esys);
  if (!primary) return tl::unexpected(std::move(primary.error()));
  auto object = create_object(esys, *primary, secret, *policy);
  if (!object) return tl::unexpected(std::move(object.error()));
  auto bytes = encode_tpm_object(*object);
  if (!bytes) return wrong(ErrorCode::TpmFailed, "the TPM made an object of an unexpected size");
  return std::move(*bytes);
}

Result<SecretBytes> TpmSealer::unseal(ByteView sealed, std::uint32_t pcrs) {
  const auto object = parse_tpm_object(sealed);
  if (!object) return wrong(ErrorCode::TpmForeign, "not an object of a TPM");
  auto chip = TpmChip::connect(tcti_);
  if (!chip) return tl::unexpected(std::move(chip.error()));
  ESYS_CONTEXT* esys = (*chip)->get();
  auto primary = make_primary(esys);
  if (!primary) return tl::unexpected(std::move(primary.error()));
  if (primary->name != object->parent_name) {
    return wrong(ErrorCode::TpmForeign, "sealed by another TPM, or this one was cleared");
  }
  ESYS_TR handle = kNone;
  TSS2_RC code = Esys_Load(esys, primary->handle.get(), ESYS_TR_PASSWORD, kNone, kNone, &object->private_part,
                           &object->public_part, &handle);
  if (code != TSS2_RC_SUCCESS) return refused(code, "load the sealed object");
  const TpmHandle loaded(esys, handle);
  auto session = start_session(esys, TPM2_SE_POLICY, primary->handle.get(), TPMA_SESSION_ENCRYPT);
  if (!session) return tl::unexpected(std::move(session.error()));
  auto applied = apply_pcr_policy(esys, session->get(), pcrs);
  if (!applied) return tl::unexpected(std::move(applied.error()));
  TPM2B_SENSITIVE_DATA* data = nullptr;
  code = Esys_Unseal(esys, handle, session->get(), kNone, kNone, &data);
  if (code != TSS2_RC_SUCCESS) return refused(code, "unseal");
  const EsysPointer<TPM2B_SENSITIVE_DATA> owned(data);
  SecretBytes secret = SecretBytes::copy_of(ByteView(data->buffer, data->size));
  sodium_memzero(data, sizeof *data);
  return secret;
}

}  // namespace

std::shared_ptr<Sealer> make_tpm_sealer(std::string tcti) {
  return std::make_shared<TpmSealer>(std::move(tcti));
}

}  // namespace yitang::storage
