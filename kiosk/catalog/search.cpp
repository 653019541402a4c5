#include "kiosk/catalog/search.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <optional>
#include <tuple>

#include "kiosk/catalog/search_match.hpp"
#include "kiosk/catalog/search_similar.hpp"
#include "kiosk/catalog/search_text.hpp"

namespace yitang::catalog {
namespace {

constexpr int kNameWeight = 1000;
constexpr int kEverydayWeight = 800;
// What a list says comes after what can be done here, and before what the words only remind of.
constexpr int kListWeight = 800;
constexpr int kTagWeight = 350;  // the best of them stays below a name, wherever the name matches
constexpr int kDepartmentWeight = 300;
constexpr std::size_t kLeastScattered = 3;
constexpr std::size_t kLeastCovered = 4;

// One text by which a target is found.
struct Use {
  std::uint32_t field = 0;
  int weight = 0;
  bool name = false;
};

struct Entry {
  SearchTarget target;
  std::vector<Use> uses;
};

struct Match {
  int score = 0;
  bool strong = false;
  const Use* use = nullptr;
};

using FieldMatches = std::vector<FieldMatch>;  ///< of every field of the catalogue

template <class Query>
FieldMatches match_all(Query& query, const std::vector<SearchField>& fields) {
  FieldMatches matches;
  matches.reserve(fields.size());
  for (const SearchField& field : fields) matches.push_back(query.match(field));
  return matches;
}

// The same, but only of the fields in which mistakes are forgiven.
FieldMatches match_forgiving(SimilarQuery& query, const std::vector<SearchField>& fields,
                             const std::vector<bool>& forgiving) {
  FieldMatches matches(fields.size());
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (forgiving[i]) matches[i] = query.match(fields[i]);
  }
  return matches;
}

Match best_of(const Entry& entry, const FieldMatches& matches) {
  Match best;
  for (const Use& use : entry.uses) {
    const FieldMatch& match = matches[use.field];
    if (match.worth == 0 || use.weight + match.worth <= best.score) continue;
    best = {use.weight + match.worth, match.strong && use.weight >= kEverydayWeight, &use};
  }
  return best;
}

// Each word somewhere in the entry; as good as the worst of them.
Match best_of_words(const Entry& entry, const std::vector<FieldMatches>& words) {
  Match worst;
  for (const FieldMatches& word : words) {
    const Match match = best_of(entry, word);
    if (match.score == 0) return {};
    if (worst.use == nullptr || match.score < worst.score) worst = match;
  }
  worst.strong = true;
  return worst;
}

}  // namespace

const ServiceItem* SearchHit::item() const {
  const auto* found = std::get_if<const ServiceItem*>(&target);
  return found != nullptr ? *found : nullptr;
}

const Bundle* SearchHit::bundle() const {
  const auto* found = std::get_if<const Bundle*>(&target);
  return found != nullptr ? *found : nullptr;
}

const ListEntry* SearchHit::list_entry() const {
  const auto* found = std::get_if<const ListEntry*>(&target);
  return found != nullptr ? *found : nullptr;
}

const std::string& SearchHit::id() const {
  return std::visit([](const auto* found) -> const std::string& { return found->id; }, target);
}

struct SearchIndex::Impl {
  SearchTexts texts;
  std::vector<Entry> entries;
  Fillers fillers;

  /// By field: mistakes are forgiven in it. Not in whole sentences: that would double the time of a search.
  std::vector<bool> forgiving;

  void add(Entry& entry, int weight, const std::string& words, bool is_name = false, bool forgives = true) {
    if (read_search_text(words, kMaxSearchQuery).whole.empty()) return;
    entry.uses.push_back({texts.add(words), weight, is_name});
    forgiving.resize(texts.fields().size());
    if (forgives) forgiving[entry.uses.back().field] = true;
  }
  const SearchField& field(const Use& use) const { return texts.fields()[use.field]; }
};

