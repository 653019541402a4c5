// The encrypted part of a backup: keys, chunks, digest and signature. Layout: storage/README.md.
#include <sodium.h>

#include <algorithm>
#include <memory>

#include "storage/backup_container.hpp"
#include "storage/key_wrap.hpp"
#include "storage/little_endian.hpp"
#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::string_view kContentLabel = "yitang backup 1, content key";
constexpr std::string_view kSignatureLabel = "yitang backup 1";

static_assert(kBackupStreamHeaderSize == crypto_secretstream_xchacha20poly1305_HEADERBYTES);
static_assert(kBackupChunkOverhead == crypto_secretstream_xchacha20poly1305_ABYTES);

struct StreamState {
  crypto_secretstream_xchacha20poly1305_state state{};
  StreamState() = default;
  StreamState(const StreamState&) = delete;
  StreamState& operator=(const StreamState&) = delete;
  ~StreamState() { sodium_memzero(&state, sizeof state); }
};

std::array<std::uint8_t, 32> header_digest(ByteView header) {
  require_sodium();
  std::array<std::uint8_t, 32> digest{};
  crypto_generichash(digest.data(), digest.size(), header.data(), header.size(), nullptr, 0);
  return digest;
}

Bytes signed_message(const std::array<std::uint8_t, 32>& digest) {
  Bytes message;
  append_text(message, kSignatureLabel);
  append_bytes(message, digest);
  return message;
}

}  // namespace

Result<SecretBytes> backup_content_key(ByteView county_half, const SecretBytes& passphrase,
                                       const BackupHeader& header) {
  if (county_half.size() != kBackupHalfSize || passphrase.size() < kLeastBackupPassphrase) {
    return tl::unexpected(Error{ErrorCode::Misuse, "the passphrase needs at least 8 characters", {}, 0});
  }
  auto technician = key_from_passphrase(passphrase, header.passphrase_salt, header.cost);
  if (!technician) return technician;
  return derive_key(county_half, {bytes_of(kContentLabel), technician->view()});
}

struct BackupEncryptor::State : StreamState {};

BackupEncryptor::BackupEncryptor(const SecretBytes& content_key, ByteView header)
    : state_(std::make_unique<State>()),
      stream_header_(kBackupStreamHeaderSize),
      bound_(header_digest(header)) {
  crypto_secretstream_xchacha20poly1305_init_push(&state_->state, stream_header_.data(),
                                                  content_key.view().data());
}
BackupEncryptor::~BackupEncryptor() = default;

Bytes BackupEncryptor::chunk(ByteView content, bool last) {
  Bytes sealed(content.size() + kBackupChunkOverhead);
  crypto_secretstream_xchacha20poly1305_push(&state_->state, sealed.data(), nullptr, content.data(),
                                             content.size(), bound_.data(), bound_.size(),
                                             last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL
                                                  : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
  return sealed;
}

struct BackupDecryptor::State : StreamState {
  std::array<std::uint8_t, 32> bound{};
  bool first = true;
  bool ended = false;
};

BackupDecryptor::BackupDecryptor(std::unique_ptr<State> state) : state_(std::move(state)) {}
BackupDecryptor::BackupDecryptor(BackupDecryptor&&) noexcept = default;
BackupDecryptor& BackupDecryptor::operator=(BackupDecryptor&&) noexcept = default;
BackupDecryptor::~BackupDecryptor() = default;

Result<BackupDecryptor> BackupDecryptor::open(const SecretBytes& content_key, ByteView header,
                                              ByteView stream_header) {
  auto state = std::make_unique<State>();
  state->bound = header_digest(header);
  if (stream_header.size() != kBackupStreamHeaderSize ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state->state, stream_header.data(),
                                                      content_key.view().data()) != 0) {
    return tl::unexpected(Error{ErrorCode::Corrupt, "the backup's content has a bad beginning", {}, 0});
  }
  return BackupDecryptor(std::move(state));
}

bool BackupDecryptor::ended() const { return state_->ended; }

Result<SecretBytes> BackupDecryptor::chunk(ByteView sealed) {
  const bool first = std::exchange(state_->first, false);
  if (sealed.size() < kBackupChunkOverhead || state_->ended) {
    return tl::unexpected(Error{ErrorCode::Corrupt, "the backup's content has a wrong length", {}, 0});
  }
  SecretBytes content(sealed.size() - kBackupChunkOverhead);
  unsigned char tag = 0;
  if (crypto_secretstream_xchacha20poly1305_pull(&state_->state, content.span().data(), nullptr, &tag,
                                                 sealed.data(), sealed.size(), state_->bound.data(),
                                                 state_->bound.size()) != 0) {
    return tl::unexpected(
        first ? Error{ErrorCode::WrongKey, "the county's key or the passphrase is not this backup's", {}, 0}
              : Error{ErrorCode::Corrupt, "the backup's content is damaged", {}, 0});
  }
  state_->ended = tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
  return content;
}

std::uint64_t backup_container_size(std::uint64_t header, std::uint64_t content) {
  const std::uint64_t chunks = content / kBackupChunkSize + 1;
  return header + kBackupStreamHeaderSize + content + chunks * kBackupChunkOverhead + kBackupTrailerSize;
}

struct BackupDigest::State {
  crypto_generichash_state hash;
};

BackupDigest::BackupDigest() : state_(std::make_unique<State>()) {
  require_sodium();
  crypto_generichash_init(&state_->hash, nullptr, 0, 32);
}
BackupDigest::~BackupDigest() = default;
void BackupDigest::add(ByteView bytes) {
  crypto_generichash_update(&state_->hash, bytes.data(), bytes.size());
}
std::array<std::uint8_t, 32> BackupDigest::value() {
  std::array<std::uint8_t, 32> digest{};
  crypto_generichash_final(&state_->hash, digest.data(), digest.size());
  return digest;
}

Bytes backup_trailer(const std::array<std::uint8_t, 32>& digest, ByteView signing_seed) {
  Bytes trailer;
  append_bytes(trailer, digest);
  append_bytes(trailer, sign(signing_seed, signed_message(digest)));
  return trailer;
}

Result<void> check_backup_trailer(ByteView trailer, const std::array<std::uint8_t, 32>& digest,
                                  const PublicKey& device_key) {
  if (trailer.size() != kBackupTrailerSize || !std::equal(digest.begin(), digest.end(), trailer.begin())) {
    return tl::unexpected(Error{ErrorCode::Corrupt, "the backup is damaged: its digest differs", {}, 0});
  }
  if (!verify_signature(device_key, signed_message(digest), trailer.subspan(digest.size()))) {
    return tl::unexpected(
        Error{ErrorCode::Corrupt, "the backup's signature is not of the terminal it names", {}, 0});
  }
  return {};
}

}  // namespace yitang::storage
