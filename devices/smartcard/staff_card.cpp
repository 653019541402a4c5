#include "devices/smartcard/staff_card.hpp"

#include <sodium.h>

namespace yitang::devices {

Result<Bytes> uid_of_answer(ByteView answer) {
  if (answer.size() < 2) return fail(ErrorCode::Protocol, "an answer without status");
  const unsigned status = answer[answer.size() - 2] * 256U + answer[answer.size() - 1];
  if (status == 0x6A81 || status == 0x6D00 || status == 0x6E00)
    return fail(ErrorCode::NotSupported, "the card has no number of its own");
  if (status != 0x9000) return fail(ErrorCode::Protocol, "the reader refuses to tell the number");
  const ByteView uid = answer.first(answer.size() - 2);
  if (uid.size() < 4 || uid.size() > 10) return fail(ErrorCode::Protocol, "a number of impossible length");
  if (uid.size() == 4 && uid[0] == 0x08)
    return fail(ErrorCode::NotSupported, "the card tells another number each time");
  return Bytes(uid.begin(), uid.end());
}

bool is_contactless(ByteView answer_to_reset) {
  if (answer_to_reset.size() < 5) return false;
  const std::size_t own_bytes = answer_to_reset[1] & 0x0FU;
  const bool begins = answer_to_reset[0] == 0x3B && (answer_to_reset[1] & 0xF0U) == 0x80 &&
                      answer_to_reset[2] == 0x80 && answer_to_reset[3] == 0x01;
  if (!begins || answer_to_reset.size() != own_bytes + 5) return false;
  unsigned check = 0;
  for (const std::uint8_t byte : answer_to_reset.subspan(1)) check ^= byte;
  return check == 0;
}

Result<std::string> uid_digest(ByteView uid, ByteView key) {
  if (key.size() < crypto_generichash_KEYBYTES_MIN || key.size() > crypto_generichash_KEYBYTES_MAX)
    return fail(ErrorCode::BadArgument, "the key for staff cards has a wrong length");
  std::array<std::uint8_t, crypto_generichash_BYTES_MIN> digest{};
  if (sodium_init() < 0 ||
      crypto_generichash(digest.data(), digest.size(), uid.data(), uid.size(), key.data(), key.size()) != 0) {
    return fail(ErrorCode::Io, "the digest cannot be computed");
  }
  std::array<char, 2 * crypto_generichash_BYTES_MIN + 1> hex{};
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
  return std::string(hex.data());
}

}  // namespace yitang::devices
