#include "devices/id_reader/packet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace yitang::devices {

namespace {

// The part of the preamble that all firmware sends; one more AA in front is usual.
constexpr std::array<std::uint8_t, 4> kMark{0xAA, 0xAA, 0x96, 0x69};
constexpr std::uint8_t kLead = 0xAA;

std::uint8_t checksum(ByteView bytes) {
  std::uint8_t sum = 0;
  for (const std::uint8_t byte : bytes) {
    sum ^= byte;
  }
  return sum;
}

void append_frame(Bytes& frame, ByteView head, ByteView data) {
  const std::size_t length = head.size() + data.size() + 1;
  frame = {kLead,
           0xAA,
           0xAA,
           0x96,
           0x69,
           static_cast<std::uint8_t>(length >> 8),
           static_cast<std::uint8_t>(length & 0xFF)};
  frame.insert(frame.end(), head.begin(), head.end());
  frame.insert(frame.end(), data.begin(), data.end());
  frame.push_back(checksum(ByteView(frame).subspan(5)));
}

std::size_t big_endian_16(ByteView bytes, std::size_t at) {
  return static_cast<std::size_t>(bytes[at]) << 8 | bytes[at + 1];
}

std::uint32_t little_endian_32(ByteView bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) | static_cast<std::uint32_t>(bytes[at + 1]) << 8 |
         static_cast<std::uint32_t>(bytes[at + 2]) << 16 | static_cast<std::uint32_t>(bytes[at + 3]) << 24;
}

// Where a preamble could begin at the end of `bytes` that is not whole yet.
std::size_t possible_start(ByteView bytes) {
  // The longest tail that is a beginning of AA AA AA 96 69 or AA AA 96 69.
  static constexpr std::array<std::uint8_t, 5> kFull{0xAA, 0xAA, 0xAA, 0x96, 0x69};
  for (std::size_t tail = std::min<std::size_t>(bytes.size(), 4); tail > 0; --tail) {
    const ByteView end = bytes.last(tail);
    if (std::equal(end.begin(), end.end(), kFull.begin()) ||
        (tail < kMark.size() && std::equal(end.begin(), end.end(), kMark.begin()))) {
      return bytes.size() - tail;
    }
  }
  return bytes.size();
}

}  // namespace

Bytes build_request(SamCommand command, ByteView data) {
  const auto code = static_cast<std::uint16_t>(command);
  const std::array<std::uint8_t, 2> head{static_cast<std::uint8_t>(code >> 8),
                                         static_cast<std::uint8_t>(code & 0xFF)};
  Bytes frame;
  append_frame(frame, head, data);
  return frame;
}

Bytes build_answer(SamResult result, ByteView data, std::uint8_t sw1, std::uint8_t sw2) {
  const std::array<std::uint8_t, 3> head{sw1, sw2, static_cast<std::uint8_t>(result)};
  Bytes frame;
  append_frame(frame, head, data);
  return frame;
}

FrameScan scan_frame(ByteView bytes) {
  FrameScan scan;
  const auto mark = std::search(bytes.begin(), bytes.end(), kMark.begin(), kMark.end());
  if (mark == bytes.end()) {
    scan.skipped = possible_start(bytes);
    return scan;
  }
  const auto at = static_cast<std::size_t>(mark - bytes.begin());
  scan.skipped = at > 0 && bytes[at - 1] == kLead ? at - 1 : at;
  scan.end = at + kMark.size();
  const std::size_t length_at = at + kMark.size();
  if (bytes.size() < length_at + 2) {
    return scan;
  }
  const std::size_t length = big_endian_16(bytes, length_at);
  if (length < 3 || length > kMaxFrameLength) {
    scan.verdict = FrameScan::Verdict::BadLength;
    return scan;
  }
  scan.body = length_at + 2;
  if (bytes.size() - scan.body < length) {
    return scan;
  }
  const ByteView sealed = bytes.subspan(length_at, 2 + length - 1);
  if (checksum(sealed) != bytes[scan.body + length - 1]) {
    scan.verdict = FrameScan::Verdict::BadChecksum;
    return scan;
  }
  scan.verdict = FrameScan::Verdict::Complete;
  scan.body_size = length - 1;
  scan.end = scan.body + length;
  return scan;
}

void AnswerParser::feed(ByteView bytes) { buffer_.insert(buffer_.end(), bytes.begin(), bytes.end()); }

