// The figures of a score experiment, made from arrays in run.h5.
#include "experiments/kinds/score/figures.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "experiments/figures/gallery.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/kinds/score/image_figures.hpp"
#include "experiments/run/reading.hpp"

namespace pont::kinds::score {
namespace {

figures::Figure loss_figure(const store::H5Reader& run) {
  figures::Curve curve = run::loss_curve(run);
  std::optional<figures::Reference> floor;
  figures::Axis axis{.label = "loss"};
  if (run.exists("evaluation/loss/floor")) {
    const double bayes = run::read_scalar(run, "evaluation/loss/floor");
    floor = figures::Reference{.value = bayes,
                               .label = "Bayes loss " + figures::significant(bayes),
                               .error = run::read_scalar(run, "evaluation/loss/floor_error")};
    axis.range = figures::Interval{0.9 * bayes, 1.6 * bayes};
    for (double& v : curve.value) v = std::min(v, axis.range->high);  // the first steps lie far above
  }
  return figures::loss_curves("Training loss and the lowest that any network can reach", axis, {curve},
                              floor);
}

// A name of the configuration as words.
std::string shown(std::string name) {
  std::ranges::replace(name, '_', ' ');
  return name;
}

figures::Figure sample_figure(const store::H5Reader& run, const std::vector<std::string>& samplers) {
  std::vector<figures::Cloud> clouds;
  for (const std::string& s : samplers) {
    const std::string base = "evaluation/samples/" + s + "/w2/";
    const std::string note =
        run.exists(base + "ours")
            ? fmt::format("W2 {}, floor {}", figures::significant(run::read_scalar(run, base + "ours"), 3),
                          figures::significant(run::read_scalar(run, base + "floor"), 3))
            : "W2 not measured";
    clouds.push_back({shown(s), run::read_points(run, "samples/" + s + "/points").leftCols(2), note});
  }
  return figures::cloud_comparison("Data and samples",
                                   {"data", run::read_points(run, "data/points").leftCols(2)}, clouds);
}

figures::Figure trajectory_figure(const store::H5Reader& run, const std::vector<std::string>& samplers) {
  std::vector<figures::Paths> sets;
  for (const std::string& s : samplers) {
    std::vector<double> times = run.read<double>("trajectories/" + s + "/times");
    metrics::Points values = run::read_points(run, "trajectories/" + s + "/values");
    std::reverse(times.begin(),
                 times.end());  // drawn over forward time, in which the sampler runs from right to left
    values = values.rowwise().reverse().eval();
    sets.push_back({shown(s), times, values});
  }
  return figures::particle_paths("Samples on their way from the prior (right) to the data (left)",
                                 "first coordinate", sets);
}

figures::Figure density_figure(const store::H5Reader& run) {
  const auto x = run.read<double>("density/x_range"), y = run.read<double>("density/y_range");
  const figures::Density density{"learned by the probability flow",
                                 {x.at(0), x.at(1)},
                                 {y.at(0), y.at(1)},
                                 run::read_points(run, "density/values")};
  return figures::density_comparison(
      fmt::format("Density at t = {:.3g}", run::read_scalar(run, "density/time")), density,
      {"histogram of data at the same t", run::read_points(run, "density/data")});
}

void draw_points(const store::H5Reader& run, const figures::Folder& folder) {
  const std::vector<std::string> samplers = run::members(run, "samples");
  if (!samplers.empty() && run.shape("data/points").at(1) >= 2)
    run::draw(sample_figure(run, samplers), folder, "samples");
  if (!samplers.empty()) run::draw(trajectory_figure(run, samplers), folder, "trajectories");
}

void draw_images(const store::H5Reader& run, const figures::Folder& folder) {
  for (const NamedPicture& p : image_figures(run))
    figures::write_png(p.picture, folder.path / (p.name + ".png"));
}

}  // namespace

void draw_score_figures(const store::H5Reader& run, const figures::Folder& folder) {
  if (run.shape("metrics/step").at(0) > 0) run::draw(loss_figure(run), folder, "loss");  // none after no step
  kept_form(run) ? draw_images(run, folder) : draw_points(run, folder);
  if (run.exists("density")) run::draw(density_figure(run), folder, "density");
}

}  // namespace pont::kinds::score
