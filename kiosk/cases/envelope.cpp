#include "kiosk/cases/envelope.hpp"

#include <iterator>

#include "kiosk/cases/envelope_body.hpp"
#include "kiosk/cases/json_parts.hpp"
#include "kiosk/cases/receipt_number.hpp"

namespace yitang::cases {
namespace {

using json::Json;
using json::Node;
using json::PageForm;

constexpr std::string_view kSupplies[] = {"scanned", "card_reader", "shared_data", "e_licence",
                                          "form",    "commitment",  "later"};
constexpr std::size_t kMaxBodyBytes = std::size_t{4} << 20;

Json write_materials(const std::vector<EnvelopeMaterial>& materials, PageForm form) {
  Json list = Json::array();
  for (const auto& material : materials) {
    auto& json = list.emplace_back(Json{{"code", material.code}, {"supply", name_of(material.supply)}});
    if (!material.pages.empty()) json["pages"] = json::write_pages(material.pages, form);
  }
  return list;
}

EnvelopeMaterial read_material(const Node& node, PageForm form) {
  node.only({"code", "supply", "pages"});
  EnvelopeMaterial material;
  material.code = node.at("code").text(json::kMaxKeyBytes);
  const auto word = node.at("supply");
  const auto found = supply(word.text(json::kMaxKeyBytes));
  if (!found) word.fail("is not one of the words allowed here");
  material.supply = *found;
  if (const auto pages = node.find("pages")) {
    if (material.supply != Supply::Scanned) pages->fail("has no place here: the material is not scanned");
    material.pages = json::read_pages(*pages, form);
  }
  return material;
}

Json write(const BundleRef& bundle) {
  Json json{{"id", bundle.id}, {"uid", bundle.uid}, {"position", bundle.position}, {"count", bundle.count}};
  if (!bundle.qr_token.empty()) json["qr_token"] = bundle.qr_token;
  return json;
}

BundleRef read_bundle_ref(const Node& node) {
  node.only({"id", "uid", "position", "count", "qr_token"});
  BundleRef bundle;
  bundle.id = node.at("id").text(json::kMaxKeyBytes);
  bundle.uid = node.at("uid").hex(16);
  bundle.count = static_cast<int>(node.at("count").integer(1, kMaxBundleItems));
  bundle.position = static_cast<int>(node.at("position").integer(0, bundle.count - 1));
  bundle.qr_token = node.text_or("qr_token", json::kMaxKeyBytes);
  if (!bundle.qr_token.empty() && !is_qr_token(bundle.qr_token))
    node.at("qr_token").fail("is no token of a receipt");
  return bundle;
}

Json write(const Envelope& envelope, PageForm form) {
  Json root{{"schema", kEnvelopeSchema},
            {"item_id", envelope.item_id},
            {"item_version", envelope.item_version},
            {"task_code", envelope.task_code},
            {"department_code", envelope.department_code},
            {"applicant", json::write(envelope.applicant)},
            {"answers", json::write_answers(envelope.answers)},
            {"accepted", json::write_codes(envelope.accepted)},
            {"values", json::write_values(envelope.values)},
            {"materials", write_materials(envelope.materials, form)},
            {"clock_trusted", envelope.clock_trusted},
            {"language", envelope.language}};
  const auto put = [&](const char* key, const std::string& text) {
    if (!text.empty()) root[key] = text;
  };
  put("idempotency_key", envelope.idempotency_key);
  put("receipt_no", envelope.receipt_no);
  put("qr_token", envelope.qr_token);
  put("terminal", envelope.terminal);
  put("first_asked", envelope.first_asked);
  if (envelope.submitted_at != 0) root["submitted_at"] = envelope.submitted_at;
  if (envelope.promised) root["promised"] = envelope.promised->iso();
  if (envelope.agent) root["agent"] = json::write(*envelope.agent);
  json::write_agreements(envelope.agreed, root);
  if (envelope.authorisation) root["authorisation"] = json::write(*envelope.authorisation);
  if (envelope.signature) root["signature"] = json::write(*envelope.signature);
  if (envelope.delivery) root["delivery"] = json::write(*envelope.delivery);
  if (envelope.bundle) root["bundle"] = write(*envelope.bundle);
  if (envelope.supplement) root["supplement"] = json::write(*envelope.supplement);
  return root;
}

void read_item(const Node& root, Envelope& envelope) {
  envelope.item_id = root.at("item_id").text(json::kMaxKeyBytes);
  if (envelope.item_id.empty()) root.at("item_id").fail("is empty");
  envelope.item_version = static_cast<int>(root.at("item_version").integer(0, 1000000));
  envelope.task_code = root.at("task_code").text(json::kMaxKeyBytes);
  envelope.department_code = root.at("department_code").text(json::kMaxKeyBytes);
  envelope.promised = root.date_or_none("promised");
}

void read_content(const Node& root, PageForm form, Envelope& envelope) {
  envelope.applicant = json::read_person(root.at("applicant"));
  if (const auto agent = root.find("agent")) envelope.agent = json::read_agent(*agent);
  if (const auto answers = root.find("answers")) envelope.answers = json::read_answers(*answers);
  if (const auto accepted = root.find("accepted")) envelope.accepted = json::read_codes(*accepted);
  envelope.values = json::read_values(root.at("values"));
  const auto materials = root.at("materials");
  const auto size = materials.array(kMaxMaterials);
  for (std::size_t i = 0; i < size; ++i) envelope.materials.push_back(read_material(materials.at(i), form));
  envelope.agreed = json::read_agreements(root);
  if (const auto own = root.find("authorisation")) envelope.authorisation = json::read_signature(*own);
  if (const auto signature = root.find("signature")) envelope.signature = json::read_signature(*signature);
  if (const auto delivery = root.find("delivery")) envelope.delivery = json::read_delivery(*delivery);
  if (const auto bundle = root.find("bundle")) envelope.bundle = read_bundle_ref(*bundle);
  if (const auto supplement = root.find("supplement"))
    envelope.supplement = json::read_supplement(*supplement);
  envelope.clock_trusted = root.boolean_or("clock_trusted", true);
  envelope.first_asked = root.text_or("first_asked", 200);
  envelope.language = root.text_or("language", json::kMaxKeyBytes, "zh");
}

/// What the store issued when it took the case.
void read_issued(const Node& root, Envelope& envelope) {
  envelope.idempotency_key = root.at("idempotency_key").hex(16);
  const auto number = root.at("receipt_no");
  envelope.receipt_no = number.text(json::kMaxKeyBytes);
  const auto parsed = parse_receipt_number(envelope.receipt_no);
  if (!parsed || format_receipt_number(*parsed) != envelope.receipt_no) number.fail("is no receipt number");
  envelope.qr_token = root.at("qr_token").text(json::kMaxKeyBytes);
  if (!is_qr_token(envelope.qr_token)) root.at("qr_token").fail("is no token of a receipt");
  envelope.terminal = root.at("terminal").text(json::kMaxKeyBytes);
  if (envelope.terminal != parsed->terminal) root.at("terminal").fail("is not the one in the receipt number");
  envelope.submitted_at = root.at("submitted_at").integer(1, json::kMaxMillis);
}

Envelope read(const Node& root, bool issued, PageForm form) {
  root.only({"schema",          "idempotency_key", "receipt_no", "qr_token",     "terminal",
             "submitted_at",    "clock_trusted",   "item_id",    "item_version", "task_code",
             "department_code", "promised",        "applicant",  "agent",        "answers",
             "accepted",        "values",          "materials",  "signature",    "delivery",
             "first_asked",     "language",        "consent",    "commitments",  "guardian",
             "authorisation",   "bundle",          "supplement"});
  const auto schema = root.at("schema");
  if (schema.text(json::kMaxKeyBytes) != kEnvelopeSchema) schema.fail("is not yitang.case/1");
  Envelope envelope;
  read_item(root, envelope);
  read_content(root, form, envelope);
  if (issued) {
    read_issued(root, envelope);
  } else if (const auto key = root.find("idempotency_key")) {
    envelope.idempotency_key = key->hex(16);
  }
  return envelope;
}

Result<Envelope> parse(std::string_view text, std::size_t max_bytes, bool issued, PageForm form) {
  return json::guarded<Envelope>([&]() -> Envelope {
    const auto root = json::parse(text, max_bytes);
    return read(Node(root, ""), issued, form);
  });
}

}  // namespace

std::string_view name_of(Supply supply) { return kSupplies[static_cast<int>(supply)]; }

std::optional<Supply> supply(std::string_view name) {
  for (std::size_t i = 0; i < std::size(kSupplies); ++i) {
    if (kSupplies[i] == name) return static_cast<Supply>(i);
  }
  return std::nullopt;
}

std::string envelope_to_json(const Envelope& envelope, EnvelopePages pages) {
  return json::dump(
      write(envelope, pages == EnvelopePages::WithContent ? PageForm::Content : PageForm::Digest));
}

Result<Envelope> envelope_from_json(std::string_view text, EnvelopeUse use, EnvelopePages pages) {
  const PageForm form = pages == EnvelopePages::WithContent ? PageForm::Content : PageForm::Digest;
  return parse(text, kMaxEnvelopeBytes, use == EnvelopeUse::Delivery, form);
}

std::string body_to_json(const Envelope& envelope) { return json::dump(write(envelope, PageForm::Sealed)); }

Result<Envelope> body_from_json(std::string_view text) {
  return parse(text, kMaxBodyBytes, true, PageForm::Sealed);
}

}  // namespace yitang::cases
