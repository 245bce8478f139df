// A score that lets its caller look up before each evaluation: every sampler and every flow asks nothing else
// for long.
#pragma once
#include <functional>
#include <utility>

#include "sde/score.hpp"

namespace pont::sde {

// Calls pulse() before each evaluation; what it throws ends the loop that asked. One evaluation is the
// longest time between two calls.
class WatchedScore final : public Score {
 public:
  WatchedScore(Score& score, std::function<void()> pulse) : score_(score), pulse_(std::move(pulse)) {}
  void operator()(const Batch& u, double t, Batch& s) override { pulse_(), score_(u, t, s); }
  void probe(const Batch& u, double t, const Batch& v, Batch& s, Eigen::VectorXd& vJv) override {
    pulse_(), score_.probe(u, t, v, s, vJv);
  }

 private:
  Score& score_;
  std::function<void()> pulse_;
};

}  // namespace pont::sde
