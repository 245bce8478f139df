// From arrays in run.h5 to figures.
#include "experiments/kinds/score/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/run/reading.hpp"

namespace pont::experiments {
namespace {

Figure loss_figure(const H5Reader& run) {
  Curve curve = loss_curve(run);
  std::optional<Reference> floor;
  Axis axis{.label = "loss"};
  if (run.exists("evaluation/loss/floor")) {
    const double bayes = read_scalar(run, "evaluation/loss/floor");
    floor = Reference{.value = bayes, .label = "Bayes loss " + significant(bayes)};
    axis.range = Interval{0.9 * bayes, 1.6 * bayes};
    for (double& v : curve.value) v = std::min(v, axis.range->high);  // the first steps lie far above
  }
  return loss_curves("Training loss and the lowest that any network can reach", axis, {curve}, floor);
}

Figure sample_figure(const H5Reader& run, const std::vector<std::string>& samplers) {
  std::vector<Cloud> clouds;
  for (const std::string& s : samplers) {
    const std::string base = "evaluation/samples/" + s + "/w2/";
    const std::string note =
        run.exists(base + "ours")
            ? fmt::format("W2 {}, floor {}", significant(read_scalar(run, base + "ours"), 3),
                          significant(read_scalar(run, base + "floor"), 3))
            : "W2 not measured";
    clouds.push_back({s, read_points(run, "samples/" + s + "/points").leftCols(2), note});
  }
  return cloud_comparison("Data and samples", {"data", read_points(run, "data/points").leftCols(2)}, clouds);
}

Figure trajectory_figure(const H5Reader& run, const std::vector<std::string>& samplers) {
  std::vector<Paths> sets;
  for (const std::string& s : samplers) {
    std::vector<double> times = run.read<double>("trajectories/" + s + "/times");
    Points values = read_points(run, "trajectories/" + s + "/values");
    std::reverse(times.begin(),
                 times.end());  // drawn over forward time, in which the sampler runs from right to left
    values = values.rowwise().reverse().eval();
    sets.push_back({s, times, values});
  }
  return particle_paths("Samples on their way from the prior (right) to the data (left)", "first coordinate",
                        sets);
}

Figure density_figure(const H5Reader& run) {
  const auto x = run.read<double>("density/x_range"), y = run.read<double>("density/y_range");
  const Density density{"learned by the probability flow",
                        {x.at(0), x.at(1)},
                        {y.at(0), y.at(1)},
                        read_points(run, "density/values")};
  return density_comparison(fmt::format("Density at t = {:.3g}", read_scalar(run, "density/time")), density,
                            {"histogram of data at the same t", read_points(run, "density/data")});
}

}  // namespace

void draw_score_figures(const H5Reader& run, const std::filesystem::path& directory) {
  if (run.shape("metrics/step").at(0) > 0) draw(loss_figure(run), directory, "loss");  // none after no step
  const std::vector<std::string> samplers = members(run, "samples");
  if (!samplers.empty() && run.shape("data/points").at(1) >= 2)
    draw(sample_figure(run, samplers), directory, "samples");
  if (!samplers.empty()) draw(trajectory_figure(run, samplers), directory, "trajectories");
  if (run.exists("density")) draw(density_figure(run), directory, "density");
}

}  // namespace pont::experiments
