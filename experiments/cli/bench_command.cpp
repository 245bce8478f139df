// bench: times the workloads, beside a peer if asked for.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "experiments/bench/bench.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/config/error.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

// The program of a peer lies beside ours.
fs::path peer_program(const std::string& name) {
  if (name.empty()) return {};
  const fs::path program = fs::read_symlink("/proc/self/exe").parent_path() / ("pont-bench-" + name);
  if (fs::exists(program)) return program;
  throw ConfigError(
      fmt::format("bench: there is no {}; install the peer ({}) and build it with: cmake -B build "
                  "-D PONT_BENCH_LIBTORCH=ON, pont build pont_bench_libtorch",
                  program.string(), "libtorch-dev and libopenblas0-openmp"));
}

// The BLAS with which LibTorch is fastest: one that shares its OpenMP threads.
std::string openmp_blas() {
  const fs::path directory = "/usr/lib/x86_64-linux-gnu/openblas-openmp";
  return fs::exists(directory) ? directory.string() : std::string();
}

}  // namespace

int bench_command(const Arguments& a) {
  const bench::BenchReport report =
      bench::run_bench({a.words, peer_program(a.other), openmp_blas(), a.window, static_cast<int>(a.rounds)});
  fmt::print("{}", bench::table(report));
  if (!a.out.empty()) {
    std::ofstream out(a.out);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    out << bench::json(report);
  }
  return 0;
}

}  // namespace pont::experiments
