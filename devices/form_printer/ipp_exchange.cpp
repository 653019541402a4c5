#include "devices/form_printer/ipp_exchange.hpp"

#include <cups/http.h>
#include <fmt/format.h>
#include <sys/socket.h>

#include <condition_variable>
#include <memory>
#include <mutex>
#include <thread>

namespace yitang::devices {
namespace {

struct CloseHttp {
  void operator()(http_t* http) const { httpClose(http); }
};
using HttpPtr = std::unique_ptr<http_t, CloseHttp>;

int give_up(http_t*, void*) { return 0; }

// Cuts the connection when the time is over: the limits of libcups begin anew with each byte that arrives,
// and TLS has one of its own of 10 s. For TLS libcups connects again, so its socket is asked for only when it
// is to be cut, and again until the call that uses it has come back; nobody changes the number at that time
// but a connect, which has a limit.
class Deadline {
 public:
  Deadline(http_t* http, std::chrono::milliseconds limit)
      : watcher_([this, http, limit] {
          std::unique_lock lock(mutex_);
          for (auto wait = limit; !done_.wait_for(lock, wait, [this] { return finished_; }); wait = again) {
            passed_ = true;
            ::shutdown(httpGetFd(http), SHUT_RDWR);
          }
        }) {}
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;
  ~Deadline() {
    {
      const std::lock_guard lock(mutex_);
      finished_ = true;
    }
    done_.notify_one();
    watcher_.join();
  }
  [[nodiscard]] bool passed() {
    const std::lock_guard lock(mutex_);
    return passed_;
  }

 private:
  static constexpr std::chrono::milliseconds again{100};

  std::mutex mutex_;
  std::condition_variable done_;
  bool finished_ = false;
  bool passed_ = false;
  std::thread watcher_;  // last: it uses all the others
};

double seconds(std::chrono::milliseconds limit) { return static_cast<double>(limit.count()) / 1000.0; }

Result<HttpPtr> connect(const FormPrinterAddress& address, const IppLimits& limits) {
  const auto milliseconds = static_cast<int>(limits.connect.count());
  // First without TLS: only a connection that exists can be given a limit for what comes before TLS stands.
  HttpPtr http(httpConnect2(address.host.c_str(), address.port, nullptr, AF_UNSPEC, HTTP_ENCRYPTION_NEVER, 1,
                            milliseconds, nullptr));
  if (!http) return fail(ErrorCode::Disconnected, "the printer cannot be reached");
  httpSetTimeout(http.get(), seconds(limits.request), give_up, nullptr);
  if (!address.encrypted) return http;
  const Deadline deadline(http.get(), limits.request);
  if (httpEncryption(http.get(), HTTP_ENCRYPTION_ALWAYS) != 0)
    return fail(ErrorCode::Disconnected, "no encrypted connection to the printer");
  return http;
}

bool write_all(http_t* http, ByteView bytes) {
  while (!bytes.empty()) {
    const ssize_t count = httpWrite2(http, reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (count <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(count));
  }
  return true;
}

bool send(http_t* http, const FormPrinterAddress& address, ByteView question, ByteView document) {
  httpClearFields(http);
  const bool local = !address.host.empty() && address.host[0] == '/';
  httpSetField(http, HTTP_FIELD_HOST, local ? "localhost" : address.host.c_str());
  httpSetField(http, HTTP_FIELD_CONTENT_TYPE, "application/ipp");
  httpSetField(http, HTTP_FIELD_CONTENT_LENGTH, fmt::format("{}", question.size() + document.size()).c_str());
  return httpPost(http, address.resource.c_str()) == 0 && write_all(http, question) &&
         write_all(http, document) && httpFlushWrite(http) >= 0;
}

Result<std::vector<std::uint8_t>> receive(http_t* http) {
  http_status_t status = HTTP_STATUS_CONTINUE;
  while (status == HTTP_STATUS_CONTINUE) status = httpUpdate(http);
  if (status == HTTP_STATUS_UNAUTHORIZED || status == HTTP_STATUS_FORBIDDEN)
    return fail(ErrorCode::Access, "the printer wants a password");
  if (status == HTTP_STATUS_UPGRADE_REQUIRED)
    return fail(ErrorCode::NotSupported, "the printer insists on ipps");
  if (status == HTTP_STATUS_NOT_FOUND)
    return fail(ErrorCode::NotSupported, "no printer at this path of the address");
  if (status != HTTP_STATUS_OK)
    return fail(ErrorCode::Io, fmt::format("the printer answered HTTP status {}", static_cast<int>(status)));
  std::vector<std::uint8_t> answer;
  std::vector<char> part(16384);
  while (answer.size() <= max_ipp_answer) {
    const ssize_t count = httpRead2(http, part.data(), part.size());
    if (count < 0) return fail(ErrorCode::Io, "the printer's answer broke off");
    if (count == 0) return answer;
    answer.insert(answer.end(), part.begin(), part.begin() + count);
  }
  return fail(ErrorCode::Protocol, "an IPP answer of more than 1 MiB");
}

}  // namespace

Result<IppAnswer> exchange_ipp(const FormPrinterAddress& address, ByteView question, ByteView document,
                               const IppLimits& limits) {
  auto http = connect(address, limits);
  if (!http) return tl::unexpected(http.error());
  Deadline deadline(http->get(), document.empty() ? limits.request : limits.document);
  // An answer may come before everything was sent: a refusal of the rest.
  const bool sent = send(http->get(), address, question, document);
  auto bytes = receive(http->get());
  if (deadline.passed()) return fail(ErrorCode::Timeout, "the printer did not answer in time");
  if (!bytes) return tl::unexpected(bytes.error());
  if (!sent && bytes->empty()) return fail(ErrorCode::Io, "the connection to the printer broke off");
  return parse_ipp_answer(*bytes);
}

}  // namespace yitang::devices