namespace {

// One search: hits of one way of looking after the other, each target once.
class Search {
 public:
  Search(const SearchTexts& texts, const std::vector<Entry>& entries, const std::vector<bool>& forgiving)
      : texts_(texts), entries_(entries), forgiving_(forgiving), found_(entries.size(), false) {}

  bool any() const { return !hits_.empty(); }
  bool strong() const { return strong_; }

  void exactly(const SearchText& text, MatchKind kind) {
    ExactQuery query(text.whole, texts_);
    const FieldMatches matches = match_all(query, texts_.fields());
    collect(kind, [&](const Entry& entry) { return best_of(entry, matches); });
    by_words<ExactQuery>(text, MatchKind::Parts);
    if (text.whole.size() < kLeastScattered || !all_ideographs(text.whole)) return;
    collect(MatchKind::Scattered, [&](const Entry& entry) {
      // Names of lists' entries are long: a few characters are somewhere in many of them.
      if (std::holds_alternative<const ListEntry*>(entry.target)) return Match{};
      const bool met = !entry.uses.empty() && query.scattered(texts_.fields()[entry.uses.front().field]);
      return met ? Match{1, false, &entry.uses.front()} : Match{};
    });
  }

  // Every piece of two characters or more somewhere in the entry.
  void by_pairs(const std::u32string& text) {
    if (text.size() < kLeastCovered || !all_ideographs(text)) return;
    const PairQuery query(text, texts_);
    std::vector<QueryPlaces> held;
    for (const SearchField& field : texts_.fields()) held.push_back(query.pairs(field));
    const auto needed = std::max<std::size_t>(kLeastCovered, (2 * text.size() + 2) / 3);
    collect(MatchKind::Parts, [&](const Entry& entry) {
      QueryPlaces all = 0;
      const Use* most = nullptr;
      for (const Use& use : entry.uses) {
        all |= held[use.field];
        const auto more = [&](const Use* other) {
          return other == nullptr ||
                 __builtin_popcountll(held[use.field]) > __builtin_popcountll(held[other->field]);
        };
        if (held[use.field] != 0 && more(most)) most = &use;
      }
      const auto covered = static_cast<std::size_t>(__builtin_popcountll(all));
      return covered >= needed ? Match{static_cast<int>(covered), true, most} : Match{};
    });
  }

  void similar(const SearchText& text) {
    SimilarQuery query(text.whole, texts_);
    const FieldMatches matches = match_forgiving(query, texts_.fields(), forgiving_);
    collect(MatchKind::Similar, [&](const Entry& entry) {
      Match match = best_of(entry, matches);
      // An office or a bundle whose name is something like it: too far to guess.
      return match.use != nullptr && match.use->weight < kEverydayWeight ? Match{} : match;
    });
    by_words<SimilarQuery>(text, MatchKind::Similar);
  }

  std::vector<SearchHit> take(std::size_t limit) {
    std::stable_sort(hits_.begin(), hits_.end(), [](const SearchHit& a, const SearchHit& b) {
      return std::make_tuple(a.kind, -a.score) < std::make_tuple(b.kind, -b.score);
    });
    if (hits_.size() > limit) hits_.resize(limit);
    return std::move(hits_);
  }

 private:
  // An entry that lacks one word is not asked about the others: the longest, which the fewest have, goes
  // first.
  template <class Query>
  void by_words(const SearchText& text, MatchKind kind) {
    if (text.words.size() < 2) return;
    std::vector<std::size_t> order(text.words.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&text](std::size_t a, std::size_t b) {
      return text.words[a].size() > text.words[b].size();
    });
    std::vector<FieldMatches> words(text.words.size());
    std::vector<bool> left = found_;
    left.flip();
    for (const std::size_t word : order) {
      words[word] = match_word<Query>(text.words[word], kind, left);
      for (std::size_t i = 0; i < entries_.size(); ++i)
        left[i] = left[i] && best_of(entries_[i], words[word]).score > 0;
    }
    collect(kind, [&](const Entry& entry) { return best_of_words(entry, words); });
  }

