// Any bytes as a card's answers: a number of a length that cards have, or a refusal; a digest of 32 digits;
// and one wrong byte is noticed in an answer to reset.
#include <cstdint>
#include <cstdlib>

#include "devices/smartcard/staff_card.hpp"

namespace {

using namespace yitang::devices;

void require(bool condition) {
  if (!condition) std::abort();
}

void question(ByteView answer) {
  const auto uid = uid_of_answer(answer);
  if (!uid) {
    require(uid.error().code == ErrorCode::Protocol || uid.error().code == ErrorCode::NotSupported);
    return;
  }
  require(uid->size() >= 4 && uid->size() <= 10 && uid->size() + 2 == answer.size());
  require(uid->size() != 4 || (*uid)[0] != 0x08);
  const auto digest = uid_digest(*uid, Bytes(32, 0x5A));
  require(digest && digest->size() == 32);
  require(digest->find_first_not_of("0123456789abcdef") == std::string::npos);
}

void reset(ByteView answer) {
  if (!is_contactless(answer)) return;
  require(answer.size() >= 5 && answer.size() <= 20);
  require(!is_contactless(answer.first(answer.size() - 1)));
  Bytes other(answer.begin(), answer.end());
  other.back() ^= 0x01;
  require(!is_contactless(other));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView bytes(data, size);
  question(bytes);
  reset(bytes);
  return 0;
}
