#include "storage/wal_check.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace yitang::storage::detail {
namespace {

constexpr std::size_t kWalHeaderSize = 32;
constexpr std::size_t kFrameHeaderSize = 24;
constexpr std::size_t kCounterAt = 12;           // four bytes
constexpr std::uint32_t kWalMagic = 0x377f0682;  // the last bit: byte order of the checksums
constexpr std::uint32_t kWalVersion = 3007000;
constexpr std::uint32_t kLeastPage = 512;
constexpr std::uint32_t kLargestPage = 65536;

struct Sum {
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  bool operator==(const Sum&) const = default;
};

std::uint32_t big_endian(ByteView bytes, std::size_t at) {
  return std::uint32_t{bytes[at]} << 24 | std::uint32_t{bytes[at + 1]} << 16 |
         std::uint32_t{bytes[at + 2]} << 8 | std::uint32_t{bytes[at + 3]};
}

std::uint32_t little_endian(ByteView bytes, std::size_t at) {
  return std::uint32_t{bytes[at + 3]} << 24 | std::uint32_t{bytes[at + 2]} << 16 |
         std::uint32_t{bytes[at + 1]} << 8 | std::uint32_t{bytes[at]};
}

// SQLite's own: two running sums over pairs of words.
Sum add(Sum sum, ByteView bytes, bool big) {
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
    const std::uint32_t first = big ? big_endian(bytes, at) : little_endian(bytes, at);
    const std::uint32_t second = big ? big_endian(bytes, at + 4) : little_endian(bytes, at + 4);
    sum.a += first + sum.b;
    sum.b += second + sum.a;
  }
  return sum;
}

struct Header {
  bool big = false;
  std::uint32_t page_size = 0;
  std::array<std::uint8_t, 8> salt{};
  Sum sum;
};

std::optional<Header> header_of(ByteView bytes) {
  const std::uint32_t magic = big_endian(bytes, 0);
  Header header;
  header.big = (magic & 1) != 0;
  header.page_size = big_endian(bytes, 8);
  header.sum = {big_endian(bytes, 24), big_endian(bytes, 28)};
  std::copy_n(bytes.begin() + 16, 8, header.salt.begin());
  const bool right_size = header.page_size >= kLeastPage && header.page_size <= kLargestPage &&
                          (header.page_size & (header.page_size - 1)) == 0;
  if ((magic & ~1U) != kWalMagic || big_endian(bytes, 4) != kWalVersion || !right_size) return std::nullopt;
  if (!(add({}, bytes.first(24), header.big) == header.sum)) return std::nullopt;
  return header;
}

struct Frame {
  bool of_this_log = false;  // carries the header's salt
  bool commits = false;
  std::uint32_t page = 0;
  Sum stored;
  Bytes summed;  // what its checksum covers, behind its predecessor's

  bool follows(const Sum& before, bool big) const { return add(before, summed, big) == stored; }
};

Frame frame_of(ByteView bytes, const Header& header) {
  Frame frame;
  frame.of_this_log = std::equal(header.salt.begin(), header.salt.end(), bytes.begin() + 8);
  frame.page = big_endian(bytes, 0);
  frame.commits = big_endian(bytes, 4) != 0;
  frame.stored = {big_endian(bytes, 16), big_endian(bytes, 20)};
  frame.summed.assign(bytes.begin(), bytes.begin() + 8);
  frame.summed.insert(frame.summed.end(), bytes.begin() + kFrameHeaderSize, bytes.end());
  return frame;
}

bool fits(const Frame& frame, const Sum& before, const Header& header) {
  return frame.of_this_log && frame.follows(before, header.big);
}

// Sets right a header of which exactly one bit was changed: the first frame hangs on the right one.
Result<std::optional<Header>> mend(std::array<std::uint8_t, kWalHeaderSize>& bytes, std::uint64_t size,
                                   const WalReader& read) {
  for (std::size_t bit = 0; bit < 8 * bytes.size(); ++bit) {
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    bytes[bit / 8] ^= mask;
    const auto header = header_of(bytes);
    if (header && size >= kWalHeaderSize + kFrameHeaderSize + header->page_size) {
      Bytes first(kFrameHeaderSize + header->page_size);
      if (auto got = read(kWalHeaderSize, first); !got) return tl::unexpected(std::move(got.error()));
      if (fits(frame_of(first, *header), header->sum, *header)) return header;
    }
    bytes[bit / 8] ^= mask;
  }
  return std::nullopt;
}

// A stretch of frames behind the break that hang together by their checksums.
struct Run {
  std::optional<Sum> last;
  std::uint32_t committed_page = 0;  // when the last frame commits
  int transactions = 0;

  void take(const Frame& frame, bool big) {
    const bool known = frame.of_this_log && last && frame.follows(*last, big);
    if (!known) *this = {};
    if (!frame.of_this_log) return;
    last = frame.stored;
    // SQLite writes the last frame of a transaction again to fill the sector: that is no second transaction.
    // Nor is the frame that a stretch begins with, since it may be torn itself: the end of that filling is
    // written after the sync and may be missing while the next transaction already stands behind it.
    if (known && frame.commits && frame.page != committed_page) ++transactions;
    committed_page = frame.commits ? frame.page : 0;
  }
};

}  // namespace

// The frames behind the first that does not fit may be what is left of the transaction that a power cut tore,
// and of others that were torn at the same place before: none of these was synced, so each ends its stretch.
// Two transactions in one stretch are different: the second is begun only when the first is on the medium,
// and what is on the medium is never written again under the same salts.
Result<WalVerdict> examine_wal(std::uint64_t size, const WalReader& read) {
  WalVerdict verdict;
  if (size < kWalHeaderSize) return verdict;
  if (auto got = read(0, verdict.header); !got) return tl::unexpected(std::move(got.error()));
  auto header = header_of(verdict.header);
  if (!header) {
    const auto found = verdict.header;
    auto mended = mend(verdict.header, size, read);
    if (!mended) return tl::unexpected(std::move(mended.error()));
    if (!*mended) {  // perhaps a torn new header over an older log: SQLite will take it for empty
      verdict.unreadable = true;
      return verdict;
    }
    header = **mended;
    verdict.damaged = true;
    verdict.counter_only = !std::equal(found.begin() + kCounterAt, found.begin() + kCounterAt + 4,
                                       verdict.header.begin() + kCounterAt);
  }

  Bytes bytes(kFrameHeaderSize + header->page_size);
  Sum sum = header->sum;
  Run run;
  bool whole = true;
  for (std::uint64_t at = kWalHeaderSize; at + bytes.size() <= size; at += bytes.size()) {
    if (auto got = read(at, bytes); !got) return tl::unexpected(std::move(got.error()));
    const Frame frame = frame_of(bytes, *header);
    whole = whole && fits(frame, sum, *header);
    if (frame.of_this_log) {
      verdict.own_end = at + bytes.size();
      if (frame.commits) verdict.last_commit = verdict.own_end;
    }
    if (whole) {
      sum = frame.stored;
      if (frame.commits) verdict.good_bytes = at + bytes.size();
      continue;
    }
    run.take(frame, header->big);
    verdict.damaged = verdict.damaged || run.transactions >= 2;
    verdict.counter_only = verdict.counter_only && run.transactions < 2;
  }
  return verdict;
}

}  // namespace yitang::storage::detail
