// Published catalogues of any bytes: a typed error, or files that give exactly the same bytes again.
#include <cstdint>
#include <string_view>

#include "kiosk/catalog/signed_file.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace yitang::catalog;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto file = unpack(bytes, "f");
  if (!file) {
    if (file.error().reason.empty() || file.error().where != "f") __builtin_trap();
    return 0;
  }
  const auto body = pack(file->files);
  if (!body || *body != file->body) __builtin_trap();
  if ((file->key ? with_signature(*body, *file->key, file->signature) : *body) != bytes) __builtin_trap();
  return 0;
}
