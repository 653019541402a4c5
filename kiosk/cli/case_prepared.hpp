// `yitang case prepared`: what people without a card have filled in, waiting for the counter.
#pragma once

#include <string>

namespace yitang::cli {

struct PreparedArguments {
  std::string data;
  std::string config;
  std::string reference;  ///< as on the slip, in any writing; "": lists them all
  bool json = false;
};

/// Prints the list or one application, masked as slips are; returns the exit code.
int case_prepared(const PreparedArguments& arguments);

}  // namespace yitang::cli
