#include "storage/backup_container.hpp"

#include <gtest/gtest.h>

#include "storage_support.hpp"

namespace yitang::storage {
namespace {

using testing::code_of;
using testing::must;

SecretBytes passphrase(std::string_view text) { return SecretBytes::copy_of(bytes_of(text)); }

BackupHeader sample_header() {
  BackupHeader header;
  header.terminal = "YT01";
  header.created_ms = 1795136400000;
  header.device_key = public_key_of(Bytes(32, 5));
  header.recovery_key.fill(9);
  header.head = {7, {}};
  header.head.hash.fill(3);
  header.passphrase_salt.fill(4);
  header.cost = kLeastPassphraseCost;
  header.sealed_half = Bytes(80, 6);
  header.attachments = {{BackupStore::Terminal, "00112233445566778899aabbccddeeff", 12345, {}},
                        {BackupStore::Terminal, "ff112233445566778899aabbccddeeff", 1, {}},
                        {BackupStore::Office, "00112233445566778899aabbccddeeff", 0, {}}};
  return header;
}

// Everything of a small container, as BackupSource and BackupFile put it together from these parts.
struct Container {
  Bytes header = must(encode_backup_header(sample_header()));
  SecretBytes key = must(backup_content_key(Bytes(32, 1), passphrase("correct horse"), sample_header()));
  Bytes stream_header;
  std::vector<Bytes> chunks;

