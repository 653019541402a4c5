// yitang decode: bar codes in picture files.
#include "devices/barcode/decoder_process.hpp"

#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

#include "devices/image/codec.hpp"
#include "kiosk/cli/command.hpp"
#include "storage/bytes.hpp"

namespace yitang::cli {
namespace {

struct DecodeOptions {
  std::vector<std::string> images;
  bool json = false;
};

std::string visible(const std::string& text) {
  std::string result;
  for (const char c : text) {
    if (c == '\t' || c == '\n' || c == '\r' || c == '\\') {
      result += c == '\t' ? "\\t" : c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\\\";
    } else {
      result += c;
    }
  }
  return result;
}

void print(const DecodeOptions& options, const std::string& file, const devices::DecodedCode& code) {
  const std::string hex = storage::to_hex(code.bytes);
  const std::string symbology(devices::name_of(code.symbology));
  if (options.json) {
    const nlohmann::json line{{"file", file},
                              {"text", code.text},
                              {"bytes", hex},
                              {"symbology", symbology},
                              {"milliseconds", code.milliseconds}};
    std::printf("%s\n", line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
  } else {
    std::printf("%s\t%s\t%s\t%.1f\n", visible(code.text).c_str(), hex.c_str(), symbology.c_str(),
                code.milliseconds);
  }
}

int decode(const DecodeOptions& options) {
  const devices::SystemClock clock;
  devices::DecoderProcess decoder({.program = devices::decoder_beside_this_program()}, clock);
  int exit_code = kDone;
  for (const std::string& file : options.images) {
    const auto bytes = devices::load_bytes(file, devices::ImageLimits{}.max_file_bytes);
    if (!bytes) {
      exit_code = report({ErrorKind::BadInput, bytes.error().message, file});
      continue;
    }
    auto codes = decoder.find_in_file(*bytes, {});
    if (!codes && codes.error().code != devices::ErrorCode::NotFound) {
      exit_code = report({ErrorKind::BadInput, codes.error().message, file});
      continue;
    }
    if (!codes) {
      if (exit_code == kDone) exit_code = kNotFoundOrNotHeld;
      std::fprintf(stderr, "yitang: %s: %s\n", file.c_str(), codes.error().message.c_str());
      continue;
    }
    for (const devices::DecodedCode& code : *codes) print(options, file, code);
  }
  return exit_code;
}

}  // namespace

void add_decode(CLI::App& app, int& exit_code) {
  auto options = std::make_shared<DecodeOptions>();
  CLI::App* command =
      app.add_subcommand("decode", "Bar codes in pictures: text, bytes, symbology, milliseconds");
  command->add_option("image", options->images, "PNG, JPEG or PGM")->required();
  command->add_flag("--json", options->json, "One JSON object a line");
  command->callback([options, &exit_code] { exit_code = decode(*options); });
}

}  // namespace yitang::cli
