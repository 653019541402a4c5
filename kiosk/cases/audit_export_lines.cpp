#include "kiosk/cases/audit_export_lines.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "kiosk/cases/audit_heads.hpp"

namespace yitang::cases::export_lines {
namespace {

using nlohmann::json;

constexpr std::string_view kExportSchema = "yitang.audit-export/1";
constexpr std::string_view kEndLabel = "yitang audit export 1";
constexpr std::string_view kHeadOpens = R"({"head":)";
constexpr std::string_view kCountersignedOpens = R"({"countersigned":)";
constexpr std::size_t kMaxLine = std::size_t{1} << 20;

std::string line_of(const json& document) {
  return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<json> object_of(std::string_view text) {
  if (text.size() > kMaxLine) return std::nullopt;
  json document = json::parse(text, nullptr, false);
  if (!document.is_object()) return std::nullopt;
  return document;
}

// What stands between `opens` and the closing brace.
std::optional<std::string_view> inside(std::string_view text, std::string_view opens) {
  if (!text.starts_with(opens) || !text.ends_with('}')) return std::nullopt;
  return text.substr(opens.size(), text.size() - opens.size() - 1);
}

// Members of the right type, or a note that one is not.
struct Members {
  const json& document;
  bool right = true;

  const json* member(const char* key) {
    const auto found = document.find(key);
    if (found != document.end()) return &*found;
    right = false;
    return nullptr;
  }
  std::string text(const char* key) {
    const json* found = member(key);
    if (found != nullptr && found->is_string()) return found->get<std::string>();
    right = false;
    return {};
  }
  std::int64_t number(const char* key) {
    const json* found = member(key);
    if (found != nullptr && found->is_number_integer()) return found->get<std::int64_t>();
    right = false;
    return 0;
  }
  template <std::size_t N>
  void hex(const char* key, std::array<std::uint8_t, N>& out) {
    const auto bytes = storage::from_hex(text(key));
    right = right && bytes && bytes->size() == N;
    if (right) std::copy(bytes->begin(), bytes->end(), out.begin());
  }
};

bool read_fields(const json& list, std::vector<storage::AuditField>& fields) {
  if (!list.is_array()) return false;
  for (const json& pair : list) {
    if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string()) return false;
    fields.push_back({pair[0].get<std::string>(), pair[1].get<std::string>()});
  }
  return true;
}

}  // namespace

std::string begin(const Begin& line) {
  return line_of({{"schema", kExportSchema},
                  {"device", line.device},
                  {"key", storage::to_hex(line.key)},
                  {"at", line.at}});
}

std::string row(const storage::AuditRow& line) {
  json fields = json::array();
  for (const storage::AuditField& field : line.fields)
    fields.push_back(json::array({field.name, field.value}));
  return line_of({{"seq", line.seq},
                  {"unix_ms", line.unix_ms},
                  {"type", line.type},
                  {"disposition", line.disposition},
                  {"fields", std::move(fields)},
                  {"hash", storage::to_hex(line.hash)}});
}

std::string head(const storage::SignedHead& line) {
  return std::string(kHeadOpens) + audit_head_to_json(line) + "}";
}

std::string countersigned(const std::string& receipt) {
  return std::string(kCountersignedOpens) + receipt + "}";
}

std::string end(const End& line) {
  return line_of({{"end",
                   {{"rows", line.rows},
                    {"heads", line.heads},
                    {"digest", storage::to_hex(line.digest)},
                    {"signature", storage::to_hex(line.signature)}}}});
}

storage::Bytes signed_end(const storage::AuditHash& digest) {
  storage::Bytes message;
  for (int shift = 0; shift < 32; shift += 8) {
    message.push_back(static_cast<std::uint8_t>(kEndLabel.size() >> shift));
  }
  message.insert(message.end(), kEndLabel.begin(), kEndLabel.end());
  message.insert(message.end(), digest.begin(), digest.end());
  return message;
}

std::optional<Begin> read_begin(std::string_view text) {
  const auto document = object_of(text);
  if (!document) return std::nullopt;
  Members members{*document};
  Begin line;
  line.device = members.text("device");
  members.hex("key", line.key);
  line.at = members.number("at");
  if (!members.right || begin(line) != text) return std::nullopt;
  return line;
}

std::optional<storage::AuditRow> read_row(std::string_view text) {
  const auto document = object_of(text);
  if (!document) return std::nullopt;
  Members members{*document};
  storage::AuditRow line;
  line.seq = members.number("seq");
  line.unix_ms = members.number("unix_ms");
  line.type = members.text("type");
  line.disposition = members.text("disposition");
  members.hex("hash", line.hash);
  const json* fields = members.member("fields");
  if (!members.right || !read_fields(*fields, line.fields) || row(line) != text) return std::nullopt;
  return line;
}

std::optional<storage::SignedHead> read_head(std::string_view text) {
  const auto inner = inside(text, kHeadOpens);
  if (!inner) return std::nullopt;
  auto line = parse_audit_head(*inner);
  if (!line) return std::nullopt;
  return std::move(*line);
}

std::optional<Countersigned> read_countersigned(std::string_view text) {
  const auto inner = inside(text, kCountersignedOpens);
  if (!inner) return std::nullopt;
  const auto receipt = read_receipt(*inner);
  if (!receipt || !receipt->audit_head) return std::nullopt;
  return Countersigned{*receipt->audit_head};
}

std::optional<End> read_end(std::string_view text) {
  const auto document = object_of(text);
  if (!document) return std::nullopt;
  const auto inner = document->find("end");
  if (inner == document->end() || !inner->is_object()) return std::nullopt;
  Members members{*inner};
  End line;
  line.rows = members.number("rows");
  line.heads = members.number("heads");
  members.hex("digest", line.digest);
  members.hex("signature", line.signature);
  if (!members.right || end(line) != text) return std::nullopt;
  return line;
}

}  // namespace yitang::cases::export_lines
