// Tables of the edges, looked up by rows.
#include "losses/bridges/chain.hpp"

#include <cmath>
#include <utility>

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

}  // namespace

const std::vector<StepUnit>& step_units() {
  static const std::vector<StepUnit> table{
      {"drift", "the step moves x by gamma * output", [](double gamma) { return gamma; }},
      {"increment", "the step moves x by output", [](double) { return 1.0; }},
      {"noise", "the step moves x by sqrt(2 gamma) * output: in units of its noise",
       [](double gamma) { return std::sqrt(2 * gamma); }}};
  return table;
}

const StepUnit& step_unit(const std::string& name) { return row_named("step unit", step_units(), name); }

Chain::Chain(sde::EulerChain reference, const StepUnit& unit)
    : reference_(std::make_shared<const sde::EulerChain>(std::move(reference))),
      units_(per_edge(reference_->steps(), [&](int j) { return unit.unit(reference_->gamma(j)); })) {}

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

Var Chain::unit(Var edge, ad::Dtype dtype) const { return column(units_, edge, dtype); }

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
  return per_edge(chain.steps(), [&](int j) { return std::sqrt(2 * chain.gamma(j)); });
}

std::vector<double> pinned_deviations(const sde::EulerChain& chain, Direction direction) {
  const int N = chain.steps();
  return per_edge(N, [&](int j) {
    const int target = j + direction.to, low = direction.to > direction.from ? j : 0,
              high = direction.to > direction.from ? N : j + 1;
    return std::sqrt(sde::pinned(chain.between(low, target), chain.between(target, high)).variance);
  });
}

}  // namespace pont::losses
