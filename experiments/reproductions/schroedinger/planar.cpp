// The reproduction "dsb-2d".
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "experiments/figures/gallery.hpp"
#include "experiments/kinds/bridge/figures.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/reading.hpp"

namespace pont::reproductions::schroedinger {
namespace {

struct Plane {
  std::string column, config, caption;
};
const std::vector<Plane>& planes() {
  static const std::vector<Plane> rows{
      {"mixture", "two_dimensional", "eight Gaussians from a Gaussian prior"},
      {"affine prior", "affine_prior", "eight Gaussians from an affinely transformed prior, five iterations"},
      {"swiss roll", "swiss_roll_s_curve", "swiss roll and S curve"},
      {"moons", "moons_eight_gaussians", "moons and eight Gaussians"}};
  return rows;
}

// Samples of the data after a few iterations.
figures::Figure iteration_figure(const store::H5Reader& run) {
  const std::size_t half_bridges = run.shape("half_bridges/points").at(0), all = (half_bridges + 1) / 2;
  std::vector<std::size_t> shown{1, 5, 10, all};
  std::erase_if(shown, [&](std::size_t n) { return n > all; });
  shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
  std::vector<figures::Cloud> clouds;
  for (const std::size_t n : shown)
    clouds.push_back({fmt::format("n = {}", n), run::read_points(run, "half_bridges/points", 2 * (n - 1))});
  return figures::cloud_comparison("Samples after n iterations",
                                   {"data", run::read_points(run, "data/points")}, clouds);
}

struct OverFloor {
  double first, last;
};

// W2 after the first half-bridge of a direction, and after the last.
OverFloor over_floor(const store::H5Reader& run, const kinds::bridge::Side& side) {
  const std::vector<double> w2 = kinds::bridge::series(run, "half_bridges/w2", side).value;
  const double floor = run::read_scalar(run, "floor/w2_" + side.end);
  return {w2.front() / floor, w2.back() / floor};
}

// DSB in the plane (De Bortoli, Thornton, Heng, Doucet 2021, section 5.1): a mixture sampled from a Gaussian
// prior in the published setting, from an affinely transformed prior after five iterations, a swiss roll
// joined to an S curve, and moons to eight Gaussians. Only figures were published; what counts is W2 over
// its floor.
class Planar final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace

void Planar::declare(config::Visitor& v) {
  v.key("overrides", overrides_,
        "key=value laid upon every run, for a quick look: [train.steps=50]; nothing is compared then");
}

std::vector<reproduce::RunRequest> Planar::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const Plane& plane : planes())
    all.push_back({plane.config, "configs/dsb/" + plane.config + ".yaml", overrides_});
  return all;
}

// The first is the published setting.
std::vector<reproduce::UsedSettings> Planar::settings() const {
  return {reproduce::settings_of_run(kinds::experiment_kinds(), planes().front().column, runs().front())};
}

reproduce::Outcome Planar::compute(const reproduce::Published& published,
                                   const reproduce::FinishedRuns& runs) const {
  reproduce::Outcome outcome;
  outcome.notes = {
      "W2: exact, between 1,000 samples and 1,000 points of the law, five times; floor: points against "
      "points"};
  if (!overrides_.empty())
    outcome.incomparable = "the runs were changed by overrides, so nothing is compared";
  for (const Plane& plane : planes()) {
    const StoredRun run(runs.at(plane.config));
    for (std::size_t s = 0; s < kinds::bridge::sides().size(); ++s) {
      const OverFloor ratio = over_floor(*run, kinds::bridge::sides()[s]);
      outcome.numbers.push_back({published.rows.at(s).name,
                                 plane.column,
                                 ratio.last,
                                 fmt::format("{:.2f}", ratio.last),
                                 0,
                                 {{"the first half-bridge", ratio.first}}});
      const std::string direction = kinds::bridge::sides()[s].direction.name();
      outcome.figures.push_back({plane.config + "_" + direction,
                                 fmt::format("{}, {} chain.", plane.caption, direction),
                                 run::state_figure(*run, direction)});
    }
    outcome.figures.push_back({plane.config + "_iterations",
                               plane.caption + ": samples of the data after n iterations.",
                               iteration_figure(*run)});
    outcome.figures.push_back(
        {plane.config + "_distances", plane.caption + ".", kinds::bridge::distance_figure(*run)});
  }
  return outcome;
}

config::Row<reproduce::Reproduction> planar() {
  return config::row<reproduce::Reproduction, Planar>(
      "dsb-2d", "diffusion Schroedinger bridges in the plane: four pairs of laws");
}

}  // namespace pont::reproductions::schroedinger