void AnswerParser::consume(std::size_t count) {
  buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
  // What erase() moved down is still behind the end: overwrite it by growing into it once.
  const std::size_t rest = buffer_.size();
  buffer_.resize(rest + count);
  buffer_.resize(rest);
}

void AnswerParser::clear() { consume(buffer_.size()); }

bool AnswerParser::has_header() const {
  const FrameScan scan = scan_frame(ByteView(buffer_.data(), buffer_.size()));
  return scan.verdict == FrameScan::Verdict::NeedMore && scan.body != 0;
}

std::optional<Result<SamAnswer>> AnswerParser::next() {
  const ByteView bytes(buffer_.data(), buffer_.size());
  const FrameScan scan = scan_frame(bytes);
  switch (scan.verdict) {
    case FrameScan::Verdict::NeedMore: consume(scan.skipped); return std::nullopt;
    case FrameScan::Verdict::BadLength:
      consume(scan.end);
      return fail(ErrorCode::Protocol, "answer with an impossible length");
    case FrameScan::Verdict::BadChecksum:
      consume(scan.end);
      return fail(ErrorCode::Protocol, "answer with a wrong checksum");
    case FrameScan::Verdict::Complete: break;
  }
  if (scan.body_size < 3) {
    consume(scan.end);
    return fail(ErrorCode::Protocol, "answer without a status");
  }
  SamAnswer answer;
  answer.sw1 = bytes[scan.body];
  answer.sw2 = bytes[scan.body + 1];
  answer.result = static_cast<SamResult>(bytes[scan.body + 2]);
  const ByteView data = bytes.subspan(scan.body + 3, scan.body_size - 3);
  answer.data.assign(data.begin(), data.end());
  consume(scan.end);
  return answer;
}

void RequestParser::feed(ByteView bytes) { buffer_.insert(buffer_.end(), bytes.begin(), bytes.end()); }

std::optional<Result<SamRequest>> RequestParser::next() {
  const FrameScan scan = scan_frame(buffer_);
  const auto drop = [this](std::size_t count) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(count));
  };
  switch (scan.verdict) {
    case FrameScan::Verdict::NeedMore: drop(scan.skipped); return std::nullopt;
    case FrameScan::Verdict::BadLength:
      drop(scan.end);
      return fail(ErrorCode::Protocol, "request with an impossible length");
    case FrameScan::Verdict::BadChecksum:
      drop(scan.end);
      return fail(ErrorCode::Protocol, "request with a wrong checksum");
    case FrameScan::Verdict::Complete: break;
  }
  SamRequest request;
  request.command = static_cast<std::uint16_t>(big_endian_16(buffer_, scan.body));
  const ByteView data = ByteView(buffer_).subspan(scan.body + 2, scan.body_size - 2);
  request.data.assign(data.begin(), data.end());
  drop(scan.end);
  return request;
}

Result<ReadBlocks> split_read_answer(ByteView data) {
  if (data.size() < 4 + kCardTextSize) {
    return fail(ErrorCode::Protocol, "read answer is too short");
  }
  const std::size_t text = big_endian_16(data, 0);
  const std::size_t photo = big_endian_16(data, 2);
  if (text != kCardTextSize || photo > kPhotoSize) {
    return fail(ErrorCode::Protocol, "read answer with impossible block lengths");
  }
  if (data.size() == 4 + text + photo) {
    return ReadBlocks{data.subspan(4, text), data.subspan(4 + text, photo), {}};
  }
  const std::size_t fingerprints = big_endian_16(data, 4);
  if (fingerprints <= kPhotoSize && data.size() == 6 + text + photo + fingerprints) {
    return ReadBlocks{data.subspan(6, text), data.subspan(6 + text, photo),
                      data.subspan(6 + text + photo, fingerprints)};
  }
  return fail(ErrorCode::Protocol, "read answer whose block lengths do not add up");
}

Result<std::string> format_sam_id(ByteView data) {
  if (data.size() != 16) {
    return fail(ErrorCode::Protocol, "module id is not 16 bytes");
  }
  const std::uint32_t first = little_endian_32(data, 0);
  return fmt::format("{:02}.{:02}-{}-{:010}-{:010}", first & 0xFFFF, first >> 16, little_endian_32(data, 4),
                     little_endian_32(data, 8), little_endian_32(data, 12));
}

}  // namespace yitang::devices
