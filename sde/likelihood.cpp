// The probability flow run forward with its divergence.
#include "sde/likelihood.hpp"

#include <cmath>
#include <limits>
#include <numbers>

#include "sde/flow_coordinates.hpp"

namespace pont::sde {
namespace {

// W with W prior W^T = I.
Mat prior_whitening(const LinearSde& sde) {
  const Mat L = cholesky(sde.prior);
  return L.triangularView<Eigen::Lower>().solve(Mat::Identity(sde.k(), sde.k()));
}

// log N(u; 0, prior (x) I_d) per row.
Eigen::VectorXd log_prior(const LinearSde& sde, const Batch& u) {
  const Mat W = prior_whitening(sde);
  const auto d = static_cast<double>(u.cols() / sde.k());
  const double constant =
      d * (W.diagonal().array().log().sum() - 0.5 * sde.k() * std::log(2 * std::numbers::pi));
  return constant - 0.5 * mixed(W, u).rowwise().squaredNorm().array();
}

// A learned field may drive a point away exponentially, up to infinity. A point is lost at `lost` times the
// distance from the law at which it started, or that many deviations: it is set aside, and the others go on.
constexpr double lost = 1000;
class Lost final {
 public:
  Lost(const CarriedMoments& law, double t0, const Batch& u)
      : law_(law),
        limit_(lost * law.distance(t0, u).max(1)),
        rows_(decltype(rows_)::Constant(u.rows(), false)) {}
  const Eigen::Array<bool, Eigen::Dynamic, 1>& operator()(double t, const Batch& u) {
    rows_ = rows_ || !(law_.distance(t, u) <= limit_);
    return rows_;
  }
  const Eigen::Array<bool, Eigen::Dynamic, 1>& rows() const { return rows_; }

 private:
  const CarriedMoments& law_;
  Eigen::ArrayXd limit_;  // [B]
  Eigen::Array<bool, Eigen::Dynamic, 1> rows_;
};

}  // namespace

void ExactDivergence::operator()(Score& score, const Mat& D, const Batch& u, double t, Batch& s,
                                 Eigen::VectorXd& trace) {
  const Mat G = square_root(D);
  const Eigen::Index k = D.rows(), d = u.cols() / k;
  Batch v(u.rows(), u.cols());
  Eigen::VectorXd vJv;
  trace.setZero(u.rows());
  for (Eigen::Index c = 0; c < k; ++c)
    for (Eigen::Index j = 0; j < d && !G.col(c).isZero(0); ++j) {
      v.setZero();
      for (Eigen::Index b = 0; b < k; ++b) v.col(b * d + j).setConstant(G(b, c));
      score.probe(u, t, v, s, vJv);
      trace += vJv;
    }
}

void HutchinsonDivergence::operator()(Score& score, const Mat& D, const Batch& u, double t, Batch& s,
                                      Eigen::VectorXd& trace) {
  const Mat G = square_root(D);
  Batch e(u.rows(), u.cols());
  Eigen::VectorXd vJv;
  trace.setZero(u.rows());
  for (int probe = 0; probe < probes_; ++probe) {
    noise_(probe, e);
    e = e.unaryExpr([](double z) { return z < 0 ? -1.0 : 1.0; }).eval();
    score.probe(u, t, mixed(G, e), s, vJv);
    trace += vJv / probes_;
  }
}

Eigen::VectorXd log_likelihood(const LinearSde& sde, Score& score, const Batch& u, Divergence& divergence,
                               const LikelihoodSettings& settings) {
  const Eigen::Index n = u.cols();
  const FlowFrame frame(sde, settings.law, n);
  FlowCoordinates& coordinates = frame.coordinates();
  Batch state, s;
  Eigen::VectorXd trace;
  auto field = [&](double t, const Batch& y, Batch& dy) {  // [coordinates, loss of log density]
    const Batch z = y.leftCols(n);
    state = coordinates.from(t, z);
    divergence(score, sde.diffusion(t), state, t, s, trace);
    coordinates.rates(t, z, {state, s, trace}, dy);
  };
  Batch y(u.rows(), n + 1);
  const Batch start = coordinates.to(settings.t0, u);
  y << start, coordinates.log_reference(settings.t0, start);
  Lost lost(frame.moments(), settings.t0, u);
  StepRules rules = coordinates.rules(settings.tolerance);
  rules.set_aside = [&](double t, const Batch& at) { return lost(t, coordinates.from(t, at.leftCols(n))); };
  integrate_adaptive(field, settings.t0, sde.T, settings.tolerance, y, {}, rules);
  const Batch end = y.leftCols(n);
  const Eigen::VectorXd gap =
      log_prior(sde, coordinates.from(sde.T, end)) - coordinates.log_reference(sde.T, end);
  const Eigen::VectorXd density = gap + y.col(n);
  return lost.rows().select(-std::numeric_limits<double>::infinity(), density.array()).matrix();
}

Batch augmented(const LinearSde& sde, const Batch& x, const StepNoise& noise) {
  Batch z(x.rows(), sde.k() * x.cols());
  noise(0, z);
  Batch u = mixed(square_root(sde.initial), z);
  u.leftCols(x.cols()) = x;
  return u;
}

double auxiliary_entropy(const LinearSde& sde, Eigen::Index d) {
  const int aux = sde.k() - 1;
  const Mat L = cholesky(sde.initial.bottomRightCorner(aux, aux));
  return static_cast<double>(d) *
         (L.diagonal().array().log().sum() + 0.5 * aux * (1 + std::log(2 * std::numbers::pi)));
}

}  // namespace pont::sde
