// The commands of the program, and what they are given.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace pont::cli {

struct Arguments final {
  std::string target, other, out, directory;
  std::vector<std::string> words;
  std::int64_t count = 1000, first = 0, bins = 0, rounds = 9;
  double window = 0.1;
  std::string device = "cpu", precision = "float32";
  bool allow_drift = false;
  bool all = false, quick = false;
  std::function<int(const Arguments&)> command;
};

// Results go to stdout, messages and progress to stderr. Each returns the exit code, or throws Error or
// Stopped.
int run_command(const Arguments&);       ///< a new run directory; refuses one that exists and is not empty
int resume_command(const Arguments&);    ///< a finished run is left as it is
int evaluate_command(const Arguments&);  ///< measures a trained model again, with other keys
int sample_command(const Arguments&);
int plot_command(const Arguments&);
int verify_command(const Arguments&);  ///< 1 when something differs
int info_command(const Arguments&);
int diff_command(const Arguments&);  ///< 0 and "identical", or 1 and what differs
int list_command(const Arguments&);
int explain_command(const Arguments&);
int reproduce_command(const Arguments&);  ///< 1 when a number was not reproduced
int spectrum_command(const Arguments&);   ///< CSV on stdout, or in --out
int bench_command(const Arguments&);      ///< a table on stdout, JSON in --out
int profile_command(const Arguments&);    ///< tables on stdout

}  // namespace pont::cli
