// Strong order on Gaussian mixtures, of every stochastic row of the table: coarse runs driven by the same
// Brownian path as a fine one.
#include <algorithm>
#include <set>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/stochastic_heun.hpp"
#include "sde/samplers/table.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

constexpr int finest = 4096, pieces = 2 * finest;

// The normals of one Brownian path, cut into `pieces` equal increments: stage q of step i (they count from 1,
// as in `sample`) covers its share of the step.
class PathNoise final : public Noise {
 public:
  PathNoise(ad::Key key, int steps, int stages)
      : fine_(key, 0), stages_(stages), share_(pieces / (steps * stages)) {}
  void fill(std::int64_t step, std::int64_t stage, Batch& z) const override {
    Batch increment(z.rows(), z.cols());
    z.setZero();
    const std::int64_t first = ((step - 1) * stages_ + stage) * share_;
    for (std::int64_t j = 0; j < share_; ++j) fine_.fill(first + j, 0, increment), z += increment;
    z /= std::sqrt(share_);
  }

 private:
  KeyedNoise fine_;
  std::int64_t stages_, share_;
};

// How many stages of noise a step draws.
class StageCounter final : public Noise {
 public:
  void fill(std::int64_t, std::int64_t stage, Batch& z) const override { z.setZero(), seen_.insert(stage); }
  int stages() const { return static_cast<int>(seen_.size()); }

 private:
  mutable std::set<std::int64_t> seen_;
};

Mixture two_modes_of_data() {
  return checked({Eigen::ArrayXd::Ones(2), Eigen::ArrayXXd{{-0.8}, {0.8}}, Eigen::ArrayXXd{{0.16}, {0.25}}});
}

int stages_of(const SamplerRow& row, const LinearSde& sde) {
  MixtureScore score(sde, two_modes_of_data());
  const StageCounter counter;
  Batch u = Batch::Zero(1, sde.k());
  row.make(finest)->step(Reverse(sde, row.lambda), score, 0.6, 0.5, {counter, 1}, u);
  return counter.stages();
}

Batch run(const SamplerRow& row, const LinearSde& sde, int steps, int path = 21) {
  MixtureScore score(sde, two_modes_of_data());
  const PathNoise noise(ad::Key::root(static_cast<std::uint64_t>(path)), steps, stages_of(row, sde));
  Batch u = mixed(cholesky(sde.prior), normals(ad::Key::root(22), 300, sde.k()));
  sample(*row.make(steps), Reverse(sde, row.lambda), score, uniform_grid(sde.T, 0.05, steps), noise, u);
  return u;
}

// Mean distance of the nearest three quarters of the paths: a path between two modes may end in the other
// one, and is then no measure.
double typical(const Batch& difference) {
  Eigen::VectorXd distance = difference.rowwise().norm();
  std::sort(distance.begin(), distance.end());
  return distance.head(3 * distance.size() / 4).mean();
}

const SamplerRow& row_named(const std::string& name) {
  return *std::find_if(samplers().begin(), samplers().end(), [&](const auto& r) { return r.name == name; });
}

LinearSde one_block_equation() { return vp(constant_clock(4)); }
LinearSde two_block_equation() { return cld(constant_clock(4), 0.25, 1, 0.04); }

// Additive noise: strong order 1 for every scheme that takes one normal per stage, whatever its weak order
// (Kloeden & Platen 1992, section 10.2). The reference has an error of its own, which raises the
// measured order by something between 0 (errors of both independent) and `excess` (proportional). Churn
// (lambda = 0) adds noise to the flow and solves no SDE.
TEST(StrongOrder, EveryStochasticRowIsOfFirstOrderForAdditiveNoise) {
  const double excess = std::log2((1.0 / 64 - 1.0 / finest) / (1.0 / 512 - 1.0 / finest)) / 3 - 1;
  std::set<std::string> measured;
  for (const SamplerRow& row : samplers())
    for (const LinearSde& sde : {one_block_equation(), two_block_equation()}) {
      if (!row.order || !row.accepts(sde) || row.lambda == 0) continue;
      measured.insert(row.name);
      const Batch reference = run(row, sde, finest);
      const auto error = [&](int steps) { return typical(run(row, sde, steps) - reference); };
      const double order = std::log2(error(64) / error(512)) / 3;
      EXPECT_GT(order, 1 - 0.1) << row.name << " on " << sde.name;
      EXPECT_LT(order, 1 + excess + 0.1) << row.name << " on " << sde.name;
    }
  EXPECT_EQ(measured,
            (std::set<std::string>{"euler_maruyama", "euler_maruyama_half", "exponential_integrator",
                                   "exponential_integrator_half", "symmetric_splitting", "midpoint_splitting",
                                   "stochastic_ddim", "ancestral", "ancestral_large"}));
}

// A scheme may converge to the wrong solution: all that solve the reverse SDE come to the same path.
TEST(StrongOrder, RowsOfOneEquationHaveOneSolution) {
  const LinearSde sde = one_block_equation();
  const Batch solution = run(row_named("euler_maruyama"), sde, finest),
              half = run(row_named("euler_maruyama_half"), sde, finest);
  for (const char* name : {"exponential_integrator", "symmetric_splitting", "midpoint_splitting", "ancestral",
                           "ancestral_large"})
    EXPECT_LT(typical(run(row_named(name), sde, finest) - solution), 2e-3) << name;
  for (const char* name : {"exponential_integrator_half", "stochastic_ddim"})
    EXPECT_LT(typical(run(row_named(name), sde, finest) - half), 2e-3) << name;
  EXPECT_GT(typical(half - solution), 0.1);  // negative control: another lambda is another path
}

// Negative control: on another path nothing converges.
TEST(StrongOrder, AnotherPathDoesNotConverge) {
  const LinearSde sde = one_block_equation();
  const SamplerRow& row = row_named("euler_maruyama");
  EXPECT_GT(typical(run(row, sde, 512, 23) - run(row, sde, finest)), 0.3);
}

}  // namespace
}  // namespace pont::sde::test
