// Chain: tables of the edges, looked up by rows.
#include "losses/bridges/chain.hpp"

#include <cmath>

#include "losses/table.hpp"

namespace pont::losses {
namespace {

using ad::Var;

template <class F>
std::vector<double> per_edge(int N, F f) {
  std::vector<double> values;
  for (int j = 0; j < N; ++j) values.push_back(f(j));
  return values;
}

double drift(const sde::EulerChain& chain, Direction, int edge) { return chain.gamma(edge); }
double increment(const sde::EulerChain&, Direction, int) { return 1; }
double noise(const sde::EulerChain& chain, Direction, int edge) { return std::sqrt(2 * chain.gamma(edge)); }

/// Of the state that a step along the edge leads to, given the one that it starts from and the far end.
double pinned_variance(const sde::EulerChain& chain, Direction direction, int edge) {
  const int target = edge + direction.to, low = direction == forward ? edge : 0,
            high = direction == forward ? chain.steps() : edge + 1;
  return sde::pinned(chain.between(low, target), chain.between(target, high)).variance;
}

double bridge(const sde::EulerChain& chain, Direction direction, int edge) {
  const sde::ReferenceTransition step = chain.between(edge, edge + 1);
  const double gain = direction == forward ? 1 : step.gain;  // backward: X_edge given X_edge+1 alone
  return std::sqrt(step.variance / (gain * gain) - pinned_variance(chain, direction, edge));
}

}  // namespace

const std::vector<StepUnit>& step_units() {
  static const std::vector<StepUnit> table{
      {"drift", "the step moves x by gamma * output", drift},
      {"increment", "the step moves x by output", increment},
      {"noise", "the step moves x by sqrt(2 gamma) * output: in units of its noise", noise},
      {"bridge", "the step moves x by output * what its noise loses when both ends are known: for matching",
       bridge}};
  return table;
}

const StepUnit& step_unit(const std::string& name) { return row_named("step unit", step_units(), name); }

Var Chain::column(const std::vector<double>& values, Var edge, ad::Dtype dtype) const {
  return ad::with_real(dtype, [&](auto zero) {
    const std::vector<decltype(zero)> typed(values.begin(), values.end());
    return ad::gather(edge.tape->constant(ad::Tensor::of({steps(), 1}, typed)), edge);
  });
}

Var Chain::time(Direction direction, Var edge, ad::Dtype dtype) const {
  const auto times = per_edge(steps(), [&](int j) { return (j + direction.from) / double(steps()); });
  return ad::reshape(column(times, edge, dtype), edge.shape());
}

Var Chain::unit(Direction direction, Var edge, ad::Dtype dtype) const {
  const auto unit = [&](int j) { return unit_->unit(*reference_, direction, j); };
  return column(per_edge(steps(), unit), edge, dtype);
}

Var Chain::centre(Var x) const {
  const Eigen::VectorXd& c = reference_->centre();
  return ad::with_real(x.dtype(), [&](auto zero) {
    const std::vector<decltype(zero)> typed(c.data(), c.data() + c.size());
    return x.tape->constant(ad::Tensor::of({1, c.size()}, typed));
  });
}

Var Chain::reference_shift(Var x, Var edge) const {
  const auto rates = per_edge(steps(), [&](int j) { return -reference_->alpha() * reference_->gamma(j); });
  return column(rates, edge, x.dtype()) * (x - centre(x));
}

std::vector<double> reference_deviations(const sde::EulerChain& chain) {
  return per_edge(chain.steps(), [&](int j) { return noise(chain, forward, j); });
}

std::vector<double> pinned_deviations(const sde::EulerChain& chain, Direction direction) {
  return per_edge(chain.steps(), [&](int j) { return std::sqrt(pinned_variance(chain, direction, j)); });
}

}  // namespace pont::losses
