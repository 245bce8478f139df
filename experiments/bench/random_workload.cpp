// Pieces of a stream.
#include "experiments/bench/random_workload.hpp"

#include <numeric>

#include "autodiff/rng.hpp"
#include "autodiff/workers.hpp"

namespace pont::bench {
namespace {

class RandomWorkload final : public Workload {
 public:
  RandomWorkload(std::size_t count, int workers) : numbers_(count), workers_(workers) {}

  void step() override {
    workers_.run(static_cast<int>(numbers_.size() / piece), [&](int p, int) {
      const std::size_t first = static_cast<std::size_t>(p) * piece;
      ad::fill_normal(key_, slot_, first, piece, numbers_.data() + first);
    });
    ++slot_;
  }
  double check() override {
    return std::inner_product(numbers_.begin(), numbers_.end(), numbers_.begin(), 0.0) /
           static_cast<double>(numbers_.size());
  }

 private:
  static constexpr std::size_t piece = 16'384;
  ad::Key key_ = ad::Key::root(1) / "bench";
  ad::u64 slot_ = 0;
  std::vector<float> numbers_;
  ad::Workers workers_;
};

}  // namespace

std::unique_ptr<Workload> random_workload(double count, int workers) {
  return std::make_unique<RandomWorkload>(static_cast<std::size_t>(count), workers);
}

}  // namespace pont::bench
