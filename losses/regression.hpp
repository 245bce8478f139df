// What a network regresses on at one time.
#pragma once
#include <memory>
#include <vector>

#include "losses/parametrisation.hpp"
#include "sde/perturbation.hpp"

namespace pont::losses {

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
