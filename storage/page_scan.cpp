#include "storage/page_scan.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <map>
#include <memory>
#include <utility>

#include "storage/system_error.hpp"

namespace yitang::storage {
namespace {

constexpr std::size_t kScannedPage = 4096;
constexpr std::size_t kIvSize = 16;
constexpr std::size_t kMacSize = 64;
constexpr std::size_t kReserved = kIvSize + kMacSize;
constexpr std::size_t kUsable = kScannedPage - kReserved;
constexpr std::size_t kSaltOnFirstPage = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// Authenticates and decrypts single pages as SQLCipher 4 wrote them.
class PageCipher {
 public:
  explicit PageCipher(const DatabaseKey& key)
      : key_(SecretBytes::copy_of(key.key)),
        mac_key_(32),
        cipher_(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free) {
    Bytes salt(key.salt.begin(), key.salt.end());
    for (std::uint8_t& byte : salt) byte ^= 0x3a;
    ready_ = cipher_ &&
             PKCS5_PBKDF2_HMAC(reinterpret_cast<const char*>(key_.view().data()),
                               static_cast<int>(key_.size()), salt.data(), static_cast<int>(salt.size()), 2,
                               EVP_sha512(), static_cast<int>(mac_key_.size()), mac_key_.span().data()) == 1;
  }
  bool ready() const { return ready_; }

  // The page's bytes as SQLite sees them, without the reserved end.
  std::optional<Bytes> open(std::uint32_t number, ByteView sealed) {
    const std::size_t begin = number == 1 ? kSaltOnFirstPage : 0;
    if (!authentic(number, sealed, begin)) return std::nullopt;
    Bytes page(kUsable);
    const ByteView cipher = sealed.subspan(begin, kUsable - begin);
    int done = 0;
    const bool decrypted = EVP_DecryptInit_ex(cipher_.get(), EVP_aes_256_cbc(), nullptr, key_.view().data(),
                                              sealed.data() + kUsable) == 1 &&
                           EVP_CIPHER_CTX_set_padding(cipher_.get(), 0) == 1 &&
                           EVP_DecryptUpdate(cipher_.get(), page.data() + begin, &done, cipher.data(),
                                             static_cast<int>(cipher.size())) == 1 &&
                           static_cast<std::size_t>(done) == cipher.size();
    if (!decrypted) return std::nullopt;
    return page;
  }

 private:
  bool authentic(std::uint32_t number, ByteView sealed, std::size_t begin) const {
    Bytes message(sealed.begin() + static_cast<std::ptrdiff_t>(begin), sealed.begin() + kUsable + kIvSize);
    for (int shift = 0; shift < 32; shift += 8) message.push_back(static_cast<std::uint8_t>(number >> shift));
    std::array<std::uint8_t, kMacSize> mac{};
    unsigned int size = 0;
    const auto* made = HMAC(EVP_sha512(), mac_key_.view().data(), static_cast<int>(mac_key_.size()),
                            message.data(), message.size(), mac.data(), &size);
    return made != nullptr && size == mac.size() &&
           CRYPTO_memcmp(mac.data(), sealed.data() + kUsable + kIvSize, mac.size()) == 0;
  }

  SecretBytes key_;
  SecretBytes mac_key_;
  Cipher cipher_;
  bool ready_ = false;
};

// Encrypted pages of a database file and of a part of its log.
class PageFile {
 public:
  // Where one version of a page lies.
  struct Version {
    bool in_log = false;
    std::uint64_t at = 0;
  };

  // `whole_log`: also behind a damaged place, as far as something was committed.
  static Result<PageFile> open(const std::filesystem::path& database, bool whole_log, Disk& disk) {
    PageFile pages;
    auto main = disk.open(database, OpenAs::Reader);
    if (!main) return tl::unexpected(system_error(main.error(), "open", database));
    pages.main_ = std::move(*main);
    const auto info = pages.main_->info();
    if (!info) return tl::unexpected(system_error(info.error(), "examine", database));
    pages.count_ = static_cast<std::uint32_t>(info->size / kScannedPage);
    pages.main_count_ = pages.count_;
    auto log = state_of_log(database, disk);
    if (!log) return tl::unexpected(std::move(log.error()));
    const auto end = whole_log ? std::max(log->bytes, log->last_commit) : log->bytes;
    if (end <= kLogHeader) return pages;
    const std::filesystem::path log_path = database.string() + "-wal";
    auto log_file = disk.open(log_path, OpenAs::Reader);
    if (!log_file) return tl::unexpected(system_error(log_file.error(), "open", log_path));
    pages.log_ = std::move(*log_file);
    pages.index_log(end, *log);
    return pages;
  }
  std::uint32_t count() const { return count_; }

