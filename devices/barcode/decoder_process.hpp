// Codes in foreign pictures, searched by a process of its own that can reach neither files nor network. When
// a picture kills it, that picture has no code and the next one gets a new process.
#pragma once

#include <sys/types.h>

#include <memory>
#include <string>

#include "devices/barcode/code_finder.hpp"
#include "devices/barcode/decoder_messages.hpp"
#include "devices/clock.hpp"

namespace yitang::devices {

struct DecoderProcessSettings {
  std::string program;               // path of yitang-decoder
  milliseconds answer_limit{5'000};  // a picture that takes longer ends the process: Timeout
};

// The program beside the one that runs now.
[[nodiscard]] std::string decoder_beside_this_program();

// One thread uses it at a time. The process is started by the first picture and ended by rest() or the
// destructor.
class DecoderProcess final : public CodeFinder {
 public:
  DecoderProcess(DecoderProcessSettings settings, const Clock& clock);
  ~DecoderProcess() override;

  Result<std::vector<DecodedCode>> find(const Image& image, const SearchOptions& options) override;
  Result<std::vector<DecodedCode>> find_in_file(ByteView file, const SearchOptions& options) override;

  // Ends the process until the next picture.
  void rest() override;
  // Of the process, 0 if there is none: for tests.
  [[nodiscard]] pid_t process_id() const;

 private:
  struct Child;
  Result<std::vector<DecodedCode>> ask(const DecoderRequest& request, ByteView content);
  Result<void> start();
  Result<DecoderAnswer> exchange(const DecoderRequest& request);

  DecoderProcessSettings settings_;
  const Clock& clock_;
  std::unique_ptr<Child> child_;
};

}  // namespace yitang::devices
