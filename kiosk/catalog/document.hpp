// Private to the parsers of single-document data files.
#pragma once

#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/faults.hpp"
#include "kiosk/catalog/json_node.hpp"

namespace yitang::catalog {

inline constexpr std::size_t kMaxDocumentBytes = 8 * 1024 * 1024;
inline constexpr int kMaxDocumentDepth = 12;

/// Parses `json`, checks its schema, lets `read` fill a T from the root, and returns the first fault if any.
/// With `all` every fault goes there, and what is right of a document that can be read is returned.
template <class T, class Read>
Result<T> read_document(std::string_view json, const std::string& file, std::string_view schema, Faults* all,
                        Read read) {
  const auto document = parse_json(json, file, kMaxDocumentBytes, kMaxDocumentDepth);
  if (!document) return tl::unexpected<Error>(document.error());
  Problems problems;
  const Node root(&*document, file, "", problems);
  const Node name = root["schema"];
  if (name && name.text() != schema) name.problem("is not " + std::string(schema));
  T result{};
  if (!problems.any()) read(root, result);
  if (all != nullptr) {
    all->add(problems.all());
    return result;
  }
  if (problems.any()) return problems.unexpected();
  return result;
}

}  // namespace yitang::catalog
