// Times in fixed pieces.
#include "experiments/bench/kernels_workload.hpp"

#include <numeric>

#include "autodiff/workers.hpp"
#include "sde/models.hpp"

namespace pont::bench {
namespace {

class KernelsWorkload final : public Workload {
 public:
  KernelsWorkload(int count, int workers) : variances_(static_cast<std::size_t>(count)), workers_(workers) {}

  void step() override {
    const int count = static_cast<int>(variances_.size());
    workers_.run(count / piece, [&](int p, int) {
      for (int i = p * piece; i < (p + 1) * piece; ++i)
        variances_[static_cast<std::size_t>(i)] = sde_.transition(0, (i + 1.0) / count).Q(0, 0);
    });
  }
  double check() override { return std::accumulate(variances_.begin(), variances_.end(), 0.0); }

 private:
  static constexpr int piece = 64;
  sde::LinearSde sde_ = sde::cld(sde::constant_clock(8), 0.25, 1, 0.04);
  std::vector<double> variances_;
  ad::Workers workers_;
};

}  // namespace

std::unique_ptr<Workload> kernels_workload(double count, int workers) {
  return std::make_unique<KernelsWorkload>(static_cast<int>(count), workers);
}

}  // namespace pont::bench
