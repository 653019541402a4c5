// A published catalogue as one file, *.yitang-catalog: the county's files and, over all of them, the county's
// signature. Canonical: the same files give the same bytes, and no other bytes are read as them. Pure
// functions, no cryptography here; who checks the signature is kiosk/terminal/catalog_trust.hpp.
//
//   "YITANGCATALOG1\n"                       15 bytes
//   u16 number of files
//   per file: u8 length of name, name, u32 length of content     names ascending, each once
//   contents, one behind the other
//   nothing (unsigned), or: 32 bytes public key, 64 bytes Ed25519 signature of signed_message()
//
// Numbers are little-endian.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "kiosk/base/error.hpp"
#include "kiosk/catalog/catalog.hpp"

namespace yitang::catalog {

inline constexpr std::size_t kMaxSignedFileBytes = 64 * 1024 * 1024;
inline constexpr std::size_t kMaxSignedFiles = 64;
inline constexpr std::string_view kSignedFileEnding = ".yitang-catalog";

using SigningKeyBytes = std::array<std::uint8_t, 32>;
using SignatureBytes = std::array<std::uint8_t, 64>;

struct SignedFile {
  Files files;
  std::string body;                    ///< every byte before the signature: what it is made over
  std::optional<SigningKeyBytes> key;  ///< as the file says, not checked; set together with `signature`
  SignatureBytes signature{};
};

/// The body of these files. BadInput: a name that is no plain file name, too many, or too much.
Result<std::string> pack(const Files& files);
/// Any bytes give a file or BadInput.
Result<SignedFile> unpack(std::string_view bytes, const std::string& name);
/// The whole file with its signature.
std::string with_signature(std::string_view body, const SigningKeyBytes& key,
                           const SignatureBytes& signature);
/// What is signed: no signature over anything else can be taken for it.
std::string signed_message(std::string_view body);

}  // namespace yitang::catalog
