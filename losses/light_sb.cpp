// LightSB: both log-densities, each by two products of matrices.
#include "losses/light_sb.hpp"

#include <fmt/format.h>

#include <cmath>
#include <numbers>
#include <stdexcept>

#include "autodiff/ops.hpp"

namespace pont::losses {
namespace {

using ad::Var;

nn::Initialiser given(const sde::Batch& values) {
  return [values](const ad::Shape&, nn::Fan, ad::Key) {
    return std::vector<double>(values.data(), values.data() + values.size());
  };
}

}  // namespace

LightSb::LightSb(nn::Parameters& parameters, double epsilon, const sde::Batch& means, double scale)
    : epsilon_(epsilon), K_(means.rows()), d_(means.cols()) {
  if (!(epsilon > 0) || !(scale > 0) || means.size() == 0)
    throw std::invalid_argument(
        fmt::format("light_bridge: epsilon = {}, scale = {}, means [{}, {}]; expected epsilon and scale > 0 "
                    "and at least one component",
                    epsilon, scale, K_, d_));
  const nn::Parameters::Scope scope(parameters, "potential");
  weights_ = parameters.add("scaled_log_weights", {K_}, {}, nn::zeros());
  means_ = parameters.add("means", {K_, d_}, {}, given(means));
  scales_ = parameters.add("log_scales", {K_, d_}, {}, nn::constant(std::log(scale)));
}

// With S the scales and r the means:  epsilon-fold exponents
//   log c terms:  x^2 . S / 2 + x . r
//   log v terms:  -(y^2 . S^-1 - 2 y . S^-1 r + r . S^-1 r) / 2,  and -log det(2 pi epsilon S) / 2
Var LightSb::operator()(std::span<const Var> parameters, Var x0, Var x1) const {
  const auto at = [&](nn::ParameterId id) { return parameters[static_cast<std::size_t>(id)]; };
  const Var weights = at(weights_) / epsilon_, r = at(means_), log_S = at(scales_);
  const auto product = [](Var x, Var per_component) {
    return ad::matmul(x, per_component, false, true);
  };  // [B, K]
  const Var precision = ad::exp(-log_S);
  const Var normaliser =
      weights + (0.5 * product(ad::square(x0), ad::exp(log_S)) + product(x0, r)) / epsilon_;
  const Var constant = weights - 0.5 * ad::sum(log_S + ad::square(r) * precision / epsilon_, {1});
  const Var potential =
      constant + (product(x1, r * precision) - 0.5 * product(ad::square(x1), precision)) / epsilon_;
  const double unit = 0.5 * double(d_) * std::log(2 * std::numbers::pi * epsilon_);
  return ad::log_sum_exp(normaliser, {1}) - ad::log_sum_exp(potential, {1}) + unit;
}

sde::LightBridge LightSb::bridge(std::span<const double> flat) const {
  using Map = Eigen::Map<const sde::Batch>;
  const double *r = flat.data() + K_, *log_S = r + K_ * d_;
  return sde::LightBridge({epsilon_, Eigen::Map<const Eigen::VectorXd>(flat.data(), K_) / epsilon_,
                           Map(r, K_, d_), Map(log_S, K_, d_).array().exp()});
}

}  // namespace pont::losses
