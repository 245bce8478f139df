// Processes for tests.
#include "tests/experiments/program_support.hpp"

#include <fcntl.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

[[noreturn]] void become_program(const std::vector<std::string>& arguments, const std::string& out,
                                 const std::string& err, std::vector<std::string> environment) {
  for (std::string& variable : environment) putenv(variable.data());
  std::vector<std::string> all{PONT_PROGRAM};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& a : all) argv.push_back(a.data());
  argv.push_back(nullptr);
  dup2(open(out.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600), 1);
  dup2(open(err.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600), 2);
  execv(PONT_PROGRAM, argv.data());
  _exit(127);
}

}  // namespace

std::string contents(const std::string& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Outcome pont(const std::vector<std::string>& arguments, double seconds, int signal,
             const std::vector<std::string>& environment) {
  const Scratch scratch;
  const std::string out = scratch / "out", err = scratch / "err";
  const pid_t child = fork();
  if (child == 0) become_program(arguments, out, err, environment);
  int status = 0;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (waitpid(child, &status, seconds >= 0 ? WNOHANG : 0) == 0) {
    if (signal != 0 && std::chrono::steady_clock::now() > deadline) kill(child, std::exchange(signal, 0));
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(out), contents(err)};
}

Scratch::Scratch(const std::string& parent) {
  const bool there = !parent.empty() && std::filesystem::is_directory(parent);
  const std::filesystem::path place =
      there ? std::filesystem::path(parent) : std::filesystem::temp_directory_path();
  std::string pattern = (place / "pont_test_XXXXXX").string();
  if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary directory");
  path_ = pattern;
}
Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}
std::string Scratch::write(const std::string& name, const std::string& text) const {
  std::ofstream(*this / name) << text;
  return *this / name;
}

const char* const small_config = R"(type: score
seed: 3
data: {type: diamond}
sde: {type: vp, clock: {type: constant, beta: 4}}
network: {type: concat_mlp, hidden: 16, depth: 2}
train: {steps: 100, batch: 48, shard: 12, log_every: 1, snapshots: [30, 45]}
checkpoint: {every: 20}
sample:
  count: 200
  chunk: 50
  paths: 5
  samplers:
    - {name: reverse_sde, sampler: {type: euler_maruyama, steps: 20, grid: {type: quadratic}}}
    - {name: probability_flow, sampler: {type: runge_kutta_45, relative: 1.0e-2, absolute: 1.0e-2}}
evaluate: {loss_rows: 200, likelihood_rows: 20, likelihood_time: 1.0e-2, cloud: 40, repetitions: 2}
)";

std::string write_npy(const std::string& path, const std::vector<int>& shape,
                      const std::vector<std::uint8_t>& values) {
  std::string header =
      fmt::format("{{'descr': '|u1', 'fortran_order': False, 'shape': ({},), }}", fmt::join(shape, ", "));
  header.resize((header.size() + 11 + 63) / 64 * 64 - 11, ' ');
  header += '\n';
  std::ofstream out(path, std::ios::binary);
  out << "\x93NUMPY" << '\1' << '\0' << static_cast<char>(header.size() % 256)
      << static_cast<char>(header.size() / 256) << header;
  out.write(reinterpret_cast<const char*>(values.data()), static_cast<std::streamsize>(values.size()));
  return path;
}

}  // namespace pont::experiments
