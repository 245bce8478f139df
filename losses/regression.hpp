// What a network stands for and regresses on at one time.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/kernel.hpp"
#include "sde/perturbation.hpp"

namespace pont::losses {

// What the network stands for: s = -R(t) u - ell(t) K(t) net(c(t) u, t) in the driven blocks, R a known
// linear score.

/// What there is to know at one time: u = Phi u_0 + L eps, and alpha = Q eps (see Regression).
struct Perturbed {
  const std::vector<int>& driven;  ///< the m blocks that noise enters, ascending
  sde::Mat Phi, L;                 ///< [k, k]
  sde::Mat Q;                      ///< [m, k]
  sde::Mat Sigma;  ///< [k, k] covariance (floor included) of data at a point, aux ~ N(0, initial)
  sde::Mat drawn;  ///< [k, k] covariance of the part of aux that is in u_0
};

/// The known part of the score, and the units in which the network sees the state and gives the rest.
class Parametrisation {
 public:
  virtual ~Parametrisation() = default;
  /// R(t) [m, k], one row per driven block.
  virtual sde::Mat reference(const Perturbed&) const = 0;
  /// K(t) [m, m], upper triangular: the unit of the network in units of ell.
  virtual sde::Mat scale(const Perturbed&) const = 0;
  /// c(t) [k], positive: the network sees c u, block by block.
  virtual sde::Vec input(const Perturbed&) const = 0;
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
/// is none, or if the variance is negative, or 0 where a row needs data that spread.
std::shared_ptr<const Parametrisation> parametrisation(const std::string& name, double variance);

// What the network regresses on at one time: the perturbation, the unit ell of its target, and its linear
// reference.

/// Given u_0, u = Phi u_0 + L eps has the conditional score -W eps, W = L^-T (perturbation.hpp). In the m
/// driven blocks it is -ell alpha with alpha = Q eps, where W_driven = ell Q: ell [m, m] upper triangular
/// with a positive diagonal, ell ell^T = (Sigma^-1)_driven, and the rows of Q [m, k] orthonormal, so that
/// alpha ~ N(0, I_m). For one driven block that comes last, as in CLD, ell = 1 / L_kk and alpha = eps of that
/// block.
///
/// The network enters as s = -R u - U net(c u), with the unit U = ell K, so its residual is
/// net + U^-1 R u - K^-1 alpha.
class Regression final {
 public:
  Regression(sde::Perturbation perturbation, std::shared_ptr<const Parametrisation> parametrisation);

  struct Coefficients {
    sde::Mat Phi, L;          // [k, k]
    sde::Mat Q;               // [m, k]
    sde::Mat ell;             // [m, m]
    sde::Mat R;               // [m, k]
    sde::Mat K;               // [m, m]
    sde::Vec input;           // c [k]
    sde::Mat unit() const;    // U = ell K [m, m]
    sde::Mat shift() const;   // U^-1 R [m, k]
    sde::Mat target() const;  // K^-1 Q [m, k]
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
