// Runs the program `pont` as its users do: a process with arguments, an exit code, and two streams.
#pragma once
#include <csignal>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments {

struct Outcome {
  int code;  ///< exit code, or 128 + signal
  std::string out, err;
};

/// The text of a file; empty if it cannot be read.
std::string contents(const std::string& file);

/// Runs the program; if seconds >= 0 it gets the signal after so many. `environment` is "NAME=VALUE", upon
/// ours.
Outcome pont(const std::vector<std::string>& arguments, double seconds = -1, int signal = SIGKILL,
             const std::vector<std::string>& environment = {});

/// A directory of its own for one test, removed at the end.
class Scratch {
 public:
  /// Below `parent`; below the system's temporary directory if that is not there.
  explicit Scratch(const std::string& parent = "");
  ~Scratch();
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }
  /// Writes a text file and returns its path.
  std::string write(const std::string& name, const std::string& text) const;

 private:
  std::string path_;
};

/// Writes bytes of the given shape as an NPY file (NEP 1, version 1) and returns its path.
std::string write_npy(const std::string& path, const std::vector<int>& shape,
                      const std::vector<std::uint8_t>& values);

/// A run of a second or two: Gaussian mixture, small network, checkpoints every 20 of 100 steps, snapshots,
/// two samplers.
extern const char* const small_config;

}  // namespace pont::experiments
