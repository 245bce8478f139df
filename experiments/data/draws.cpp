// Named draws, and the alias method on the tape.
#include "experiments/data/draws.hpp"

#include <cmath>
#include <numeric>
#include <stdexcept>

namespace pont::data {

using ad::Var;

Categorical::Categorical(std::span<const double> weights)
    : size_(static_cast<ad::i64>(weights.size())),
      keep_(weights.begin(), weights.end()),
      alias_(keep_.size()) {
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  bool valid = sum > 0 && std::isfinite(sum);
  for (const double w : weights) valid &= w >= 0;
  if (!valid) throw std::invalid_argument("Categorical: weights must be finite and >= 0 with a positive sum");
  std::vector<std::size_t> small, large;
  for (std::size_t i = 0; i < keep_.size(); ++i) {
    keep_[i] *= static_cast<double>(keep_.size()) / sum;
    alias_[i] = static_cast<double>(i);
    (keep_[i] < 1 ? small : large).push_back(i);
  }
  // A slot with too little takes the rest from one with too much, which may then have too little itself.
  while (!small.empty() && !large.empty()) {
    const std::size_t poor = small.back(), rich = large.back();
    small.pop_back();
    alias_[poor] = static_cast<double>(rich);
    keep_[rich] -= 1 - keep_[poor];
    if (keep_[rich] >= 1) continue;
    large.pop_back();
    small.push_back(rich);
  }
}

Var Categorical::operator()(Var u) const {
  const auto table = [&](const std::vector<double>& x) {
    return u.tape->constant(ad::Tensor::of({size()}, x));
  };
  const Var scaled = u * static_cast<double>(size());
  const Var slot = floor(scaled);  // below n: u <= 1 - 2^-53, and then u n rounds to less than n
  const Var index = cast(slot, ad::Dtype::i64);
  if (keep_.empty()) return index;
  return cast(where(scaled - slot < gather(table(keep_), index), slot, gather(table(alias_), index)),
              ad::Dtype::i64);
}

Var Draws::uniform(std::string_view name, ad::i64 columns) const {
  return ad::uniform(step, first, key / name, {rows, columns}, dtype);
}
Var Draws::normal(std::string_view name, ad::i64 columns) const {
  return ad::normal(step, first, key / name, {rows, columns}, dtype);
}
Var Draws::pick(std::string_view name, const Categorical& law) const {
  return law(ad::uniform(step, first, key / name, {rows}, ad::Dtype::f64));
}
Var Draws::table(std::span<const double> values, ad::i64 columns) const {
  const ad::i64 n = static_cast<ad::i64>(values.size()) / columns;
  return ad::with_real(dtype, [&](auto t) {
    return step.tape->constant(
        ad::Tensor::of({n, columns}, std::vector<decltype(t)>(values.begin(), values.end())));
  });
}
Var Draws::times(Var z, const Eigen::MatrixXd& M) const {
  const auto row = [&](Eigen::Index i) {
    const Eigen::VectorXd values = M.row(i);
    return table({values.data(), static_cast<std::size_t>(values.size())}, values.size());
  };
  Var sum = slice_axis(z, 1, 0, 1) * row(0);
  for (Eigen::Index i = 1; i < M.rows(); ++i) sum = sum + slice_axis(z, 1, i, i + 1) * row(i);
  return sum;
}

}  // namespace pont::data
