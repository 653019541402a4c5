// yitang card decode: answers of a card reader on standard input to JSON.
#include <cstdio>
#include <iostream>
#include <iterator>
#include <memory>

#include "devices/id_reader/card_json.hpp"
#include "devices/wipe.hpp"
#include "kiosk/cli/command.hpp"

namespace yitang::cli {
namespace {

constexpr std::size_t kMaxStream = std::size_t{64} << 20;

int decode(bool plain) {
  devices::Bytes stream;
  for (std::istreambuf_iterator<char> in(std::cin), end; in != end; ++in) {
    if (stream.size() >= kMaxStream)
      return report({ErrorKind::BadInput, "more than 64 MiB", "standard input"});
    stream.push_back(static_cast<std::uint8_t>(*in));
  }
  auto lines = devices::decode_card_stream(stream, plain);
  devices::wipe(stream);
  if (!lines) {
    std::fprintf(stderr, "yitang: standard input: %s\n", lines.error().message.c_str());
    return kNotFoundOrNotHeld;
  }
  for (const std::string& line : *lines) std::printf("%s\n", line.c_str());
  return kDone;
}

}  // namespace

void add_card(CLI::App& app, int& exit_code) {
  auto plain = std::make_shared<bool>(false);
  CLI::App* card = app.add_subcommand("card", "Identity cards");
  card->require_subcommand(1);
  CLI::App* command = card->add_subcommand(
      "decode", "Reads a reader's answers on standard input, prints a JSON object a card");
  command->add_flag("--plain", *plain, "Without masking names, numbers and addresses");
  command->callback([plain, &exit_code] { exit_code = decode(*plain); });
}

}  // namespace yitang::cli
