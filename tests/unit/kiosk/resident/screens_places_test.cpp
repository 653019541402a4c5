// Chosen instead of typed: addresses by village, regions, dates under the finger; what is told and asked
// about banks and sums; more text than a field can hold.
#include <gtest/gtest.h>

#include "face_page_support.hpp"

namespace yitang::resident {
namespace {

class Places : public testing::Test {
 protected:
  Places() : context_(page_.context()) {}

  static ResidentState face(const std::string& name) {
    for (Face& face : faces(sample_catalog())) {
      if (face.name == name) return face.state;
    }
    ADD_FAILURE() << "no face " << name;
    return {};
  }
  std::vector<Intent> draw(const ResidentState& state, int frames = 2) {
    std::vector<Intent> all;
    for (int frame = 0; frame < frames; ++frame) {
      Intents intents;
      page_.ui().begin_frame(now_ += 0.5);
      resident::draw(page_.ui(), context_, state, memory_, intents);
      page_.ui().end_frame(surface_.view());
      for (Intent& intent : intents.take()) all.push_back(std::move(intent));
    }
    return all;
  }
  std::vector<Intent> tap(const ResidentState& state, const std::string& id) {
    draw(state);
    EXPECT_NE(page_.ui().semantics().find_by_id(id), nullptr) << id;
    page_.ui().activate(id);
    return draw(state);
  }
  bool says(const ResidentState& state, const std::string& text) {
    draw(state);
    for (const ui::Node& node : page_.ui().semantics().nodes()) {
      if (node.label.find(text) != std::string::npos || node.value.find(text) != std::string::npos)
        return true;
    }
    return false;
  }
  static std::string typed(const std::vector<Intent>& intents) {
    for (const Intent& intent : intents) {
      if (intent.kind == IntentKind::TypeField) return intent.id + "=" + intent.value;
    }
    return {};
  }
  void pointer(const ResidentState& state, ui::PointerEvent::Kind kind, float x, float y) {
    page_.ui().push(ui::PointerEvent{kind, x, y, now_});
    draw(state, 1);
  }

