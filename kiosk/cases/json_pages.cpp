// Captured pages as JSON: with their picture, or with the place where the store keeps it.
#include <sodium.h>

#include <algorithm>

#include "kiosk/cases/json_parts.hpp"
#include "storage/bytes.hpp"

namespace yitang::cases::json {
namespace {

constexpr std::string_view kMediaTypes[] = {"image/jpeg", "image/png", "application/pdf"};

std::string base64(const storage::Bytes& content) {
  std::string text(sodium_base64_ENCODED_LEN(content.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), content.data(), content.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // the terminating zero
  return text;
}

storage::Bytes from_base64(const Node& node) {
  const auto text = node.text(kMaxPageBytes / 3 * 4 + 8);
  storage::Bytes content(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  const int failed = sodium_base642bin(content.data(), content.size(), text.data(), text.size(), nullptr,
                                       &size, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) node.fail("is not base64");
  content.resize(size);
  return content;
}

Json write_ref(const storage::SealedRef& ref) {
  return {{"name", ref.name}, {"key", storage::to_hex(ref.key)}};
}

template <std::size_t N>
void copy_hex(std::string_view hex, std::array<std::uint8_t, N>& out) {
  const auto bytes = storage::from_hex(hex);
  if (bytes && bytes->size() == N) std::copy(bytes->begin(), bytes->end(), out.begin());
}

storage::SealedRef read_ref(const Node& node, const PageImage& page) {
  node.only({"name", "key"});
  storage::SealedRef ref;
  ref.name = node.at("name").hex(16);
  copy_hex(node.at("key").hex(storage::kSealedKeySize), ref.key);
  copy_hex(page.digest, ref.digest);
  ref.size = page.bytes;
  return ref;
}

PageImage read_page(const Node& node, PageForm form) {
  node.only({"media_type", "bytes", "digest", "sharpness", "content", "sealed"});
  PageImage page;
  page.media_type = node.at("media_type").text(kMaxKeyBytes);
  if (std::find(std::begin(kMediaTypes), std::end(kMediaTypes), page.media_type) == std::end(kMediaTypes)) {
    node.at("media_type").fail("must be image/jpeg, image/png or application/pdf");
  }
  page.bytes =
      static_cast<std::uint64_t>(node.at("bytes").integer(1, static_cast<std::int64_t>(kMaxPageBytes)));
  page.digest = node.at("digest").hex(32);
  if (const auto sharpness = node.find("sharpness")) page.sharpness = sharpness->number();
  if (const auto content = node.find("content"); content && form != PageForm::Content) {
    content->fail("has no place here");
  }
  if (const auto sealed = node.find("sealed")) {
    if (form != PageForm::Sealed) sealed->fail("has no place here");
    page.sealed = read_ref(*sealed, page);
  }
  if (form != PageForm::Content) return page;
  const auto content = node.at("content");
  page.content = from_base64(content);
  const bool whole =
      page.content.size() == page.bytes && storage::to_hex(storage::digest_of(page.content)) == page.digest;
  if (!whole) content.fail("does not have the size and digest stated");
  return page;
}

}  // namespace

Json write_pages(const std::vector<PageImage>& pages, PageForm form) {
  Json list = Json::array();
  for (const auto& page : pages) {
    auto& json = list.emplace_back(
        Json{{"media_type", page.media_type}, {"bytes", page.bytes}, {"digest", page.digest}});
    if (page.sharpness > 0) json["sharpness"] = page.sharpness;
    if (form == PageForm::Content) json["content"] = base64(page.content);
    if (form == PageForm::Sealed && page.sealed) json["sealed"] = write_ref(*page.sealed);
  }
  return list;
}

std::vector<PageImage> read_pages(const Node& node, PageForm form) {
  std::vector<PageImage> pages;
  const auto size = node.array(kMaxPagesOfMaterial);
  for (std::size_t i = 0; i < size; ++i) pages.push_back(read_page(node.at(i), form));
  return pages;
}

}  // namespace yitang::cases::json
