// yitang-decoder: started by yitang only, with a socket and shared memory as descriptors 3 and 4.
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

#include "devices/decoder/worker.hpp"

namespace {
constexpr int socket_descriptor = 3, memory_descriptor = 4;
}

int main() {
  int type = 0;
  socklen_t size = sizeof type;
  if (::getsockopt(socket_descriptor, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET) {
    std::fprintf(stderr, "yitang-decoder is started by yitang; there is nothing to do by hand\n");
    return 2;
  }
  // Nothing is cleaned up at the end: no library may run code after the last request.
  ::_exit(yitang::devices::run_decoder_worker(socket_descriptor, memory_descriptor));
}
