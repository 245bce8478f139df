// Guided scores of Gaussian data: DPS, PiGDM and the exact one.
#include "sde/restoration/guided_score.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>
#include <utility>

#include "sde/decompositions.hpp"
#include "sde/named_row.hpp"

namespace pont::sde {
namespace {

Eigen::MatrixXd none(const Eigen::MatrixXd& S, double, double) {
  return Eigen::MatrixXd::Zero(S.rows(), S.cols());
}

Eigen::MatrixXd of_white_data(const Eigen::MatrixXd& S, double signal, double noise) {
  const double variance = noise * noise / (signal * signal + noise * noise);
  return variance * Eigen::MatrixXd::Identity(S.rows(), S.cols());
}

// S - S a (a^2 S + n^2 I)^-1 a S, which needs no inverse of S.
Eigen::MatrixXd of_the_data(const Eigen::MatrixXd& S, double signal, double noise) {
  Eigen::MatrixXd total = signal * signal * S;
  total.diagonal().array() += noise * noise;
  const Eigen::MatrixXd explained = times_inverse("guidance", signal * S, total);
  return symmetric(S - explained * (signal * S));
}

}  // namespace

const std::vector<Guidance>& guidances() {
  static const std::vector<Guidance> rows{
      {"dps", "x0 given x_t is taken for known", "Chung et al. 2023, with the step 1/sigma^2", none},
      {"pigdm", "that of data N(0, I)", "Song, Vahdat, Mardani & Kautz 2023", of_white_data},
      {"exact", "that of the data", "Bayes' rule for Gaussian data", of_the_data}};
  return rows;
}

const Guidance& guidance(const std::string& name) { return row_named("guidance", guidances(), name); }

MeasurementScore::MeasurementScore(LinearSde sde, Gaussian law, Measurement measurement,
                                   const Guidance& guidance)
    : sde_(std::move(sde)), law_(std::move(law)), measurement_(std::move(measurement)), guidance_(guidance) {
  if (sde_.k() != 1)
    throw std::invalid_argument(fmt::format(
        "guided score of '{}': its state has {} blocks, expected 1; for more take the score of the posterior",
        sde_.name, sde_.k()));
  check_gaussian("guided score", law_);
  check_measurement(measurement_, law_.mean.size());
}

MeasurementScore::Affine MeasurementScore::at(double t) const {
  const Kernel kernel = sde_.transition(0, t);
  const double a = kernel.Phi(0, 0), variance = kernel.Q(0, 0);
  const Eigen::MatrixXd &S = law_.covariance, &A = measurement_.A,
                        one = Eigen::MatrixXd::Identity(S.rows(), S.cols());
  const Eigen::MatrixXd precision = times_inverse("guided score", one, symmetric(a * a * S + variance * one)),
                        D = a * S * precision;  // x0(x) = mean + D (x - a mean)
  Eigen::MatrixXd spread = symmetric(A * guidance_.covariance(S, a, std::sqrt(variance)) * A.transpose());
  spread.diagonal().array() += measurement_.sigma * measurement_.sigma;
  const Eigen::MatrixXd gain = times_inverse("guided score", D.transpose() * A.transpose(), spread),
                        added = gain * A * D;
  return {a, -precision - added, gain, added};
}

void MeasurementScore::operator()(const Batch& u, double t, Batch& s) {
  const Affine f = at(t);
  const Eigen::RowVectorXd centre = (f.signal * law_.mean).transpose(),
                           expected = (measurement_.A * law_.mean).transpose();
  s = (u.rowwise() - centre) * f.slope.transpose() + (y_.rowwise() - expected) * f.gain.transpose();
}

void MeasurementScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  (*this)(u, t, s);
  vJv = (v * at(t).slope.transpose()).cwiseProduct(v).rowwise().sum();
}

double MeasurementScore::stiffness(double t, double dt) const {
  return sde_.diffusion(t)(0, 0) * dt * symmetric_eigenvalues(symmetric(at(t).added)).maxCoeff();
}

}  // namespace pont::sde
