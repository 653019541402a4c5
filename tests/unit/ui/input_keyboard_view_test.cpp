#include "ui/input/keyboard_view.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>

#include "ui/surface.hpp"

namespace yitang::ui {
namespace {

const KeyboardWords words{.done = "done word",
                          .clear = "clear word",
                          .backspace = "delete",
                          .space = "space",
                          .shift = "capital",
                          .left = "left",
                          .right = "right",
                          .undo_stroke = "undo",
                          .previous_candidates = "previous",
                          .next_candidates = "next",
                          .all_candidates = "all",
                          .pad = "pad",
                          .usual_radicals = "usual",
                          .radicals_of = "radicals of {n} strokes",
                          .more_radicals = "more radicals",
                          .back_to_radicals = "back to radicals",
                          .strokes = "{n} strokes",
                          .choose_radical = "choose",
                          .choose_strokes = "how many strokes",
                          .not_there = "by radical"};

class ManyCandidates final : public PinyinEngine {
 public:
  std::vector<PinyinCandidate> candidates(std::string_view letters, PinyinHint, std::size_t) override {
    std::vector<PinyinCandidate> found;
    for (const std::string& phrase : phrases) found.push_back({phrase, letters.size()});
    for (int i = 0; i < 60; ++i) found.push_back({std::string(letters) + std::to_string(i), letters.size()});
    return found;
  }
  void set_phrases(const std::vector<std::string>&) override {}
  std::vector<std::string> phrases;  // come first
};

class CountingHandwriting final : public HandwritingEngine {
 public:
  std::vector<std::string> recognise(const PenStrokes& strokes, std::size_t) override {
    last = strokes;
    return strokes.empty() ? std::vector<std::string>{} : std::vector<std::string>{"王", "玉"};
  }
  PenStrokes last;
};

// A page with nothing but the keyboard at its foot, driven through its semantics and its pointer.
class KeyboardPage : public ::testing::TestWithParam<Density> {
 protected:
  void open(KeyboardMode mode) {
    auto made = Ui::create({.density = GetParam()});
    ASSERT_TRUE(made) << made.error().message;
    ui_ = std::move(*made);
    model_ = std::make_unique<KeyboardModel>(buffer_, KeyboardOptions{.mode = mode}, &pinyin_, &handwriting_);
    view_ = std::make_unique<KeyboardView>(*model_);
    frame();
  }
  KeyResult frame() {
    now_ += 0.02;
    ui_->begin_frame(now_);
    Rect page = ui_->page();
    area_ = page.cut_bottom(view_->height(*ui_));
    const KeyResult result = view_->draw(*ui_, area_, words);
    ui_->end_frame(surface_.view());
    return result;
  }
  KeyResult tap(const std::string& id) {
    EXPECT_NE(ui_->semantics().find_by_id(id), nullptr) << id;
    ui_->activate(id);
    const KeyResult result = frame();
    frame();
    return result;
  }
  void point(PointerEvent::Kind kind, Point at) {
    ui_->push(PointerEvent{kind, at.x, at.y, now_});
    frame();
  }
  Rect rect_of(const std::string& id) const {
    const Node* node = ui_->semantics().find_by_id(id);
    return node == nullptr ? Rect{} : node->rect;
  }

