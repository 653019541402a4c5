// A handwritten signature and what it binds: the strokes are worth nothing without the form they were put
// under.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/base/date.hpp"

namespace yitang::cases {

struct Envelope;

/// Normalised to the signing field: 0..10000 in both directions, origin top left; milliseconds since the
/// first touch.
struct StrokePoint {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t t = 0;
  bool operator==(const StrokePoint&) const = default;
};
using Stroke = std::vector<StrokePoint>;

inline constexpr std::int32_t kStrokeRange = 10000;
inline constexpr std::size_t kMaxStrokes = 200;
inline constexpr std::size_t kMaxPointsOfAllStrokes = 20000;

struct Signature {
  std::vector<Stroke> strokes;
  UnixMillis signed_at = 0;
  std::string form_hash;  ///< lower-case hexadecimal BLAKE2b-256 of canonical_form()

  bool operator==(const Signature&) const = default;
};

enum class SignatureProblem {
  None,
  Missing,      ///< no strokes
  TooLittle,    ///< a dot or a scratch: asks to sign again
  TooMuch,      ///< more points than the limits above
  OutOfField,   ///< a point outside the field
  FormChanged,  ///< the form is not the one that was signed
};

/// The text that is signed: canonical JSON "yitang.form/1" of item, version, applicant, agent, answers,
/// values and digests of the materials. The delivery is not in it: it is chosen after signing. With anything
/// agreed to it is "yitang.form/2" and holds that as well, word for word.
std::string canonical_form(const Envelope& envelope);
std::string form_hash(const Envelope& envelope);

SignatureProblem check_strokes(const std::vector<Stroke>& strokes);
/// check_strokes, and that the hash is that of the form as it is now.
SignatureProblem verify(const Signature& signature, const Envelope& envelope);
/// Binds the strokes to the form as it is now. The strokes are not judged here. For drafts see
/// submission.hpp.
Signature sign(const Envelope& envelope, std::vector<Stroke> strokes, UnixMillis now);

}  // namespace yitang::cases
