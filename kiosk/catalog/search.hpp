// Search over what is published as a person types: Chinese, full pinyin, initials, English, or a mixture,
// with everyday words, words that carry nothing ("办", "我要") and the usual mistakes.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kiosk/catalog/item.hpp"
#include "kiosk/catalog/published_lists.hpp"

namespace yitang::catalog {

/// What a hit leads to. Every kind of thing that can be found has its place here; never a null pointer.
using SearchTarget = std::variant<const ServiceItem*, const Bundle*, const ListEntry*>;

/// How a query met what was found, the better first: no hit stands before one of a better kind.
enum class MatchKind {
  Whole,      ///< the query as it is, in one piece
  Parts,      ///< without the words that carry nothing, or each part of it somewhere
  Scattered,  ///< the characters of the query in their order, with others between them
  Similar,    ///< only if a mistake is forgiven
};

/// What is searched of one target besides its names.
struct SearchEntry {
  SearchTarget target;
  std::vector<std::string> everyday;  ///< words by which people call it, Chinese or English
  std::vector<std::string> tags =
      {};  ///< of bundles an item belongs to: they name the bundle more than the item
};

struct SearchHit {
  SearchTarget target;
  MatchKind kind = MatchKind::Whole;
  int score = 0;        ///< higher is better, among hits of the same kind
  std::string matched;  ///< the words that matched, if not the name: to show why it is listed; else empty

  const ServiceItem* item() const;      ///< nullptr if it is something else
  const Bundle* bundle() const;         ///< nullptr if it is something else
  const ListEntry* list_entry() const;  ///< nullptr if it is something else
  const std::string& id() const;
};

/// Immutable after construction; may be used from any thread. Points at the targets, does not own them.
class SearchIndex {
 public:
  /// `fillers`: words that say nothing about what is looked for, Chinese or English ("我要", "please").
  explicit SearchIndex(const std::vector<SearchEntry>& entries, const std::vector<std::string>& fillers = {});
  ~SearchIndex();
  SearchIndex(SearchIndex&&) noexcept;
  SearchIndex& operator=(SearchIndex&&) noexcept;

  /// Best first; equal ones keep the order of the entries. An empty query finds nothing. Only the first 60
  /// letters, digits and ideographs of the query count, everything else in it only parts words. Mistakes are
  /// forgiven only if nothing good was found without: one wrong, missing or extra character; one wrong
  /// syllable or letter; up to three sounds that are often taken for each other (zh/z, ch/c, sh/s, n/l, f/h,
  /// an/ang, en/eng, in/ing).
  std::vector<SearchHit> find(std::string_view query, std::size_t limit = 20) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yitang::catalog
