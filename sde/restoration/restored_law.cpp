// Moments of restoring samplers, step by step.
#include "sde/restoration/restored_law.hpp"

#include "sde/sampler_law.hpp"

namespace pont::sde {
namespace {

// x <- state x + known y + constant + noise z.
struct Step {
  Eigen::MatrixXd state, known, noise;
  Eigen::VectorXd constant;
};

// Rows: zero, d unit states, m unit measurements, d unit normals of the only stage.
Step step_of(const Sampler& sampler, const Reverse& reverse, MeasurementScore& score, double t_from,
             double t_to, Eigen::Index d, Eigen::Index m) {
  Batch u = Batch::Zero(1 + d + m + d, d), y = Batch::Zero(u.rows(), m);
  u.middleRows(1, d).setIdentity();
  y.middleRows(1 + d, m).setIdentity();
  score.given(y);
  const UnitNoise noise(static_cast<int>(1 + d + m), 1);
  sampler.step(reverse, score, t_from, t_to, {noise, 0}, u);
  const Eigen::RowVectorXd origin = u.row(0);
  const auto columns = [&](Eigen::Index from, Eigen::Index count) -> Eigen::MatrixXd {
    return (u.middleRows(from, count).rowwise() - origin).transpose();
  };
  return {columns(1, d), columns(1 + d, m), columns(1 + d + m, d), origin.transpose()};
}

}  // namespace

std::optional<Restored> restored_law(const Sampler& sampler, const Reverse& reverse, MeasurementScore& score,
                                     const std::vector<double>& grid, double most) {
  const Eigen::Index d = score.dimension(), m = score.measurements();
  Restored law{Eigen::MatrixXd::Zero(d, m), Eigen::VectorXd::Zero(d),
               reverse.sde().prior(0, 0) * Eigen::MatrixXd::Identity(d, d)};
  for (std::size_t i = 0; i + 1 < grid.size(); ++i) {
    const Step s = step_of(sampler, reverse, score, grid[i], grid[i + 1], d, m);
    law.gain = s.state * law.gain + s.known;
    law.offset = s.state * law.offset + s.constant;
    law.covariance =
        symmetric(s.state * law.covariance * s.state.transpose() + s.noise * s.noise.transpose());
    if (!(law.covariance.cwiseAbs().maxCoeff() <= most)) return {};
  }
  return law;
}

}  // namespace pont::sde
