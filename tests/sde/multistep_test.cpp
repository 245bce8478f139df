// DPM-Solver++(2M) by its published formula, and as a run: its memory, its end, its order.
#include "sde/samplers/multistep.hpp"

#include "sde/chain_clock.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/explicit.hpp"
#include "sde/samplers/exponential.hpp"
#include "tests/sde/gaussian_law.hpp"

namespace pont::sde::test {
namespace {

constexpr double mean = 0.7, variance = 0.36;

// Lu et al. 2022b, algorithm 2, in their alpha, sigma, lambda = log(alpha / sigma): x_0-predictions of a
// perfect network for N(mean, variance), one number.
double published(const LinearSde& sde, const std::vector<double>& grid, double x) {
  double before = 0, h_before = 0;
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
    const Kernel from = sde.transition(0, grid[i]), to = sde.transition(0, grid[i + 1]);
    const double a = from.Phi(0, 0), s2 = from.Q(0, 0), lambda = std::log(a / std::sqrt(s2));
    const double h = std::log(to.Phi(0, 0) / std::sqrt(to.Q(0, 0))) - lambda;
    const double score = -(x - a * mean) / (a * a * variance + s2), data = (x + s2 * score) / a;
    double D = data;
    if (i > 0) {
      const double r = h_before / h;
      D = (1 + 1 / (2 * r)) * data - 1 / (2 * r) * before;
    }
    x = std::sqrt(to.Q(0, 0) / s2) * x - to.Phi(0, 0) * std::expm1(-h) * D;
    before = data;
    h_before = h;
  }
  return x;
}

double sampled(const Sampler& sampler, const LinearSde& sde, const std::vector<double>& grid, double x) {
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Constant(1, 1, variance));
  Batch u = Batch::Constant(1, 1, x);
  sample(sampler, Reverse(sde, 0), score, grid, KeyedNoise(ad::Key::root(1), 0), u);
  return u(0, 0);
}

std::vector<LinearSde> one_block_equations() {
  return {vp(affine_clock(0.1, 20)), sub_vp(constant_clock(4)), ve(0.01, 5),
          vp(chain_clock(linear_betas(1000, 1e-4, 0.02)))};
}

TEST(DpmSolverPlusPlus2M, IsAlgorithm2OnEveryGrid) {
  for (const LinearSde& sde : one_block_equations())
    for (const std::vector<double>& grid : {uniform_grid(1, 0.01, 7), quadratic_grid(1, 1e-3, 10),
                                            log_snr_grid(sde, 1e-3, 5), edm_grid(sde, 1e-2, 6, 7)})
      EXPECT_NEAR(sampled(DpmSolverPlusPlus2M(), sde, grid, 1.3), published(sde, grid, 1.3), 1e-11)
          << sde.name;
}

// A step to t = 0 is the prediction of the data itself: of one point, that point.
TEST(DpmSolverPlusPlus2M, EndsAtThePredictedData) {
  const LinearSde sde = vp(chain_clock(linear_betas(1000, 1e-4, 0.02)));
  GaussianScore score(sde, Eigen::VectorXd::Constant(1, mean), Eigen::MatrixXd::Zero(1, 1));
  Batch u = Batch::Constant(2, 1, 1.3);
  sample(DpmSolverPlusPlus2M(), Reverse(sde, 0), score, chain_grid(sde, 0, 10, 1),
         KeyedNoise(ad::Key::root(1), 0), u);
  EXPECT_NEAR(u(0, 0), mean, 1e-12);
}

// One object serves any number of runs: none sees what another has remembered.
TEST(DpmSolverPlusPlus2M, RunsDoNotShareTheirMemory) {
  const LinearSde sde = vp(constant_clock(4));
  const std::vector<double> grid = uniform_grid(1, 0.01, 6);
  const DpmSolverPlusPlus2M sampler;
  const double first = sampled(sampler, sde, grid, 1.3), other = sampled(sampler, sde, grid, -0.4);
  EXPECT_EQ(sampled(sampler, sde, grid, 1.3), first);
  EXPECT_EQ(sampled(DpmSolverPlusPlus2M(), sde, grid, -0.4), other);
}

// Its first step is DDIM; from then on it remembers, at no further cost.
TEST(DpmSolverPlusPlus2M, BeginsAsDdimAndIsMoreAccurateAtTheSameCost) {
  const LinearSde sde = vp(affine_clock(0.1, 20));
  const std::vector<double> step{0.6, 0.45}, grid = log_snr_grid(sde, 1e-3, 20);
  EXPECT_NEAR(sampled(DpmSolverPlusPlus2M(), sde, step, 1.3), sampled(Ddim(), sde, step, 1.3), 1e-10);
  const Reverse flow(sde, 0);
  EXPECT_LT(5 * law_error(DpmSolverPlusPlus2M(), flow, grid, mean, variance),
            law_error(Ddim(), flow, grid, mean, variance));
}

// The law of a run is that of its steps for a method without memory: law_error of Heun, written as a run.
TEST(DpmSolverPlusPlus2M, LawOfARunIsTheLawOfItsSteps) {
  class HeunRun final : public MultistepRun {
   public:
    void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
              Batch& u) override {
      Heun().step(reverse, score, t_from, t_to, noise, u);
    }
  };
  class HeunAsRun final : public Sampler {
   public:
    void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise& noise,
              Batch& u) const override {
      Heun().step(reverse, score, t_from, t_to, noise, u);
    }
    std::unique_ptr<MultistepRun> begin() const override { return std::make_unique<HeunRun>(); }
  };
  const LinearSde sde = cld(constant_clock(4), 0.25, 1, 0.04);
  const std::vector<double> grid = uniform_grid(1, 0.05, 40);
  EXPECT_NEAR(law_error(HeunAsRun(), Reverse(sde, 0), grid, mean, variance),
              law_error(Heun(), Reverse(sde, 0), grid, mean, variance), 1e-13);
}

}  // namespace
}  // namespace pont::sde::test
