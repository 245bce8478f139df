// The reproduction "restoration-exact": laws of restoring samplers on a Gaussian texture against the
// posterior.
#include <fmt/format.h>

#include "experiments/data/texture.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "sde/grid.hpp"
#include "sde/models.hpp"
#include "sde/restoration/restored_law.hpp"
#include "sde/samplers/exponential.hpp"

namespace pont::reproductions::restoration {
namespace {

constexpr int size = 8;
constexpr double eps = 1e-3;

struct Task final {
  std::string name;
  Eigen::MatrixXd A;
};

// What of the image is measured.
std::vector<Task> tasks() {
  Eigen::VectorXd hole = Eigen::VectorXd::Ones(size * size), half = Eigen::VectorXd::Zero(size * size);
  for (int row = 2; row <= 5; ++row) hole.segment(row * size + 2, 4).setZero();
  half.head(size * size / 2).setOnes();
  return {{"hole", sde::kept_pixels(hole)},
          {"half", sde::kept_pixels(half)},
          {"super-resolution", sde::block_means(size, 2)},
          {"blur", sde::circular_blur(size, 1)}};
}

// One sampler on one task.
struct Answer final {
  std::optional<sde::RestoredDistance> distance;  ///< none where its steps are unstable
  double variance_ratio = 0, stiffness = 0;
};

class Posterior final {
 public:
  Posterior() {
    const Eigen::MatrixXd H = data::TextureOptions().convolution();
    law_ = {Eigen::VectorXd::Zero(H.rows()), sde::symmetric(H * H.transpose())};
  }
  Answer answer(const Task& task, double sigma, const sde::Guidance& guidance, int steps) const {
    const sde::Measurement m{task.A, sigma};
    const sde::LinearSde vp = sde::vp(sde::affine_clock(0.1, 20));
    sde::MeasurementScore score(vp, law_, m, guidance);
    const std::vector<double> grid = sde::uniform_grid(vp.T, eps, steps);
    const auto sampled = sde::restored_law(sde::ExponentialIntegrator(), sde::Reverse(vp, 1), score, grid);
    Answer a;
    for (const double t : {0.1, 0.2, 0.3, 0.4, 0.5, 0.6})
      a.stiffness = std::max(a.stiffness, score.stiffness(t, grid[0] - grid[1]));
    if (!sampled) return a;
    const sde::Restored goal = sde::posterior(law_, m);
    a.distance = sde::wasserstein2(*sampled, goal, sde::measured(law_, m));
    a.variance_ratio = sampled->covariance.trace() / goal.covariance.trace();
    return a;
  }

 private:
  sde::Gaussian law_;
};

std::string shown(const Answer& a, double value) {
  return a.distance ? figures::significant(value, 3) : "unstable";
}

class RestorationExact final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override {}
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
};

reproduce::ExtraTable details(const Posterior& truth, double sigma, int steps) {
  figures::Table table({{"task", figures::Align::left},
                        {"guidance", figures::Align::left},
                        {"W2"},
                        {"of means"},
                        {"of covariances"},
                        {"variance / posterior"},
                        {"largest stiffness"}});
  for (const Task& task : tasks())
    for (const sde::Guidance& g : sde::guidances()) {
      const Answer a = truth.answer(task, sigma, g, steps);
      const sde::RestoredDistance d = a.distance.value_or(sde::RestoredDistance{});
      table.add_row({task.name, g.name, shown(a, d.total), shown(a, d.mean), shown(a, d.covariance),
                     shown(a, a.variance_ratio), figures::significant(a.stiffness, 2)});
    }
  return {fmt::format("sigma = {}, {} steps", sigma, steps), table};
}

reproduce::Outcome RestorationExact::compute(const reproduce::Published&,
                                             const reproduce::FinishedRuns&) const {
  const Posterior truth;
  reproduce::Outcome outcome;
  for (const Task& task : tasks())
    for (const sde::Guidance& g : sde::guidances()) {
      const Answer a = truth.answer(task, 0.1, g, 1'000);
      outcome.numbers.push_back(
          {task.name, g.name, a.distance->total, figures::significant(a.distance->total, 3)});
      outcome.numbers.push_back(
          {task.name, g.name + " variance", a.variance_ratio, fmt::format("{:.2f}", a.variance_ratio)});
    }
  outcome.notes = {
      "the texture of configs/study/texture.yaml, VP with beta from .1 to 20, exponential integrator of the "
      "reverse SDE on a "
      "uniform grid from 1 to 1e-3, started from N(0, I), no last denoising; W2 is the root mean square over "
      "measurements",
      "stiffness: beta dt times the largest eigenvalue that the guidance adds to the slope of the score, the "
      "largest at t = .1, .2, ..., .6; steps are unstable where it stays above 2"};
  outcome.tables = {details(truth, 0.1, 1'000), details(truth, 0.1, 100), details(truth, 0.02, 1'000)};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> restoration_exact() {
  return config::row<reproduce::Reproduction, RestorationExact>(
      "restoration-exact",
      "laws of guided samplers on a Gaussian texture against the exact posterior, without a sample");
}

}  // namespace pont::reproductions::restoration
