#include "devices/image/pnm.hpp"

#include <string>

namespace yitang::devices {
namespace {

bool is_pnm_space(std::uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

}  // namespace

std::optional<std::uint32_t> PnmTokens::number() {
  skip_space();
  std::uint32_t value = 0;
  const std::size_t start = at_;
  while (at_ < file_.size() && file_[at_] >= '0' && file_[at_] <= '9') {
    value = value * 10 + (file_[at_++] - '0');
    if (value > 1'000'000) return std::nullopt;
  }
  if (at_ == start) return std::nullopt;
  return value;
}

bool PnmTokens::single_space() {
  if (at_ >= file_.size() || !is_pnm_space(file_[at_])) return false;
  ++at_;
  return true;
}

void PnmTokens::skip_space() {
  while (at_ < file_.size()) {
    if (file_[at_] == '#') {
      while (at_ < file_.size() && file_[at_] != '\n') ++at_;
    } else if (is_pnm_space(file_[at_])) {
      ++at_;
    } else {
      return;
    }
  }
}

Result<PnmHead> read_pnm_head(PnmTokens& tokens) {
  const auto width = tokens.number();
  const auto height = tokens.number();
  const auto most = tokens.number();
  if (!width || !height || !most || *most < 1 || *most > 65535) return malformed_pnm(tokens, "wrong header");
  return PnmHead{*width, *height, *most};
}

tl::unexpected<Error> malformed_pnm(const PnmTokens& tokens, const char* reason) {
  auto error = fail(ErrorCode::Malformed, std::string("PGM: ") + reason);
  error.value().offset = tokens.at();
  return error;
}

}  // namespace yitang::devices
