// What an ear meets: on every face title, focus and each problem are said, in both languages; without a
// headset nothing about anybody.
#include "kiosk/resident/screens/speaker.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "face_page_support.hpp"
#include "kiosk/cases/person.hpp"
#include "kiosk/resident/screens/screen.hpp"
#include "ui/focus.hpp"

namespace yitang::resident {
namespace {

std::string together(const Announcement& said) {
  std::string text;
  for (const SpokenPart& part : said.parts) text += part.text + "\n";
  return text;
}

bool says(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

ui::Node node(ui::Role role, std::string id, std::string label) {
  ui::Node made;
  made.role = role;
  made.id = std::move(id);
  made.label = std::move(label);
  made.rect = made.visible = {0, 0, 10, 10};
  return made;
}

class Speaker : public testing::TestWithParam<Look> {
 protected:
  Heard heard_on(Face& face, bool headset, bool keypad) {
    face.state.sound.headset = headset;
    page_.show(face, GetParam());
    const auto& nodes = page_.ui().semantics().nodes();
    return hear(page_.context(), face.state, page_.ui().semantics(),
                keypad ? ui::first_focus(nodes) : nullptr);
  }
  std::string tr(std::string_view key) { return words_of(page_.context(), GetParam().language, key); }

  // What a page tells about one person without a name: how a case stands, what was said to it, what an answer
  // or a card means for them.
  std::vector<std::string> findings_about(const ResidentState& state) {
    std::vector<std::string> all;
    const auto add = [&](const std::string& words) {
      if (!words.empty()) all.push_back(words);
    };
    if (state.query.detail) {
      for (const cases::Notice& notice : state.query.detail->notices) {
        add(notice.message);
        add(notice.details.shelf);
        add(notice.details.courier_no);
        if (notice.details.result) add(notice.details.result->title);
      }
    }
    if (state.page == Page::QueryCase || state.page == Page::QueryList) {
      for (const char* key :
           {"outcome.approved", "outcome.refused", "outcome.withdrawn", "query_case.stuck",
            "outcome.refused_hint", "state.concluded_hint", "state.supplement", "result_copy.ready",
            "result_copy.more", "result_copy.not_sent", "result_copy.used_up"})
        add(tr(key));
    }
    if (state.ineligible) {
      add(state.ineligible->why.of(GetParam().language));
      add(state.ineligible->advice.of(GetParam().language));
    }
    for (const catalog::Outcome* remark : state.remarks) add(remark->why.of(GetParam().language));
    if (state.page == Page::Card) {
      for (const char* key : {"card.under_age", "card.expired"}) add(tr(key));
    }
    return all;
  }

  FacePage page_;
};

TEST_P(Speaker, SaysTitleProblemsAndFocusOfEveryFace) {
  for (Face& face : faces(sample_catalog())) {
    const Heard now = heard_on(face, false, true);
    if (face.state.page == Page::Idle && face.state.overlay == Overlay::None) {
      EXPECT_FALSE(now.on) << face.name << ": nobody is here";
      continue;
    }
    const std::string said = together(announce({}, now, ""));
    ASSERT_FALSE(now.page.empty()) << face.name;
    EXPECT_TRUE(says(said, now.page.front().text)) << face.name;
    EXPECT_FALSE(now.page.front().text.empty()) << face.name;
    const auto& nodes = page_.ui().semantics().nodes();
    for (const ui::Node& each : nodes) {
      const bool wrong = each.role == ui::Role::Alert && !each.covered && !each.personal;
      EXPECT_TRUE(!wrong || says(said, each.label)) << face.name << ": " << each.label;
    }
    const ui::Node* focus = ui::first_focus(nodes);
    const bool named = focus != nullptr && focus->role != ui::Role::Key;
    EXPECT_TRUE(!named || !now.focus.empty()) << face.name << ": " << focus->id;
  }
}

TEST_P(Speaker, EverythingThatCanBeUsedHasWords) {
  for (Face& face : faces(sample_catalog())) {
    face.state.sound.headset = true;
    page_.show(face, GetParam());
    const auto& nodes = page_.ui().semantics().nodes();
    for (const ui::Node& each : nodes) {
      if (!ui::can_focus(each)) continue;
      EXPECT_FALSE(focus_words(page_.context(), face.state, nodes, each).empty())
          << face.name << ": " << each.id;
    }
  }
}

TEST_P(Speaker, TheLoudspeakerTellsNothingAboutAnybody) {
  for (Face& face : faces(sample_catalog())) {
    face.state.sound.readings = 1;
    const Heard now = heard_on(face, false, true);
    std::string all = together(announce({}, now, "")) + now.everything + now.typed;
    for (const ui::Node& each : page_.ui().semantics().nodes()) {
      if (!ui::can_focus(each)) continue;
      all += focus_words(page_.context(), face.state, page_.ui().semantics().nodes(), each) + "\n";
    }
    for (const cases::Person& person : {sample_applicant(), sample_agent()}) {
      for (const std::string& secret :
           {person.name, cases::masked_name(person.name), person.number, person.address}) {
        EXPECT_TRUE(secret.empty() || !says(all, secret)) << face.name << ": " << secret;
      }
    }
    for (const auto& [key, value] : face.state.draft.values) {
      const auto* text = std::get_if<std::string>(&value);
      const bool number =
          text != nullptr && text->size() >= 8 && text->find_first_not_of("0123456789X") == std::string::npos;
      EXPECT_TRUE(!number || !says(all, *text)) << face.name << ": " << key;
    }
    for (const std::string& finding : findings_about(face.state))
      EXPECT_FALSE(says(all, finding)) << face.name << ": " << finding;
  }
}

TEST_P(Speaker, WhatAnOfficeSaidIsHeardInAHeadsetOnly) {
  for (Face& face : faces(sample_catalog())) {
    if (face.name != "query-case-refused-why") continue;
    const std::string message = face.state.query.detail->notices[0].message;
    const Heard aloud = heard_on(face, false, false);
    EXPECT_TRUE(says(together(announce({}, aloud, "")), tr("speaker.on_screen")));
    EXPECT_FALSE(says(together(announce({}, aloud, "")), message));
    const Heard alone = heard_on(face, true, false);
    EXPECT_TRUE(says(together(announce({}, alone, "")), message));
    EXPECT_TRUE(says(together(announce({}, alone, "")), tr("outcome.refused")));
    return;
  }
  FAIL() << "no face query-case-refused-why";
}

TEST_P(Speaker, AConditionThatIsNotMetIsHeardInAHeadsetOnly) {
  int met = 0;
  for (Face& face : faces(sample_catalog())) {
    if (face.state.page != Page::NotEligible || !face.state.ineligible) continue;
    if (face.state.bundle.bundle != nullptr) continue;
    const std::string why = face.state.ineligible->why.of(GetParam().language);
    EXPECT_FALSE(says(together(announce({}, heard_on(face, false, false), "")), why)) << face.name;
    EXPECT_TRUE(says(together(announce({}, heard_on(face, true, false), "")), why)) << face.name;
    ++met;
  }
  EXPECT_GT(met, 0);
}

TEST_P(Speaker, TheNumbersForEmergenciesAreReadToEverybody) {
  for (Face& face : faces(sample_catalog())) {
    if (face.state.page != Page::Emergency || face.state.overlay != Overlay::None) continue;
    face.state.sound.readings = 1;
    const Heard now = heard_on(face, false, false);
    for (const char* number : {"110", "119", "120"})
      EXPECT_TRUE(says(now.everything, number)) << now.everything;
    return;
  }
  FAIL() << "no face of the emergency page";
}

TEST_P(Speaker, AHeadsetMakesValuesHeard) {
  for (Face& face : faces(sample_catalog())) {
    if (face.name != "form-contact") continue;
    face.state.draft.values["applicant.phone"] = std::string("13900001111");
    page_.show(face, GetParam());
    const ui::Node* phone = page_.ui().semantics().find_by_id("field.applicant.phone");
    ASSERT_NE(phone, nullptr);
    const auto& nodes = page_.ui().semantics().nodes();
    face.state.sound.headset = false;
    const std::string aloud = focus_words(page_.context(), face.state, nodes, *phone);
    face.state.sound.headset = true;
    const std::string alone = focus_words(page_.context(), face.state, nodes, *phone);
    EXPECT_FALSE(says(aloud, "1390")) << aloud;
    EXPECT_FALSE(says(aloud, "139")) << aloud;
    EXPECT_TRUE(says(alone, "139")) << alone;
    return;
  }
  FAIL() << "no face form-contact";
}

TEST_P(Speaker, MaskedFieldsSayHowMuchIsHidden) {
  ResidentState state;
  state.language = GetParam().language;
  state.sound.headset = true;  // not even alone: what is not shown is not told
  ui::Node secret = node(ui::Role::TextField, "field.number", "N");
  secret.value = "●●●●●●";
  const std::string words = focus_words(page_.context(), state, {secret}, secret);
  EXPECT_TRUE(says(words, "6")) << words;
  EXPECT_FALSE(says(words, "●"));
}

TEST_P(Speaker, ARowTellsWhichOfHowMany) {
  ResidentState state;
  state.language = GetParam().language;
  std::vector<ui::Node> nodes;
  for (const char* name : {"a", "b", "c"})
    nodes.push_back(node(ui::Role::Radio, std::string("who.") + name, name));
  nodes.push_back(node(ui::Role::Text, "", "the next question"));
  nodes.push_back(node(ui::Role::Radio, "other.d", "d"));
  nodes[1].checked = true;
  const std::string words = focus_words(page_.context(), state, nodes, nodes[1]);
  EXPECT_TRUE(says(words, tr("speaker.chosen"))) << words;
  EXPECT_TRUE(says(words, "2")) << words;
  EXPECT_TRUE(says(words, "3")) << words;
  EXPECT_FALSE(says(words, "4")) << words;
}

INSTANTIATE_TEST_SUITE_P(Looks, Speaker,
                         testing::Values(Look{Language::Chinese, Density::Standard},
                                         Look{Language::English, Density::Standard}),
                         [](const testing::TestParamInfo<Look>& look) {
                           return look.param.language == Language::English ? "en" : "zh";
                         });

Heard page_of(const std::string& title) {
  Heard heard;
  heard.on = true;
  heard.page = {{title, "key"}};
  return heard;
}

TEST(Announcements, APageIsSaidOnceAndItsFocusWhenItMoves) {
  Heard home = page_of("home");
  home.focus_id = "a";
  home.focus = "A";
  EXPECT_EQ(together(announce({}, home, "")), "home\nA\n");
  EXPECT_TRUE(announce(home, home, "").parts.empty());
  Heard moved = home;
  moved.focus_id = "b";
  moved.focus = "B";
  EXPECT_EQ(together(announce(home, moved, "")), "B\n");
  EXPECT_EQ(together(announce(moved, page_of("list"), "")), "list\n");
}

TEST(Announcements, WhatHasNewlyGoneWrongComesAtOnce) {
  Heard before = page_of("form");
  before.alerts = {"too short"};
  Heard now = before;
  now.alerts = {"too short", "no such day"};
  EXPECT_EQ(together(announce(before, now, "")), "no such day\n");
  EXPECT_TRUE(announce(now, before, "").parts.empty()) << "what was put right needs no words";
  EXPECT_EQ(together(announce(page_of("card"), now, "")), "form\ntoo short\nno such day\n");
}

TEST(Announcements, PullingTheHeadsetSilencesAtOnceAndRepeatsNothing) {
  Heard alone = page_of("review");
  alone.in_private = true;
  const Heard aloud = page_of("review");
  const Announcement pulled = announce(alone, aloud, "");
  EXPECT_TRUE(pulled.stop);
  EXPECT_TRUE(pulled.parts.empty());
  EXPECT_FALSE(announce(aloud, aloud, "").stop);
  EXPECT_EQ(together(announce(aloud, alone, "")), "review\n") << "plugging it in says where one is";
}

TEST(Announcements, SwitchingOffStopsAndAChangeOfTheSoundIsHeard) {
  const Heard on = page_of("home");
  Heard off;
  EXPECT_TRUE(announce(on, off, "").stop);
  EXPECT_FALSE(announce(off, off, "").stop);
  Heard louder = on;
  louder.sound.volume = 100;
  EXPECT_EQ(together(announce(on, louder, "sample")), "sample\n");
  Heard faster = on;
  faster.sound.rate = 140;
  EXPECT_EQ(together(announce(on, faster, "sample")), "sample\n");
}

TEST(Announcements, TheWholePageIsSaidToWhoeverAsks) {
  const Heard before = page_of("guide");
  Heard asked = before;
  asked.sound.readings = 1;
  asked.everything = "guide. all of it.";
  EXPECT_EQ(together(announce(before, asked, "")), "guide. all of it.\n");
  EXPECT_TRUE(announce(asked, asked, "").parts.empty());
}

TEST(Announcements, InPrivateWhatIsTypedIsEchoed) {
  Heard before = page_of("form");
  before.typed = "13";
  Heard now = before;
  now.typed = "139";
  EXPECT_EQ(together(announce(before, now, "")), "139\n");
}

}  // namespace
}  // namespace yitang::resident
