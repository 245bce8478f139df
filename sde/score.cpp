// Classifier-free guidance: two evaluations, one linear combination.
#include "sde/score.hpp"

namespace pont::sde {

void GuidedScore::operator()(const Batch& u, double t, Batch& s) {
  score_.given(y_);
  score_(u, t, s);
  if (w_ == 0) return;
  Batch free;
  score_.given({});
  score_(u, t, free);
  s += w_ * (s - free).eval();
}

void GuidedScore::probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) {
  score_.given(y_);
  score_.probe(u, t, v, s, vJv);
  if (w_ == 0) return;
  Batch free;
  Eigen::VectorXd free_vJv;
  score_.given({});
  score_.probe(u, t, v, free, free_vJv);
  s += w_ * (s - free).eval();
  vJv += w_ * (vJv - free_vJv).eval();
}

}  // namespace pont::sde
