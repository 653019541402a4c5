// Time of one search over 2,000 made-up items, beside the plainest peer in the same run: std::string::find of
// the query in every name and everyday word. The peer knows neither pinyin nor mistakes.
//   search_bench [ITEMS]
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "kiosk/catalog/search.hpp"

namespace {

using namespace yitang::catalog;

constexpr int kRounds = 15;

const std::vector<std::string> words{
    "养老", "保险", "待遇", "申领", "登记", "社会", "保障", "医疗", "居民", "城乡", "基本", "参保", "残疾",
    "补贴", "申请", "证件", "换领", "补领", "户口", "出生", "婚姻", "预约", "退役", "军人", "优待", "救助",
    "临时", "困难", "最低", "生活", "农村", "土地", "宅基", "建房", "审批", "林木", "采伐", "许可", "备案",
    "食品", "摊贩", "个体", "工商", "注销", "设立", "消费", "投诉", "法律", "援助", "调解", "纠纷", "就业",
    "失业", "认定", "资格", "认证", "异地", "就医", "门诊", "慢病", "报销", "费用", "身份", "居住", "高龄",
    "津贴", "农机", "购置", "耕地", "保护", "生育", "服务", "志愿", "党员", "组织", "关系", "转接", "公积",
    "贷款", "学校", "入学", "毕业", "档案", "公证", "水电", "燃气", "车辆", "驾驶", "年检", "税务", "发票",
    "环境", "排污", "消防", "安全", "检查", "文化", "体育"};
const std::vector<std::string> english_words{
    "pension",     "claim", "card",  "registration", "medical", "insurance", "subsidy", "permit", "renewal",
    "application", "rural", "house", "child",        "school",  "tax",       "vehicle", "family", "support"};

struct Made {
  std::vector<ServiceItem> items;
  std::vector<std::vector<std::string>> everyday;
};

class Dice {
 public:
  std::size_t roll(std::size_t sides) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33U) % sides;
  }

 private:
  std::uint64_t state_ = 20261122;
};

std::string phrase(Dice& dice, const std::vector<std::string>& from, std::size_t count, const char* between) {
  std::string made;
  for (std::size_t i = 0; i < count; ++i) made += (i == 0 ? "" : between) + from[dice.roll(from.size())];
  return made;
}

Made make_items(std::size_t count) {
  Dice dice;
  Made made;
  for (std::size_t i = 0; i < count; ++i) {
    ServiceItem item;
    item.id = "made." + std::to_string(i);
    item.name = {phrase(dice, words, 3 + dice.roll(4), ""), phrase(dice, english_words, 4, " ")};
    item.department = {"示例县" + words[i % 30] + "局", ""};
    item.plain = {phrase(dice, words, 6, ""), phrase(dice, english_words, 7, " ")};
    std::vector<std::string> everyday;
    for (int k = 0; k < 9; ++k) everyday.push_back(phrase(dice, words, 1 + dice.roll(2), ""));
    for (int k = 0; k < 3; ++k) everyday.push_back(phrase(dice, english_words, 2, " "));
    made.items.push_back(std::move(item));
    made.everyday.push_back(std::move(everyday));
  }
  return made;
}

std::size_t plain_find(const Made& made, const std::string& query) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < made.items.size(); ++i) {
    const auto holds = [&](const std::string& text) { return text.find(query) != std::string::npos; };
    if (holds(made.items[i].name.zh) || holds(made.items[i].name.en) ||
        std::any_of(made.everyday[i].begin(), made.everyday[i].end(), holds))
      ++found;
  }
  return found;
}

struct Timing {
  double median = 0, worst = 0;
};

template <class Work>
Timing timing(Work work) {
  std::vector<double> all;
  for (int round = 0; round < kRounds; ++round) {
    const auto start = std::chrono::steady_clock::now();
    work();
    all.push_back(
        std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
  }
  std::sort(all.begin(), all.end());
  return {all[all.size() / 2], all.back()};
}

}  // namespace

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? static_cast<std::size_t>(std::strtoul(argv[1], nullptr, 10)) : 2000;
  const Made made = make_items(count);
  std::vector<SearchEntry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.push_back({&made.items[i], made.everyday[i]});
  const SearchIndex index(entries, {"办", "办理", "我要", "怎么", "申请", "i", "want", "to", "my"});

  const std::vector<std::pair<const char*, std::string>> queries{
      {"two characters", "养老"},
      {"initials", "ylbx"},
      {"one letter", "s"},
      {"pinyin", "yanglaobaoxian"},
      {"filler and word", "我要办养老"},
      {"parts in any order", "津贴高龄居民农村"},
      {"two words", "养老 登记"},
      {"southern pinyin", "yanlaobaoxiang"},
      {"wrong syllable", "yinglaobaoxian"},
      {"wrong character", "养佬保验"},
      {"English", "pension claim"},
      {"English, misspelt", "my medicl insurance"},
      {"nothing, short", "xqzx"},
      {"nothing, Chinese", "龘龘龘龘龘龘龘龘"},
      {"nothing, 32 letters", "zhuangshuangchuangguangkuanghuang"},
      {"nothing, 60 letters", std::string(60, 'g')},
      {"nothing, 8 words", "xiong qiong jiong liang niang xiang qiang biang"}};
  std::printf(
      "%zu items\n\n| query | hits | ours, ms | worst | find, ms | times find "
      "|\n|---|---:|---:|---:|---:|---:|\n",
      count);
  double slowest = 0;
  for (const auto& entry : queries) {
    const char* const name = entry.first;
    const std::string& query = entry.second;
    std::size_t hits = 0;
    std::size_t peer_hits = 0;
    const Timing ours = timing([&] { hits = index.find(query).size(); });
    const Timing peer = timing([&] { peer_hits += plain_find(made, query); });
    slowest = std::max(slowest, ours.median);
    std::printf("| %s | %zu | %.2f | %.2f | %.2f | %.1f |\n", name, hits, ours.median, ours.worst,
                peer.median, ours.median / peer.median);
    if (peer_hits > 0 && hits == 0) std::printf("FAULT: the peer finds what we do not\n");
  }
  std::printf("\nslowest %.2f ms\n", slowest);
  return 0;
}