  // In the fields of the entries that are left.
  template <class Query>
  FieldMatches match_word(const std::u32string& word, MatchKind kind, const std::vector<bool>& left) const {
    FieldMatches matches(texts_.fields().size());
    std::vector<bool> seen(matches.size());
    ExactQuery exact(word, texts_);
    std::optional<Query> similar;
    if (kind == MatchKind::Similar) similar.emplace(word, texts_);
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (!left[i]) continue;
      for (const Use& use : entries_[i].uses) {
        if (seen[use.field]) continue;
        seen[use.field] = true;
        matches[use.field] = exact.match(texts_.fields()[use.field]);
        if (similar && forgiving_[use.field] && matches[use.field].worth == 0)
          matches[use.field] = similar->match(texts_.fields()[use.field]);
      }
    }
    return matches;
  }

  template <class Find>
  void collect(MatchKind kind, Find find) {
    for (std::size_t i = 0; i < entries_.size(); ++i) {
      if (found_[i]) continue;
      const Match match = find(entries_[i]);
      if (match.score == 0) continue;
      found_[i] = true;
      strong_ = strong_ || match.strong;
      hits_.push_back({entries_[i].target, kind, match.score,
                       match.use->name ? std::string() : texts_.fields()[match.use->field].shown});
    }
  }

  const SearchTexts& texts_;
  const std::vector<Entry>& entries_;
  const std::vector<bool>& forgiving_;
  std::vector<bool> found_;
  std::vector<SearchHit> hits_;
  bool strong_ = false;
};

}  // namespace

SearchIndex::SearchIndex(const std::vector<SearchEntry>& entries, const std::vector<std::string>& fillers)
    : impl_(std::make_unique<Impl>()) {
  impl_->fillers = Fillers(fillers);
  for (const SearchEntry& source : entries) {
    Entry entry{source.target, {}};
    const bool of_list = std::holds_alternative<const ListEntry*>(source.target);
    std::visit(
        [&](const auto* target) {
          const int weight = of_list ? kListWeight : kNameWeight;
          impl_->add(entry, weight, target->name.zh, true);
          impl_->add(entry, weight, target->name.en, true);
        },
        source.target);
    for (const std::string& words : source.everyday)
      impl_->add(entry, of_list ? kTagWeight : kEverydayWeight, words);
    for (const std::string& words : source.tags) impl_->add(entry, kTagWeight, words);
    if (const auto* item = std::get_if<const ServiceItem*>(&source.target)) {
      // It stands below the name wherever the item is listed: nothing has to tell why it was found.
      impl_->add(entry, kTagWeight, (*item)->plain.zh, true, false);
      impl_->add(entry, kTagWeight, (*item)->plain.en, true, false);
      impl_->add(entry, kDepartmentWeight, (*item)->department.zh);
    }
    impl_->entries.push_back(std::move(entry));
  }
}

SearchIndex::~SearchIndex() = default;
SearchIndex::SearchIndex(SearchIndex&&) noexcept = default;
SearchIndex& SearchIndex::operator=(SearchIndex&&) noexcept = default;

std::vector<SearchHit> SearchIndex::find(std::string_view query, std::size_t limit) const {
  const SearchText text = read_search_text(query, kMaxSearchQuery);
  if (text.whole.empty() || limit == 0) return {};
  Search search(impl_->texts, impl_->entries, impl_->forgiving);
  search.exactly(text, MatchKind::Whole);
  const SearchText rest = impl_->fillers.strip(text);
  const bool stripped = rest.whole != text.whole;
  // "办社保" is in "新办社保卡" and means more than that; letters that look like a filler may be none.
  if (stripped && (!search.any() || all_ideographs(text.whole))) search.exactly(rest, MatchKind::Parts);
  if (search.strong()) return search.take(limit);
  if (!search.any()) search.by_pairs(impl_->fillers.drop_all(text.whole));
  if (search.strong()) return search.take(limit);
  search.similar(text);
  if (!search.any() && stripped) search.similar(rest);
  return search.take(limit);
}

}  // namespace yitang::catalog