  explicit Container(const std::vector<Bytes>& contents) {
    BackupEncryptor encryptor(key, header);
    stream_header = encryptor.stream_header();
    for (std::size_t i = 0; i < contents.size(); ++i)
      chunks.push_back(encryptor.chunk(contents[i], i + 1 == contents.size()));
  }
};

TEST(BackupContainer, TheHeaderComesBackAsItWas) {
  const BackupHeader header = sample_header();
  const Bytes bytes = must(encode_backup_header(header));
  EXPECT_EQ(must(backup_header_size(ByteView(bytes).first(kBackupPrefixSize))), bytes.size());
  Bytes longer = bytes;
  longer.resize(bytes.size() + 100);
  std::size_t size = 0;
  const BackupHeader again = must(parse_backup_header(longer, &size));
  EXPECT_EQ(size, bytes.size());
  EXPECT_EQ(again.attachments, header.attachments);
  EXPECT_EQ(must(encode_backup_header(again)), bytes);
}

TEST(BackupContainer, AHeaderThatIsCutAnywhereIsRefused) {
  const Bytes bytes = must(encode_backup_header(sample_header()));
  for (std::size_t length = 0; length < bytes.size(); ++length)
    EXPECT_EQ(code_of(parse_backup_header(ByteView(bytes).first(length))), ErrorCode::Corrupt) << length;
}

TEST(BackupContainer, AHeaderWithAChangedBitIsRefusedOrAnotherHeader) {
  const Bytes bytes = must(encode_backup_header(sample_header()));
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    Bytes changed = bytes;
    changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
    const auto parsed = parse_backup_header(changed);
    // What still parses is what these bytes say: the digest over the whole file tells the change.
    if (parsed) {
      EXPECT_EQ(must(encode_backup_header(*parsed)), changed) << bit;
    }
  }
}

TEST(BackupContainer, AttachmentsOutOfOrderOrTwiceAreRefused) {
  BackupHeader header = sample_header();
  std::swap(header.attachments[0], header.attachments[1]);
  EXPECT_EQ(code_of(encode_backup_header(header)), ErrorCode::Misuse);
  header.attachments[0] = header.attachments[1];
  EXPECT_EQ(code_of(encode_backup_header(header)), ErrorCode::Misuse);
  header.attachments = {{BackupStore::Terminal, "not a name", 1, {}}};
  EXPECT_EQ(code_of(encode_backup_header(header)), ErrorCode::Misuse);
}

TEST(BackupContainer, BothHalvesAreNeeded) {
  const Container container({Bytes(100, 7)});
  const BackupHeader header = sample_header();
  const auto first_chunk = [&](const SecretBytes& key) {
    return must(BackupDecryptor::open(key, container.header, container.stream_header))
        .chunk(container.chunks.front());
  };
  EXPECT_TRUE(equal_in_constant_time(must(first_chunk(container.key)).view(), Bytes(100, 7)));
  const SecretBytes other_county =
      must(backup_content_key(Bytes(32, 2), passphrase("correct horse"), header));
  EXPECT_EQ(code_of(first_chunk(other_county)), ErrorCode::WrongKey);
  const SecretBytes other_technician =
      must(backup_content_key(Bytes(32, 1), passphrase("correct hors"), header));
  EXPECT_EQ(code_of(first_chunk(other_technician)), ErrorCode::WrongKey);
  EXPECT_EQ(code_of(backup_content_key(Bytes(32, 1), passphrase("short"), header)), ErrorCode::Misuse);
  EXPECT_EQ(code_of(backup_content_key(Bytes(31, 1), passphrase("correct horse"), header)),
            ErrorCode::Misuse);
}

TEST(BackupContainer, ChunksAreBoundToTheirOrderAndToTheHeader) {
  const Container container({Bytes(kBackupChunkSize, 1), Bytes(kBackupChunkSize, 2), Bytes()});
  const auto open = [&](ByteView header) {
    return must(BackupDecryptor::open(container.key, header, container.stream_header));
  };
  auto right = open(container.header);
  for (const Bytes& chunk : container.chunks) EXPECT_TRUE(right.chunk(chunk));
  EXPECT_TRUE(right.ended());
  EXPECT_EQ(code_of(right.chunk(container.chunks[0])), ErrorCode::Corrupt);

  auto swapped = open(container.header);
  ASSERT_TRUE(swapped.chunk(container.chunks[0]));
  EXPECT_EQ(code_of(swapped.chunk(container.chunks[2])), ErrorCode::Corrupt);

  Bytes other = container.header;
  other.back() ^= 1;  // the digest of a picture: what the county reads must be what the terminal wrote
  EXPECT_EQ(code_of(open(other).chunk(container.chunks[0])), ErrorCode::WrongKey);
}

TEST(BackupContainer, ThePartsAreTheSameInAnyCut) {
  Bytes content = encode_backup_part({BackupPartKind::Keys, BackupStore::Terminal, 112});
  content.resize(content.size() + 112, 0xaa);
  const Bytes second = encode_backup_part({BackupPartKind::Database, BackupStore::Terminal, 5000});
  content.insert(content.end(), second.begin(), second.end());
  content.resize(content.size() + 5000, 0xbb);
  for (const std::size_t cut :
       {std::size_t{1}, std::size_t{3}, std::size_t{10}, std::size_t{113}, content.size()}) {
    std::vector<BackupPart> parts;
    std::vector<std::size_t> sizes;
    BackupContentReader reader(
        [&](const BackupPart& part) -> Result<void> {
          parts.push_back(part);
          sizes.push_back(0);
          return {};
        },
        [&](const BackupPart&, ByteView bytes) -> Result<void> {
          sizes.back() += bytes.size();
          return {};
        });
    for (std::size_t at = 0; at < content.size(); at += cut)
      ASSERT_TRUE(reader.push(ByteView(content).subspan(at, std::min(cut, content.size() - at))));
    EXPECT_TRUE(reader.finish());
    EXPECT_EQ(sizes, (std::vector<std::size_t>{112, 5000})) << cut;
    EXPECT_EQ(parts[1], (BackupPart{BackupPartKind::Database, BackupStore::Terminal, 5000}));
  }
}

TEST(BackupContainer, ImpossiblePartsAreRefused) {
  const auto read = [](const Bytes& content) {
    BackupContentReader reader([](const BackupPart&) -> Result<void> { return {}; },
                               [](const BackupPart&, ByteView) -> Result<void> { return {}; });
    auto pushed = reader.push(content);
    return pushed ? reader.finish() : pushed;
  };
  const Bytes once = encode_backup_part({BackupPartKind::Database, BackupStore::Office, 0});
  EXPECT_TRUE(read(once));
  Bytes twice = once;
  twice.insert(twice.end(), once.begin(), once.end());
  EXPECT_EQ(code_of(read(twice)), ErrorCode::Corrupt);
  EXPECT_EQ(code_of(read(encode_backup_part({BackupPartKind::Keys, BackupStore::Office, 1 << 20}))),
            ErrorCode::Corrupt);
  EXPECT_EQ(code_of(read(encode_backup_part({BackupPartKind::Database, BackupStore::Office, 1}))),
            ErrorCode::Corrupt);
  EXPECT_EQ(code_of(read(encode_backup_part({static_cast<BackupPartKind>(3), BackupStore::Office, 0}))),
            ErrorCode::Corrupt);
  EXPECT_EQ(code_of(read(encode_backup_part({BackupPartKind::Keys, static_cast<BackupStore>(0), 0}))),
            ErrorCode::Corrupt);
  EXPECT_EQ(code_of(read(Bytes(once.begin(), once.end() - 1))), ErrorCode::Corrupt);
}

TEST(BackupContainer, TheTrailerTellsDamageFromAForeignSigner) {
  const Bytes seed(32, 5);
  BackupDigest hash;
  hash.add(bytes_of("content"));
  const auto digest = hash.value();
  const Bytes trailer = backup_trailer(digest, seed);
  EXPECT_EQ(trailer.size(), kBackupTrailerSize);
  EXPECT_TRUE(check_backup_trailer(trailer, digest, public_key_of(seed)));
  EXPECT_FALSE(check_backup_trailer(trailer, digest, public_key_of(Bytes(32, 6))));
  for (std::size_t at = 0; at < trailer.size(); ++at) {
    Bytes changed = trailer;
    changed[at] ^= 1;
    EXPECT_EQ(code_of(check_backup_trailer(changed, digest, public_key_of(seed))), ErrorCode::Corrupt) << at;
  }
}

}  // namespace
}  // namespace yitang::storage
