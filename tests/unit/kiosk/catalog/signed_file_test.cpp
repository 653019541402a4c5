#include "kiosk/catalog/signed_file.hpp"

#include <gtest/gtest.h>

namespace yitang::catalog {
namespace {

const Files kFiles{{"catalogue.json", "{}"}, {"items.jsonl", std::string(300, 'x')}, {"empty.json", ""}};

TEST(SignedFile, GivesBackWhatWasPacked) {
  const auto body = pack(kFiles);
  ASSERT_TRUE(body);
  const auto file = unpack(*body, "f");
  ASSERT_TRUE(file) << describe(file.error());
  EXPECT_EQ(file->files, kFiles);
  EXPECT_EQ(file->body, *body);
  EXPECT_FALSE(file->key);
}

TEST(SignedFile, CarriesTheSignature) {
  const auto body = pack(kFiles);
  SigningKeyBytes key{};
  key.fill(7);
  SignatureBytes signature{};
  signature.fill(9);
  const auto file = unpack(with_signature(*body, key, signature), "f");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->body, *body);
  EXPECT_EQ(file->key, key);
  EXPECT_EQ(file->signature, signature);
}

TEST(SignedFile, RefusesEveryTruncation) {
  const auto body = pack(kFiles);
  const std::string whole = with_signature(*body, {}, {});
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const auto file = unpack(std::string_view(whole).substr(0, size), "f");
    EXPECT_EQ(file.has_value(), size == body->size()) << size;
  }
  EXPECT_FALSE(unpack(whole + "x", "f"));
}

TEST(SignedFile, ReadsNoOtherBytesAsTheSame) {
  const auto body = pack(kFiles);
  for (std::size_t i = 0; i < body->size(); ++i) {
    std::string changed = *body;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    const auto file = unpack(changed, "f");
    EXPECT_TRUE(!file || file->files != kFiles) << i;
  }
}

TEST(SignedFile, NamesAreNoPaths) {
  for (const char* name : {"", "../x.json", "a/b.json", ".hidden", "A.json", "ä.json", "a b.json"})
    EXPECT_FALSE(pack({{name, "x"}})) << name;
  EXPECT_FALSE(pack({}));
  Files many;
  for (std::size_t i = 0; i <= kMaxSignedFiles; ++i) many.emplace("f" + std::to_string(i), "");
  EXPECT_FALSE(pack(many));
  std::string path = *pack({{"aaaa.json", "x"}});
  path.replace(path.find("aaaa.json"), 9, "../..json");
  EXPECT_FALSE(unpack(path, "f"));
}

TEST(SignedFile, NamesAscendAndAreThereOnce) {
  std::string twice = *pack({{"a.json", "1"}, {"b.json", "2"}});
  twice[twice.find("b.json")] = 'a';
  EXPECT_FALSE(unpack(twice, "f"));
}

TEST(SignedFile, TheSignatureIsOverMoreThanTheBody) {
  EXPECT_NE(signed_message("body"), "body");
  EXPECT_TRUE(signed_message("body").ends_with("body"));
}

}  // namespace
}  // namespace yitang::catalog
