// Exact scores: one marginal mixture per time, evaluated row by row.
#include "sde/exact_score.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <utility>

namespace pont::sde {
MixtureScore::MixtureScore(LinearSde sde, Mixture data)
    : sde_(std::move(sde)), data_(checked(std::move(data))) {}

MixtureMarginal& MixtureScore::at(double t, const Batch& u) {
  const auto expected = sde_.k() * data_.means.cols();
  if (u.cols() != expected)
    throw std::invalid_argument(
        fmt::format("mixture score under '{}': u has {} columns, expected k*d = {}*{}", sde_.name, u.cols(),
                    sde_.k(), data_.means.cols()));
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
  const Batch y = to_axes(data_, u);
  Batch along(u.rows(), u.cols());
  for (Eigen::Index r = 0; r < u.rows(); ++r) {
    law.log_density(y.row(r).data());
    law.score(y.row(r).data(), along.row(r).data());
  }
  s = from_axes(data_, along);
  keep_driven(s);
}

void MixtureScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  MixtureMarginal& law = at(t, u);
  const Batch y = to_axes(data_, u), w = to_axes(data_, v);
  Batch along(u.rows(), u.cols());
  vJv.resize(u.rows());
  for (Eigen::Index r = 0; r < u.rows(); ++r) {
    law.log_density(y.row(r).data());
    law.score(y.row(r).data(), along.row(r).data());
    vJv(r) = law.curvature(y.row(r).data(), along.row(r).data(), w.row(r).data());
  }
  s = from_axes(data_, along);
  keep_driven(s);
}

Eigen::VectorXd MixtureScore::log_density(const Batch& u, double t) {
  MixtureMarginal& law = at(t, u);
  const Batch y = to_axes(data_, u);
  Eigen::VectorXd logs(u.rows());
  for (Eigen::Index r = 0; r < u.rows(); ++r) logs(r) = law.log_density(y.row(r).data());
  return logs;
}

}  // namespace pont::sde
