// The Dormand-Prince pair as one table, and its step-size control.
#include "sde/runge_kutta.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace pont::sde {
namespace {

constexpr int stages = 7;
// Dormand & Prince 1980, table 2: nodes, coefficients (the last row is the fifth-order solution: first same
// as last), and the difference between the fifth- and fourth-order weights.
constexpr std::array<double, stages> nodes{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1};
constexpr double coefficients[stages][stages - 1]{
    {},
    {1. / 5},
    {3. / 40, 9. / 40},
    {44. / 45, -56. / 15, 32. / 9},
    {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
    {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
    {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}};
constexpr std::array<double, stages> error_weights{71. / 57600,      0,         -71. / 16695, 71. / 1920,
                                                   -17253. / 339200, 22. / 525, -1. / 40};
// Hairer, Norsett & Wanner 1993, II.6, the continuous extension of DOPRI5 (their code's D1 to D7).
constexpr std::array<double, stages> dense_weights{-12715105075. / 11282082432,  0,
                                                   87487479700. / 32700410799,   -10690763975. / 1880347072,
                                                   701980252875. / 199316789632, -1453857185. / 822651844,
                                                   69997945. / 29380423};

class Stepper final {
 public:
  Stepper(const VectorField& f, const Tolerance& tolerance, Batch& y, const DenseOutput& dense,
          const StepRules& rules)
      : f_(f), tolerance_(tolerance), y_(y), dense_(dense), rules_(rules) {
    for (Batch& k : slopes_) k.resize(y.rows(), y.cols());
    aside_.setConstant(y.rows(), false);
  }

  void integrate(double t, double t1) {
    slope(t, y_, slopes_[0]);
    double h = first_step(t, t1);
    const double start = t;
    while (t < t1) {
      if (evaluations_ >= tolerance_.evaluations)
        throw TooManyEvaluations(
            fmt::format("integrate_adaptive: {} evaluations of the field reach t = {:.6g} on the way from "
                        "{:.6g} to {:.6g}, in steps "
                        "of {:.3g}; the field is too stiff for the tolerance {:.3g}: check the score (train "
                        "longer, or at a lower "
                        "rate), raise the tolerances, or allow more evaluations",
                        evaluations_, t, start, t1, h, tolerance_.relative));
      if (rules_.longest) h = std::min(h, rules_.longest(t));
      const bool last = t + h >= t1;
      if (last) h = t1 - t;
      if (!(h > 1e-14 * std::max(std::abs(t1), h)))
        throw std::runtime_error(
            fmt::format("integrate_adaptive: step {:.3g} at t = {:.6g} of {:.6g} underflows; the "
                        "field is not finite there, or too stiff for the tolerance {:.3g}",
                        h, t, t1, tolerance_.relative));
      const double error = attempt(t, h);
      if (error <= 1) {
        const double end = last ? t1 : t + h;
        report(t, end, h);
        t = end;
        y_.swap(next_);
        slopes_.front().swap(slopes_.back());
        leave_behind(t);
      }
      h *= std::clamp(error > 0 ? 0.9 * std::pow(error, -0.2) : 10.0, 0.2, error <= 1 ? 10.0 : 1.0);
    }
  }

 private:
  void slope(double t, const Batch& y, Batch& dy) {
    ++evaluations_;
    f_(t, y, dy);
    rest(dy);
  }
  void rest(Batch& dy) const {
    for (Eigen::Index r = 0; r < dy.rows(); ++r)
      if (aside_[r]) dy.row(r).setZero();
  }
  void leave_behind(double t) {
    if (!rules_.set_aside) return;
    aside_ = aside_ || rules_.set_aside(t, y_);
    rest(slopes_.front());
  }

  // Largest row norm of e / (absolute + relative max(|y|, |next|)); infinite when anything is not finite.
  double norm(const Batch& e, const Batch& y, const Batch& next) const {
    double largest = 0;
    for (Eigen::Index r = 0; r < e.rows(); ++r) {
      if (aside_[r]) continue;
      const auto scale =
          tolerance_.absolute + tolerance_.relative * y.row(r).array().abs().max(next.row(r).array().abs());
      const double row = std::sqrt((e.row(r).array() / scale).square().mean());
      if (!std::isfinite(row)) return INFINITY;
      largest = std::max(largest, row);
    }
    return largest;
  }

  // Hairer, Norsett & Wanner 1993, II.4, "starting step size", for order 5. Zero when y or f(y) is not
  // finite.
  double first_step(double t, double t1) {
    const double d0 = norm(y_, y_, y_), d1 = norm(slopes_[0], y_, y_);
    if (std::isinf(d0) || std::isinf(d1)) return 0;
    const double h0 = std::min(d0 < 1e-5 || d1 < 1e-5 ? 1e-6 : 0.01 * d0 / d1, t1 - t);
    next_ = y_ + h0 * slopes_[0];
    slope(t + h0, next_, slopes_[1]);
    slopes_[2] = slopes_[1] - slopes_[0];
    const double d2 = norm(slopes_[2], y_, y_) / h0, steepest = std::max(d1, d2);
    const double h1 = steepest <= 1e-15 ? std::max(1e-6, 1e-3 * h0) : std::pow(0.01 / steepest, 0.2);
    return std::min({100 * h0, h1, t1 - t});
  }

  // One step of length h into next_ and the slope at its end; returns its scaled error.
  double attempt(double t, double h) {
    for (int i = 1; i < stages; ++i) {
      next_ = y_;
      for (int j = 0; j < i; ++j)
        if (coefficients[i][j] != 0) next_ += (h * coefficients[i][j]) * slopes_[j];
      slope(t + nodes[i] * h, next_, slopes_[i]);
    }
    error_.setZero(y_.rows(), y_.cols());
    for (int j = 0; j < stages; ++j)
      if (error_weights[j] != 0) error_ += (h * error_weights[j]) * slopes_[j];
    return std::max(norm(error_, y_, next_), further());
  }
  double further() const {
    if (!rules_.further) return 0;
    const Eigen::ArrayXd errors = aside_.select(0.0, rules_.further(error_, next_));
    return errors.isFinite().all() ? errors.maxCoeff() : INFINITY;
  }

  // The outputs within an accepted step of length h.
  void report(double t, double end, double h) {
    for (; reported_ < dense_.times.size() && dense_.times[reported_] <= end; ++reported_)
      dense_.at(reported_, between(std::min((dense_.times[reported_] - t) / h, 1.0), h));
  }

  Batch between(double theta, double h) const {
    const Batch change = next_ - y_, bend = h * slopes_.front() - change;
    Batch fifth = Batch::Zero(y_.rows(), y_.cols());
    for (int j = 0; j < stages; ++j)
      if (dense_weights[j] != 0) fifth += (h * dense_weights[j]) * slopes_[j];
    const Batch fourth = change - h * slopes_.back() - bend;
    const double rest = 1 - theta;
    return y_ + theta * (change + rest * (bend + theta * (fourth + rest * fifth)));
  }

  const VectorField& f_;
  const Tolerance& tolerance_;
  Batch& y_;
  const DenseOutput& dense_;
  const StepRules& rules_;
  Eigen::Array<bool, Eigen::Dynamic, 1> aside_;
  std::int64_t evaluations_ = 0;
  std::size_t reported_ = 0;
  std::array<Batch, stages> slopes_;
  Batch next_, error_;
};

}  // namespace

void integrate_adaptive(const VectorField& f, double t0, double t1, const Tolerance& tolerance, Batch& y,
                        const DenseOutput& dense, const StepRules& rules) {
  if (!(t1 > t0))
    throw std::invalid_argument(fmt::format("integrate_adaptive: t1 = {} must exceed t0 = {}", t1, t0));
  Stepper(f, tolerance, y, dense, rules).integrate(t0, t1);
}

}  // namespace pont::sde
