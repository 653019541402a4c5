#include "devices/smartcard/staff_card_monitor.hpp"

#include <algorithm>

#include "devices/wipe.hpp"

namespace yitang::devices {
namespace {

constexpr milliseconds kFirstPause{1'000};
constexpr milliseconds kLongestPause{30'000};
constexpr milliseconds kAskAgain{2'000};

StaffCardFault fault_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::Busy: return StaffCardFault::InUse;
    case ErrorCode::NotSupported: return StaffCardFault::NoFixedNumber;
    default: return StaffCardFault::Unreadable;
  }
}

}  // namespace

StaffCardMonitor::~StaffCardMonitor() { wipe(settings_.key); }

milliseconds StaffCardMonitor::step() {
  if (!connected_) {
    if (const auto made = system_.connect(); !made) return lost(made.error());
    connected_ = true;
  }
  if (const auto read = follow_readers(); !read) {
    return read.error().code == ErrorCode::NotFound ? milliseconds{0} : lost(read.error());
  }
  answering_ = answering_ || slots_.empty();
  tell_readers();
  std::vector<CardSlot> now = slots_;
  const auto waited = system_.wait(now, settings_.longest_wait);
  if (!waited) {
    const ErrorCode code = waited.error().code;
    if (code == ErrorCode::Timeout || code == ErrorCode::Cancelled) {
      failures_ = 0;
      return milliseconds{0};
    }
    if (code == ErrorCode::NotFound) {  // a reader went between list and wait
      slots_.clear();
      return milliseconds{0};
    }
    return lost(waited.error());
  }
  failures_ = 0;
  answering_ = true;
  for (std::size_t i = 0; i < now.size(); ++i) {
    // Taken off and put on again between two looks: the service's counter of events in the mark has moved.
    const bool moved = slots_[i].mark >> 16U != now[i].mark >> 16U || slots_[i].mute != now[i].mute;
    const bool again = slots_[i].has_card && now[i].has_card && moved;
    if (again || !now[i].has_card || now[i].gone) card_gone(now[i].reader);
    const bool look = now[i].has_card && !now[i].gone && (again || !slots_[i].has_card);
    if (!look || look_at(now[i])) continue;
    // As if it had just been plugged in: the next step opens it anew.
    const std::string reader = now[i].reader;
    now[i] = {};
    now[i].reader = reader;
    answering_ = false;
  }
  std::erase_if(now, [](const CardSlot& slot) { return slot.gone; });
  slots_ = std::move(now);
  tell_readers();
  return answering_ ? milliseconds{0} : kAskAgain;
}

void StaffCardMonitor::tell_readers() {
  if (slots_.empty()) return tell_state(StaffReaderState::NoReader);
  tell_state(answering_ ? StaffReaderState::Ready : StaffReaderState::NotAnswering);
}

// Everything that was known ends with the connection.
milliseconds StaffCardMonitor::lost(const Error& error) {
  system_.disconnect();
  connected_ = false;
  answering_ = true;
  slots_.clear();
  const std::vector<std::string> held = with_card_;
  for (const std::string& reader : held) card_gone(reader);
  if (error.code != ErrorCode::Cancelled) tell_state(StaffReaderState::NoService);
  const milliseconds pause = std::min(kFirstPause * (1U << std::min(failures_, 5U)), kLongestPause);
  ++failures_;
  return pause;
}

Result<void> StaffCardMonitor::follow_readers() {
  const auto names = system_.readers();
  if (!names) return tl::unexpected(names.error());
  std::vector<CardSlot> slots;
  for (const std::string& name : *names) {
    if (!wanted(name)) continue;
    const auto known =
        std::find_if(slots_.begin(), slots_.end(), [&](const CardSlot& slot) { return slot.reader == name; });
    if (known != slots_.end()) {
      slots.push_back(*known);
    } else {
      slots.emplace_back().reader = name;
    }
  }
  slots_ = std::move(slots);
  const std::vector<std::string> held = with_card_;
  for (const std::string& reader : held) {
    if (std::none_of(slots_.begin(), slots_.end(),
                     [&](const CardSlot& slot) { return slot.reader == reader; }))
      card_gone(reader);
  }
  return {};
}

bool StaffCardMonitor::look_at(const CardSlot& slot) {
  Result<Bytes> answer = fail(ErrorCode::Io, "the card is mute");
  if (!slot.mute) answer = system_.ask(slot.reader, kGetUid);
  const bool answering = answer || answer.error().code != ErrorCode::Timeout;
  const bool told = std::find(with_card_.begin(), with_card_.end(), slot.reader) != with_card_.end();
  if (!answering && told) return false;
  card_gone(slot.reader);  // what was told while the reader did not answer
  // Away again before it could be read; or this program ends.
  if (!answer && answer.error().code == ErrorCode::NotFound) return true;
  if (!answer && answer.error().code == ErrorCode::Cancelled) return true;
  StaffCardEvent event = StaffCardRefused{StaffCardFault::Unreadable};
  if (!answer) {
    event = StaffCardRefused{fault_of(answer.error().code)};
  } else if (auto uid = uid_of_answer(*answer); !uid) {
    // Cards with contacts refuse the question in many ways.
    const bool contacts = !slot.answer_to_reset.empty() && !is_contactless(slot.answer_to_reset);
    event = StaffCardRefused{contacts ? StaffCardFault::NoFixedNumber : fault_of(uid.error().code)};
  } else {
    if (auto digest = uid_digest(*uid, settings_.key)) event = StaffCardPresent{std::move(*digest)};
    wipe(*uid);
  }
  if (answer) wipe(*answer);
  with_card_.push_back(slot.reader);
  listener_(event);
  return answering;
}

void StaffCardMonitor::card_gone(const std::string& reader) {
  if (std::erase(with_card_, reader) > 0) listener_(StaffCardRemoved{});
}

void StaffCardMonitor::tell_state(StaffReaderState state) {
  if (told_ == state) return;
  told_ = state;
  listener_(state);
}

bool StaffCardMonitor::wanted(const std::string& reader) const {
  return settings_.reader.empty() || reader.find(settings_.reader) != std::string::npos;
}

}  // namespace yitang::devices
