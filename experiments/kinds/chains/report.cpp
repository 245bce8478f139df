// The report of a target experiment: distances and averages beside the truth; rates and cost.
#include "experiments/kinds/chains/report.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::chains {
namespace {

// (ours - exact) in standard errors of both.
std::string deviation(const store::H5Reader& run, const std::string& path) {
  const double error =
      std::hypot(run::read_scalar(run, path + "/ours_error"), run::read_scalar(run, path + "/exact_error"));
  return fmt::format(
      "{:+.1f}", (run::read_scalar(run, path + "/ours") - run::read_scalar(run, path + "/exact")) / error);
}

figures::Table averages(const store::H5Reader& run) {
  figures::Table table({{"average along chains", figures::Align::left},
                        {"ours"},
                        {"exact"},
                        {"deviation in standard errors"}});
  for (const std::string& s : run::members(run, "chains"))
    for (const std::string& o : run.children("evaluation/observables/" + s)) {
      const std::string path = "evaluation/observables/" + s + "/" + o;
      table.add_row({s + ": " + o, run::read_estimate(run, path + "/ours"),
                     run::read_estimate(run, path + "/exact"), deviation(run, path)});
    }
  return table;
}

figures::Table distances(const store::H5Reader& run) {
  figures::Table table({{"last states", figures::Align::left}, {"distance"}, {"floor"}, {"ratio"}});
  for (const std::string& s : run::members(run, "chains"))
    for (const std::string& metric : run::members(run, "evaluation/samples/" + s)) {
      const std::string path = "evaluation/samples/" + s + "/" + metric;
      table.add_row({s + ": " + metric, run::read_estimate(run, path + "/ours"),
                     run::read_estimate(run, path + "/floor"),
                     fmt::format("{:.2f} x", run::read_scalar(run, path + "/ours") /
                                                 run::read_scalar(run, path + "/floor"))});
    }
  return table;
}

// "0.57 0.63": one rate for each level of a chain; empty where there are none.
std::string rates(const store::H5Reader& run, const std::string& path) {
  std::string text;
  if (run.exists(path))
    for (const double rate : run.read<double>(path))
      text += fmt::format("{}{:.2f}", text.empty() ? "" : " ", rate);
  return text;
}

figures::Table costs(const store::H5Reader& run) {
  figures::Table table({{"sampler", figures::Align::left},
                        {"accepted"},
                        {"swapped"},
                        {"evaluations per chain"},
                        {"averaged from iteration"},
                        {"seconds"}});
  for (const std::string& s : run::members(run, "chains")) {
    const std::string path = "chains/" + s;
    table.add_row({s, rates(run, path + "/acceptance"), rates(run, path + "/swaps"),
                   fmt::format("{:.0f}", run::read_scalar(run, path + "/evaluations")),
                   fmt::format("{:.0f}", run::read_scalar(run, path + "/averaged_from")),
                   fmt::format("{:.1f}", run::read_scalar(run, "clock/chains/" + s))});
  }
  return table;
}

std::string figures(const store::H5Reader& run) {
  std::vector<std::string> names{run.shape("data/points").at(1) == 1 ? "barrier" : "samples"};
  if (run.shape("modes/weights").at(0) > 1) names.push_back("mode_weights");
  names.insert(names.end(), {"energy", "energy_distance"});
  std::string text;
  for (const std::string& name : names) text += fmt::format("![{}](figures/{}.png)\n\n", name, name);
  return text;
}

}  // namespace

std::string target_table(const store::H5Reader& run) {
  return distances(run).console() + "\n" + averages(run).console() + "\n" + costs(run).console();
}

std::string target_report(const store::H5Reader& run) {
  return "# Report\n\nErrors are one standard error, over independent chains or pairs of clouds. A floor is "
         "the distance between two clouds of the target itself.\n\n" +
         distances(run).markdown() + "\n" + averages(run).markdown() + "\n" + costs(run).markdown() + "\n" +
         figures(run);
}

}  // namespace pont::kinds::chains
