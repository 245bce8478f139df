// Columns of the table of runs, filters and order.
#include "experiments/run/run_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "experiments/config/error.hpp"
#include "experiments/config/suggest.hpp"
#include "experiments/figures/markdown.hpp"

namespace pont::run {
namespace {

const std::string* key_of(const RunSummary& run, const std::string& path) {
  const auto key = std::ranges::find(run.keys, path, [](const auto& pair) { return pair.first; });
  return key == run.keys.end() ? nullptr : &key->second;
}

RunCell cell_of(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool number = error == std::errc() && end == text.data() + text.size();
  return {text, number ? std::optional(value) : std::nullopt};
}

RunCell cell_of(const Score& score) {
  std::string text = figures::with_error(score.ours, score.error.value_or(0));
  if (score.floor) text += ", floor " + figures::with_error(*score.floor, score.floor_error.value_or(0));
  return {text, score.ours};
}

/// Every name that `names_of` gives for a run, in the order in which they come.
template <class NamesOf>
std::vector<std::string> union_of(const std::vector<RunSummary>& runs, NamesOf names_of) {
  std::vector<std::string> all;
  std::set<std::string> seen;
  for (const RunSummary& run : runs)
    for (const std::string& name : names_of(run))
      if (seen.insert(name).second) all.push_back(name);
  return all;
}

std::vector<std::string> key_names(const RunSummary& run) {
  std::vector<std::string> names;
  for (const auto& [key, value] : run.keys) names.push_back(key);
  return names;
}

std::vector<std::string> score_names(const RunSummary& run) {
  std::vector<std::string> names;
  for (const Score& score : run.scores) names.push_back(score.name);
  return names;
}

RunColumn key_column(const std::string& path) {
  return {path, [path](const RunSummary& run) {
            const std::string* value = key_of(run, path);
            return value ? cell_of(*value) : RunCell{};
          }};
}

RunColumn score_column(const std::string& name) {
  return {name, [name](const RunSummary& run) {
            const auto score = std::ranges::find(run.scores, name, &Score::name);
            return score == run.scores.end() ? RunCell{} : cell_of(*score);
          }};
}

// Between the runs that have the key: where some lack it, they differ in what makes it be there.
bool differs(const std::vector<RunSummary>& runs, const std::string& path) {
  std::set<std::string> values;
  for (const RunSummary& run : runs)
    if (const std::string* value = key_of(run, path)) values.insert(*value);
  return values.size() > 1;
}

std::string state_text(const RunSummary& run) {
  if (!run.damage.empty()) return "damaged";
  return run.standing.step && run.standing.word != "finished"
             ? fmt::format("{} at {}", run.standing.word, *run.standing.step)
             : run.standing.word;
}

std::vector<RunColumn> general_columns() {
  return {{"run", [](const RunSummary& r) { return RunCell{r.directory}; }},
          {"state", [](const RunSummary& r) { return RunCell{state_text(r)}; }},
          {"started",
           [](const RunSummary& r) {
             return r.standing.begin ? RunCell{utc_text(*r.standing.begin).substr(0, 16)} : RunCell{};
           }},
          {"seconds", [](const RunSummary& r) {
             return r.standing.begin ? RunCell{fmt::format("{:.0f}", r.standing.seconds), r.standing.seconds}
                                     : RunCell{};
           }}};
}

bool is_named(const std::string& whole, const std::string& name) {
  return whole == name || whole.ends_with("." + name) || whole.ends_with("/" + name);
}

}  // namespace

std::vector<RunColumn> run_columns(const std::vector<RunSummary>& runs) {
  std::vector<RunColumn> columns = general_columns();
  for (const std::string& path : union_of(runs, key_names))
    if (differs(runs, path)) columns.push_back(key_column(path));
  for (const std::string& name : union_of(runs, score_names)) columns.push_back(score_column(name));
  columns.push_back({"command", [](const RunSummary& r) { return RunCell{r.standing.command}; }});
  return columns;
}

const RunColumn& column_named(const std::vector<RunColumn>& columns, const std::string& name,
                              const std::string& asked) {
  std::vector<std::string> names;
  for (const RunColumn& column : columns) names.push_back(column.name);
  const auto exact = std::ranges::find(columns, name, &RunColumn::name);
  if (exact != columns.end()) return *exact;
  const auto matches = [&](const RunColumn& column) { return is_named(column.name, name); };
  if (std::ranges::count_if(columns, matches) == 1) return *std::ranges::find_if(columns, matches);
  throw config::ConfigError(fmt::format("{}: got {}; expected one of: {}{}", asked, name, config::join(names),
                                        config::did_you_mean(name, names)));
}

void sort_runs(std::vector<RunSummary>& runs, const RunColumn& column) {
  const auto rank = [](const RunCell& cell) { return cell.value ? 0 : cell.text.empty() ? 2 : 1; };
  std::ranges::stable_sort(runs, [&](const RunSummary& a, const RunSummary& b) {
    const RunCell x = column.cell(a), y = column.cell(b);
    if (rank(x) != rank(y)) return rank(x) < rank(y);
    return x.value ? *x.value < *y.value : x.text < y.text;
  });
}

std::vector<RunSummary> chosen_runs(std::vector<RunSummary> runs, const std::vector<std::string>& filters) {
  for (const std::string& filter : filters) {
    const std::size_t equals = filter.find('=');
    if (equals == std::string::npos)
      throw config::ConfigError("runs: got " + filter + "; expected key=value after the directory");
    std::vector<RunColumn> columns{{"run", [](const RunSummary& r) { return RunCell{r.directory}; }},
                                   {"state", [](const RunSummary& r) { return RunCell{r.standing.word}; }}};
    for (const std::string& path : union_of(runs, key_names)) columns.push_back(key_column(path));
    const RunColumn& column = column_named(columns, filter.substr(0, equals), "runs");
    const RunCell wanted = cell_of(filter.substr(equals + 1));
    std::erase_if(runs, [&](const RunSummary& run) {
      const RunCell cell = column.cell(run);
      return wanted.value ? cell.value != wanted.value : cell.text != wanted.text;
    });
  }
  return runs;
}

}  // namespace pont::run
