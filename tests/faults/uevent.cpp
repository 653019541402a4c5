#include "uevent.hpp"

#include <arpa/inet.h>
#include <glob.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace yitang::faults {

namespace {

// libudev's header of a monitor message; monitors filter by the hashes before they look inside.
struct MonitorHeader {
  std::array<char, 8> prefix{'l', 'i', 'b', 'u', 'd', 'e', 'v', '\0'};
  std::uint32_t magic = htonl(0xFEEDCAFE);
  std::uint32_t header_size = sizeof(MonitorHeader);
  std::uint32_t properties_offset = sizeof(MonitorHeader);
  std::uint32_t properties_size = 0;
  std::uint32_t subsystem_hash = 0;
  std::uint32_t device_type_hash = 0;
  std::uint32_t tag_bloom_high = 0;
  std::uint32_t tag_bloom_low = 0;
};

// MurmurHash2 with seed 0, as libudev uses it.
std::uint32_t hash(const std::string& text) {
  constexpr std::uint32_t kMultiplier = 0x5BD1E995;
  std::uint32_t result = static_cast<std::uint32_t>(text.size());
  const auto byte = [&text](std::size_t at) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(text[at]));
  };
  std::size_t at = 0;
  for (; at + 4 <= text.size(); at += 4) {
    std::uint32_t word = byte(at) | byte(at + 1) << 8 | byte(at + 2) << 16 | byte(at + 3) << 24;
    word *= kMultiplier;
    word ^= word >> 24;
    word *= kMultiplier;
    result = result * kMultiplier ^ word;
  }
  if (at < text.size()) {
    for (std::size_t rest = text.size() - at; rest > 0; --rest) {
      result ^= byte(at + rest - 1) << (8 * (rest - 1));
    }
    result *= kMultiplier;
  }
  result ^= result >> 13;
  result *= kMultiplier;
  return result ^ result >> 15;
}

bool send_to(const char* socket_path, const std::string& message) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (std::strlen(socket_path) >= sizeof address.sun_path) {
    return false;
  }
  std::strcpy(address.sun_path, socket_path);
  const int fd = socket(AF_UNIX, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  const bool sent = fd >= 0 &&
                    connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    send(fd, message.data(), message.size(), MSG_NOSIGNAL) > 0;
  if (fd >= 0) {
    close(fd);
  }
  return sent;
}

}  // namespace

int send_uevent(const std::string& root, const Uevent& event) {
  static std::uint64_t sequence = 0;
  std::string body;
  const auto put = [&body](const std::string& property) {
    body.append(property.c_str(), property.size() + 1);
  };
  put("ACTION=" + event.action);
  put("DEVPATH=" + event.device_path);
  put("SUBSYSTEM=" + event.subsystem);
  put("DEVTYPE=" + event.device_type);
  put("SEQNUM=" + std::to_string(++sequence));
  for (const std::string& property : event.properties) {
    put(property);
  }
  MonitorHeader header;
  header.properties_size = static_cast<std::uint32_t>(body.size());
  header.subsystem_hash = htonl(hash(event.subsystem));
  header.device_type_hash = htonl(hash(event.device_type));
  std::string message(reinterpret_cast<const char*>(&header), sizeof header);
  message += body;

  glob_t sockets{};
  int receivers = 0;
  if (glob((root + "/event[0-9]*").c_str(), 0, nullptr, &sockets) == 0) {
    for (std::size_t i = 0; i < sockets.gl_pathc; ++i) {
      receivers += send_to(sockets.gl_pathv[i], message) ? 1 : 0;
    }
  }
  globfree(&sockets);
  return receivers;
}

}  // namespace yitang::faults
