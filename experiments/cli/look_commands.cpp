// info, metrics, diff: the commands that look at runs, finished or not.
#include <fmt/format.h>

#include <filesystem>

#include "experiments/cli/commands.hpp"
#include "experiments/cli/standard_streams.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/logged.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/store/diff.hpp"
#include "experiments/store/json.hpp"
#include "experiments/store/publish.hpp"

namespace pont::cli {
namespace {

namespace fs = std::filesystem;

// What is known of a run, group after group.
struct Known final {
  std::string group;
  store::Facts facts;
};

store::Facts standing_facts(const fs::path& directory) {
  const run::Standing standing = run::standing_of(directory);
  store::Facts facts{{"state", standing.word}};
  if (!standing.detail.empty()) facts.emplace_back("detail", standing.detail);
  if (standing.step) facts.emplace_back("step", fmt::format("{}", *standing.step));
  if (!fs::exists(directory / "run.h5")) {
    const auto found = store::RunDirectory::look_for_checkpoint(directory).checkpoint;
    facts.emplace_back("newest checkpoint", found ? fmt::format("step {}", found->step) : "none");
  }
  if (!standing.begin) return facts;
  facts.emplace_back("command", standing.command);
  facts.emplace_back("started", run::utc_text(*standing.begin));
  facts.emplace_back("seconds", fmt::format("{:.1f}", standing.seconds));
  return facts;
}

std::vector<Known> known_of(const fs::path& directory) {
  if (!run::is_run(directory)) return {{"run", {{"state", "no run: nothing was published here"}}}};
  std::vector<Known> all{{"run", standing_facts(directory)}};
  const fs::path file = directory / "run.h5";
  if (!fs::exists(file)) return all;
  const store::H5Reader reader(store::load_checked(file), file.string());
  for (const char* group : {"fingerprint", "execution"})
    all.push_back({group, store::read_facts(reader, group)});
  return all;
}

class Info final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.flag("--json", json_, "as JSON");
  }
  int run() override {
    const std::vector<Known> all = known_of(store::RunDirectory::look(directory_));
    store::Json json = store::Json::object().set("directory", directory_);
    std::string text = directory_ + "\n";
    for (const Known& known : all) {
      json.set(known.group, store::Json::object(known.facts));
      text += known.group + (known.group == "fingerprint" ? " (decides the bits):\n" : ":\n");
      for (const auto& [key, value] : known.facts) text += fmt::format("  {:<24} {}\n", key, value);
    }
    fmt::print("{}", json_ ? json.text() : text);
    return 0;
  }

 private:
  std::string directory_;
  bool json_ = false;
};

store::Json json_of(const store::MetricRows& rows) {
  store::Json all = store::Json::object(), steps = store::Json::list();
  for (const std::int64_t step : rows.steps) steps.add(step);
  all.set("step", std::move(steps));
  for (const std::string& name : rows.columns) {
    store::Json values = store::Json::list();
    for (const double value : rows.column(name)) values.add(value);
    all.set(name, std::move(values));
  }
  return all;
}

// Means over twenty parts of the training.
std::string course(const store::MetricRows& rows) {
  constexpr std::size_t parts = 20;
  std::vector<figures::Column> columns{{"to step"}};
  std::vector<figures::Curve> curves;
  for (const std::string& name : rows.columns) {
    columns.push_back({name});
    curves.push_back(run::block_means(rows, name, parts));
  }
  figures::Table table(columns);
  for (std::size_t i = 0; i < curves.at(0).step.size(); ++i) {
    std::vector<std::string> cells{fmt::format("{}", curves[0].step[i])};
    for (const figures::Curve& curve : curves) cells.push_back(figures::significant(curve.value[i]));
    table.add_row(cells);
  }
  return table.console();
}

class Metrics final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("DIR", directory_, "run directory");
    s.flag("--csv", csv_, "every row, as CSV");
    s.flag("--json", json_, "every row, as JSON: a list for each column");
  }
  int run() override {
    const store::MetricRows rows = run::logged_metrics(store::RunDirectory::look(directory_));
    if (rows.columns.empty()) fmt::print(stderr, "{}: no metrics: nothing was trained here\n", directory_);
    if (json_)
      fmt::print("{}", json_of(rows).text());
    else if (csv_)
      fmt::print("{}", run::metrics_csv(rows));
    else if (!rows.columns.empty())
      fmt::print("{}", course(rows));
    return 0;
  }

 private:
  std::string directory_;
  bool csv_ = false, json_ = false;
};

// 0 and "identical", or 1 and what differs.
class Diff final : public Command {
 public:
  void declare(Syntax& s) override {
    s.argument("A", first_, "run directory");
    s.argument("B", second_, "run directory");
    s.flag("--json", json_, "as JSON");
  }
  int run() override {
    const store::DiffReport report = store::diff_runs(first_, second_);
    fmt::print("{}", json_ ? json_of(report) : report.text());
    return report.identical() ? 0 : 1;
  }

 private:
  static std::string json_of(const store::DiffReport& report) {
    store::Json differences = store::Json::list();
    for (const std::string& line : report.differences) differences.add(line);
    return store::Json::object()
        .set("identical", report.identical())
        .set("differences", std::move(differences))
        .text();
  }

  std::string first_, second_;
  bool json_ = false;
};

}  // namespace

Commands look_commands() {
  return {command<Info>("info", "what a run is, where it stands, and its fingerprint"),
          command<Metrics>("metrics", "the metrics of a training, also while it goes on"),
          command<Diff>("diff", "compare two runs bit by bit, but for clock values")};
}

}  // namespace pont::cli
