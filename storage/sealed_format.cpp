// The envelope of a sealed file, pure. Layout: storage/README.md.
#include <sodium.h>

#include <algorithm>

#include "storage/little_endian.hpp"
#include "storage/sealed_files.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kMagic = "YITANGSF";
constexpr std::uint8_t kVersion = 1;
constexpr std::uint8_t kSuite = 1;  // libsodium secretstream: XChaCha20-Poly1305
constexpr std::uint32_t kChunkSize = 64 * 1024;
constexpr std::size_t kPrefixSize = 8 + 1 + 1 + 2 + 4;
constexpr std::size_t kStreamHeaderSize = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kChunkOverhead = crypto_secretstream_xchacha20poly1305_ABYTES;

static_assert(kSealedKeySize == crypto_secretstream_xchacha20poly1305_KEYBYTES);

Bytes prefix() {
  Bytes out;
  append_bytes(out, bytes_of(kMagic));
  append_number(out, kVersion);
  append_number(out, kSuite);
  append_number(out, std::uint16_t{0});
  append_number(out, kChunkSize);
  return out;
}

// Authenticated with every chunk: the prefix and the name under which the file was stored.
Bytes associated_data(std::string_view name) {
  Bytes data = prefix();
  append_text(data, name);
  return data;
}

tl::unexpected<Error> tampered(const char* why) {
  return tl::unexpected(Error{ErrorCode::TamperedSealedFile, why, {}, 0});
}

struct Stream {
  crypto_secretstream_xchacha20poly1305_state state;
  Stream() { require_sodium(); }
  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;
  ~Stream() { sodium_memzero(&state, sizeof state); }
};

}  // namespace

Result<Bytes> seal(ByteView content, const SealedKey& key, std::string_view name) {
  if (content.size() > kSealedMaxSize) {
    return tl::unexpected(Error{ErrorCode::TooLarge, "too large for a sealed file", {}, 0});
  }
  const Bytes data = associated_data(name);
  const std::size_t chunks = content.size() / kChunkSize + 1;
  Bytes sealed = prefix();
  sealed.resize(kPrefixSize + kStreamHeaderSize + content.size() + chunks * kChunkOverhead);
  Stream stream;
  crypto_secretstream_xchacha20poly1305_init_push(&stream.state, sealed.data() + kPrefixSize, key.data());
  std::uint8_t* out = sealed.data() + kPrefixSize + kStreamHeaderSize;
  // The last chunk is always shorter than the others, perhaps empty: the end is where it is, not where the
  // file ends.
  for (std::size_t i = 0; i < chunks; ++i) {
    const ByteView chunk =
        content.subspan(i * kChunkSize, std::min<std::size_t>(kChunkSize, content.size() - i * kChunkSize));
    const bool last = i + 1 == chunks;
    crypto_secretstream_xchacha20poly1305_push(&stream.state, out, nullptr, chunk.data(), chunk.size(),
                                               data.data(), data.size(),
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                    : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    out += chunk.size() + kChunkOverhead;
  }
  return sealed;
}

Result<Bytes> unseal(ByteView sealed, const SealedKey& key, std::string_view name) {
  const Bytes expected = prefix();
  if (sealed.size() < kPrefixSize + kStreamHeaderSize + kChunkOverhead)
    return tampered("sealed file is too short");
  if (!std::equal(expected.begin(), expected.end(), sealed.begin())) {
    return tampered("not a sealed file of a known version");
  }
  const Bytes data = associated_data(name);
  Stream stream;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&stream.state, sealed.data() + kPrefixSize,
                                                      key.data()) != 0) {
    return tampered("sealed file has a bad header");
  }
  ByteView rest = sealed.subspan(kPrefixSize + kStreamHeaderSize);
  Bytes content(rest.size());  // more than enough: the overhead goes
  std::size_t filled = 0;
  for (;;) {
    const ByteView chunk = rest.first(std::min<std::size_t>(rest.size(), kChunkSize + kChunkOverhead));
    if (chunk.size() < kChunkOverhead) return tampered("sealed file is cut off");
    unsigned char tag = 0;
    const int opened =
        crypto_secretstream_xchacha20poly1305_pull(&stream.state, content.data() + filled, nullptr, &tag,
                                                   chunk.data(), chunk.size(), data.data(), data.size());
    if (opened != 0) return tampered("sealed file is changed or not under this key and name");
    filled += chunk.size() - kChunkOverhead;
    rest = rest.subspan(chunk.size());
    if (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) break;
    if (rest.empty()) return tampered("sealed file is cut off");
  }
  if (!rest.empty()) return tampered("sealed file has bytes after its end");
  content.resize(filled);
  return content;
}

SealedDigest digest_of(ByteView content) {
  require_sodium();
  SealedDigest digest{};
  crypto_generichash(digest.data(), digest.size(), content.data(), content.size(), nullptr, 0);
  return digest;
}

SealedRef::~SealedRef() { sodium_memzero(key.data(), key.size()); }

}  // namespace yitang::storage
