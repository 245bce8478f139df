// Symmetric splitting, as published and of second order.
#include "sde/samplers/symmetric_splitting.hpp"

#include "sde/samplers/support.hpp"

namespace pont::sde {
namespace {

// The parts of one step from t_from over `middle` to t_to.
class Parts final {
 public:
  Parts(const Reverse& reverse, Score& score, const StepNoise& noise)
      : reverse_(reverse), score_(score), noise_(noise), Sref_inv_(inverse(reverse.sde().prior)) {}

  void linear(double t_from, double t_to, int stage, Batch& u) const {
    const Kernel K = reverse_.linear(t_from, t_to, Sref_inv_);
    u = mixed(K.Phi, u);
    add_noise(square_root(K.Q), noise_, stage, u);
  }
  // u + (1 + lambda^2)/2 h D residual(at, t).
  Batch kicked(double h, double t, const Batch& at, const Batch& u) const {
    Batch s, next = u;
    score_(at, t, s);
    add_mixed(1, Sref_inv_, at, s);
    add_mixed(reverse_.score_factor() * h, reverse_.sde().D, s, next);
    return next;
  }

 private:
  const Reverse& reverse_;
  Score& score_;
  const StepNoise& noise_;
  Mat Sref_inv_;
};

}  // namespace

void SymmetricSplitting::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                              const StepNoise& noise, Batch& u) const {
  require_constant_diffusion("symmetric_splitting", reverse.sde());
  const double middle = 0.5 * (t_from + t_to),
               h = reverse.sde().elapsed(t_from) - reverse.sde().elapsed(t_to);
  const Parts parts(reverse, score, noise);
  parts.linear(t_from, middle, 0, u);
  u = parts.kicked(h, t_from, u, u);
  parts.linear(middle, t_to, 1, u);
}

void MidpointSplitting::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                             const StepNoise& noise, Batch& u) const {
  require_constant_diffusion("midpoint_splitting", reverse.sde());
  const double middle = 0.5 * (t_from + t_to),
               h = reverse.sde().elapsed(t_from) - reverse.sde().elapsed(t_to);
  const Parts parts(reverse, score, noise);
  parts.linear(t_from, middle, 0, u);
  u = parts.kicked(h, middle, parts.kicked(0.5 * h, middle, u, u), u);
  parts.linear(middle, t_to, 1, u);
}

}  // namespace pont::sde
