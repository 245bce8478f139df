// A spectrum: the eigenvalues of a covariance with their multiplicities, and its compression.
#pragma once
#include <cmath>
#include <cstddef>
#include <vector>

namespace pont::sde {

/// The measure sum_i multiplicity_i delta(eigenvalue_i), eigenvalues ascending and >= 0, multiplicities > 0
/// (not necessarily whole: a quadrature is a spectrum too).
class Spectrum final {
 public:
  /// Sorts. Throws std::invalid_argument when lengths differ, there is no eigenvalue, one is negative or not
  /// finite, or a multiplicity is not positive and finite.
  Spectrum(std::vector<double> eigenvalues, std::vector<double> multiplicities);
  /// Every multiplicity 1.
  explicit Spectrum(std::vector<double> eigenvalues);

  std::size_t size() const { return eigenvalues_.size(); }
  const std::vector<double>& eigenvalues() const { return eigenvalues_; }
  const std::vector<double>& multiplicities() const { return multiplicities_; }
  double dimension() const;  ///< sum of multiplicities
  double trace() const;
  double smallest() const { return eigenvalues_.front(); }
  double largest() const { return eigenvalues_.back(); }

  /// sum_i multiplicity_i f(eigenvalue_i), from the smallest eigenvalue on.
  template <class F>
  double sum(const F& f) const {
    double total = 0;
    for (std::size_t i = 0; i < size(); ++i) total += multiplicities_[i] * f(eigenvalues_[i]);
    return total;
  }

 private:
  std::vector<double> eigenvalues_, multiplicities_;
};

/// W2 between the centred Gaussians that commute with Sigma and have variances p(lambda) and q(lambda) along
/// its eigenvectors: (sum (sqrt p - sqrt q)^2)^1/2, not divided by the dimension. Equal infinite variances
/// count as equal; an infinite beside a finite one is at infinite distance.
template <class P, class Q>
double wasserstein2(const Spectrum& spectrum, const P& p, const Q& q) {
  return std::sqrt(spectrum.sum([&](double lambda) {
    const double a = p(lambda), b = q(lambda), difference = a == b ? 0 : std::sqrt(a) - std::sqrt(b);
    return difference * difference;
  }));
}

/// A spectrum with about bins * nodes eigenvalues that integrates smooth functions of log lambda almost as
/// the given one: a Gauss quadrature with at most `nodes` nodes in each of `bins` equal intervals of log
/// lambda (Golub & Welsch 1969; its Jacobi matrix by Lanczos), exact for polynomials of degree 2 nodes - 1 in
/// log lambda on each. Zero eigenvalues stay as they are. Dimension is kept exactly up to rounding. Throws
/// std::invalid_argument unless bins >= 1 and nodes >= 1.
Spectrum compress(const Spectrum& spectrum, int bins, int nodes);

}  // namespace pont::sde
