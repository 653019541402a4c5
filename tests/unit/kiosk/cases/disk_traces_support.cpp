#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "disk_traces.hpp"
#include "storage/random.hpp"

namespace yitang::cases::test {
namespace {

// SQLCipher 4: AES-256-CBC; at the end of each page 16 bytes IV and 64 bytes HMAC; page 1 begins with the
// salt.
constexpr std::size_t kPage = 4096;
constexpr std::size_t kReserve = 80;
constexpr std::size_t kSalt = 16;
constexpr std::size_t kLogHeader = 32;
constexpr std::size_t kFrameHeader = 24;
constexpr std::size_t kPiece = 24;

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

DiskTraces::DiskTraces(std::filesystem::path folder, std::string database, storage::HostBinding host)
    : folder_(std::move(folder)), database_(std::move(database)), host_(std::move(host)) {
  storage::SystemRandom random;
  auto keys = storage::KeyFile::open_or_create(folder_ / "keys.bin", folder_ / database_, host_, random);
  if (!keys) {
    ADD_FAILURE() << storage::describe(keys.error());
    std::abort();
  }
  const auto key = keys->keys().database_key.view();
  const auto salt = keys->keys().database_salt.view();
  key_.assign(key.begin(), key.end());
  salt_.assign(salt.begin(), salt.end());
  copy_ = folder_.parent_path() / "inspected";
}

storage::Database DiskTraces::open_copy() {
  std::filesystem::remove_all(copy_);
  std::filesystem::create_directory(copy_);
  for (const char* end : {"", "-wal"}) {
    const auto from = folder_ / (database_ + end);
    if (std::filesystem::exists(from)) std::filesystem::copy_file(from, copy_ / (database_ + end));
  }
  auto opened =
      storage::Database::open({copy_ / database_, {key_, salt_}, storage::OpenMode::CreateIfMissing});
  if (!opened) {
    ADD_FAILURE() << storage::describe(opened.error());
    std::abort();
  }
  return std::move(*opened);
}

std::string DiskTraces::decrypted(const std::string& page, bool first) const {
  const std::size_t from = first ? kSalt : 0;
  const std::size_t size = kPage - kReserve - from;
  const auto* bytes = reinterpret_cast<const unsigned char*>(page.data());
  std::string plain(size + 32, '\0');
  EVP_CIPHER_CTX* context = EVP_CIPHER_CTX_new();
  int done = 0;
  EVP_DecryptInit_ex(context, EVP_aes_256_cbc(), nullptr, key_.data(), bytes + kPage - kReserve);
  EVP_CIPHER_CTX_set_padding(context, 0);
  EVP_DecryptUpdate(context, reinterpret_cast<unsigned char*>(plain.data()), &done, bytes + from,
                    static_cast<int>(size));
  EVP_CIPHER_CTX_free(context);
  plain.resize(size);
  return plain;
}

std::vector<std::string> DiskTraces::raw_pages() const {
  std::vector<std::string> pages;
  const std::string database = read_whole(folder_ / database_);
  for (std::size_t at = 0; at + kPage <= database.size(); at += kPage)
    pages.push_back(database.substr(at, kPage));
  const std::string log = read_whole(folder_ / (database_ + "-wal"));
  for (std::size_t at = kLogHeader; at + kFrameHeader + kPage <= log.size(); at += kFrameHeader + kPage) {
    pages.push_back(log.substr(at + kFrameHeader, kPage));
  }
  return pages;
}

std::vector<std::string> DiskTraces::in_files(const std::vector<Trace>& traces) const {
  std::vector<std::string> found;
  for (const auto& [path, content] : files_below(folder_)) {
    for (const auto& [name, value] : traces) {
      if (holds(content, value)) found.push_back(name + " in " + path);
    }
  }
  return found;
}

std::vector<std::string> DiskTraces::in_pages(const std::vector<Trace>& traces) const {
  std::vector<std::string> found;
  for (const std::string& page : raw_pages()) {
    const std::string plain = decrypted(page, false);
    const std::string as_first = decrypted(page, true);
    for (const auto& [name, value] : traces) {
      if (holds(plain, value) || holds(as_first, value)) found.push_back(name);
    }
  }
  return found;
}

std::set<std::string> DiskTraces::pages_with(const std::vector<Trace>& traces) const {
  std::set<std::string> found;
  for (const std::string& page : raw_pages()) {
    const std::string plain = decrypted(page, false);
    for (const auto& [name, value] : traces) {
      if (holds(plain, value)) found.insert(page);
    }
  }
  return found;
}

int DiskTraces::surviving(const std::set<std::string>& pages) const {
  int count = 0;
  const auto files = files_below(folder_);
  for (const std::string& page : pages) {
    // A page that was torn or moved still shows by its middle.
    const std::string middle = page.substr(kPage / 2, 256);
    for (const auto& [path, content] : files) count += holds(content, middle) ? 1 : 0;
  }
  return count;
}

void DiskTraces::add(std::vector<Trace>& traces, const std::string& name, const std::string& value) {
  if (value.size() <= kPiece) {
    traces.emplace_back(name, value);
    return;
  }
  const std::size_t step = std::max(kPiece, value.size() / 40);
  for (std::size_t at = 0; at + kPiece <= value.size(); at += step) {
    traces.emplace_back(name + " at " + std::to_string(at), value.substr(at, kPiece));
  }
}

void DiskTraces::add(std::vector<Trace>& traces, const std::string& name, storage::ByteView value) {
  add(traces, name, std::string(value.begin(), value.end()));
}

std::vector<Trace> DiskTraces::files_below(const std::filesystem::path& folder) {
  std::vector<Trace> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.emplace_back(entry.path().string(), read_whole(entry.path()));
  }
  return files;
}

}  // namespace yitang::cases::test
