// A case as it leaves the terminal: canonical JSON "yitang.case/1" (keys sorted, no spaces, UTF-8), so that
// equal cases have equal bytes. The office's intake, `yitang case submit --from` and media packages read the
// same form.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/error.hpp"
#include "kiosk/cases/draft.hpp"

namespace yitang::cases {

inline constexpr std::string_view kEnvelopeSchema = "yitang.case/1";
inline constexpr std::size_t kMaxEnvelopeBytes = std::size_t{96} << 20;
/// All pictures of a case together. They travel as base64, a third longer; 4 MiB are left for everything
/// else.
inline constexpr std::uint64_t kMaxPicturesBytes = ((std::uint64_t{96} - 4) << 20) / 4 * 3;

/// Where a material of the item comes from in this case.
enum class Supply {
  Scanned,     ///< pages are here
  CardReader,  ///< the ID card was read: no picture needed
  SharedData,  ///< the office asks another body
  ELicence,
  Form,        ///< made from the form's values
  Commitment,  ///< the signed commitment stands for it
  Later,       ///< to be shown at a counter
};
std::string_view name_of(Supply supply);
std::optional<Supply> supply(std::string_view name);

struct EnvelopeMaterial {
  std::string code;
  Supply supply = Supply::Scanned;
  std::vector<PageImage> pages;  ///< Scanned only
};

/// The bundle in which a case was handed in together with others. Each is a case of its own.
struct BundleRef {
  std::string id;   ///< of the bundle in the catalogue
  std::string uid;  ///< 32 hexadecimal digits, the same for all cases of the submission
  int position = 0;
  int count = 0;
  std::string qr_token;  ///< of the slip that names them all; "" before submitting
  bool operator==(const BundleRef&) const = default;
};

struct Envelope {
  std::string idempotency_key;  ///< = uid, 32 hexadecimal digits; "" in a submission: the store draws one
  std::string receipt_no;       ///< "" before submitting
  std::string qr_token;         ///< "" before submitting
  std::string terminal;         ///< terminal code; "" before submitting
  UnixMillis submitted_at = 0;  ///< 0 before submitting
  bool clock_trusted = true;
  std::string item_id;
  int item_version = 0;
  std::string task_code;
  std::string department_code;  ///< unified social credit code of the lead body
  std::optional<Date> promised;
  Person applicant;
  std::optional<Agent> agent;
  Answers answers;
  std::set<std::string> accepted;
  FormValues values;
  std::vector<EnvelopeMaterial> materials;
  Agreements agreed;
  std::optional<Signature> authorisation;  ///< the applicant's own signature, where an agent acts beside them
  std::optional<Signature> signature;
  std::optional<DeliveryChoice> delivery;
  std::optional<BundleRef> bundle;
  /// Pages for a case that the office has already: `applicant` is whoever brings them, the form is empty.
  std::optional<SupplementOf> supplement{};
  std::string first_asked;
  std::string language = "zh";
};

enum class EnvelopeUse {
  Submission,  ///< number, token, terminal and time are missing or ignored
  Delivery,    ///< all of them must be there and right
};
enum class EnvelopePages {
  WithContent,     ///< pictures as base64: for the office
  WithoutContent,  ///< size and digest only: the signed form, previews
};

std::string envelope_to_json(const Envelope& envelope, EnvelopePages pages);
/// BadInput with place and reason ("values.applicant.id_number: ...", "byte 812: ...") for anything else;
/// also when a picture does not have its digest. Pure. Unknown members are refused, so that no two readers
/// disagree.
/// `pages` says whether pictures must bring their content or must not.
Result<Envelope> envelope_from_json(std::string_view json, EnvelopeUse use,
                                    EnvelopePages pages = EnvelopePages::WithContent);

}  // namespace yitang::cases