  TextBuffer buffer_;
  ManyCandidates pinyin_;
  CountingHandwriting handwriting_;
  std::unique_ptr<Ui> ui_;
  std::unique_ptr<KeyboardModel> model_;
  std::unique_ptr<KeyboardView> view_;
  Surface surface_{1080, 1920};
  Rect area_;
  double now_ = 1;
};

TEST_P(KeyboardPage, EveryModeObeysTheRulesOfTheTheme) {
  using M = KeyboardMode;
  for (const M mode :
       {M::Digits, M::IdNumber, M::Phone, M::Decimal, M::Pinyin, M::Latin, M::Handwriting, M::Radical}) {
    open(mode);
    for (const auto& problem : ui_->semantics().check(ui_->page(), ui_->theme().min_target())) {
      ADD_FAILURE() << static_cast<int>(mode) << ": " << problem_name(problem.kind) << " " << problem.id
                    << " " << problem.other;
    }
    const Rect done = rect_of("key.done");
    EXPECT_FALSE(done.empty());
    EXPECT_TRUE(area_.contains(done));
  }
}

TEST_P(KeyboardPage, TypingShowsCandidatesAndChoosingTakesThem) {
  open(KeyboardMode::Pinyin);
  const float height = area_.h;
  EXPECT_EQ(tap("key.f"), KeyResult::Changed);
  EXPECT_EQ(tap("key.u"), KeyResult::Changed);
  EXPECT_EQ(model_->composition(), "fu");
  EXPECT_EQ(ui_->semantics().find_by_id("cand.0")->label, "fu0");
  EXPECT_EQ(tap("cand.next"), KeyResult::Changed);
  EXPECT_EQ(model_->page(), 1U);
  EXPECT_FALSE(ui_->semantics().find_by_id("cand.next") == nullptr);
  tap("cand.previous");
  tap("cand.1");
  EXPECT_EQ(buffer_.text(), "fu1");
  EXPECT_EQ(ui_->semantics().find_by_id("cand.0"), nullptr);
  EXPECT_EQ(area_.h, height);
  EXPECT_EQ(tap("key.done"), KeyResult::Done);
}

TEST_P(KeyboardPage, AllCandidatesLieOverTheKeys) {
  open(KeyboardMode::Pinyin);
  tap("key.f");
  tap("cand.more");
  EXPECT_EQ(ui_->semantics().find_by_id("key.f"), nullptr);
  ASSERT_NE(ui_->semantics().find_by_id("cand.20"), nullptr);
  for (const auto& problem : ui_->semantics().check(ui_->page(), ui_->theme().min_target())) {
    ADD_FAILURE() << problem_name(problem.kind) << " " << problem.id << " " << problem.other;
  }
  tap("cand.20");
  EXPECT_EQ(buffer_.text(), "f20");
  EXPECT_NE(ui_->semantics().find_by_id("key.f"), nullptr) << "the keys are back";
}

TEST_P(KeyboardPage, APhraseIsShownInFullInTheBarAndInTheGrid) {
  pinyin_.phrases = {"城乡居民基本养老保险", "城乡", "程响", "成像", "呈"};
  open(KeyboardMode::Pinyin);
  tap("key.c");
  ASSERT_NE(ui_->semantics().find_by_label("城乡居民基本养老保险"), nullptr);
  for (const Node& node : ui_->semantics().nodes()) {
    EXPECT_FALSE(node.text_clipped) << node.label;
  }
  EXPECT_TRUE(ui_->semantics().check(ui_->page(), ui_->theme().min_target()).empty());
  tap("cand.more");
  for (const Node& node : ui_->semantics().nodes()) {
    EXPECT_FALSE(node.text_clipped) << node.label;
  }
  EXPECT_TRUE(ui_->semantics().check(ui_->page(), ui_->theme().min_target()).empty());
}

TEST_P(KeyboardPage, ModesSwitchAndShowWhichIsOn) {
  open(KeyboardMode::Pinyin);
  EXPECT_TRUE(ui_->semantics().find_by_id("key.mode.pinyin")->checked);
  EXPECT_EQ(tap("key.mode.latin"), KeyResult::ModeChanged);
  EXPECT_TRUE(ui_->semantics().find_by_id("key.mode.latin")->checked);
  tap("key.shift");
  EXPECT_EQ(ui_->semantics().find_by_id("key.a")->label, "A");
  tap("key.a");
  EXPECT_EQ(buffer_.text(), "A");
}

TEST_P(KeyboardPage, WritingOnThePadIsRecognised) {
  open(KeyboardMode::Handwriting);
  const Rect pad = rect_of("pad.ink");
  ASSERT_FALSE(pad.empty());
  const Point a{pad.x + pad.w * 0.3F, pad.y + pad.h * 0.5F};
  const Point b{pad.x + pad.w * 0.7F, pad.y + pad.h * 0.5F};
  point(PointerEvent::Kind::Down, a);
  point(PointerEvent::Kind::Move, {(a.x + b.x) / 2, a.y});
  point(PointerEvent::Kind::Move, b);
  point(PointerEvent::Kind::Up, b);
  frame();
  ASSERT_EQ(handwriting_.last.size(), 1U);
  const auto& stroke = handwriting_.last.front();
  ASSERT_GE(stroke.size(), 2U);
  EXPECT_NEAR(stroke.back().x - stroke.front().x, b.x - a.x, 2)
      << "in px: proportions of the pad do not distort";
  tap("cand.0");
  EXPECT_EQ(buffer_.text(), "王");
  EXPECT_TRUE(model_->ink().empty());
  point(PointerEvent::Kind::Down, a);
  point(PointerEvent::Kind::Move, b);
  point(PointerEvent::Kind::Up, b);
  frame();
  EXPECT_EQ(model_->ink().size(), 1U) << "the earlier character is gone from the pad";
  tap("key.undo-stroke");
  EXPECT_TRUE(model_->ink().empty());
}

TEST_P(KeyboardPage, RadicalsLeadToARareCharacter) {
  open(KeyboardMode::Radical);
  const float height = area_.h;
  const auto obeys = [&](const char* where) {
    for (const auto& problem : ui_->semantics().check(ui_->page(), ui_->theme().min_target())) {
      ADD_FAILURE() << where << ": " << problem_name(problem.kind) << " " << problem.id << " "
                    << problem.other;
    }
  };
  for (int group = 0; group < RadicalPicker::groups; ++group) {
    const std::string id = "key.radicals." + std::to_string(group);
    EXPECT_EQ(tap(id), KeyResult::ModeChanged);
    EXPECT_TRUE(ui_->semantics().find_by_id(id)->checked);
    obeys(id.c_str());
  }
  EXPECT_EQ(ui_->semantics().find_by_id("key.radicals.3")->label, "radicals of 3 strokes");
  tap("key.radicals.4");
  tap("key.radicals.more");
  obeys("second page");
  tap("key.radicals.4");
  tap("key.radical.王");
  obeys("王");
  EXPECT_NE(ui_->semantics().find_by_id("cand.0"), nullptr);
  tap("key.strokes.4");
  obeys("王 and 4");
  EXPECT_EQ(ui_->semantics().find_by_id("key.strokes.4"), nullptr) << "all candidates lie over the keys";
  const Node* wanted = ui_->semantics().find_by_label("玥");
  ASSERT_NE(wanted, nullptr);
  tap(std::string(wanted->id));
  EXPECT_EQ(buffer_.text(), "玥");
  EXPECT_NE(ui_->semantics().find_by_id("key.radical.王"), nullptr) << "back at the radicals";
  EXPECT_EQ(area_.h, height);
}

TEST_P(KeyboardPage, HandwritingLeadsToRadicalsWithOneTouch) {
  open(KeyboardMode::Handwriting);
  EXPECT_EQ(ui_->semantics().find_by_id("cand.radical"), nullptr) << "nothing was written yet";
  const Rect pad = rect_of("pad.ink");
  point(PointerEvent::Kind::Down, {pad.x + 50, pad.y + 50});
  point(PointerEvent::Kind::Move, {pad.x + 150, pad.y + 60});
  point(PointerEvent::Kind::Up, {pad.x + 150, pad.y + 60});
  frame();
  for (const auto& problem : ui_->semantics().check(ui_->page(), ui_->theme().min_target())) {
    ADD_FAILURE() << problem_name(problem.kind) << " " << problem.id << " " << problem.other;
  }
  tap("cand.radical");
  EXPECT_EQ(model_->mode(), KeyboardMode::Radical);
  EXPECT_TRUE(model_->ink().empty());
  EXPECT_NE(ui_->semantics().find_by_id("key.radical.氵"), nullptr);
}

TEST_P(KeyboardPage, HeldBackspaceGoesOnDeleting) {
  open(KeyboardMode::Latin);
  buffer_.set_text("abcdefgh");
  const Rect key = rect_of("key.backspace");
  point(PointerEvent::Kind::Down, key.center());
  for (int i = 0; i < 55; ++i) frame();  // 1.1 seconds of the page's own clock
  const std::size_t left = buffer_.length();
  EXPECT_LT(left, 7U);
  EXPECT_GT(left, 1U);
  point(PointerEvent::Kind::Up, key.center());
  frame();
  EXPECT_EQ(buffer_.length(), left) << "letting go deletes no more";
  point(PointerEvent::Kind::Down, key.center());
  point(PointerEvent::Kind::Up, key.center());
  frame();
  EXPECT_EQ(buffer_.length(), left - 1) << "a short tap deletes one";
}

TEST_P(KeyboardPage, APluggedInKeyboardTypesToo) {
  open(KeyboardMode::Digits);
  ui_->push(TextEvent{"３５０"});
  frame();
  ui_->push(KeyEvent{Key::Backspace});
  frame();
  EXPECT_EQ(buffer_.text(), "35");
}

INSTANTIATE_TEST_SUITE_P(Densities, KeyboardPage, ::testing::Values(Density::Standard, Density::Elder));

}  // namespace
}  // namespace yitang::ui
