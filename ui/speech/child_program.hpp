// Another program that does one thing and ends: started, fed on its standard input, reaped. Never a shell;
// nothing of ours is open in it but the three standard streams, and it has its own process group.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace yitang::ui {

enum class ChildEnd {
  Done,        // ended with status 0
  Failed,      // ended otherwise
  Stopped,     // by the token
  NotStarted,  // there is no such program any more
};

/// Path of a program, looked up in PATH unless `program` has a slash; "" if there is none.
std::string find_program(const std::string& program);

/// Blocks until the program has ended. `input` is written to its standard input: what is said there is seen
/// by no other process, unlike a command line. A stop kills its whole group at once, from any thread.
ChildEnd run_child(const std::string& path, const std::vector<std::string>& arguments, std::string_view input,
                   const std::stop_token& stop);

}  // namespace yitang::ui
