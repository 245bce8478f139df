// A peer of the bench: a child process and two pipes.
#include "experiments/bench/peer.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <system_error>

namespace pont::bench {
namespace {

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

[[noreturn]] void become(const std::filesystem::path& program, const std::string& workload, int threads,
                         const std::filesystem::path& start, const std::string& library_path) {
  if (!library_path.empty()) setenv("LD_LIBRARY_PATH", library_path.c_str(), 1);
  const std::string count = std::to_string(threads);
  setenv("OMP_NUM_THREADS", count.c_str(), 1);
  execl(program.c_str(), program.c_str(), workload.c_str(), count.c_str(), start.c_str(),
        static_cast<char*>(nullptr));
  _exit(127);
}

}  // namespace

Peer::Peer(const std::filesystem::path& program, const std::string& workload, int threads,
           const std::filesystem::path& start, const std::string& library_path)
    : name_(program.filename().string()) {
  std::array<int, 2> down{}, up{};
  if (pipe2(down.data(), O_CLOEXEC) != 0 || pipe2(up.data(), O_CLOEXEC) != 0) fail("bench: pipe");
  process_ = fork();
  if (process_ < 0) fail("bench: fork");
  if (process_ == 0) {
    dup2(down[0], STDIN_FILENO);
    dup2(up[1], STDOUT_FILENO);
    become(program, workload, threads, start, library_path);
  }
  close(down[0]);
  close(up[1]);
  to_ = fdopen(down[1], "w");
  from_ = fdopen(up[0], "r");
}

Peer::~Peer() {
  std::fclose(to_);  // the end of its input ends the peer
  std::fclose(from_);
  waitpid(process_, nullptr, 0);
}

double Peer::ask(const char* question, int steps) {
  fmt::print(to_, "{} {}\n", question, steps);
  std::fflush(to_);
  double answer = 0;
  if (std::fscanf(from_, "%lf", &answer) != 1)
    throw std::runtime_error(fmt::format(
        "bench: the peer {} gave no answer to '{} {}'; start it by hand to see why", name_, question, steps));
  return answer;
}

}  // namespace pont::bench
