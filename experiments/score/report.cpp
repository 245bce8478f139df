// The table: quantity, ours, floor, difference.
#include "experiments/score/report.hpp"

#include <fmt/format.h>

#include "experiments/figures/markdown.hpp"
#include "experiments/store/fingerprint.hpp"

namespace pont::experiments {
namespace {

double read(const H5Reader& run, const std::string& path) { return run.read<double>(path).at(0); }

void add_judged(Table& table, const H5Reader& run, const std::string& title, const std::string& path) {
  const auto cell = [&](const std::string& name) {
    if (!run.exists(path + "/" + name)) return std::string("unknown");
    return with_error(read(run, path + "/" + name), read(run, path + "/" + name + "_error"));
  };
  std::string comparison;
  if (run.exists(path + "/excess"))
    comparison = (read(run, path + "/excess") > 0 ? "+" : "") + cell("excess");
  else if (run.exists(path + "/floor"))
    comparison = fmt::format("{:.2f} x", read(run, path + "/ours") / read(run, path + "/floor"));
  const double lost = read(run, path + "/lost");
  table.add_row({lost > 0 ? fmt::format("{}, {:.0f} points lost", title, lost) : title, cell("ours"),
                 cell("floor"), comparison});
}

Table results(const H5Reader& run) {
  Table table({{"quantity", Align::left}, {"ours"}, {"floor"}, {"excess or ratio"}});
  add_judged(table, run, "loss (floor: Bayes loss)", "evaluation/loss");
  if (run.exists("evaluation/likelihood"))
    add_judged(table, run, "negative log-likelihood, nats (floor: entropy)", "evaluation/likelihood");
  for (const std::string& s :
       run.exists("evaluation/samples") ? run.children("evaluation/samples") : std::vector<std::string>{})
    for (const std::string& metric : run.children("evaluation/samples/" + s))
      add_judged(table, run, fmt::format("{}: {} (floor: data against data)", s, metric),
                 "evaluation/samples/" + s + "/" + metric);
  return table;
}

Table costs(const H5Reader& run) {
  Table table({{"phase", Align::left}, {"seconds"}, {"evaluations per sample"}});
  for (const std::string& phase : run.children("clock")) {
    const std::string count = "samples/" + phase + "/evaluations";
    table.add_row({phase, fmt::format("{:.1f}", read(run, "clock/" + phase)),
                   run.exists(count) ? fmt::format("{:.0f}", read(run, count)) : std::string()});
  }
  return table;
}

Table facts(const H5Reader& run, const std::string& group) {
  Table table({{group, Align::left}, {"", Align::left}});
  for (const auto& [key, value] : read_facts(run, group)) table.add_row({key, value});
  return table;
}

}  // namespace

std::string score_table(const H5Reader& run) { return results(run).console() + "\n" + costs(run).console(); }

std::string score_report(const H5Reader& run) {
  std::string text =
      "# Report\n\nErrors are one standard error. An excess compares both on the same draws.\n\n";
  text += results(run).markdown() + "\n" + costs(run).markdown() + "\n";
  if (run.exists("samples"))
    text += "![samples](figures/samples.png)\n\n![trajectories](figures/trajectories.png)\n\n";
  text += "![loss](figures/loss.png)\n\n";
  if (run.exists("density")) text += "![density](figures/density.png)\n\n";
  text += "## Fingerprint (what decides the bits)\n\n" + facts(run, "fingerprint").markdown();
  text += "\n## Execution (what does not)\n\n" + facts(run, "execution").markdown();
  return text + "\n## Configuration\n\n```yaml\n" + run.text("config") + "```\n";
}

}  // namespace pont::experiments
