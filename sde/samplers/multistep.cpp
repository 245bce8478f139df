// DPM-Solver++(2M): extrapolated predictions of the data.
#include "sde/samplers/multistep.hpp"

#include <cmath>
#include <utility>

#include "sde/samplers/support.hpp"

namespace pont::sde {
namespace {

class Run final : public MultistepRun {
 public:
  void step(const Reverse& reverse, Score& score, double t_from, double t_to, const StepNoise&,
            Batch& u) override {
    require_one_block("dpm_solver_pp_2m", reverse.sde());
    require_flow("dpm_solver_pp_2m", reverse);
    const Level from = level(reverse.sde(), t_from), to = level(reverse.sde(), t_to);
    Batch s;
    score(u, t_from, s);
    Batch y = u / from.alpha, data = y + (from.alpha * from.sigma * from.sigma) * s;
    const double kept = to.sigma / from.sigma;
    y = kept * y + (1 - kept) * extrapolated(data, from.sigma, to.sigma);
    u = to.alpha * y;
    data_before_ = std::move(data);
    sigma_before_ = from.sigma;
  }

 private:
  Batch extrapolated(const Batch& data, double from, double to) const {
    if (data_before_.size() == 0 || to == 0) return data;
    const double r = std::log(sigma_before_ / from) / std::log(from / to);
    return data + (0.5 / r) * (data - data_before_);
  }

  Batch data_before_;  // predicted at the beginning of the step before; empty in the first
  double sigma_before_ = 0;
};

}  // namespace

void DpmSolverPlusPlus2M::step(const Reverse& reverse, Score& score, double t_from, double t_to,
                               const StepNoise& noise, Batch& u) const {
  Run().step(reverse, score, t_from, t_to, noise, u);
}

std::unique_ptr<MultistepRun> DpmSolverPlusPlus2M::begin() const { return std::make_unique<Run>(); }

}  // namespace pont::sde