  FacePage page_;
  ScreenContext context_;
  ScreenMemory memory_;
  ui::Surface surface_{16, 16};
  double now_ = 100;
};

TEST_F(Places, AVillageAGroupAndAHouseMakeAnAddress) {
  const ResidentState state = face("form-villages");
  tap(state, "field.applicant.address");
  EXPECT_EQ(memory_.picker, "applicant.address");
  tap(state, "address.village.990101100203");
  memory_.place.group = "3";
  memory_.place.house = "12";
  EXPECT_TRUE(says(state, "示例县示例镇示例河东村3组12号"));
  EXPECT_EQ(typed(tap(state, "address.use")), "applicant.address=示例县示例镇示例河东村3组12号");
  EXPECT_TRUE(memory_.picker.empty());
  EXPECT_TRUE(memory_.place.chosen.empty());
}

TEST_F(Places, TheCardsAddressIsOneTapAndOtherPlacesOpenTheKeyboard) {
  const ResidentState state = face("form-villages");
  memory_.page = Page::Form;
  memory_.picker = "applicant.address";
  EXPECT_EQ(typed(tap(state, "address.card")), "applicant.address=" + sample_applicant().address);
  memory_.picker = "applicant.address";
  const auto sent = tap(state, "address.elsewhere");
  ASSERT_FALSE(sent.empty());
  EXPECT_EQ(sent.back().kind, IntentKind::FocusField);
  EXPECT_EQ(sent.back().id, "applicant.address");
}

TEST_F(Places, ACityIsTwoTapsAndCanBeFoundByLetters) {
  const ResidentState state = face("form-region");
  tap(state, "field.dest");
  tap(state, "region.330000");
  EXPECT_EQ(typed(tap(state, "region.330100")), "dest=浙江省杭州市");
  tap(state, "field.dest");
  tap(state, "region.search");
  page_.ui().push(ui::TextEvent{"hz"});
  draw(state);
  EXPECT_EQ(typed(tap(state, "region.330100")), "dest=浙江省杭州市");
}

TEST_F(Places, AProvinceWithoutCitiesHereIsWrittenOn) {
  const ResidentState state = face("form-region");
  tap(state, "field.dest");
  const auto sent = tap(state, "region.620000");
  EXPECT_EQ(typed(sent), "dest=甘肃省");
  EXPECT_EQ(sent.back().kind, IntentKind::FocusField);
  tap(state, "field.dest");
  EXPECT_EQ(typed(tap(state, "region.110000")), "dest=北京市");  // one city is the whole province
}

TEST_F(Places, ARegionIsReadBackInTheLanguageOfTheScreen) {
  ResidentState state = face("form-region");
  state.draft.values["dest"] = std::string("浙江省杭州市");
  EXPECT_TRUE(says(state, "浙江省杭州市"));
  state.language = Language::English;
  EXPECT_TRUE(says(state, "Hangzhou, Zhejiang"));
  state.draft.values["dest"] = std::string("一个没有列出的地方");
  EXPECT_TRUE(says(state, "一个没有列出的地方"));
}

TEST_F(Places, TheBankIsSaidAndADoubtIsAQuestion) {
  EXPECT_TRUE(says(face("form-bank-known"), "这是示例农村商业银行的卡"));
  EXPECT_TRUE(says(face("form-bank-other"), "像是示例农村商业银行的"));
  EXPECT_TRUE(says(face("form-bank-unknown"), "没认出是哪家银行的卡"));
  EXPECT_FALSE(says(face("form-bank-known"), "像是"));
}

TEST_F(Places, ASumIsSaidInCapitalFigures) {
  ResidentState state = face("form-money");
  EXPECT_TRUE(says(state, "壹仟伍佰元伍角"));
  state.language = Language::English;
  EXPECT_TRUE(says(state, "1,500.50"));
}

TEST_F(Places, ADateTurnsUnderTheFinger) {
  const ResidentState state = face("form-date");
  draw(state);
  const int year = memory_.date.year;
  const ui::Node* drum = page_.ui().semantics().find_by_label(std::to_string(year));
  ASSERT_NE(drum, nullptr);
  const ui::Point middle = drum->rect.center();
  const float line = page_.ui().theme().text(ui::TextStyle::Title).line_height_px;
  pointer(state, ui::PointerEvent::Kind::Down, middle.x, middle.y);
  pointer(state, ui::PointerEvent::Kind::Move, middle.x, middle.y - line * 1.2F);
  draw(state, 1);
  EXPECT_EQ(memory_.date.year, year + 1);
  pointer(state, ui::PointerEvent::Kind::Move, middle.x, middle.y + line * 2.2F);
  draw(state, 1);
  EXPECT_EQ(memory_.date.year, year - 2);
  pointer(state, ui::PointerEvent::Kind::Up, middle.x, middle.y + line * 2.2F);
  draw(state);
  EXPECT_TRUE(memory_.date.dragged.empty());
}

TEST_F(Places, TenThousandCharactersAtOnceAreRefusedAtTheField) {
  const ResidentState state = face("form-phone");
  draw(state);
  ASSERT_TRUE(memory_.entry.is_open("applicant.phone"));
  page_.ui().push(ui::TextEvent{std::string(10'000, '6')});
  EXPECT_EQ(typed(draw(state)), "");
  EXPECT_EQ(memory_.entry.buffer().text(), "138");
  EXPECT_TRUE(says(state, "太长了"));
  page_.ui().push(ui::TextEvent{"0000"});
  EXPECT_EQ(typed(draw(state)), "applicant.phone=1380000");
  EXPECT_FALSE(says(state, "太长了"));
}

}  // namespace
}  // namespace yitang::resident
