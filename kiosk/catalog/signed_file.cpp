#include "kiosk/catalog/signed_file.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace yitang::catalog {
namespace {

constexpr std::string_view kMagic = "YITANGCATALOG1\n";
constexpr std::string_view kMessageHead = "yitang published catalogue, version 1\n";
constexpr std::size_t kMaxName = 60;

// A name goes into paths and messages: lower case, digits and three signs, and no way out of a folder.
bool is_plain_name(std::string_view name) {
  constexpr std::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
  return !name.empty() && name.size() <= kMaxName && name.front() != '.' &&
         name.find_first_not_of(kAllowed) == std::string_view::npos;
}

void put(std::string& out, std::uint32_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFF);
}

class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}

  std::optional<std::string_view> take(std::size_t size) {
    if (size > left_.size()) return std::nullopt;
    const std::string_view taken = left_.substr(0, size);
    left_.remove_prefix(size);
    return taken;
  }

  std::optional<std::uint32_t> number(std::size_t bytes) {
    const auto taken = take(bytes);
    if (!taken) return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i)
      value |= static_cast<std::uint32_t>(static_cast<unsigned char>((*taken)[i])) << (8 * i);
    return value;
  }

  std::string_view rest() const { return left_; }

 private:
  std::string_view left_;
};

using Listed = std::vector<std::pair<std::string, std::uint32_t>>;

std::optional<Listed> read_list(ByteReader& reader) {
  const auto count = reader.number(2);
  if (!count || *count == 0 || *count > kMaxSignedFiles) return std::nullopt;
  Listed listed;
  for (std::uint32_t i = 0; i < *count; ++i) {
    const auto length = reader.number(1);
    const auto name = length ? reader.take(*length) : std::nullopt;
    const auto size = name ? reader.number(4) : std::nullopt;
    if (!size || !is_plain_name(*name)) return std::nullopt;
    if (!listed.empty() && listed.back().first >= *name) return std::nullopt;
    listed.emplace_back(*name, *size);
  }
  return listed;
}

bool read_signature(std::string_view tail, SignedFile& file) {
  if (tail.empty()) return true;
  SigningKeyBytes key{};
  if (tail.size() != key.size() + file.signature.size()) return false;
  std::copy_n(tail.begin(), key.size(), key.begin());
  std::copy_n(tail.begin() + static_cast<std::ptrdiff_t>(key.size()), file.signature.size(),
              file.signature.begin());
  file.key = key;
  return true;
}

}  // namespace

Result<std::string> pack(const Files& files) {
  if (files.empty() || files.size() > kMaxSignedFiles)
    return fail(ErrorKind::BadInput, "a catalogue has 1 to " + std::to_string(kMaxSignedFiles) + " files");
  std::string body(kMagic);
  std::size_t total = 0;
  put(body, static_cast<std::uint32_t>(files.size()), 2);
  for (const auto& [name, content] : files) {
    if (!is_plain_name(name)) return fail(ErrorKind::BadInput, "is no name for a file of a catalogue", name);
    total += content.size();
    if (total > kMaxSignedFileBytes) return fail(ErrorKind::BadInput, "the catalogue is too large", name);
    put(body, static_cast<std::uint32_t>(name.size()), 1);
    body += name;
    put(body, static_cast<std::uint32_t>(content.size()), 4);
  }
  for (const auto& [name, content] : files) body += content;
  return body;
}

Result<SignedFile> unpack(std::string_view bytes, const std::string& name) {
  const auto refuse = [&](const char* why) { return fail(ErrorKind::BadInput, why, name); };
  if (bytes.size() > kMaxSignedFileBytes + 8192) return refuse("file is too large");
  if (!bytes.starts_with(kMagic)) return refuse("is no published catalogue");
  ByteReader reader(bytes.substr(kMagic.size()));
  const auto listed = read_list(reader);
  if (!listed) return refuse("its list of files is damaged");
  SignedFile file;
  for (const auto& [one, size] : *listed) {
    const auto content = reader.take(size);
    if (!content) return refuse("is cut short");
    file.files.emplace(one, *content);
  }
  if (!read_signature(reader.rest(), file)) return refuse("its signature is damaged");
  file.body = bytes.substr(0, bytes.size() - reader.rest().size());
  return file;
}

std::string with_signature(std::string_view body, const SigningKeyBytes& key,
                           const SignatureBytes& signature) {
  std::string whole(body);
  whole.append(key.begin(), key.end());
  whole.append(signature.begin(), signature.end());
  return whole;
}

std::string signed_message(std::string_view body) { return std::string(kMessageHead) + std::string(body); }

}  // namespace yitang::catalog
