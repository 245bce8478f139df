// The report of a bridge: one row per half-bridge.
#include "experiments/kinds/bridge/report.hpp"

#include <fmt/format.h>

#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/bridge/iterates.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::bridge {
namespace {

// What is known between normal ends, of half-bridge number i of a side.
void add_exact(std::vector<std::string>& row, const store::H5Reader& run, const Side& side, std::size_t i) {
  for (const char* name : {"kl_diagonal", "kl_full"})
    row.push_back(figures::significant(1e3 * mean_divergence(run, name, side).value[i], 3));
  row.push_back(figures::significant(1e3 * series(run, "half_bridges/kl_ipf", side).value[i], 3));
  row.push_back(figures::with_error(series(run, "half_bridges/cbw2_uvp", side).value[i],
                                    series(run, "half_bridges/cbw2_uvp_error", side).value[i]));
}

void add_exact_floors(std::vector<std::string>& row, const store::H5Reader& run, const Side& side) {
  for (const char* name : {"kl_diagonal", "kl_full", "kl_ipf"}) {
    const std::string path = std::string("floor/") + name;
    row.push_back(run.exists(path) ? figures::significant(1e3 * run::read_scalar(run, path), 3)
                                   : "not measured");
  }
  row.push_back(run::read_estimate(run, "floor/cbw2_uvp_" + side.end));
}

bool has_truth(const store::H5Reader& run) { return run.exists("bridge") && run.exists("half_bridges"); }

// Distances, energy, and between normal ends divergences of each half-bridge; floors in the last rows.
figures::Table measures(const store::H5Reader& run) {
  const bool exact = has_truth(run);
  std::vector<figures::Column> columns{
      {"half-bridge", figures::Align::left}, {"W2 at the end"}, {"path energy"}};
  if (exact)
    columns.insert(columns.end(),
                   {{"KL diagonal x 1e-3"}, {"KL full x 1e-3"}, {"KL ends to IPF x 1e-3"}, {"cBW2-UVP, %"}});
  figures::Table table(columns);
  for (const Side& side : sides()) {
    const Series w2 = series(run, "half_bridges/w2", side),
                 error = series(run, "half_bridges/w2_error", side),
                 energy = series(run, "half_bridges/energy", side);
    for (std::size_t i = 0; i < w2.value.size(); ++i) {
      std::vector<std::string> row{fmt::format("{} {}", side.direction.name(), i + 1),
                                   figures::with_error(w2.value[i], error.value[i]),
                                   figures::significant(energy.value[i])};
      if (exact) add_exact(row, run, side, i);
      table.add_row(row);
    }
    std::vector<std::string> floor{
        side.direction.name() + (exact ? ", floor or exact" : ", floor"),
        run::read_estimate(run, "floor/w2_" + side.end),
        exact ? figures::significant(run::read_scalar(run, "bridge/energy_" + side.direction.name())) : ""};
    if (exact) add_exact_floors(floor, run, side);
    table.add_row(floor);
  }
  return table;
}

// The last half-bridge's moments beside their ground truth.
figures::Table moments(const store::H5Reader& run) {
  figures::Table table({{"after the last half-bridge", figures::Align::left},
                        {"learned"},
                        {"ideal networks"},
                        {"exact IPF"},
                        {"Schrödinger bridge"}});
  for (const Moment& m : free_end_moments(run))
    table.add_row({m.title, figures::significant(m.learned.back()),
                   m.ideal.empty() ? std::string() : figures::significant(m.ideal.back()),
                   figures::significant(m.ipf.back()), figures::significant(m.limit.back())});
  const auto last = [&](const std::string& group) {
    const std::string path = group + "/cbw2_uvp";
    return run.exists(path) ? figures::significant(run.read<double>(path).back()) : std::string();
  };
  table.add_row({"cBW2-UVP, %", last("half_bridges"), last("ideal"), last("ipf"), "0"});
  return table;
}

figures::Table clock_table(const store::H5Reader& run) {
  figures::Table table({{"phase", figures::Align::left}, {"seconds"}});
  for (const std::string& phase : run::below(run, "clock"))
    table.add_row({phase, fmt::format("{:.1f}", run::read_scalar(run, "clock/" + phase))});
  return table;
}

}  // namespace

std::string bridge_table(const store::H5Reader& run) {
  return (run.exists("half_bridges") ? measures(run).console() : "") +
         (has_truth(run) ? "\n" + moments(run).console() : "") + "\n" + clock_table(run).console();
}

std::string bridge_report(const store::H5Reader& run) {
  std::string text =
      "# Report\n\nErrors are one standard error. Floors are what samples of the exact law score. The path "
      "energy is "
      "the mean of the integral of the squared drift.";
  if (has_truth(run))
    text +=
        " KL is that of Gaussian fits to the exact Schrödinger bridge of the chain, a mean over all states: "
        "diagonal (marginals of the coordinates) and full covariance. KL of the ends is that of (X_0, X_N) "
        "to exact IPF after as many half-bridges. cBW2-UVP compares the far end's conditional laws with "
        "those of the bridge.";
  text += "\n\n";
  for (const std::string& note : run::members(run, "notes")) text += run.text("notes/" + note) + "\n\n";
  if (run.exists("half_bridges")) text += measures(run).markdown() + "\n";
  if (has_truth(run))
    text +=
        moments(run).markdown() + "\n![moments](figures/moments.png)\n\n![KL](figures/divergences.png)\n\n";
  for (const std::string& direction : run::members(run, "samples"))
    if (run.shape("data/points").at(1) >= 2)
      text += fmt::format("![{0}](figures/states_{0}.png)\n\n", direction);
  if (run.exists("trajectories")) text += "![trajectories](figures/trajectories.png)\n\n";
  if (run.exists("half_bridges")) text += "![distances](figures/distances.png)\n\n";
  text += "![loss](figures/loss.png)\n\n";
  return text + clock_table(run).markdown() + "\n";
}

}  // namespace pont::kinds::bridge
