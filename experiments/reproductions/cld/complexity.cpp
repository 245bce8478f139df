// The same two quantities by quadrature on one axis, and by samples on both.
#include "experiments/reproductions/cld/complexity.hpp"

#include <array>
#include <cmath>

#include "experiments/data/gaussians.hpp"
#include "experiments/reproductions/cld/expectation.hpp"
#include "experiments/reproductions/cld/toys.hpp"
#include "sde/likelihood.hpp"

namespace pont::reproductions::cld {
namespace {

using losses::Regression;

// The driven block of CLD and VP is one, and the last.
int driven_block(const Regression& r) { return r.driven().back(); }

// Row `driven` of prior^-1: s_eq = -(this) u.
sde::Mat equilibrium(const Regression& r) { return sde::inverse(r.sde().prior).row(driven_block(r)); }

// Hessian row of log p at u for a row in one dimension, from its quadratic form.
std::array<double, sde::max_blocks> hessian_row(sde::MixtureMarginal& law, const double* u, const double* s,
                                                int k, int row) {
  const auto form = [&](int i, int j) {
    std::array<double, sde::max_blocks> v{};
    v[static_cast<std::size_t>(i)] = v[static_cast<std::size_t>(j)] = 1;
    return law.curvature(u, s, v.data());
  };
  std::array<double, sde::max_blocks> entries{};
  for (int j = 0; j < k; ++j)
    entries[static_cast<std::size_t>(j)] =
        j == row ? form(j, j) : 0.5 * (form(row, j) - form(row, row) - form(j, j));
  return entries;
}

// x [n, 2] of the diamond carried to t.
sde::Batch diffused(const sde::LinearSde& sde, double t, ad::Key key, Eigen::Index n) {
  const metrics::Points x = data::sample(*data::DiamondOptions().build(), key / "data", n);
  const sde::KeyedNoise noise(key / "noise", 0);
  sde::Batch u = sde::mixed(sde.transition(0, t).Phi, sde::augmented(sde, x, sde::StepNoise(noise, 0)));
  sde::Batch z(u.rows(), u.cols());
  noise.fill(1, 0, z);
  sde::add_mixed(1, sde::square_root(sde.transition(0, t).Q), z, u);
  return u;
}

}  // namespace

Complexity exact_complexity(const Regression& regression, double t) {
  const DiffusedMixture law(regression.sde(), diamond_axis(), t);
  const Regression::Coefficients c = regression.at(t);
  const sde::Mat eq = equilibrium(regression);
  const int k = regression.k(), v = driven_block(regression);
  const double xi = law.expectation([&](sde::MixtureMarginal& at, const double* u) {
    std::array<double, sde::max_blocks> s;
    at.log_density(u);
    at.score(u, s.data());
    double off = s[static_cast<std::size_t>(v)];
    for (int j = 0; j < k; ++j) off += eq(0, j) * u[j];
    return off * off;
  });
  const double jacobian = law.expectation([&](sde::MixtureMarginal& at, const double* u) {
    std::array<double, sde::max_blocks> s;
    at.log_density(u);
    at.score(u, s.data());
    const auto H = hessian_row(at, u, s.data(), k, v);
    double squares = 0;
    for (int j = 0; j < k; ++j)
      squares += std::pow((H[static_cast<std::size_t>(j)] + c.R(0, j)) / c.ell(0, 0), 2);
    return squares;
  });
  return {{2 * xi, 0, 1}, {2 * jacobian, 0, 1}};
}

Complexity sampled_complexity(const Regression& regression, sde::Score& score, double t, double h,
                              ad::Key key, Eigen::Index n) {
  const sde::Batch u = diffused(regression.sde(), t, key, n);
  const Regression::Coefficients c = regression.at(t);
  const sde::Mat eq = equilibrium(regression);
  const Eigen::Index d = u.cols() / regression.k(), first = driven_block(regression) * d;
  sde::Batch s, up, down;
  score(u, t, s);
  sde::Batch off = s.middleCols(first, d);
  for (int j = 0; j < regression.k(); ++j) off += eq(0, j) * u.middleCols(j * d, d);
  Eigen::VectorXd jacobian = Eigen::VectorXd::Zero(u.rows());
  for (Eigen::Index j = 0; j < u.cols(); ++j) {
    sde::Batch moved = u;
    moved.col(j).array() += h;
    score(moved, t, up);
    moved.col(j).array() -= 2 * h;
    score(moved, t, down);
    sde::Batch slope = (up - down).middleCols(first, d) / (2 * h);
    slope.col(j % d).array() += c.R(0, j / d);
    jacobian += (slope / c.ell(0, 0)).rowwise().squaredNorm();
  }
  return {metrics::estimate(off.rowwise().squaredNorm()), metrics::estimate(jacobian)};
}

}  // namespace pont::reproductions::cld
