// How people ask for each of the 40 items of the sample, each way among the first three hits, and what must
// find nothing. Tables only: the rules of the search are in search_test.cpp and search_similar_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/unit/kiosk/catalog/sample_support.hpp"

namespace yitang::catalog {
namespace {

struct Ways {
  const char* item;
  std::vector<const char*> queries;
};

const std::vector<Ways>& ways() {
  static const std::vector<Ways> all{
      {"party.member-transfer",
       {"转组织关系", "我要转党员关系", "zhuandangyuan", "dyzzgx", "party transfer"}},
      {"party.mobile-member-checkin", {"流动党员", "外地党员报到", "liudongdangyuan", "ldangyuan"}},
      {"mass.volunteer-registration", {"当志愿者", "我想做义工", "zhiyuanzhe", "volunteer"}},
      {"gov.mediation-request", {"邻居吵架", "怎么申请调解", "tiaojie", "quarrel"}},
      {"gov.legal-aid", {"免费律师", "讨工资怎么办", "falvyuanzhu", "拖欠工资", "free lawyer"}},
      {"gov.grid-event-report", {"路灯坏了", "垃圾没人管", "suishoupai", "report a problem", "pothole"}},
      {"gov.visit-reception", {"信访", "我要反映问题", "xinfang", "见领导", "petition"}},
      {"ss.pension-enrol", {"办社保", "交社保", "我要交养老保险", "xinnongbao", "pay into pension"}},
      {"ss.pension-claim",
       {"领养老金", "退休金怎么领", "yanglaojin", "养老钱", "claim my pension", "retire"}},
      {"ss.pension-eligibility", {"养老认证", "养老金年审", "yanglaorenzheng", "proof of life"}},
      {"ss.social-security-card",
       {"社保卡丢了", "补办社保卡", "shebaoka", "办医保卡", "lost social security card"}},
      {"ss.unemployment-register", {"失业", "没工作怎么办", "shiye", "lost my job"}},
      {"ss.hard-to-employ", {"找不到工作", "公益岗", "jiuyekunnan", "cannot find work"}},
      {"mkt.individual-business-setup", {"办营业执照", "我想开店", "getihu", "yyzz", "open a shop"}},
      {"mkt.individual-business-cancel", {"关店", "注销营业执照", "guandian", "close my shop"}},
      {"mkt.food-stall-filing", {"摆地摊", "开早餐店", "baitan", "sell food"}},
      {"mkt.consumer-complaint", {"买到假货", "我要投诉", "tousu", "退货", "fake goods"}},
      {"vet.record", {"退伍报到", "当兵回来", "tuiwubaodao", "back from the army"}},
      {"vet.preference-card", {"优待证", "办退伍证", "youdaizheng", "veteran card"}},
      {"vet.rural-over60-subsidy", {"老兵补贴", "退伍军人补贴", "laobingbutie", "old soldier allowance"}},
      {"vet.honour-plaque", {"光荣牌", "换光荣牌", "guangrongpai", "honour plaque"}},
      {"civ.minimum-allowance", {"低保", "怎么申请低保", "dibao", "困难户", "low income"}},
      {"civ.special-hardship", {"五保户", "孤寡老人", "wubaohu", "orphan"}},
      {"civ.temporary-assistance", {"救济金", "家里出事", "linshijiuzhu", "emergency money"}},
      {"civ.disability-subsidies", {"残疾补贴", "领残疾人补助", "canjibutie", "disability allowance"}},
      {"civ.elder-allowance",
       {"老年补贴", "老人补贴怎么领", "80岁补贴", "laonianbutie", "money for old people"}},
      {"civ.marriage-appointment", {"结婚", "我要领结婚证", "jiehun", "get married"}},
      {"med.resident-enrol", {"交医保", "新农合", "给孩子交医保", "jiaoyibao", "health insurance"}},
      {"med.cross-region-filing", {"外地看病", "异地报销", "yidijiuyi", "hospital elsewhere"}},
      {"med.chronic-disease", {"高血压", "慢性病证", "tangniaobing", "diabetes"}},
      {"med.manual-reimbursement", {"住院报销", "看病报销怎么办", "baoxiao", "hospital bill"}},
      {"hk.residence-permit", {"暂住证", "办居住证", "juzhuzheng", "residence permit"}},
      {"hk.birth-registration", {"上户口", "给孩子上户口", "shanghukou", "newborn", "birth certificate"}},
      {"hk.id-card-renew", {"身份证丢了", "换身份证", "shenfenzheng", "我要补办身份证", "renew my id card"}},
      {"agr.grain-land-subsidy", {"种粮补贴", "种地补贴", "zhongdibutie", "land subsidy"}},
      {"agr.homestead-building", {"盖房子", "批宅基地", "gaifang", "build a house"}},
      {"agr.machinery-subsidy", {"买拖拉机", "农机补贴", "nongjibutie", "tractor"}},
      {"agr.tree-felling", {"砍树", "采伐证", "kanshu", "cut trees"}},
      {"hlt.birth-service-registration", {"准生证", "怀孕登记", "shengyudengji", "pregnant"}},
      {"dpf.disability-certificate", {"残疾证", "办残疾人证", "canjizheng", "disability card"}},
  };
  return all;
}

TEST(SearchWays, EveryItemIsFoundByEverydayWaysAmongTheFirstThree) {
  std::set<std::string> items;
  for (const Ways& way : ways()) {
    const std::string item = way.item;
    const auto& queries = way.queries;
    items.insert(item);
    EXPECT_GE(queries.size(), 3U) << item;
    for (const char* query : queries) {
      const auto hits = sample().search(query, 3);
      const bool found =
          std::any_of(hits.begin(), hits.end(), [&](const SearchHit& hit) { return hit.id() == item; });
      std::string got;
      for (const SearchHit& hit : hits)
        got += " " + hit.id() + ":" + std::to_string(static_cast<int>(hit.kind));
      EXPECT_TRUE(found) << query << " finds" << got << ", not " << item;
    }
  }
  EXPECT_EQ(items.size(), sample().items().size());
}

TEST(SearchWays, LifeEventsFindTheirBundle) {
  const std::vector<std::pair<const char*, const char*>> table{
      {"退休", "one_matter.retire"},           {"生孩子", "one_matter.newborn"},
      {"新生儿", "one_matter.newborn"},        {"开小店", "one_matter.open_shop"},
      {"kaidian", "one_matter.open_shop"},     {"社会救助", "one_matter.social_assistance"},
      {"残疾人服务", "one_matter.disability"}, {"退役军人返乡", "one_matter.veteran_return"},
      {"来乡落脚", "one_matter.settle_in"},    {"settling in", "one_matter.settle_in"},
  };
  for (const auto& row : table) {
    const char* const query = row.first;
    const std::string bundle = row.second;
    const auto hits = sample().search(query, 5);
    EXPECT_TRUE(std::any_of(hits.begin(), hits.end(), [&](const SearchHit& hit) {
      return hit.id() == bundle;
    })) << query;
  }
}

TEST(SearchWays, WhatIsNotHereFindsNothing) {
  for (const char* query : {"zzzz",
                            "qqqq",
                            "xqzx",
                            "asdfghjkl",
                            "火锅",
                            "飞机票",
                            "天气预报",
                            "电影院",
                            "打麻将",
                            "股票",
                            "彩票",
                            "手机充值",
                            "快递",
                            "奶茶",
                            "huoguo",
                            "feijipiao",
                            "caipiao",
                            "kuaidi",
                            "pizza",
                            "weather",
                            "football",
                            "airplane ticket",
                            "123456",
                            "6901234567892",
                            "怎么办",
                            "我要",
                            "请问",
                            "how do i",
                            "\xF0\x9F\x98\x80",
                            "\xF0\x9F\x90\xB1\xF0\x9F\x90\xB6",
                            "护照",
                            "驾驶证",
                            "hujiaodian",
                            "qwertyuiop",
                            "maidanglao"}) {
    const auto hits = sample().search(query);
    EXPECT_TRUE(hits.empty()) << query << " finds " << hits.front().id() << " by " << hits.front().matched;
  }
}

}  // namespace
}  // namespace yitang::catalog
