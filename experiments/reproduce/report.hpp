// Running one reproduction: its verdicts on the terminal, and a report with its figures in a directory.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/figures/style.hpp"
#include "experiments/reproduce/verdict.hpp"
#include "experiments/run/launch.hpp"

namespace pont::reproduce {

/// Whether a reproduction holds, and the line that says so.
struct Reproduced final {
  bool holds;                          ///< every stated number agrees, or none is comparable
  std::string summary;                 ///< "NAME: 160 of 160 published numbers: 160 equal"
  std::vector<Verdict> verdicts = {};  ///< of every number; without words where none is comparable
  explicit operator bool() const { return holds; }
};

/// Runs the reproduction `name` of `all` with its defaults and `overrides` ("key=value"), prints its table,
/// and publishes report.md, numbers.csv and figures/ in `directory`, which is created; runs that it needs are
/// made by `launch` in runs/ there. The report shows figures as they are on a screen; they are drawn in
/// `style` too. Throws ConfigError for an unknown name or key, and what a run throws; the same call then goes
/// on where it stopped.
Reproduced run_reproduction(const run::Launch& launch, const Reproductions& all, const std::string& name,
                            const std::vector<std::string>& overrides, const std::filesystem::path& directory,
                            const figures::Style& style = figures::styles().front());

/// The numbers of results/published/NAME.yaml, and those that the reproduction states itself.
Published stated_numbers(const std::string& name, const Reproduction&);

/// The report: source, verdicts, misses, settings beside the published ones, unpublished tables, figures.
std::string reproduction_report(const std::string& name, const Published& published, const Outcome& outcome);

/// Every number to the last digit, as RFC 4180 has it: row, column, stated, what it counts as, ours, verdict.
std::string numbers_csv(const Published& published, const Outcome& outcome);

}  // namespace pont::reproduce
