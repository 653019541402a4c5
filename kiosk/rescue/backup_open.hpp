// Opening a backup's content. Private to this folder.
#pragma once

#include <string>

#include "kiosk/rescue/backup.hpp"

namespace yitang::rescue {

/// WrongKey when either half does not fit; a wrong passphrase shows only with the first chunk.
Result<storage::SecretBytes> content_key_of(const storage::BackupHeader& header, const BackupKeys& keys,
                                            const std::string& where);

}  // namespace yitang::rescue
