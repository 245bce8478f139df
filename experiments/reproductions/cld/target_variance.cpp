// Exact variances from the Fisher information; measured ones from the losses of the exact score.
#include "experiments/reproductions/cld/target_variance.hpp"

#include <cmath>
#include <utility>

#include "experiments/data/gaussians.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "losses/evaluation.hpp"
#include "sde/exact_score.hpp"
#include "sde/quadrature.hpp"

namespace pont::reproductions::cld {
namespace {

// Every draw at the same time.
class FixedTime final : public losses::TimeSampling {
 public:
  explicit FixedTime(double t) : t_(t) {}
  losses::TimeDraw operator()(double) const override { return {t_, 1}; }

 private:
  double t_;
};

losses::Regression regression(const sde::LinearSde& sde, const MatchingKind& kind, double floor) {
  return {sde::Perturbation(sde, kind.S0(sde), floor), losses::parametrisation("plain", 0)};
}

ad::Tensor diamond_points(ad::Key key, ad::i64 n) {
  const metrics::Points x = data::sample(*data::DiamondOptions().build(), key, n);
  return ad::Tensor::of({n, x.cols()}, std::span<const double>(x.data(), static_cast<std::size_t>(x.size())));
}

}  // namespace

const std::vector<MatchingKind>& matching_kinds() {
  static const std::vector<MatchingKind> rows{
      {"denoising (DSM)",
       [](const sde::LinearSde& sde) -> sde::Mat { return sde::Mat::Zero(sde.k(), sde.k()); }},
      {"hybrid (HSM)", [](const sde::LinearSde& sde) { return sde.initial; }}};
  return rows;
}

TargetVariance target_variance(const sde::LinearSde& sde, const MatchingKind& kind, double t, double floor) {
  return {regression(sde, kind, floor).at(t).ell(0, 0),
          2 * DiffusedMixture(sde, diamond_axis(), t, floor).fisher()};
}

metrics::Estimate measured_variance(const sde::LinearSde& sde, const MatchingKind& kind, double t,
                                    double floor, ad::Key key, ad::i64 rows) {
  const losses::Denoising objective(regression(sde, kind, floor), losses::weighting("inverse_ell_squared"),
                                    std::make_shared<FixedTime>(t));
  sde::MixtureScore exact(sde, diamond());
  const Eigen::VectorXd values = losses::score_losses(objective, exact, diamond_points(key / "data", rows),
                                                      {.key = key / kind.name, .rows = 500});
  return metrics::estimate(values);
}

double bayes_loss(const sde::LinearSde& sde, const MatchingKind& kind, double t_min, double floor) {
  const auto in_log_time = [&](double s) {
    const double t = std::exp(s);
    return t * target_variance(sde, kind, t, floor).network();
  };
  const auto close = [](double coarse, double fine) { return std::abs(coarse - fine) < 1e-6; };
  return sde::integrate(in_log_time, std::log(t_min), std::log(sde.T), close) / (sde.T - t_min);
}

}  // namespace pont::reproductions::cld
