// What a network stands for: the rest of the score beside a known linear part.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sde/kernel.hpp"

namespace pont::losses {

/// What there is to know at one time: u = Phi u_0 + L eps, and alpha = Q eps (see Regression).
struct Perturbed {
  const std::vector<int>& driven;  ///< the m blocks that noise enters, ascending
  sde::Mat Phi, L;                 ///< [k, k]
  sde::Mat Q;                      ///< [m, k]
  sde::Mat Sigma;  ///< [k, k] covariance (floor included) of data at a point, aux ~ N(0, initial)
  sde::Mat drawn;  ///< [k, k] covariance of the part of aux that is in u_0
};

/// s = -R(t) u - ell(t) K(t) net(c(t) u, t) in the driven blocks: the known part of the score, and the units
/// in which the network sees the state and gives the rest.
///
/// With R the exact score of data N(0, v) and C_ref the covariance of u they have, `preconditioned` takes
/// K K^T = I - ell^-1 (C_ref^-1)_driven ell^-T and c = C_ref,ii^-1/2, so that for such data the inputs and
/// the target K^-1 (alpha - ell^-1 R u) of the network have unit variance at every time. Under VP these are
/// c_skip, c_out and c_in of Karras et al. 2022 with sigma_data^2 = v, and net = -F; v = 1 is v-prediction
/// (Salimans & Ho 2022), K = a. K is small where u tells little of the data: a unit weight then magnifies
/// rounding by 1 / K.
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

/// W = ell Q for W [m, k] of rank m, m <= k: ell [m, m] upper triangular with a positive diagonal, the rows
/// of Q [m, k] orthonormal.
void factor_rows(const sde::Mat& W, sde::Mat& ell, sde::Mat& Q);

}  // namespace pont::losses
