// Answers of a card reader: the stream decoder, the incremental parser, and card texts inside right frames.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "devices/id_reader/card_json.hpp"
#include "devices/id_reader/packet.hpp"
#include "devices/id_reader/synthetic_card.hpp"

namespace {

using namespace yitang::devices;

void require(bool condition) {
  if (!condition) {
    std::abort();
  }
}

void whole_stream(ByteView bytes) {
  const auto lines = decode_card_stream(bytes, (bytes.size() & 1) != 0);
  require(lines ? !lines->empty() : lines.error().offset <= bytes.size());
}

// However the bytes are cut into pieces, the same answers come out, and no byte is kept for ever.
void pieces(std::uint8_t step, ByteView bytes) {
  AnswerParser whole;
  AnswerParser cut;
  whole.feed(bytes);
  std::vector<SecretBytes> expected;
  while (auto answer = whole.next()) {
    if (*answer) {
      expected.push_back((*answer)->data);
    }
  }
  std::size_t seen = 0;
  const std::size_t size = std::max<std::size_t>(1, step);
  for (std::size_t at = 0; at < bytes.size(); at += size) {
    cut.feed(bytes.subspan(at, std::min(size, bytes.size() - at)));
    while (auto answer = cut.next()) {
      if (*answer) {
        require(seen < expected.size() && expected[seen] == (*answer)->data);
        ++seen;
      }
    }
  }
  require(seen == expected.size());
  require(whole.pending() <= kMaxFrameLength + kFrameHeader);
}

// The input laid over a good card: gets behind the checksums.
void card_text(ByteView bytes) {
  const auto& cards = sample_cards();
  auto text = encode_card_text(cards[bytes.size() % cards.size()]);
  require(text.has_value());
  for (std::size_t at = 0; at + 2 < bytes.size(); at += 3) {
    (*text)[bytes[at]] = bytes[at + 1];
    (*text)[bytes[at] ^ 1] = bytes[at + 2];
  }
  Bytes data{1, 0, 4, 0};
  data.insert(data.end(), text->begin(), text->end());
  data.resize(4 + kCardTextSize + kPhotoSize);
  const Bytes frame = build_answer(SamResult::Done, data);
  const auto lines = decode_card_stream(frame, true);
  const auto card = parse_card_text(*text);
  require(lines.has_value() == card.has_value());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) {
    return 0;
  }
  const ByteView bytes(data + 2, size - 2);
  switch (data[0] % 3) {
    case 0: whole_stream(bytes); break;
    case 1: pieces(data[1], bytes); break;
    default: card_text(bytes); break;
  }
  return 0;
}
