// What a network stands for and regresses on at one time.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/kernel.hpp"
#include "sde/perturbation.hpp"

namespace pont::losses {

// What the network stands for: s = -R(t) u - ell(t) net(u, t) in the driven blocks, R a known linear score.

/// The linear part R of the score; the network learns the rest, in units of ell (regression.hpp).
class Parametrisation {
 public:
  virtual ~Parametrisation() = default;
  /// R(t) [m, k], one row per driven block. Phi [k, k] is the transition matrix from 0 to t, Sigma [k, k] the
  /// covariance at t (floor included) of data at a point, with auxiliary blocks N(0, sde.initial).
  virtual sde::Mat reference(const std::vector<int>& driven, const sde::Mat& Phi,
                             const sde::Mat& Sigma) const = 0;
  /// The variance of the data whose score the known part is; nothing where there is no known part.
  virtual std::optional<double> data_variance() const = 0;
};

/// One row per parametrisation. The reference is what the data N(0, variance) would have under the SDE.
struct ParametrisationRow {
  std::string name, summary, source;
  std::shared_ptr<const Parametrisation> (*make)(double variance);
};
const std::vector<ParametrisationRow>& parametrisations();

/// The row of that name for a data variance >= 0. Throws std::invalid_argument, listing the names, if there
/// is none, or if the variance is negative.
std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance);

// What the network regresses on at one time: the perturbation, the unit ell of its target, and its linear
// reference.

/// Given u_0, u = Phi u_0 + L eps has the conditional score -W eps, W = L^-T (perturbation.hpp). In the m
/// driven blocks it is -ell alpha with alpha = Q eps, where W_driven = ell Q: ell [m, m] upper triangular
/// with a positive diagonal, ell ell^T = (Sigma^-1)_driven, and the rows of Q [m, k] orthonormal, so that
/// alpha ~ N(0, I_m). For one driven block that comes last, as in CLD, ell = 1 / L_kk and alpha = eps of that
/// block.
///
/// The network enters as s = -R u - ell net, so its residual is net + ell^-1 R u - alpha.
class Regression final {
 public:
  Regression(sde::Perturbation perturbation, std::shared_ptr<const Parametrisation> parametrisation);

  struct Coefficients {
    sde::Mat Phi, L;         // [k, k]
    sde::Mat Q;              // [m, k]
    sde::Mat ell;            // [m, m]
    sde::Mat R;              // [m, k]
    sde::Mat shift() const;  // ell^-1 R [m, k]
  };
  /// Everything at time t in [0, T]. Throws as Perturbation::coefficients does.
  Coefficients at(double t) const;

  const sde::LinearSde& sde() const { return perturbation_.sde(); }
  const sde::Perturbation& perturbation() const { return perturbation_; }
  const Parametrisation& parametrisation() const { return *parametrisation_; }
  int k() const { return sde().k(); }
  int m() const { return static_cast<int>(driven_.size()); }
  /// The driven blocks, ascending.
  const std::vector<int>& driven() const { return driven_; }

 private:
  sde::Perturbation perturbation_;
  std::shared_ptr<const Parametrisation> parametrisation_;
  std::vector<int> driven_;
};

}  // namespace pont::losses
