// Starts of sampling: the exact one has the law of the data at T, the prior has not.
#include <gtest/gtest.h>

#include "experiments/data/gaussians.hpp"
#include "experiments/kinds/score/generate.hpp"
#include "experiments/metrics/points.hpp"
#include "sde/models.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

// Largest deviation of mean and covariance of a start from the exact law of u_T, in standard errors.
double deviation(const std::string& name, const sde::LinearSde& sde) {
  constexpr ad::i64 n = 20'000;
  const GaussianMixture data(
      {Eigen::ArrayXd::Ones(1), Eigen::ArrayXXd::Constant(1, 1, 1.5), Eigen::ArrayXXd::Constant(1, 1, 0.09)});
  const ad::Key key = ad::Key::root(7);
  const Gaussian drawn = moments(start_named(name).draw(sde, data, sde::KeyedNoise(key, 0), key, 0, n));
  sde::Mat S = sde.initial;
  S(0, 0) = 0.09;
  sde::Vec m = sde::Vec::Zero(sde.k());
  m(0) = 1.5;
  const Eigen::MatrixXd C = sde.covariance(sde.T, S);
  const Eigen::VectorXd mean = sde.mean(sde.T, m);
  const Eigen::VectorXd spread = C.diagonal().cwiseSqrt();
  const double root = std::sqrt(static_cast<double>(n));
  const double of_means = (root * (drawn.mean - mean).array() / spread.array()).abs().maxCoeff();
  const Eigen::MatrixXd scale = (spread * spread.transpose()) * std::sqrt(2.0);
  return std::max(of_means, (root * (drawn.covariance - C).array() / scale.array()).abs().maxCoeff());
}

TEST(Starts, ExactIsTheLawOfTheDataAtT) {
  for (const sde::LinearSde& sde :
       {sde::vp(sde::constant_clock(1)), sde::cld(sde::constant_clock(1), 0.25, 1, 0.04)}) {
    EXPECT_LE(deviation("exact", sde), 4) << sde.name;
    EXPECT_GT(deviation("prior", sde), 20) << sde.name;  // negative control: T is short
  }
}

TEST(Starts, RowsDoNotDependOnTheirCompanions) {
  const GaussianMixture data(
      {Eigen::ArrayXd::Ones(2), Eigen::ArrayXXd{{-1, 0}, {1, 0}}, Eigen::ArrayXXd::Constant(2, 1, 0.09)});
  const sde::LinearSde sde = sde::cld(sde::constant_clock(1), 0.25, 1, 0.04);
  const ad::Key key = ad::Key::root(7);
  for (const Start& start : starts()) {
    const sde::Batch all = start.draw(sde, data, sde::KeyedNoise(key, 0), key, 0, 30),
                     some = start.draw(sde, data, sde::KeyedNoise(key, 12), key, 12, 5);
    EXPECT_EQ(sde::Batch(all.middleRows(12, 5)), some) << start.name;
  }
  EXPECT_THROW(start_named("nowhere"), std::out_of_range);
}

}  // namespace
}  // namespace pont::experiments
