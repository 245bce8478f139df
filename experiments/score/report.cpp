// The table: quantity, ours, floor, difference.
#include "experiments/score/report.hpp"

#include <fmt/format.h>

#include "experiments/figures/markdown.hpp"
#include "experiments/metrics/likelihood_units.hpp"
#include "experiments/run/reading.hpp"

namespace pont::experiments {
namespace {

void add_judged(Table& table, const H5Reader& run, const std::string& title, const std::string& path) {
  const auto cell = [&](const std::string& name) { return read_estimate(run, path + "/" + name); };
  std::string comparison;
  if (run.exists(path + "/excess"))
    comparison = (read_scalar(run, path + "/excess") > 0 ? "+" : "") + cell("excess");
  else if (run.exists(path + "/floor"))
    comparison =
        fmt::format("{:.2f} x", read_scalar(run, path + "/ours") / read_scalar(run, path + "/floor"));
  const double lost = read_scalar(run, path + "/lost");
  table.add_row({lost > 0 ? fmt::format("{}, {:.0f} points lost", title, lost) : title, cell("ours"),
                 cell("floor"), comparison});
}

// The row of the likelihood again, in the other unit.
void add_bits(Table& table, const H5Reader& run) {
  const std::string path = "evaluation/likelihood";
  const auto d = static_cast<Eigen::Index>(run.shape("data/points").at(1));
  const auto cell = [&](const std::string& name) {
    if (!run.exists(path + "/" + name)) return std::string();
    return with_error(bits_per_dimension(read_scalar(run, path + "/" + name), d),
                      bits_per_dimension(read_scalar(run, path + "/" + name + "_error"), d));
  };
  table.add_row({"the same in bits/dim, data in their own units (no offset)", cell("ours"), cell("floor"),
                 cell("excess")});
}

Table results(const H5Reader& run) {
  Table table({{"quantity", Align::left}, {"ours"}, {"floor"}, {"excess or ratio"}});
  if (run.exists("evaluation/loss")) add_judged(table, run, "loss (floor: Bayes loss)", "evaluation/loss");
  if (run.exists("evaluation/likelihood")) {
    add_judged(table, run, "negative log-likelihood, nats (floor: entropy)", "evaluation/likelihood");
    add_bits(table, run);
  }
  for (const std::string& s : members(run, "evaluation/samples"))
    for (const std::string& metric : run.children("evaluation/samples/" + s))
      add_judged(table, run, fmt::format("{}: {} (floor: data against data)", s, metric),
                 "evaluation/samples/" + s + "/" + metric);
  return table;
}

Table costs(const H5Reader& run) {
  Table table({{"phase", Align::left}, {"seconds"}, {"evaluations per sample"}});
  for (const std::string& phase : below(run, "clock")) {
    const std::string count = phase + "/evaluations";  // of the phase samples/SAMPLER
    table.add_row({phase, fmt::format("{:.1f}", read_scalar(run, "clock/" + phase)),
                   run.exists(count) ? fmt::format("{:.0f}", read_scalar(run, count)) : std::string()});
  }
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
  return text;
}

}  // namespace pont::experiments
