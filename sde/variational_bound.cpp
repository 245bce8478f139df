// The variational bound: strata of time, each with one squared error of the score.
#include "sde/variational_bound.hpp"

#include <cmath>

#include "sde/noisy_start.hpp"
#include "sde/perturbation.hpp"

namespace pont::sde {

TimedScore row_by_row(Score& score) {
  return [&score](const Batch& u, const Eigen::VectorXd& times, Batch& s) {
    s.resize(u.rows(), u.cols());
    Batch of_row;
    for (Eigen::Index r = 0; r < u.rows(); ++r) {
      score(u.row(r), times[r], of_row);
      s.row(r) = of_row;
    }
  };
}

BoundTimes uniform_bound_times(const LinearSde& sde, double t0) {
  const double length = sde.T - t0;
  return [t0, length](double uniform) { return BoundTime{t0 + length * uniform, length}; };
}

namespace {

// The law of u_t given x: N(gain x, L L^T).
struct Given final {
  Given(const LinearSde& sde, double t) {
    const Kernel kernel = sde.transition(0, t);
    gain = kernel.Phi.col(0);
    L = pushed_root(kernel, sde.initial);
  }
  Vec gain;
  Mat L;
  Mat inverse_root() const {
    return L.triangularView<Eigen::Lower>().solve(Mat::Identity(L.rows(), L.rows()));
  }
};

// -d log_snr / dt = beta tr(Sigma^-1 D) / 2.
double loss_of_log_snr(const LinearSde& sde, double t) {
  const Mat root = Given(sde, t).inverse_root() * square_root(sde.diffusion(t));
  return 0.5 * root.squaredNorm();
}

}  // namespace

BoundTimes log_snr_bound_times(const LinearSde& sde, double t0) {
  const double low = log_snr(sde, sde.T), height = log_snr(sde, t0) - low;
  return [sde, t0, low, height](double uniform) {
    const double t = time_of_log_snr(sde, low + height * uniform, t0, sde.T);
    return BoundTime{t, height / loss_of_log_snr(sde, t)};
  };
}

Eigen::VectorXd divergence_from_prior(const LinearSde& sde, const Batch& mean, const Mat& covariance) {
  const Mat P = cholesky(sde.prior), L = cholesky(covariance);
  const Mat W = P.triangularView<Eigen::Lower>().solve(Mat::Identity(sde.k(), sde.k())), spread = W * L;
  const auto d = static_cast<double>(mean.cols() / sde.k());
  const double of_covariance = spread.squaredNorm() - sde.k() - 2 * spread.diagonal().array().log().sum();
  return 0.5 * (mixed(W, mean).rowwise().squaredNorm().array() + d * of_covariance);
}

namespace {

// The rows of one stratum: where the score is asked, and how its squared error counts.
struct Stratum final {
  Batch u, target;         // [B, k*d]: the state, grad log q(u_t | x)
  Eigen::VectorXd times;   // [B]
  std::vector<Mat> roots;  // of weight diffusion / 2, one per row
};

void add_gain(const Vec& gain, const Batch& x, Batch& u) {
  for (Eigen::Index i = 0; i < gain.size(); ++i) u.middleCols(i * x.cols(), x.cols()) += gain[i] * x;
}

Stratum drawn(const LinearSde& sde, const Batch& x, const std::function<BoundTime(Eigen::Index)>& time_of,
              const Batch& z) {
  Stratum s{Batch(x.rows(), z.cols()), Batch(x.rows(), z.cols()), Eigen::VectorXd(x.rows()), {}};
  for (Eigen::Index r = 0; r < x.rows(); ++r) {
    const BoundTime time = time_of(r);
    const Given law(sde, time.t);
    Batch u = mixed(law.L, z.row(r));
    add_gain(law.gain, x.row(r), u);
    s.u.row(r) = u;
    s.target.row(r) = -mixed(Mat(law.inverse_root().transpose()), z.row(r));
    s.times[r] = time.t;
    s.roots.push_back(std::sqrt(0.5 * time.weight) * square_root(sde.diffusion(time.t)));
  }
  return s;
}

// weight (s - target)^T diffusion (s - target) / 2 per row.
Eigen::VectorXd errors(const Stratum& at, const Batch& s) {
  Eigen::VectorXd sums(s.rows());
  for (Eigen::Index r = 0; r < s.rows(); ++r) {
    const Mat across = at.roots[static_cast<std::size_t>(r)].transpose();
    sums[r] = mixed(across, s.row(r) - at.target.row(r)).squaredNorm();
  }
  return sums;
}

}  // namespace

VariationalBound variational_bound(const LinearSde& sde, const TimedScore& score, const Batch& x,
                                   const BoundTimes& times, const BoundSettings& settings,
                                   const BoundDraws& draws) {
  const Given end(sde, sde.T);
  Batch mean = Batch::Zero(x.rows(), sde.k() * x.cols()), z(x.rows(), mean.cols()), s;
  add_gain(end.gain, x, mean);
  VariationalBound bound{divergence_from_prior(sde, mean, end.L * end.L.transpose()),
                         Eigen::VectorXd::Zero(x.rows()), NoisyStart(sde, settings.t0).decoder(x.cols())};
  for (int i = 0; i < settings.times; ++i) {
    const ad::Key offsets = draws.offsets / static_cast<std::uint64_t>(i);
    const auto time_of = [&](Eigen::Index r) {
      const double offset = offsets.uniform(static_cast<ad::u64>(draws.row0 + r));
      const BoundTime time = times((i + offset) / settings.times);
      return BoundTime{time.t, time.weight / settings.times};
    };
    draws.noise.fill(i, 0, z);
    const Stratum at = drawn(sde, x, time_of, z);
    score(at.u, at.times, s);
    bound.path += errors(at, s);
  }
  return bound;
}

}  // namespace pont::sde
