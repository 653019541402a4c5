#include "kiosk/cases/application_form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cases_support.hpp"
#include "kiosk/cases/form.hpp"
#include "slips_support.hpp"

namespace yitang::cases {
namespace {

using testing::HasSubstr;
using testing::Not;

struct HandedIn {
  HandedIn() {
    const auto random = seeded_random(1);
    envelope = test::pension_envelope(*random);
    envelope.terminal = "YT01";
    submitted = {envelope.idempotency_key, "YT01-261120-0007-H", "YT1.0123456789ABCDEFGHJKLMNP",
                 envelope.promised,        test::kFriday,        false};
  }
  [[nodiscard]] devices::FormDocument form(Language language = Language::Chinese) const {
    return application_form(test::slip_settings(language), {item, envelope, submitted});
  }
  const catalog::ServiceItem& item = test::item("ss.pension-claim");
  Envelope envelope;
  SubmittedCase submitted;
};

/// All text, one row or paragraph a line.
std::string words_on(const devices::FormDocument& form) {
  std::string all = form.title + "\n" + form.subtitle + "\n" + form.footer + "\n" + form.page_words + "\n";
  for (const auto& block : form.blocks) {
    if (const auto* heading = std::get_if<devices::FormHeading>(&block)) all += "# " + heading->text + "\n";
    if (const auto* text = std::get_if<devices::FormParagraph>(&block)) all += text->text + "\n";
    if (const auto* ink = std::get_if<devices::FormInk>(&block)) all += "ink " + ink->caption + "\n";
    if (const auto* pairs = std::get_if<devices::FormPairs>(&block)) {
      for (const auto& [label, value] : pairs->rows) all += label + " = " + value + "\n";
    }
  }
  return all;
}

TEST(ApplicationForm, HoldsEverythingThatWasEntered) {
  const HandedIn handed;
  const std::string text = words_on(handed.form());
  EXPECT_THAT(text, HasSubstr(handed.item.name.zh));
  EXPECT_THAT(text, HasSubstr("YT01-261120-0007-H"));
  EXPECT_THAT(text, HasSubstr(handed.envelope.applicant.name));
  EXPECT_THAT(text, HasSubstr(handed.envelope.applicant.number)) << "in full: it is the person's own copy";
  const FormContext context = form_context(handed.envelope, handed.submitted.submitted_at);
  int shown = 0;
  for (const catalog::FormField& field : handed.item.form) {
    const std::string label = "\n" + field.label.zh + " = ";
    if (is_shown(field, handed.envelope.values, context)) {
      ++shown;
      EXPECT_THAT(text, HasSubstr(label)) << field.key;
    } else {
      EXPECT_THAT(text, Not(HasSubstr(label))) << field.key;
    }
    // What was typed, as it was typed; codes of lists in words.
    const auto typed = cases::text_of(handed.envelope.values, field.key);
    if (field.type == catalog::FieldType::Phone || field.type == catalog::FieldType::BankCard) {
      EXPECT_THAT(text, HasSubstr(std::string(typed)));
    }
    if (field.type == catalog::FieldType::Enum && field.validation.option(typed) != nullptr) {
      EXPECT_THAT(text, HasSubstr(label + field.validation.option(typed)->label.zh)) << field.key;
    }
  }
  EXPECT_GT(shown, 5);
  for (const auto& material : handed.envelope.materials)
    EXPECT_THAT(text, HasSubstr(handed.item.material(material.code)->name.zh + " = "));
}

TEST(ApplicationForm, TheSignatureIsDrawnWithItsTimeAndDigest) {
  const HandedIn handed;
  const auto form = handed.form();
  const devices::FormInk* ink = nullptr;
  for (const auto& block : form.blocks) {
    if (const auto* found = std::get_if<devices::FormInk>(&block)) ink = found;
  }
  ASSERT_NE(ink, nullptr);
  EXPECT_EQ(ink->strokes.size(), handed.envelope.signature->strokes.size());
  EXPECT_THAT(ink->caption, HasSubstr(handed.envelope.signature->form_hash));
  EXPECT_THAT(ink->caption, HasSubstr("2026年11月20日"));
  EXPECT_EQ(std::string(form.qr.begin(), form.qr.end()), handed.submitted.qr_token);
  EXPECT_EQ(form.created, "2026-11-20");
}

TEST(ApplicationForm, EnglishForACaseInEnglish) {
  const HandedIn handed;
  const std::string text = words_on(handed.form(Language::English));
  EXPECT_THAT(text, HasSubstr("Application: " + handed.item.name.en));
  EXPECT_THAT(text, HasSubstr("Page {page} of {pages}"));
  EXPECT_THAT(text, HasSubstr("ID number = " + handed.envelope.applicant.number));
  EXPECT_THAT(text, Not(HasSubstr("申请人")));
}

TEST(ApplicationForm, AnAgentIsNamed) {
  HandedIn handed;
  EXPECT_THAT(words_on(handed.form()), Not(HasSubstr("代办人身份")));
  Agent agent;
  agent.person = person_from_number(test::citizen_number("19900101", "201"), "代办甲");
  handed.envelope.agent = agent;
  EXPECT_THAT(words_on(handed.form()), HasSubstr("代办人 = 代办甲"));
  EXPECT_THAT(words_on(handed.form()), HasSubstr(agent.person.number));
}

TEST(ApplicationForm, SaysWhenTheQuestionsAreNewerThanTheAnswers) {
  HandedIn handed;
  EXPECT_THAT(words_on(handed.form()), Not(HasSubstr("表单已更新")));
  handed.envelope.values.emplace("asked.in.an.older.version", "yes");
  EXPECT_THAT(words_on(handed.form()), HasSubstr("表单已更新"));
}

}  // namespace
}  // namespace yitang::cases