  // Newest first.
  std::vector<Version> versions(std::uint32_t number) const {
    std::vector<Version> all;
    if (const auto logged = in_log_.find(number); logged != in_log_.end()) {
      for (auto at = logged->second.rbegin(); at != logged->second.rend(); ++at) all.push_back({true, *at});
    }
    if (number >= 1 && number <= main_count_)
      all.push_back({false, std::uint64_t{number - 1} * kScannedPage});
    return all;
  }
  const std::map<std::uint32_t, std::vector<std::uint64_t>>& log() const { return in_log_; }

  bool read(const Version& version, Bytes& sealed) {
    return read_at(version.in_log ? *log_ : *main_, version.at, sealed);
  }

 private:
  static constexpr std::uint64_t kLogHeader = 32;
  static constexpr std::uint64_t kFrameHeader = 24;
  static constexpr std::size_t kSaltInLog = 16;
  static constexpr std::size_t kSaltInFrame = 8;
  static constexpr std::size_t kSaltSize = 8;

  static bool read_at(DiskFile& file, std::uint64_t at, Bytes& out) {
    const auto got = file.read(at, out);
    return got && *got == out.size();
  }

  void index_log(std::uint64_t end, const LogState& log) {
    Bytes head(kSaltInFrame + kSaltSize);
    for (std::uint64_t at = kLogHeader; at + kFrameHeader + kScannedPage <= end;
         at += kFrameHeader + kScannedPage) {
      if (!read_at(*log_, at, head)) return;
      // Behind the damage lie frames of earlier logs too.
      if (at >= log.bytes &&
          !std::equal(head.begin() + kSaltInFrame, head.end(), log.header.begin() + kSaltInLog))
        continue;
      const std::uint32_t page = std::uint32_t{head[0]} << 24 | std::uint32_t{head[1]} << 16 |
                                 std::uint32_t{head[2]} << 8 | std::uint32_t{head[3]};
      in_log_[page].push_back(at + kFrameHeader);
      if (at < log.bytes) count_ = std::max(count_, page);
    }
  }

  std::unique_ptr<DiskFile> main_;
  std::unique_ptr<DiskFile> log_;  // null: there is nothing to read in it
  std::uint32_t count_ = 0;
  std::uint32_t main_count_ = 0;
  std::map<std::uint32_t, std::vector<std::uint64_t>> in_log_;
};

// The newest version of a page that authenticates, opened.
detail::PageSource source_of(PageFile& file, PageCipher& cipher) {
  return [&file, &cipher](std::uint32_t number) -> std::optional<Bytes> {
    Bytes sealed(kScannedPage);
    for (const PageFile::Version& version : file.versions(number)) {
      if (!file.read(version, sealed)) continue;
      if (auto page = cipher.open(number, sealed)) return page;
    }
    return std::nullopt;
  };
}

}  // namespace

Result<PageScan> scan_pages(const std::filesystem::path& database, const DatabaseKey& key,
                            const std::function<void(const ScannedRow&)>& visit, Disk& disk) {
  auto file = PageFile::open(database, false, disk);
  if (!file) return tl::unexpected(std::move(file.error()));
  PageScan scan;
  scan.pages = file->count();
  PageCipher cipher(key);
  if (!cipher.ready()) return tl::unexpected(Error{ErrorCode::Io, "no cipher", database.string(), 0});
  const detail::PageSource page_of = source_of(*file, cipher);
  for (std::uint32_t number = 1; number <= scan.pages; ++number) {
    const auto page = page_of(number);
    if (page) {
      detail::rows_of_page(number, *page, kUsable, page_of, visit);
    } else {
      ++scan.unreadable;
    }
  }
  return scan;
}

Result<PageScan> scan_log(const std::filesystem::path& database, const DatabaseKey& key, std::uint64_t from,
                          const std::function<void(const ScannedRow&)>& visit, Disk& disk) {
  auto file = PageFile::open(database, true, disk);
  if (!file) return tl::unexpected(std::move(file.error()));
  PageCipher cipher(key);
  if (!cipher.ready()) return tl::unexpected(Error{ErrorCode::Io, "no cipher", database.string(), 0});
  const detail::PageSource page_of = source_of(*file, cipher);
  PageScan scan;
  Bytes sealed(kScannedPage);
  for (const auto& [number, places] : file->log()) {
    for (auto at = places.rbegin(); at != places.rend() && *at >= from; ++at) {
      ++scan.pages;
      const auto page = file->read({true, *at}, sealed) ? cipher.open(number, sealed) : std::nullopt;
      if (page) {
        detail::rows_of_page(number, *page, kUsable, page_of, visit);
        break;
      }
      ++scan.unreadable;
    }
  }
  return scan;
}

}  // namespace yitang::storage
