// The longer commands about keys.
#pragma once

#include <string>

#include "kiosk/cli/keys_stores.hpp"

namespace yitang::cli {

struct RotateOptions {
  KeysOptions common;
  bool database = false;
  bool keep_host_key = false;
};
int rotate_keys(const RotateOptions& options);

struct RecoverOptions {
  KeysOptions common;  ///< its passphrase is the private key's
  std::string private_key;
};
int recover_keys(const RecoverOptions& options);

struct MakeRecoveryOptions {
  std::string private_key;
  std::string public_key;
  std::string new_passphrase_file;
  bool no_passphrase = false;
};
int make_recovery(const MakeRecoveryOptions& options);

}  // namespace yitang::cli
