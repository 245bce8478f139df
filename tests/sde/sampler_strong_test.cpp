// Strong order on Gaussian mixtures: coarse runs driven by the same Brownian path as a fine one.
#include <algorithm>

#include "sde/exact_score.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/samplers.hpp"
#include "tests/sde/fixtures.hpp"

namespace pont::sde::test {
namespace {

// The normals of a grid `ratio` times coarser than that of a source: sums of its increments, rescaled. Steps
// count from 1, as `sample` does.
class CoarseNoise final : public Noise {
 public:
  CoarseNoise(const Noise& fine, int ratio) : fine_(fine), ratio_(ratio) {}
  void fill(std::int64_t step, std::int64_t stage, Batch& z) const override {
    Batch increment(z.rows(), z.cols());
    z.setZero();
    for (int j = 1; j <= ratio_; ++j) fine_.fill((step - 1) * ratio_ + j, stage, increment), z += increment;
    z /= std::sqrt(ratio_);
  }

 private:
  const Noise& fine_;
  int ratio_;
};

constexpr int finest = 8192;

Batch run(const LinearSde& sde, double lambda, int steps, const Sampler& sampler, bool same_path = true) {
  MixtureScore score(sde, checked({Eigen::ArrayXd::Ones(2), Eigen::ArrayXXd{{-0.8}, {0.8}},
                                   Eigen::ArrayXXd{{0.16}, {0.25}}}));
  const KeyedNoise fine(ad::Key::root(21), same_path ? 0 : 1000);
  const CoarseNoise noise(fine, finest / steps);
  Batch u = mixed(cholesky(sde.prior), normals(ad::Key::root(22), 200, sde.k()));
  sample(sampler, Reverse(sde, lambda), score, uniform_grid(sde.T, 0.05, steps), noise, u);
  return u;
}

// Median over paths of the distance: a path between two modes may end in the other one, and is then no
// measure.
double typical(const Batch& difference) {
  Eigen::VectorXd distance = difference.rowwise().norm();
  std::nth_element(distance.begin(), distance.begin() + distance.size() / 2, distance.end());
  return distance(distance.size() / 2);
}

// Additive noise: strong order 1, not 1/2 (Kloeden & Platen 1992, section 10.2). The reference has an error
// of 1/finest of the same kind, subtracted in the expected ratio.
TEST(StrongOrder, EulerMaruyamaIsOfFirstOrderForAdditiveNoise) {
  for (const LinearSde& sde : {vp(constant_clock(4)), cld(constant_clock(4), 0.25, 1, 0.04)})
    for (const double lambda : {0.5, 1.0}) {
      const Batch reference = run(sde, lambda, finest, EulerMaruyama());
      auto error = [&](int steps) { return typical(run(sde, lambda, steps, EulerMaruyama()) - reference); };
      const double excess = std::log2((1.0 / 128 - 1.0 / finest) / (1.0 / 1024 - 1.0 / finest)) - 3;
      EXPECT_NEAR((std::log2(error(128) / error(1024)) - excess) / 3, 1, 0.1)
          << sde.name << " lambda " << lambda;
    }
}

// Negative control: on another path nothing converges.
TEST(StrongOrder, AnotherPathDoesNotConverge) {
  const LinearSde sde = vp(constant_clock(4));
  const Batch reference = run(sde, 1, finest, EulerMaruyama());
  EXPECT_GT(typical(run(sde, 1, 1024, EulerMaruyama(), false) - reference), 0.3);
}

}  // namespace
}  // namespace pont::sde::test
