// Anything typed, pasted or scanned into the search: hits in order, each once, never more than asked for.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "kiosk/catalog/search.hpp"

namespace {

using namespace yitang::catalog;

struct Published {
  std::vector<ServiceItem> items;
  std::vector<Bundle> bundles;
  std::vector<SearchEntry> entries;
};

ServiceItem item(const char* id, const char* chinese, const char* english) {
  ServiceItem made;
  made.id = id;
  made.name = {chinese, english};
  made.department = {"示例县民政局", "Sample County Civil Affairs Bureau"};
  return made;
}

const Published& published() {
  static const Published all = [] {
    Published made;
    made.items = {item("pension", "城乡居民养老保险待遇申领", "Claim of the resident pension"),
                  item("card", "社会保障卡申领、补领", "Social security card: issue or replace"),
                  item("permit", "居住证申领（60岁 A4）", "Residence permit"), item("bare", "女", "")};
    Bundle bundle;
    bundle.id = "retire";
    bundle.name = {"退休一件事", "Retirement"};
    made.bundles = {bundle};
    return made;
  }();
  return all;
}

const SearchIndex& index() {
  static const SearchIndex made = [] {
    std::vector<SearchEntry> entries;
    for (const ServiceItem& of : published().items)
      entries.push_back({&of, {"养老钱", "12315", "old age pension", "社保卡丢了"}, {"退休"}});
    for (const Bundle& of : published().bundles) entries.push_back({&of, {"退休手续"}});
    return SearchIndex(entries, {"办", "我要", "怎么", "please", "my"});
  }();
  return made;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view query(reinterpret_cast<const char*>(data), size);
  for (const std::size_t limit : {std::size_t{0}, std::size_t{2}, std::size_t{20}}) {
    const auto hits = index().find(query, limit);
    if (hits.size() > limit) __builtin_trap();
    for (std::size_t i = 0; i < hits.size(); ++i) {
      if (hits[i].score <= 0 || (hits[i].item() == nullptr) == (hits[i].bundle() == nullptr))
        __builtin_trap();
      for (std::size_t j = 0; j < i; ++j) {
        if (hits[j].target == hits[i].target) __builtin_trap();
        if (hits[j].kind > hits[i].kind) __builtin_trap();
      }
    }
  }
  return 0;
}
