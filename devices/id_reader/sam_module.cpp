#include <algorithm>

#include "devices/id_reader/simulator.hpp"

namespace yitang::devices {

namespace {

void append(SecretBytes& out, const Bytes& frame) { out.insert(out.end(), frame.begin(), frame.end()); }

void push_size(Bytes& data, std::size_t size) {
  data.push_back(static_cast<std::uint8_t>(size >> 8));
  data.push_back(static_cast<std::uint8_t>(size & 0xFF));
}

// Not a picture: the header that real ones have, then noise that is easy to recognise in memory.
void push_photo(Bytes& data) {
  const std::size_t begin = data.size();
  data.insert(data.end(), {'W', 'L', 102, 0, 126, 0});
  std::uint32_t noise = 0x2545F491;
  while (data.size() - begin < kPhotoSize) {
    noise ^= noise << 13;
    noise ^= noise >> 17;
    noise ^= noise << 5;
    data.push_back(static_cast<std::uint8_t>(noise >> 8));
  }
}

}  // namespace

Result<void> SamModule::place(const SyntheticCard& card) {
  auto text = encode_card_text(card);
  auto extra = encode_extra_address(card);
  if (!text || !extra) {
    return tl::unexpected(text ? extra.error() : text.error());
  }
  lift();
  text_ = std::move(*text);
  extra_ = card.newest_address.empty() ? Bytes{} : std::move(*extra);
  on_top_ = OnTop::IdCard;
  return {};
}

void SamModule::place_other() {
  lift();
  on_top_ = OnTop::OtherCard;
}

void SamModule::lift() {
  on_top_ = OnTop::Nothing;
  selected_ = false;
  halted_ = false;
  wipe(text_);
  wipe(extra_);
}

void SamModule::power_cycle() {
  selected_ = false;
  halted_ = false;
  parser_.clear();
}

void SamModule::receive(ByteView bytes, SecretBytes& out) {
  static constexpr std::uint8_t kPreamble[] = {0xAA, 0xAA, 0xAA, 0x96, 0x69};
  // A transfer that begins with a preamble begins a frame: half a request before it is forgotten.
  if (bytes.size() >= sizeof kPreamble &&
      std::equal(std::begin(kPreamble), std::end(kPreamble), bytes.begin())) {
    parser_.clear();
  }
  parser_.feed(bytes);
  while (auto request = parser_.next()) {
    if (*request) {
      ++commands_seen_;
      answer(**request, out);
    } else {
      append(out, build_answer(SamResult::RequestChecksum));
    }
  }
}

void SamModule::answer(const SamRequest& request, SecretBytes& out) {
  if (health_ != Health::Good) {
    append(out, build_answer(health_ == Health::NotAuthorised ? SamResult::NotAuthorised
                                                              : SamResult::SelfTestFailed));
    return;
  }
  switch (static_cast<SamCommand>(request.command)) {
    case SamCommand::Reset:
      selected_ = false;
      halted_ = false;
      append(out, build_answer(SamResult::Done));
      return;
    case SamCommand::Status:
    case SamCommand::RfPayload: append(out, build_answer(SamResult::Done)); return;
    case SamCommand::SamId: {
      // 05.03-20240101-0000990101-0000000042
      const Bytes id{0x05, 0, 0x03, 0, 0xE5, 0xD6, 0x34, 0x01, 0x95, 0x1B, 0x0F, 0, 42, 0, 0, 0};
      append(out, build_answer(SamResult::Done, id));
      return;
    }
    case SamCommand::Find: answer_find(out); return;
    case SamCommand::Select: answer_select(out); return;
    case SamCommand::Read: answer_read(out, false); return;
    case SamCommand::ReadWithFingerprints: answer_read(out, true); return;
    case SamCommand::ReadExtraAddress:
      if (!has_extra_address_) break;
      answer_extra(out);
      return;
    case SamCommand::CardManagement: break;
  }
  append(out, build_answer(SamResult::UnknownCommand));
}

void SamModule::answer_find(SecretBytes& out) {
  selected_ = false;
  if (on_top_ == OnTop::Nothing || halted_) {
    append(out, build_answer(SamResult::NoCard));
  } else if (on_top_ == OnTop::OtherCard) {
    append(out, build_answer(SamResult::UnknownCardType));
  } else {
    append(out, build_answer(SamResult::CardFound, Bytes(4)));
  }
}

void SamModule::answer_select(SecretBytes& out) {
  selected_ = on_top_ == OnTop::IdCard && !halted_;
  append(out, selected_ ? build_answer(SamResult::Done, Bytes(8)) : build_answer(SamResult::SelectFailed));
}

void SamModule::answer_read(SecretBytes& out, bool fingerprints) {
  if (!selected_ || on_top_ != OnTop::IdCard || failing_reads_ > 0) {
    failing_reads_ = std::max(0, failing_reads_ - 1);
    selected_ = false;
    append(out, build_answer(SamResult::ReadFailed));
    return;
  }
  halted_ = halts_after_read_;
  Bytes data;
  data.reserve(6 + kCardTextSize + kPhotoSize);
  push_size(data, kCardTextSize);
  push_size(data, kPhotoSize);
  if (fingerprints) {
    push_size(data, 0);
  }
  data.insert(data.end(), text_.begin(), text_.end());
  push_photo(data);
  Bytes frame = build_answer(SamResult::Done, data);
  append(out, frame);
  wipe(data);
  wipe(frame);
}

void SamModule::answer_extra(SecretBytes& out) const {
  if (!selected_ || on_top_ != OnTop::IdCard) {
    append(out, build_answer(SamResult::ReadFailed));
  } else if (extra_.empty()) {
    append(out, build_answer(SamResult::ItemAbsent));
  } else {
    append(out, build_answer(SamResult::Done, extra_));
  }
}

}  // namespace yitang::devices
