#include "devices/id_reader/driver.hpp"

#include <utility>

namespace yitang::devices {

IdReader::IdReader(OpenTransport open, Clock& clock, IdReaderSettings settings)
    : open_(std::move(open)), clock_(clock), settings_(settings) {}

IdReader::~IdReader() { forget_card(); }

ReaderEvent IdReader::event(ReaderEventKind kind, milliseconds next) {
  ReaderEvent result;
  result.kind = kind;
  result.next = next;
  return result;
}

ReaderEvent IdReader::go(State state, milliseconds next) {
  state_ = state;
  return event(ReaderEventKind::Nothing, next);
}

ReaderEvent IdReader::poll() {
  if (read_again_.exchange(false)) forget();
  switch (state_) {
    case State::Closed: return step_open();
    case State::Reset: return step_reset();
    case State::CheckStatus:
    case State::OutOfService: return step_status();
    case State::AskId: return step_id();
    case State::Find: return step_find();
    case State::Select: return step_select();
    case State::Read: return step_read();
    case State::ReadExtra: return step_extra();
    case State::Watch: return step_watch();
  }
  return event(ReaderEventKind::Nothing, settings_.find_interval);
}

void IdReader::forget() {
  forget_card();
  failed_reads_ = 0;
  negatives_ = 0;
  const bool about_a_card = state_ == State::Find || state_ == State::Select || state_ == State::Read ||
                            state_ == State::ReadExtra || state_ == State::Watch;
  // The card may be halted after a read; only a reset of the module makes it answer again.
  if (about_a_card) state_ = State::Reset;
}

ReaderEvent IdReader::step_open() {
  // Looked at often enough that a reader just plugged in is not kept waiting.
  constexpr milliseconds kGlance{250};
  if (!arrived_.exchange(false) && clock_.now() < open_after_) {
    return event(ReaderEventKind::Nothing, kGlance);
  }
  auto transport = open_();
  if (!transport) {
    return on_open_error(transport.error());
  }
  transport_ = std::move(*transport);
  presence_by_extra_ = true;
  // A card that was read before this program or this connection began is halted; the reset wakes it.
  return go(State::Reset);
}

ReaderEvent IdReader::step_reset() {
  auto answer = exchange(SamCommand::Reset, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  if (answer->result != SamResult::Done && answer->result != SamResult::UnknownCommand) {
    return on_module_error(answer->result);
  }
  return go(ready_reported_ ? State::Find : State::CheckStatus);
}

ReaderEvent IdReader::step_status() {
  auto answer = exchange(SamCommand::Status, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  if (answer->result != SamResult::Done) {
    return on_module_error(answer->result);
  }
  succeeded();
  return go(State::AskId);
}

ReaderEvent IdReader::step_id() {
  auto answer = exchange(SamCommand::SamId, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  if (answer->result != SamResult::Done) {
    return on_module_error(answer->result);
  }
  auto id = format_sam_id(ByteView(answer->data.data(), answer->data.size()));
  if (!id) {
    return on_error(id.error());
  }
  sam_id_ = std::move(*id);
  succeeded();
  state_ = State::Find;
  const bool news = !ready_reported_;
  ready_reported_ = true;
  absence_reported_ = false;
  reported_fault_.reset();
  return event(news ? ReaderEventKind::ReaderReady : ReaderEventKind::Nothing, milliseconds{0});
}

ReaderEvent IdReader::step_find() {
  auto answer = exchange(SamCommand::Find, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  switch (answer->result) {
    case SamResult::CardFound:
      succeeded();
      negatives_ = 0;
      return go(State::Select);
    case SamResult::NoCard: return nothing_found();
    case SamResult::UnknownCardType: return other_card();
    default: return on_module_error(answer->result);
  }
}

ReaderEvent IdReader::nothing_found() {
  // A read that ended in silence because the card was lifted was not the reader's fault.
  failures_ = 0;
  if (lying_ == Lying::Nothing && failed_reads_ > 0) {
    failed_reads_ = 0;
    lying_ = Lying::Unreadable;
    negatives_ = 1;
    return event(ReaderEventKind::Unreadable, settings_.find_interval);
  }
  if (lying_ != Lying::Nothing && ++negatives_ >= settings_.removal_negatives) {
    forget_card();
    return event(ReaderEventKind::Removed, settings_.find_interval);
  }
  return event(ReaderEventKind::Nothing, settings_.find_interval);
}

ReaderEvent IdReader::other_card() {
  succeeded();
  negatives_ = 0;
  failed_reads_ = 0;
  state_ = State::Find;
  const bool news = lying_ != Lying::Other;
  lying_ = Lying::Other;
  return event(news ? ReaderEventKind::NotAnIdCard : ReaderEventKind::Nothing, settings_.find_interval);
}

ReaderEvent IdReader::read_failed() {
  ++failed_reads_;
  negatives_ = 0;
  state_ = State::Find;
  if (failed_reads_ < settings_.read_attempts || lying_ == Lying::Unreadable) {
    return event(ReaderEventKind::Nothing, settings_.find_interval);
  }
  lying_ = Lying::Unreadable;
  return event(ReaderEventKind::Unreadable, settings_.find_interval);
}

ReaderEvent IdReader::step_select() {
  auto answer = exchange(SamCommand::Select, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  switch (answer->result) {
    case SamResult::Done: succeeded(); return go(State::Read);
    case SamResult::UnknownCardType: return other_card();
    default: return on_module_error(answer->result);
  }
}

ReaderEvent IdReader::step_read() {
  auto answer = exchange(SamCommand::Read, settings_.read_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  if (answer->result == SamResult::UnknownCardType) {
    return other_card();
  }
  if (answer->result != SamResult::Done) {
    return on_module_error(answer->result);
  }
  // Text is copied out; the photo goes with `answer`, whose memory is wiped when it is given back, unless
  // somebody has a decoder for it.
  const auto blocks = split_read_answer(ByteView(answer->data.data(), answer->data.size()));
  if (!blocks) {
    return on_error(blocks.error());
  }
  auto card = parse_card_text(blocks->text);
  succeeded();
  if (!card) {
    return read_failed();  // whole and checked by the module, yet not text: this card cannot be read
  }
  card_ = std::move(*card);
  if (settings_.deliver_photo && blocks->photo.size() == kPhotoSize)
    photo_ = SecretBytes(blocks->photo.begin(), blocks->photo.end());
  return go(State::ReadExtra);
}

ReaderEvent IdReader::step_extra() {
  auto answer = exchange(SamCommand::ReadExtraAddress, settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  succeeded();
  negatives_ = 0;
  switch (answer->result) {
    case SamResult::Done: {
      auto address = parse_extra_address(ByteView(answer->data.data(), answer->data.size()));
      if (address) {
        card_->newest_address = std::move(*address);
      } else {
        card_->warnings.push_back(CardWarning::NewestAddressUnreadable);
      }
      break;
    }
    case SamResult::ItemAbsent: break;
    case SamResult::UnknownCommand: presence_by_extra_ = false; break;
    default: negatives_ = 1; break;  // the card was complete, and may be gone by now
  }
  return deliver_card();
}

ReaderEvent IdReader::deliver_card() {
  state_ = State::Watch;
  lying_ = Lying::Card;
  failed_reads_ = 0;
  ReaderEvent result = event(ReaderEventKind::CardPresent, settings_.presence_interval);
  result.card = std::move(card_);
  card_.reset();
  result.photo = std::exchange(photo_, {});
  return result;
}

ReaderEvent IdReader::step_watch() {
  // Without the newest address as a test, only finding the card anew tells; a card that was read is halted
  // and answers that after a reset of the module only.
  if (!presence_by_extra_ && !woken_) {
    auto reset = exchange(SamCommand::Reset, settings_.command_timeout);
    if (!reset) {
      return on_error(reset.error());
    }
    woken_ = true;
    return event(ReaderEventKind::Nothing, milliseconds{0});
  }
  woken_ = false;
  auto answer = exchange(presence_by_extra_ ? SamCommand::ReadExtraAddress : SamCommand::Find,
                         settings_.command_timeout);
  if (!answer) {
    return on_error(answer.error());
  }
  switch (answer->result) {
    case SamResult::Done:
    case SamResult::ItemAbsent:
    case SamResult::CardFound:
      succeeded();
      negatives_ = 0;
      return event(ReaderEventKind::Nothing, settings_.presence_interval);
    case SamResult::SelfTestFailed:
    case SamResult::NotAuthorised: return on_module_error(answer->result);
    default: return missed_presence();
  }
}

ReaderEvent IdReader::missed_presence() {
  succeeded();
  if (++negatives_ < settings_.removal_negatives) {
    return event(ReaderEventKind::Nothing, settings_.presence_interval);
  }
  forget_card();
  state_ = State::Find;
  return event(ReaderEventKind::Removed, milliseconds{0});
}

std::string_view name_of(ReaderEventKind kind) {
  switch (kind) {
    case ReaderEventKind::Nothing: return "nothing";
    case ReaderEventKind::ReaderReady: return "reader ready";
    case ReaderEventKind::NoReader: return "no reader";
    case ReaderEventKind::CardPresent: return "card present";
    case ReaderEventKind::Unreadable: return "unreadable";
    case ReaderEventKind::NotAnIdCard: return "not an id card";
    case ReaderEventKind::Removed: return "removed";
    case ReaderEventKind::Fault: return "fault";
  }
  return "unknown";
}

std::string_view name_of(ReaderFault fault) {
  switch (fault) {
    case ReaderFault::Unresponsive: return "unresponsive";
    case ReaderFault::OutOfService: return "out of service";
    case ReaderFault::NoPermission: return "no permission";
    case ReaderFault::InUse: return "in use";
  }
  return "unknown";
}

}  // namespace yitang::devices
