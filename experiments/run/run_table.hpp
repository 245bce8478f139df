// A table of runs: one row each, a column for every key that differs between them and for every number.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "experiments/run/summary.hpp"

namespace pont::run {

struct RunCell final {
  std::string text;
  std::optional<double> value = {};  ///< what it is sorted by, where it is a number
};

struct RunColumn final {
  std::string name;
  std::function<RunCell(const RunSummary&)> cell;
};

/// run, state, started, seconds, then the keys that differ between runs that have them, the numbers ("0.081 ±
/// 0.003, floor 0.070") and the command. The columns stay valid without `runs`.
std::vector<RunColumn> run_columns(const std::vector<RunSummary>& runs);

/// Of `columns` that of this name, or the one whose name ends with "." or "/" and it. Throws ConfigError,
/// with the names, where there is none or more than one; `asked` says what for.
const RunColumn& column_named(const std::vector<RunColumn>& columns, const std::string& name,
                              const std::string& asked);

/// By the column: numbers ascending, then texts, then runs that have neither.
void sort_runs(std::vector<RunSummary>& runs, const RunColumn& column);

/// The runs for which every "key=value" of `filters` holds; a key is one of a configuration, or run or state.
/// Throws ConfigError for a word without '=' and for a key that no run has.
std::vector<RunSummary> chosen_runs(std::vector<RunSummary> runs, const std::vector<std::string>& filters);

}  // namespace pont::run
