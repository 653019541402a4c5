#include "kiosk/cases/signature.hpp"

#include <cmath>

#include "kiosk/cases/envelope.hpp"
#include "kiosk/cases/json_parts.hpp"
#include "storage/sealed_files.hpp"

namespace yitang::cases {
namespace {

using json::Json;

constexpr std::size_t kLeastPoints = 8;
constexpr double kLeastLength = 800;  ///< of all strokes together: a twelfth of the field's width

bool in_field(const StrokePoint& point) {
  return point.x >= 0 && point.x <= kStrokeRange && point.y >= 0 && point.y <= kStrokeRange && point.t >= 0;
}

double length_of(const Stroke& stroke) {
  double length = 0;
  for (std::size_t i = 1; i < stroke.size(); ++i) {
    length += std::hypot(stroke[i].x - stroke[i - 1].x, stroke[i].y - stroke[i - 1].y);
  }
  return length;
}

Json digests(const std::vector<EnvelopeMaterial>& materials) {
  Json list = Json::array();
  for (const auto& material : materials) {
    Json pages = Json::array();
    for (const auto& page : material.pages) pages.push_back(page.digest);
    list.push_back({{"code", material.code}, {"supply", name_of(material.supply)}, {"pages", pages}});
  }
  return list;
}

}  // namespace

std::string canonical_form(const Envelope& envelope) {
  Json form{{"schema", "yitang.form/1"},
            {"item_id", envelope.item_id},
            {"item_version", envelope.item_version},
            {"task_code", envelope.task_code},
            {"applicant", json::write(envelope.applicant)},
            {"answers", json::write_answers(envelope.answers)},
            {"accepted", json::write_codes(envelope.accepted)},
            {"values", json::write_values(envelope.values)},
            {"materials", digests(envelope.materials)}};
  if (envelope.agent) form["agent"] = json::write(*envelope.agent);
  if (!envelope.agreed.empty()) {  // forms without keep the bytes that were signed before there was any
    form["schema"] = "yitang.form/2";
    json::write_agreements(envelope.agreed, form);
  }
  return json::dump(form);
}

std::string form_hash(const Envelope& envelope) {
  return storage::to_hex(storage::digest_of(storage::bytes_of(canonical_form(envelope))));
}

SignatureProblem check_strokes(const std::vector<Stroke>& strokes) {
  std::size_t points = 0;
  double length = 0;
  if (strokes.size() > kMaxStrokes) return SignatureProblem::TooMuch;
  for (const auto& stroke : strokes) {
    points += stroke.size();
    if (points > kMaxPointsOfAllStrokes) return SignatureProblem::TooMuch;
    for (const auto& point : stroke) {
      if (!in_field(point)) return SignatureProblem::OutOfField;
    }
    length += length_of(stroke);
  }
  if (points == 0) return SignatureProblem::Missing;
  if (points < kLeastPoints || length < kLeastLength) return SignatureProblem::TooLittle;
  return SignatureProblem::None;
}

SignatureProblem verify(const Signature& signature, const Envelope& envelope) {
  const auto strokes = check_strokes(signature.strokes);
  if (strokes != SignatureProblem::None) return strokes;
  return signature.form_hash == form_hash(envelope) ? SignatureProblem::None : SignatureProblem::FormChanged;
}

Signature sign(const Envelope& envelope, std::vector<Stroke> strokes, UnixMillis now) {
  return {std::move(strokes), now, form_hash(envelope)};
}

}  // namespace yitang::cases
