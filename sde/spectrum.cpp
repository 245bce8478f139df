// Checks, sums, and the compression: Lanczos on the diagonal matrix of the logarithms in each bin.
#include "sde/spectrum.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "sde/decompositions.hpp"

namespace pont::sde {
namespace {

void check(const std::vector<double>& eigenvalues, const std::vector<double>& multiplicities) {
  if (eigenvalues.empty() || eigenvalues.size() != multiplicities.size())
    throw std::invalid_argument(fmt::format(
        "spectrum: {} eigenvalues and {} multiplicities; expected as many of both, and at least one",
        eigenvalues.size(), multiplicities.size()));
  for (std::size_t i = 0; i < eigenvalues.size(); ++i) {
    if (!(eigenvalues[i] >= 0) || !std::isfinite(eigenvalues[i]))
      throw std::invalid_argument(
          fmt::format("spectrum: eigenvalue {} (from 0) is {}; expected a finite number that is not negative",
                      i, eigenvalues[i]));
    if (!(multiplicities[i] > 0) || !std::isfinite(multiplicities[i]))
      throw std::invalid_argument(
          fmt::format("spectrum: multiplicity {} (from 0) is {}; expected a finite number above 0", i,
                      multiplicities[i]));
  }
}

// A discrete measure on the line: positions and masses.
struct Measure {
  std::vector<double> x, mass;
  Eigen::Index size() const { return static_cast<Eigen::Index>(x.size()); }
};

// The Jacobi matrix of the measure's first `nodes` orthogonal polynomials. Lanczos with full
// reorthogonalisation; fewer rows when the measure has fewer points.
Eigen::MatrixXd jacobi_matrix(const Measure& m, Eigen::Index nodes) {
  const Eigen::Map<const Eigen::VectorXd> x(m.x.data(), m.size()), mass(m.mass.data(), m.size());
  const double scale = 1e-14 * std::max(1.0, x.cwiseAbs().maxCoeff());
  Eigen::MatrixXd basis(m.size(), 0), jacobi = Eigen::MatrixXd::Zero(nodes, nodes);
  Eigen::VectorXd q = mass.cwiseSqrt().normalized();
  for (Eigen::Index j = 0;; ++j) {
    basis.conservativeResize(Eigen::NoChange, j + 1);
    basis.col(j) = q;
    Eigen::VectorXd next = x.cwiseProduct(q);
    jacobi(j, j) = q.dot(next);
    for (int twice = 0; twice < 2; ++twice) next -= basis * (basis.transpose() * next).eval();
    const double norm = next.norm();
    if (j + 1 == nodes || norm <= scale) return jacobi.topLeftCorner(j + 1, j + 1);
    jacobi(j, j + 1) = jacobi(j + 1, j) = norm;
    q = next / norm;
  }
}

// Gauss quadrature of the measure: eigenvalues of the Jacobi matrix, and its total mass times the squared
// first components of the eigenvectors (Golub & Welsch 1969).
Measure gauss_quadrature(const Measure& m, int nodes) {
  const auto [values, vectors] = symmetric_eigen(jacobi_matrix(m, std::min<Eigen::Index>(nodes, m.size())));
  const double total = std::accumulate(m.mass.begin(), m.mass.end(), 0.0);
  Measure rule;
  for (Eigen::Index i = 0; i < values.size(); ++i) {
    rule.x.push_back(values[i]);
    rule.mass.push_back(total * vectors(0, i) * vectors(0, i));
  }
  return rule;
}

// The positive eigenvalues' logarithms, in equal bins from the smallest to the largest.
std::vector<Measure> binned(const Spectrum& spectrum, std::size_t first, int bins) {
  const double low = std::log(spectrum.eigenvalues()[first]), high = std::log(spectrum.largest());
  std::vector<Measure> all(static_cast<std::size_t>(bins));
  for (std::size_t i = first; i < spectrum.size(); ++i) {
    const double x = std::log(spectrum.eigenvalues()[i]);
    const int bin = high > low ? std::min(bins - 1, static_cast<int>((x - low) / (high - low) * bins)) : 0;
    all[static_cast<std::size_t>(bin)].x.push_back(x);
    all[static_cast<std::size_t>(bin)].mass.push_back(spectrum.multiplicities()[i]);
  }
  return all;
}

}  // namespace

Spectrum::Spectrum(std::vector<double> eigenvalues, std::vector<double> multiplicities) {
  check(eigenvalues, multiplicities);
  std::vector<std::size_t> order(eigenvalues.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return eigenvalues[a] < eigenvalues[b]; });
  for (const std::size_t i : order) {
    eigenvalues_.push_back(eigenvalues[i] + 0.0);  // -0 becomes 0
    multiplicities_.push_back(multiplicities[i]);
  }
}

Spectrum::Spectrum(std::vector<double> eigenvalues)
    : Spectrum(eigenvalues, std::vector<double>(eigenvalues.size(), 1.0)) {}

double Spectrum::dimension() const {
  return sum([](double) { return 1.0; });
}

double Spectrum::trace() const {
  return sum([](double lambda) { return lambda; });
}

Spectrum compress(const Spectrum& spectrum, int bins, int nodes) {
  if (bins < 1 || nodes < 1)
    throw std::invalid_argument(
        fmt::format("compress: {} bins of {} nodes; expected at least 1 of each", bins, nodes));
  std::vector<double> eigenvalues, multiplicities;
  std::size_t first = 0;
  double zeros = 0;
  for (; first < spectrum.size() && spectrum.eigenvalues()[first] == 0; ++first)
    zeros += spectrum.multiplicities()[first];
  if (zeros > 0) {
    eigenvalues.push_back(0);
    multiplicities.push_back(zeros);
  }
  if (first == spectrum.size()) return {eigenvalues, multiplicities};
  for (const Measure& bin : binned(spectrum, first, bins)) {
    if (bin.x.empty()) continue;
    const Measure rule = gauss_quadrature(bin, nodes);
    for (std::size_t i = 0; i < rule.x.size(); ++i) {
      eigenvalues.push_back(std::exp(rule.x[i]));
      multiplicities.push_back(rule.mass[i]);
    }
  }
  return {eigenvalues, multiplicities};
}

}  // namespace pont::sde
