// reproduce, spectrum: published results, and the spectra that one of them needs.
#include <fmt/format.h>

#include <filesystem>

#include "experiments/cli/build_info.hpp"
#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/data/spectra.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/report.hpp"
#include "experiments/reproductions/registry.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

constexpr int nodes_per_bin = 3;  // of a compressed spectrum

fs::path reproduction_directory(const std::string& name) { return fs::path("runs") / "reproduce" / name; }

// One that cannot be computed fails; the others are still computed.
reproduce::Reproduced attempt(const std::string& name, const fs::path& directory) {
  try {
    return reproduce::run_reproduction({kinds::experiment_kinds(), build_info()},
                                       reproductions::all_reproductions(), name, {}, directory);
  } catch (const std::exception& e) {
    return {false, name + ": " + e.what()};
  }
}

int reproduce_all(const Arguments& a) {
  if (!a.target.empty() || !a.words.empty())
    throw config::ConfigError(
        "command line: --all takes neither NAME nor key=value; expected: pont reproduce --all");
  std::string summaries;
  bool all_hold = true;
  for (const auto& row : reproductions::all_reproductions().rows()) {
    const fs::path directory = a.out.empty() ? reproduction_directory(row.name) : fs::path(a.out) / row.name;
    const reproduce::Reproduced r = attempt(row.name, directory);
    summaries += fmt::format("{}  {}\n", r.holds ? "holds " : "FAILS ", r.summary);
    all_hold = all_hold && r.holds;
  }
  fmt::print("\n{}", summaries);
  return all_hold ? 0 : 1;
}

}  // namespace

int reproduce_command(const Arguments& a) {
  if (a.all) return reproduce_all(a);
  if (a.target.empty())
    throw config::ConfigError("command line: no NAME; expected one of: " +
                              config::join(reproductions::all_reproductions().names()) + ", or --all");
  const fs::path directory = a.out.empty() ? reproduction_directory(a.target) : fs::path(a.out);
  return reproduce::run_reproduction({kinds::experiment_kinds(), build_info()},
                                     reproductions::all_reproductions(), a.target, a.words, directory)
             ? 0
             : 1;
}

int spectrum_command(const Arguments& a) {
  sde::Spectrum spectrum = data::spectrum_of_source(a.target, a.other);
  std::string comment = fmt::format("covariance spectrum of {}: {}", a.target, data::describe(spectrum));
  if (a.bins > 0) {
    spectrum = sde::compress(spectrum, static_cast<int>(a.bins), nodes_per_bin);
    comment +=
        fmt::format("\ncompressed to {} eigenvalues with multiplicities (pont spectrum ... --compress {})",
                    spectrum.size(), a.bins);
  }
  fmt::print(stderr, "{}\n", comment);
  const std::string csv = data::spectrum_csv(spectrum, comment);
  if (a.out.empty())
    fmt::print("{}", csv);
  else
    write_result(a.out, csv);
  return 0;
}

}  // namespace pont::cli
