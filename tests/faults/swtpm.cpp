#include "swtpm.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>

#include "storage/tpm_chip.hpp"

namespace yitang::faults {
namespace {

// Holds a port of the loopback interface until it goes; 0 asks for any.
class HeldPort {
 public:
  explicit HeldPort(std::uint16_t wanted) : fd_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(wanted);
    socklen_t size = sizeof address;
    if (::bind(fd_, reinterpret_cast<sockaddr*>(&address), size) == 0 &&
        ::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) == 0) {
      port_ = ntohs(address.sin_port);
    }
  }
  HeldPort(const HeldPort&) = delete;
  HeldPort& operator=(const HeldPort&) = delete;
  ~HeldPort() { ::close(fd_); }
  std::uint16_t port() const { return port_; }

 private:
  int fd_;
  std::uint16_t port_ = 0;
};

// The first of two neighbouring free ports; 0 when none was found at this try.
std::uint16_t free_pair() {
  const HeldPort first(0);
  if (first.port() == 0 || first.port() == 65535) return 0;
  const HeldPort second(static_cast<std::uint16_t>(first.port() + 1));
  return second.port() == 0 ? 0 : first.port();
}

}  // namespace

std::unique_ptr<Swtpm> Swtpm::start() {
  char directory[] = "/tmp/yitang-swtpm-XXXXXX";
  if (::mkdtemp(directory) == nullptr) return nullptr;
  std::unique_ptr<Swtpm> tpm(new Swtpm());
  tpm->directory_ = directory;
  // Somebody else may take a port between finding it free and using it.
  for (int attempt = 0; attempt < 10; ++attempt) {
    tpm->port_ = free_pair();
    if (tpm->port_ != 0 && tpm->launch()) return tpm;
  }
  return nullptr;
}

// swtpm writes its process id once its sockets listen: a FIFO in the place of that file tells when.
bool Swtpm::launch() {
  const std::string state = "dir=" + directory_;
  const std::string server = fmt::format("type=tcp,port={},bindaddr=127.0.0.1", port_);
  const std::string control = fmt::format("type=tcp,port={},bindaddr=127.0.0.1", port_ + 1);
  const std::string fifo = directory_ + "/ready";
  ::unlink(fifo.c_str());
  if (::mkfifo(fifo.c_str(), 0600) != 0) return false;
  const int ready = ::open(fifo.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  const std::string pid_file = "file=" + fifo;
  process_ = ::fork();
  if (process_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nothing = ::open("/dev/null", O_RDWR);
    ::dup2(nothing, 2);
    ::execlp("swtpm", "swtpm", "socket", "--tpm2", "--tpmstate", state.c_str(), "--server", server.c_str(),
             "--ctrl", control.c_str(), "--flags", "not-need-init,startup-clear", "--pid", pid_file.c_str(),
             static_cast<char*>(nullptr));
    ::_exit(127);
  }
  pollfd wait{ready, POLLIN, 0};
  const bool listening = ::poll(&wait, 1, 10'000) == 1 && (wait.revents & POLLIN) != 0;
  ::close(ready);
  if (listening) return true;
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
  process_ = -1;
  return false;
}

Swtpm::~Swtpm() {
  if (process_ > 0) {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  std::error_code ignored;
  std::filesystem::remove_all(directory_, ignored);
}

std::string Swtpm::tcti() const { return fmt::format("swtpm:host=127.0.0.1,port={}", port_); }

bool Swtpm::extend(int pcr, std::uint8_t what) const {
  auto chip = storage::detail::TpmChip::connect(tcti());
  if (!chip) return false;
  TPML_DIGEST_VALUES values{};
  values.count = 1;
  values.digests[0].hashAlg = TPM2_ALG_SHA256;
  values.digests[0].digest.sha256[0] = what;
  return Esys_PCR_Extend((*chip)->get(), static_cast<ESYS_TR>(pcr), ESYS_TR_PASSWORD, ESYS_TR_NONE,
                         ESYS_TR_NONE, &values) == TSS2_RC_SUCCESS;
}

}  // namespace yitang::faults
