// Running a program with an argument list: no shell, nothing to quote, its messages returned.
#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace pont::figures {

/// How a program ended. `found` is false when there is no such program on PATH; the rest is then empty.
struct ProcessResult {
  bool found = true;
  int status = 0;        ///< exit status, or 128 + signal
  std::string messages;  ///< what it wrote to standard output and standard error
};

/// Runs arguments[0] (searched on PATH unless it has a slash) in `directory` with standard input empty, in
/// the locale C.UTF-8, and waits. `give_up` is asked ten times a second: when it says so, the process is
/// killed. Throws std::system_error when the process cannot be created for another reason than a missing
/// program.
ProcessResult run_process(const std::vector<std::string>& arguments, const std::filesystem::path& directory,
                          const std::function<bool()>& give_up = {});

}  // namespace pont::figures
