// A loss of one's own, and the whole command line with it: ./own_loss run own_loss.yaml --out DIR
#include "experiments/cli/program.hpp"

using namespace pont;

namespace {

/// The mean of denoising score matching over several noises of the same data: the same minimiser and the same
/// expectation, a smaller variance per point of data.
class Repeated final : public losses::Objective {
 public:
  Repeated(losses::Denoising once, std::int64_t count) : once_(std::move(once)), count_(count) {}

  ad::Var operator()(const losses::Network& network, ad::Var x, const nn::Stream& stream) const override {
    ad::Var sum;
    for (std::int64_t i = 0; i < count_; ++i) {
      const ad::Key key = stream.key / static_cast<ad::u64>(i);  // draws of its own
      const ad::Var loss = once_(network, x, {key, stream.step, stream.first});
      sum = sum ? sum + loss : loss;
    }
    return sum / static_cast<double>(count_);
  }

 private:
  losses::Denoising once_;
  std::int64_t count_;
};

class RepeatedOptions final : public options::ObjectiveOptions {
 public:
  void declare(config::Visitor& v) override {
    v.key("count", count_, "noises drawn for each point of data", {.range = config::between(1, 100)});
    v.key("t_min", t_min_, "the earliest time that is trained",
          {.unit = "time", .range = config::at_least(0)});
  }
  std::shared_ptr<const losses::Objective> trained(const losses::Denoising& draws) const override {
    return std::make_shared<Repeated>(draws, count_);
  }

 private:
  losses::Denoising make(const sde::LinearSde& sde) const override {
    const sde::Mat nothing = sde::Mat::Zero(sde.k(), sde.k());  // no auxiliary block is integrated out
    const losses::Regression regression({sde, nothing, 1e-6}, losses::parametrisation("mixed", 1));
    return {regression, losses::weighting("inverse_ell_squared"),
            losses::time_sampling("uniform", regression, t_min_)};
  }

  std::int64_t count_ = 4;
  double t_min_ = 1e-5;
};

}  // namespace

int main(int argc, char** argv) {
  pont::add_objective<RepeatedOptions>("repeated", "denoising score matching, several noises per point");
  return pont::main(argc, argv);
}
