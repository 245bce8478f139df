// Conditional laws of a chain's end: paths from repeated points, a chunk for each.
#include "experiments/kinds/bridge/conditional.hpp"

#include "autodiff/ops.hpp"
#include "experiments/data/draws.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::kinds::bridge {
namespace {

using ad::i64;

// The first `copies` points of every stream are row 0 of the table, the next ones row 1.
class Repeated final : public data::DataSet {
 public:
  Repeated(metrics::Points points, i64 copies) : points_(std::move(points)), copies_(copies) {}
  ad::Shape shape() const override { return {points_.cols()}; }
  data::Drawn draw(ad::Var step, ad::Var first, i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const data::Draws draws{step, first, rows, key, dtype};
    std::vector<double> offsets;  // halves, so that rounding decides nothing
    for (i64 r = 0; r < rows; ++r) offsets.push_back(static_cast<double>(r) + 0.5);
    const ad::Var number =
        ad::cast(first, ad::Dtype::f64) + step.tape->constant(ad::Tensor::of({rows}, offsets));
    const ad::Var row = ad::cast(ad::floor(number * (1.0 / static_cast<double>(copies_))), ad::Dtype::i64);
    return ad::gather(draws.table({points_.data(), static_cast<std::size_t>(points_.size())}, points_.cols()),
                      row);
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }

 private:
  metrics::Points points_;
  i64 copies_;
};

sde::AffineKernel kernel(losses::Direction direction, const sde::GaussianCoupling& coupling) {
  return direction == losses::forward ? coupling.forward() : coupling.backward();
}

// Percent of unexplained variance that a squared distance is.
double percent(losses::Direction direction, const sde::GaussianCoupling& truth, double squared) {
  const sde::Gaussian& reached = direction == losses::forward ? truth.end : truth.start;
  return 200 * squared / reached.covariance.trace();
}

double squared_distance(const metrics::Points& draws, const sde::Gaussian& law) {
  const double w2 = sde::wasserstein2(metrics::moments(draws), law);
  return w2 * w2;
}

}  // namespace

metrics::Estimate conditional_score(const BridgeModel& model, const LearnedPolicy& policy,
                                    const sde::GaussianCoupling& truth, const ConditionalSettings& s,
                                    ad::Key key, ad::Workers& workers) {
  const losses::Direction direction = policy.direction;
  const metrics::Points x =
      data::sample(model.end(direction.first_node(model.N())), key / "starts", s.starts);
  const Repeated starts(x, s.draws);
  const SimulatedPaths paths =
      simulate(model, policy, key / "paths", s.starts * s.draws, s.draws, workers, &starts);
  const metrics::Points& reached = paths.states[static_cast<std::size_t>(direction.last_node(model.N()))];
  const sde::AffineKernel exact = kernel(direction, truth);
  std::vector<double> values;
  for (i64 i = 0; i < s.starts; ++i)
    values.push_back(percent(direction, truth,
                             squared_distance(reached.middleRows(i * s.draws, s.draws),
                                              {exact.mean(x.row(i).transpose()), exact.covariance})));
  return metrics::estimate(values);
}

metrics::Estimate conditional_floor(losses::Direction direction, const sde::GaussianCoupling& truth,
                                    const ConditionalSettings& s, ad::Key key) {
  const Eigen::MatrixXd covariance = kernel(direction, truth).covariance,
                        root = sde::covariance_root("conditional law", covariance);
  std::vector<double> values;
  for (i64 i = 0; i < s.starts; ++i) {
    metrics::Points z(s.draws, covariance.rows());
    ad::fill_normal(key / static_cast<ad::u64>(i), 0, 0, z.size(), z.data());
    values.push_back(
        percent(direction, truth, squared_distance(z * root, {Eigen::VectorXd::Zero(z.cols()), covariance})));
  }
  return metrics::estimate(values);
}

// E_x |A x + b|^2 for the difference of the means, which do not depend on the covariances.
double conditional_score(losses::Direction direction, const sde::GaussianCoupling& ours,
                         const sde::GaussianCoupling& truth) {
  const sde::AffineKernel learned = kernel(direction, ours), exact = kernel(direction, truth);
  const sde::Gaussian& start = direction == losses::forward ? truth.start : truth.end;
  const Eigen::MatrixXd A = learned.mean.A - exact.mean.A;
  const Eigen::VectorXd shift = A * start.mean + learned.mean.b - exact.mean.b,
                        none = Eigen::VectorXd::Zero(A.rows());
  const double spread = sde::wasserstein2({none, learned.covariance}, {none, exact.covariance});
  return percent(direction, truth,
                 (A * start.covariance * A.transpose()).trace() + shift.squaredNorm() + spread * spread);
}

}  // namespace pont::kinds::bridge
