// A peer: another program that does the same work, driven line by line over two pipes.
#pragma once
#include <sys/types.h>

#include <cstdio>
#include <filesystem>
#include <string>

namespace pont::bench {

/// Started as PROGRAM WORKLOAD THREADS FILE, it answers "check N" with its check value after N more steps,
/// and "run N" with the seconds that N steps took. The library path lets it use another BLAS than ours.
class Peer final {
 public:
  /// Throws std::system_error if the process cannot be created.
  Peer(const std::filesystem::path& program, const std::string& workload, int threads,
       const std::filesystem::path& start, const std::string& library_path);
  ~Peer();
  Peer(const Peer&) = delete;
  Peer& operator=(const Peer&) = delete;

  double check(int steps) { return ask("check", steps); }
  int process() const { return process_; }
  double seconds(int steps) { return ask("run", steps); }

 private:
  double ask(const char* question, int steps);  ///< throws std::runtime_error if the peer is gone

  std::string name_;
  pid_t process_ = -1;
  std::FILE* to_ = nullptr;
  std::FILE* from_ = nullptr;
};

}  // namespace pont::bench
