#include "devices/document/pdf_writer.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "devices/document/form_layout.hpp"

namespace yitang::devices {
namespace {

// Debian's poppler-utils, which we did not write, say what is in the file.
class Folder {
 public:
  Folder() {
    char name[] = "/tmp/yitang-pdf-XXXXXX";
    if (::mkdtemp(name) != nullptr) path_ = name;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::string file() const { return (path_ / "form.pdf").string(); }

 private:
  std::filesystem::path path_;
};

std::string output_of(const std::string& program, const std::vector<std::uint8_t>& pdf,
                      const std::string& rest) {
  const Folder folder;
  std::ofstream(folder.file(), std::ios::binary)
      .write(reinterpret_cast<const char*>(pdf.data()), static_cast<std::streamsize>(pdf.size()));
  struct Close {
    void operator()(FILE* pipe) const { ::pclose(pipe); }
  };
  const std::unique_ptr<FILE, Close> pipe(::popen((program + " " + folder.file() + rest).c_str(), "r"));
  std::string text;
  std::array<char, 4096> part{};
  while (pipe) {
    const std::size_t count = std::fread(part.data(), 1, part.size(), pipe.get());
    if (count == 0) break;
    text.append(part.data(), count);
  }
  return text;
}

std::string text_of(const std::vector<std::uint8_t>& pdf) {
  return output_of("pdftotext -layout", pdf, " -");
}
std::string info_of(const std::vector<std::uint8_t>& pdf) { return output_of("pdfinfo", pdf, " 2>&1"); }

class PdfWriter : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = FormFonts::create(system_form_fonts());
    ASSERT_TRUE(made) << made.error().message;
    fonts_ = std::move(*made);
    EXPECT_TRUE(fonts_->missing_fonts().empty());
  }
  std::unique_ptr<FormFonts> fonts_;
};

FormDocument short_form() {
  FormDocument form;
  form.title = "城乡居民养老保险待遇申领表";
  form.subtitle = "示例县清溪镇便民服务中心";
  form.footer = "YT-2026-000123-7";
  form.page_words = "第 {page} 页，共 {pages} 页";
  form.created = "2026-11-22T09:41:00";
  const std::string token = "yt1:0123456789abcdef0123456789abcdef";
  form.qr.assign(token.begin(), token.end());
  form.blocks.emplace_back(FormHeading{"申请人"});
  form.blocks.emplace_back(
      FormPairs{{{"姓名", "张三"},
                 {"公民身份号码", "990101196003071232"},
                 {"住址", "示例省示例市示例县清溪镇柳树村三组 12 号 (the house behind the mill)"}}});
  form.blocks.emplace_back(FormList{{"居民身份证", "银行卡复印件"}});
  form.blocks.emplace_back(FormParagraph{"以上内容由申请人核对后签名。", true});
  FormInk ink;
  ink.strokes = {{{1000, 2000}, {5000, 8000}, {9000, 2000}}, {{5000, 5000}}};
  ink.caption = "2026年11月22日 09:41";
  form.blocks.emplace_back(std::move(ink));
  return form;
}

TEST_F(PdfWriter, WhatIsOnThePageCanBeReadBack) {
  const auto pdf = make_pdf(short_form(), *fonts_);
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string text = text_of(*pdf);
  for (const char* expected :
       {"城乡居民养老保险待遇申领表", "示例县清溪镇便民服务中心", "YT-2026-000123-7", "第 1 页，共 1 页",
        "姓名", "张三", "990101196003071232", "the house behind the mill", "1.", "居民身份证", "银行卡复印件",
        "2026年11月22日"}) {
    EXPECT_NE(text.find(expected), std::string::npos) << expected << " is not in:\n" << text;
  }
  const std::string info = info_of(*pdf);
  EXPECT_NE(info.find("A4"), std::string::npos) << info;
  EXPECT_NE(output_of("pdffonts", *pdf, "").find("yes yes yes"),
            std::string::npos);  // embedded, subset, readable
}

// Below what is read, on every page, and never taken for it by whoever copies the text.
TEST_F(PdfWriter, AWatermarkStandsOnEveryPage) {
  FormDocument form = short_form();
  form.watermark = {"PRINTED HERE", "COPY 123"};
  for (int i = 0; i < 60; ++i) form.blocks.emplace_back(FormParagraph{"一行\n两行"});
  const auto pages = lay_out(form, *fonts_);
  ASSERT_TRUE(pages);
  ASSERT_GT(pages->size(), 1U);
  for (const FormPage& page : *pages) {
    std::size_t slants = 0;
    for (const PlacedMark& mark : page.marks) {
      const auto* slant = std::get_if<PlacedSlant>(&mark);
      if (slant == nullptr) continue;
      ++slants;
      EXPECT_GT(slant->angle, 0.2);
      EXPECT_GT(slant->text.grey, 0.6) << "what lies over it has to be read";
      EXPECT_LT(slant->text.grey, 0.9) << "it has to be seen";
      const double reach = slant->width / 2 * std::cos(slant->angle);
      EXPECT_GT(slant->centre_x - reach, 0);
      EXPECT_LT(slant->centre_x + reach, a4_width);
    }
    EXPECT_EQ(slants, 6U);
    EXPECT_TRUE(std::holds_alternative<PlacedSlant>(page.marks.front())) << "drawn first, below the rest";
  }
  const auto pdf = make_pdf(form, *fonts_);
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_NE(output_of("pdftotext -raw", *pdf, " -").find("COPY"), std::string::npos);
  form.watermark.assign(max_watermark_lines + 1, "x");
  EXPECT_EQ(make_pdf(form, *fonts_).error().code, ErrorCode::Overflow);
}

// Extension B, extension A, characters added later, a name with a middle dot, letters with marks.
TEST_F(PdfWriter, RareNamesComeOutWhole) {
  FormDocument form = short_form();
  const std::vector<std::string> names{"𠮷野", "𤭢𪚥", "㐂㛃", "䶮", "阿卜杜·热依木", "Łukasz Ångström",
                                       "𬘭"};
  FormPairs pairs;
  for (const std::string& name : names) pairs.rows.emplace_back("姓名", name);
  form.blocks.emplace_back(pairs);
  const auto pdf = make_pdf(form, *fonts_);
  ASSERT_TRUE(pdf) << pdf.error().message;
  const std::string text = text_of(*pdf);
  for (const std::string& name : names) EXPECT_NE(text.find(name), std::string::npos) << name << "\n" << text;
}

TEST_F(PdfWriter, WhatNoFontHasIsFramedWithItsNumber) {
  FormDocument form = short_form();
  form.blocks.emplace_back(FormPairs{{{"姓名", "王\uE863"}}});
  EXPECT_FALSE(fonts_->has(U"\uE863"));
  EXPECT_TRUE(fonts_->has(U"王"));
  const auto pdf = make_pdf(form, *fonts_);
  ASSERT_TRUE(pdf) << pdf.error().message;
  std::string text = text_of(*pdf);
  text.erase(std::remove_if(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n'; }),
             text.end());
  EXPECT_NE(text.find("00E"), std::string::npos);
  EXPECT_NE(text.find("863"), std::string::npos);
}

TEST_F(PdfWriter, LongFormsHaveNumberedPages) {
  FormDocument form = short_form();
  FormPairs pairs;
  for (int i = 0; i < 80; ++i)
    pairs.rows.emplace_back("第" + std::to_string(i) + "栏", "内容" + std::to_string(i));
  form.blocks.emplace_back(pairs);
  const auto pdf = make_pdf(form, *fonts_);
  ASSERT_TRUE(pdf) << pdf.error().message;
  EXPECT_NE(info_of(*pdf).find("Pages:           3"), std::string::npos) << info_of(*pdf);
  const std::string text = text_of(*pdf);
  EXPECT_NE(text.find("第 3 页，共 3 页"), std::string::npos);
  for (int i = 0; i < 80; ++i) EXPECT_NE(text.find("内容" + std::to_string(i)), std::string::npos) << i;
  EXPECT_LT(pdf->size(), 300'000U);
}

// One value longer than a page goes on on the next one, and nothing stands below the margin.
TEST_F(PdfWriter, NothingLeavesThePage) {
  FormDocument form = short_form();
  std::string story;
  for (int i = 0; i < 400; ++i) story += "情况说明第" + std::to_string(i) + "句。";
  form.blocks.emplace_back(FormPairs{{{"说明", story}, {std::string(300, 'w'), std::string(300, 'i')}}});
  const auto pages = lay_out(form, *fonts_);
  ASSERT_TRUE(pages);
  EXPECT_GT(pages->size(), 1U);
  for (const FormPage& page : *pages) {
    for (const PlacedMark& mark : page.marks) {
      const auto* text = std::get_if<PlacedText>(&mark);
      if (text == nullptr) continue;
      EXPECT_GE(text->base_line, 40);
      EXPECT_LE(text->base_line, a4_height - 30);
      EXPECT_LE(text->x + cells_of(text->line) * text->size / 1000, a4_width - 50);
    }
  }
}

TEST_F(PdfWriter, RefusesWhatIsNoForm) {
  FormDocument large = short_form();
  large.blocks.emplace_back(FormParagraph{std::string(max_form_bytes, 'x')});
  EXPECT_EQ(make_pdf(large, *fonts_).error().code, ErrorCode::Overflow);
  FormDocument endless = short_form();
  endless.blocks.emplace_back(FormParagraph{std::string(max_form_bytes / 2, '\n')});
  EXPECT_EQ(make_pdf(endless, *fonts_).error().code, ErrorCode::Overflow);
  FormDocument broken = short_form();
  broken.blocks.emplace_back(FormParagraph{"\xFF\xFE"});
  EXPECT_EQ(make_pdf(broken, *fonts_).error().code, ErrorCode::Malformed);
}

TEST_F(PdfWriter, SameDocumentSameBytes) {
  const auto first = make_pdf(short_form(), *fonts_);
  const auto second = make_pdf(short_form(), *fonts_);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(text_of(*first), text_of(*second));
  EXPECT_EQ(info_of(*first), info_of(*second));
}

TEST(FormFonts, NoneIsAnError) {
  const auto none = FormFonts::create({FontFile{"/nonexistent.ttf", 0, {}, false}});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, ErrorCode::NotFound);
}

}  // namespace
}  // namespace yitang::devices
