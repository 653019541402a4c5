#include "devices/smartcard/pcsc.hpp"

#include <winscard.h>

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>

#include "devices/smartcard/card_questions.hpp"

namespace yitang::devices {
namespace {

// A name that stands for "the set of readers".
constexpr const char* kAnyReader = "\\\\?PnP?\\Notification";
constexpr std::size_t kMostReaders = 15;  // of pcscd, PCSCLITE_MAX_READERS_CONTEXTS less one for the set

Error error_of(LONG code) {
  const auto made = [code](ErrorCode kind) { return Error{kind, pcsc_stringify_error(code), 0, 0}; };
  switch (code) {
    case SCARD_E_TIMEOUT: return made(ErrorCode::Timeout);
    case SCARD_E_CANCELLED: return made(ErrorCode::Cancelled);
    case SCARD_E_SHARING_VIOLATION: return made(ErrorCode::Busy);
    case SCARD_E_NO_SMARTCARD:
    case SCARD_W_REMOVED_CARD:
    case SCARD_E_UNKNOWN_READER:
    case SCARD_E_READER_UNAVAILABLE: return made(ErrorCode::NotFound);
    // A service that was restarted knows nothing of this connection.
    case SCARD_E_NO_SERVICE:
    case SCARD_E_SERVICE_STOPPED:
    case SCARD_E_INVALID_HANDLE:
    case SCARD_F_COMM_ERROR: return made(ErrorCode::Disconnected);
    case SCARD_W_SECURITY_VIOLATION: return made(ErrorCode::Access);
    case SCARD_E_NO_MEMORY: return made(ErrorCode::OutOfMemory);
    default: return made(ErrorCode::Io);
  }
}

tl::unexpected<Error> failed(LONG code) { return tl::unexpected(error_of(code)); }

// On a connection of its own: whoever waits for it in vain goes on without it.
Result<Bytes> ask_card(const std::string& reader, ByteView command) {
  SCARDCONTEXT context = 0;
  LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
  if (code != SCARD_S_SUCCESS) return failed(code);
  SCARDHANDLE card = 0;
  DWORD protocol = 0;
  Bytes answer(MAX_BUFFER_SIZE);
  DWORD size = answer.size();
  code = SCardConnect(context, reader.c_str(), SCARD_SHARE_SHARED, SCARD_PROTOCOL_T0 | SCARD_PROTOCOL_T1,
                      &card, &protocol);
  if (code == SCARD_S_SUCCESS) {
    code = SCardTransmit(card, protocol == SCARD_PROTOCOL_T0 ? SCARD_PCI_T0 : SCARD_PCI_T1, command.data(),
                         command.size(), nullptr, answer.data(), &size);
    SCardDisconnect(card, SCARD_LEAVE_CARD);
  }
  SCardReleaseContext(context);
  if (code != SCARD_S_SUCCESS) return failed(code);
  if (size > answer.size()) return fail(ErrorCode::Protocol, "the card's answer is longer than its buffer");
  answer.resize(size);
  return answer;
}

class Pcsc final : public CardSystem {
 public:
  explicit Pcsc(milliseconds answer_limit) : questions_(answer_limit) {}
  ~Pcsc() override { disconnect(); }

  Result<void> connect() override {
    disconnect();
    SCARDCONTEXT context = 0;
    if (const LONG code = SCardEstablishContext(SCARD_SCOPE_SYSTEM, nullptr, nullptr, &context);
        code != SCARD_S_SUCCESS) {
      return failed(code);
    }
    const std::lock_guard lock(mutex_);
    context_ = context;
    connected_ = true;
    return {};
  }

  void disconnect() override {
    const std::lock_guard lock(mutex_);
    if (connected_) SCardReleaseContext(context_);
    connected_ = false;
  }

  Result<std::vector<std::string>> readers() override {
    std::vector<std::string> names;
    DWORD size = 0;
    LONG code = SCardListReaders(context_, nullptr, nullptr, &size);
    std::string all(size, '\0');
    if (code == SCARD_S_SUCCESS) code = SCardListReaders(context_, nullptr, all.data(), &size);
    if (code == SCARD_E_NO_READERS_AVAILABLE) return names;
    if (code == SCARD_E_INSUFFICIENT_BUFFER) return fail(ErrorCode::NotFound, "readers come and go");
    if (code != SCARD_S_SUCCESS) return failed(code);
    // Each name ends with a zero, the list with an empty name.
    std::string_view rest(all.data(), std::min<std::size_t>(size, all.size()));
    while (!rest.empty() && rest.front() != '\0' && names.size() < kMostReaders) {
      const std::string_view name = rest.substr(0, rest.find('\0'));
      names.emplace_back(name);
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
    return names;
  }

  Result<void> wait(std::vector<CardSlot>& slots, milliseconds limit) override {
    std::vector<SCARD_READERSTATE> states(slots.size() + 1);
    bool fresh = false;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      states[i].szReader = slots[i].reader.c_str();
      states[i].dwCurrentState = slots[i].mark == 0 ? SCARD_STATE_UNAWARE : slots[i].mark;
      fresh = fresh || slots[i].mark == 0;
    }
    states.back().szReader = kAnyReader;
    const auto span = static_cast<DWORD>(limit.count());
    const auto count = static_cast<DWORD>(states.size() - (fresh ? 1 : 0));
    const LONG code = SCardGetStatusChange(context_, fresh ? 0 : span, states.data(), count);
    if (code != SCARD_S_SUCCESS) return failed(code);
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const DWORD now = states[i].dwEventState;
      slots[i].mark = static_cast<std::uint32_t>(now & ~static_cast<DWORD>(SCARD_STATE_CHANGED));
      slots[i].has_card = (now & SCARD_STATE_PRESENT) != 0;
      slots[i].mute = (now & SCARD_STATE_MUTE) != 0;
      slots[i].gone = (now & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE)) != 0;
      const std::size_t size = std::min<std::size_t>(states[i].cbAtr, sizeof states[i].rgbAtr);
      slots[i].answer_to_reset.assign(states[i].rgbAtr, states[i].rgbAtr + size);
    }
    return {};
  }

  Result<Bytes> ask(const std::string& reader, ByteView command) override {
    return questions_.ask(reader, [reader, command = Bytes(command.begin(), command.end())] {
      return ask_card(reader, command);
    });
  }

  void cancel() override {
    questions_.cancel();
    const std::lock_guard lock(mutex_);
    if (connected_) SCardCancel(context_);
  }

 private:
  std::mutex mutex_;  // of what cancel() reads; never held across a call that waits
  SCARDCONTEXT context_ = 0;
  bool connected_ = false;
  CardQuestions questions_;
};

}  // namespace

std::unique_ptr<CardSystem> pcsc_card_system(milliseconds answer_limit) {
  return std::make_unique<Pcsc>(answer_limit);
}

}  // namespace yitang::devices
