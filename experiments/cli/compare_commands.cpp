// runs, compare: the commands that look at several runs.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/config/error.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/compare.hpp"
#include "experiments/run/run_table.hpp"
#include "experiments/store/json.hpp"
#include "experiments/store/run_directory.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

store::Json number_or_null(const std::optional<double>& value) {
  return value ? store::Json(*value) : store::Json();
}

store::Json json_of(const run::Score& score) {
  return store::Json::object()
      .set("ours", score.ours)
      .set("error", number_or_null(score.error))
      .set("floor", number_or_null(score.floor))
      .set("floor_error", number_or_null(score.floor_error));
}

store::Json json_of(const run::RunSummary& run) {
  store::Json numbers = store::Json::object(), all = store::Json::object();
  for (const run::Score& score : run.scores) numbers.set(score.name, json_of(score));
  all.set("run", run.directory).set("state", run.standing.word).set("detail", run.standing.detail);
  all.set("step", run.standing.step ? store::Json(*run.standing.step) : store::Json());
  all.set("command", run.standing.command);
  all.set("started", run.standing.begin ? store::Json(run::utc_text(*run.standing.begin)) : store::Json());
  all.set("seconds", run.standing.begin ? store::Json(run.standing.seconds) : store::Json());
  all.set("damage", run.damage);
  return all.set("keys", store::Json::object(run.keys)).set("numbers", std::move(numbers));
}

store::Json json_of(const std::vector<run::RunSummary>& runs) {
  store::Json all = store::Json::list();
  for (const run::RunSummary& run : runs) all.add(json_of(run));
  return all;
}

std::string table_of(const std::vector<run::RunColumn>& columns, const std::vector<run::RunSummary>& runs) {
  std::vector<figures::Column> headings;
  for (const run::RunColumn& column : columns) headings.push_back({column.name, figures::Align::left});
  figures::Table table(headings);
  for (const run::RunSummary& run : runs) {
    std::vector<std::string> cells;
    for (const run::RunColumn& column : columns) cells.push_back(column.cell(run).text);
    table.add_row(cells);
  }
  return table.console();
}

// Letters, not bytes.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

std::size_t width_of(const run::RunColumn& column, const std::vector<run::RunSummary>& runs) {
  std::size_t width = width_of(column.name);
  for (const run::RunSummary& run : runs) width = std::max(width, width_of(column.cell(run).text));
  return width + 2;  // between two columns
}

// A line for each run; on a terminal one table after the other, each with as many columns as fit beside the
// first.
std::string table_of_runs(const std::vector<run::RunSummary>& runs, std::size_t columns_that_fit) {
  const std::vector<run::RunColumn> all = run::run_columns(runs);
  const std::size_t first = width_of(all.front(), runs);
  std::vector<run::RunColumn> fitting{all.front()};
  std::size_t width = first;
  std::string text;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const std::size_t more = width_of(all[i], runs);
    if (width + more > columns_that_fit + 2 && fitting.size() > 1) {
      text += table_of(fitting, runs) + "\n";
      fitting.resize(1);
      width = first;
    }
    fitting.push_back(all[i]);
    width += more;
  }
  return text + table_of(fitting, runs);
}

// A column for each run.
std::string table_beside(const std::vector<run::RunSummary>& runs) {
  std::vector<figures::Column> headings{{"", figures::Align::left}};
  for (const run::RunSummary& run : runs) headings.push_back({run.directory, figures::Align::left});
  figures::Table table(headings);
  for (const run::RunColumn& column : run::run_columns(runs)) {
    if (column.name == "run") continue;
    std::vector<std::string> cells{column.name};
    for (const run::RunSummary& run : runs) cells.push_back(column.cell(run).text);
    table.add_row(cells);
  }
  return table.console();
}

class Runs final : public Command {
 public:
  void declare(Syntax& s) override {
    s.optional_argument("DIR", directory_, "where runs are looked for (default: runs)");
    s.arguments("filters", filters_, "key=value that must hold, as in data.type=diamond state=finished");
    s.option("--sort", sort_, "a column; numbers ascending, by the value itself");
    s.flag("--json", json_, "as JSON, with every key");
  }
  int run() override {
    if (directory_.find('=') != std::string::npos) {
      filters_.insert(filters_.begin(), directory_);
      directory_.clear();
    }
    const fs::path root = store::RunDirectory::look(directory_.empty() ? "runs" : directory_);
    std::vector<run::RunSummary> runs = run::summaries_of(run::runs_below(root));
    if (runs.empty()) fmt::print(stderr, "{}: no run is here\n", root.string());
    runs = run::chosen_runs(std::move(runs), filters_);
    const std::vector<run::RunColumn> columns = run::run_columns(runs);
    if (!sort_.empty()) run::sort_runs(runs, run::column_named(columns, sort_, "--sort"));
    fmt::print("{}", json_ ? json_of(runs).text()
                           : table_of_runs(runs, columns_of_stdout().value_or(std::string::npos - 2)));
    for (const run::RunSummary& run : runs)
      if (!run.damage.empty()) fmt::print(stderr, "{}\n", run.damage);
    return 0;
  }

 private:
  std::string directory_, sort_;
  std::vector<std::string> filters_;
  bool json_ = false;
};

class Compare final : public Command {
 public:
  void declare(Syntax& s) override {
    s.arguments("RUNS", directories_, "run directories", 2);
    s.path_option("--out", out_, "directory of the figures (default: runs/compare)");
    s.flag("--json", json_, "as JSON, with every key, and no figures");
  }
  int run() override {
    std::vector<fs::path> paths;
    std::vector<run::RunSummary> runs;
    for (const std::string& directory : directories_) {
      paths.push_back(store::RunDirectory::look(directory));
      runs.push_back(run::summary_of(paths.back()));
      if (!runs.back().damage.empty()) throw config::DataError(runs.back().damage);
    }
    fmt::print("{}", json_ ? json_of(runs).text() : table_beside(runs));
    if (json_) return 0;
    for (const std::string& figure : run::draw_comparison(paths, out_.empty() ? "runs/compare" : out_))
      fmt::print("{}\n", figure);
    return 0;
  }

 private:
  std::vector<std::string> directories_;
  std::string out_;
  bool json_ = false;
};

}  // namespace

Commands compare_commands() {
  return {command<Runs>("runs", "a table of runs: the keys that differ, and every number with its floor"),
          command<Compare>("compare", "runs beside each other, as table and figures")};
}

}  // namespace pont::cli
