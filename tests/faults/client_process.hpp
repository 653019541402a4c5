// A program that is not ours, run inside the emulated root.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace yitang::faults {

class ClientProcess {
 public:
  // `variables` ("NAME=value") are added to its environment. Standard output and error come together.
  explicit ClientProcess(std::vector<std::string> arguments, std::vector<std::string> variables = {});
  ~ClientProcess();  // kills what still runs
  ClientProcess(const ClientProcess&) = delete;
  ClientProcess& operator=(const ClientProcess&) = delete;

  // True as soon as `text` is in the output; false at its end, or when it says nothing for half a minute.
  bool shows(const std::string& text);
  // Until its end: the exit status, or -1 if it was killed, by us or others.
  int wait();
  [[nodiscard]] const std::string& output() const { return output_; }

 private:
  bool read_more();
  pid_t child_ = -1;
  int from_child_ = -1;
  std::string output_;
};

}  // namespace yitang::faults
