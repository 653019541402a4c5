// The JSON of what drafts and cases have in common. Private to this folder. Readers throw json::Fault.
#pragma once

#include "kiosk/cases/draft.hpp"
#include "kiosk/cases/json_reader.hpp"

namespace yitang::cases::json {

inline constexpr std::int64_t kMaxMillis = 253402300799000;  ///< end of the year 9999
inline constexpr std::size_t kMaxKeyBytes = 80;              ///< keys of fields, codes, identifiers

/// What of a page is written and expected.
enum class PageForm {
  Digest,   ///< size and digest
  Content,  ///< and the picture as base64
  Sealed,   ///< and where the store keeps it, with its key
};

Json write(const Person& person);
Person read_person(const Node& node);
Json write(const Agent& agent);
Agent read_agent(const Node& node);
Json write_answers(const Answers& answers);
Answers read_answers(const Node& node);
Json write_values(const FormValues& values);
FormValues read_values(const Node& node);
Json write(const Signature& signature);
Signature read_signature(const Node& node);
Json write(const DeliveryChoice& delivery);
DeliveryChoice read_delivery(const Node& node);
Json write(const SupplementOf& supplement);
SupplementOf read_supplement(const Node& node);
Json write_pages(const std::vector<PageImage>& pages, PageForm form);
std::vector<PageImage> read_pages(const Node& node, PageForm form);
/// Adds the members "consent", "commitments" and "guardian", each only if it is there.
void write_agreements(const Agreements& from, Json& into);
Agreements read_agreements(const Node& from);
Json write_codes(const std::set<std::string>& codes);
std::set<std::string> read_codes(const Node& node);

}  // namespace yitang::cases::json
