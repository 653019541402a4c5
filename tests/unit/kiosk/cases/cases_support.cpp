#include "cases_support.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>

#include "devices/id_reader/card.hpp"

namespace yitang::cases::test {

const catalog::Catalog& sample() {
  static const catalog::CatalogPtr catalogue = [] {
    auto loaded = catalog::Catalog::load(YITANG_SOURCE_DIR "/kiosk/catalog/sample");
    if (!loaded) {
      ADD_FAILURE() << describe(loaded.error());
      std::abort();
    }
    return *loaded;
  }();
  return *catalogue;
}

const catalog::ServiceItem& item(std::string_view id) {
  const auto* found = sample().item(id);
  if (!found) {
    ADD_FAILURE() << "no item " << id;
    std::abort();
  }
  return *found;
}

std::string citizen_number(std::string_view birth, std::string_view sequence) {
  const auto body = "990101" + std::string(birth) + std::string(sequence);
  return body + devices::citizen_check_digit(body);
}

Person elder() {
  Person person;
  person.name = "张三丰";
  person.number = citizen_number("19660315", "101");
  person.sex = "male";
  person.nation = "汉";
  person.birth = Date{1966, 3, 15};
  person.address = "示例省示例县示例镇一村12号";
  person.authority = "示例县公安局";
  person.valid_from = Date{2016, 5, 1};
  person.long_term = true;
  return person;
}

std::vector<Stroke> handwriting() {
  Stroke down;
  Stroke across;
  for (int i = 0; i < 20; ++i) {
    down.push_back({2000 + i * 10, 1000 + i * 300, i * 16});
    across.push_back({1000 + i * 350, 4000, 600 + i * 16});
  }
  return {down, across};
}

storage::Bytes picture(std::uint8_t seed, std::size_t size) {
  storage::Bytes bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(seed + i * 7);
  return bytes;
}

Draft pension_draft(Random& random, UnixMillis now) {
  const auto& claim = item("ss.pension-claim");
  auto draft = new_draft(claim.id, claim.version, now, random);
  draft.applicant = elder();
  draft.answers = {{"age", 60.0}, {"pension.paid_years", 15.0}};
  prefill(claim, *draft.applicant, Date::of(now), draft.values);
  draft.values["applicant.phone"] = std::string("13800000000");
  draft.values["top_up"] = std::string("no");
  draft.values["start_month"] = std::string("2026-12-01");
  draft.values["bank.card_no"] = std::string("6222020000000000000");
  draft.values["bank.name"] = claim.field("bank.name")->validation.options.front().code;
  draft.materials = {{"bank_card", {page_of(picture(1), "image/jpeg", 40)}}};
  draft.delivery = DeliveryChoice{catalog::Delivery::Print, {}, {}, {}};
  draft.signature = sign_draft(claim, draft, handwriting(), now);
  return draft;
}

Envelope pension_envelope(Random& random, UnixMillis now) {
  return make_envelope(item("ss.pension-claim"), pension_draft(random, now), sample().calendar(), now, true);
}

TempDirectory::TempDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "yitang-cases-XXXXXX").string();
  if (!mkdtemp(pattern.data())) std::abort();
  path_ = pattern;
}

TempDirectory::~TempDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

StoreOptions StoreBench::options() const {
  StoreOptions options;
  options.directory = directory.path() / "terminal";
  options.host.host_key_path = directory.path() / "host.key";
  options.host.hardware_id = []() -> storage::Result<storage::Bytes> { return storage::Bytes(16, 0x42); };
  options.terminal_code = "YT01";
  return options;
}

CaseStore StoreBench::open(std::uint64_t limit) {
  auto wanted = options();
  wanted.database_limit = limit;
  auto store = CaseStore::open(wanted, clock, *random);
  if (!store) {
    ADD_FAILURE() << describe(store.error());
    std::abort();
  }
  return std::move(*store);
}

}  // namespace yitang::cases::test
