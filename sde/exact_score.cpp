// Exact scores: one marginal mixture per time, evaluated row by row.
#include "sde/exact_score.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace pont::sde {
namespace {

Eigen::MatrixXd eigenbasis(const Eigen::MatrixXd& covariance) {
  return Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd>(covariance).eigenvectors();
}

Mixture one_component(const Eigen::VectorXd& mean, const Eigen::MatrixXd& covariance) {
  if (covariance.rows() != mean.size() || covariance.cols() != mean.size())
    throw std::invalid_argument(
        fmt::format("GaussianScore: mean [{}], covariance [{}, {}]; expected [d], [d, d]", mean.size(),
                    covariance.rows(), covariance.cols()));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(covariance);
  return {Eigen::ArrayXd::Ones(1), (solver.eigenvectors().transpose() * mean).transpose().array(),
          solver.eigenvalues().transpose().array().max(0)};
}

// Every block of u times M [d, d]. Coefficient by coefficient: a row's bits do not depend on the number of
// rows.
Batch rotated(const Batch& u, const Eigen::MatrixXd& M) {
  Batch y(u.rows(), u.cols());
  const auto d = M.rows();
  for (Eigen::Index first = 0; first < u.cols(); first += d)
    y.middleCols(first, d) = u.middleCols(first, d).lazyProduct(M);
  return y;
}

}  // namespace

MixtureScore::MixtureScore(LinearSde sde, Mixture data)
    : sde_(std::move(sde)), data_(checked(std::move(data))) {}

MixtureMarginal& MixtureScore::at(double t, const Batch& u) {
  const auto expected = sde_.k() * data_.means.cols();
  if (u.cols() != expected)
    throw std::invalid_argument(fmt::format("MixtureScore under '{}': u has {} columns, expected k*d = {}*{}",
                                            sde_.name, u.cols(), sde_.k(), data_.means.cols()));
  if (!marginal_ || t != t_) marginal_.emplace(data_, sde_.transition(0, t), sde_.initial);
  t_ = t;
  return *marginal_;
}

void MixtureScore::keep_driven(Batch& s) const {
  const auto d = data_.means.cols();
  for (int b = 0; b < sde_.k(); ++b)
    if (sde_.D.row(b).isZero(0)) s.middleCols(b * d, d).setZero();
}

void MixtureScore::operator()(const Batch& u, double t, Batch& s) {
  MixtureMarginal& law = at(t, u);
  s.resize(u.rows(), u.cols());
  for (Eigen::Index r = 0; r < u.rows(); ++r) {
    law.log_density(u.row(r).data());
    law.score(u.row(r).data(), s.row(r).data());
  }
  keep_driven(s);
}

void MixtureScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  MixtureMarginal& law = at(t, u);
  s.resize(u.rows(), u.cols());
  vJv.resize(u.rows());
  for (Eigen::Index r = 0; r < u.rows(); ++r) {
    law.log_density(u.row(r).data());
    law.score(u.row(r).data(), s.row(r).data());
    vJv(r) = law.curvature(u.row(r).data(), s.row(r).data(), v.row(r).data());
  }
  keep_driven(s);
}

Eigen::VectorXd MixtureScore::log_density(const Batch& u, double t) {
  MixtureMarginal& law = at(t, u);
  Eigen::VectorXd logs(u.rows());
  for (Eigen::Index r = 0; r < u.rows(); ++r) logs(r) = law.log_density(u.row(r).data());
  return logs;
}

GaussianScore::GaussianScore(const LinearSde& sde, const Eigen::VectorXd& mean,
                             const Eigen::MatrixXd& covariance)
    : basis_(eigenbasis(covariance)), diagonal_(sde, one_component(mean, covariance)) {}

void GaussianScore::operator()(const Batch& u, double t, Batch& s) {
  diagonal_(rotated(u, basis_), t, s);
  s = rotated(s, basis_.transpose());
}

void GaussianScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  diagonal_.probe(rotated(u, basis_), t, rotated(v, basis_), s, vJv);
  s = rotated(s, basis_.transpose());
}

Eigen::VectorXd GaussianScore::log_density(const Batch& u, double t) {
  return diagonal_.log_density(rotated(u, basis_), t);
}

}  // namespace pont::sde
