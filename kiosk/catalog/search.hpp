// Search over the published items as a person types: Chinese, full pinyin, initials, or a mixture.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/catalog/item.hpp"

namespace yitang::catalog {

/// What is searched of one item.
struct SearchEntry {
  const ServiceItem* item = nullptr;
  std::vector<std::string> everyday;   ///< words by which people call it, Chinese
  std::vector<std::string> tags = {};  ///< of bundles it belongs to: they name the bundle more than the item
};

struct SearchHit {
  const ServiceItem* item = nullptr;
  int score = 0;        ///< higher is better
  std::string matched;  ///< the words that matched, if not the name: to show why it is listed; else empty
};

/// Immutable after construction; may be used from any thread. Points at the items, does not own them.
class SearchIndex {
 public:
  explicit SearchIndex(const std::vector<SearchEntry>& entries);
  ~SearchIndex();
  SearchIndex(SearchIndex&&) noexcept;
  SearchIndex& operator=(SearchIndex&&) noexcept;

  /// Best first; equal scores keep the order of the catalogue. An empty query finds nothing. Only the first
  /// 60 characters of the query count.
  std::vector<SearchHit> find(std::string_view query, std::size_t limit = 20) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yitang::catalog
