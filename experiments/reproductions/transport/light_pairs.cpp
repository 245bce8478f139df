// Pairs of laws for LightSB; the second law of a pair is drawn inside the training program.
#include "experiments/reproductions/transport/light_pairs.hpp"

#include <fmt/format.h>

#include <chrono>

#include "autodiff/ops.hpp"
#include "experiments/kinds/light_bridge/light_training.hpp"
#include "experiments/metrics/wasserstein.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/store/progress.hpp"

namespace pont::reproductions::transport {
namespace {

using ad::Var;
using sde::Batch;

constexpr Eigen::Index kPotentials = 5;
constexpr double kRadius = 5, kScale = 0.2;

ad::Tensor tensor(const Batch& x) {
  return ad::Tensor::of(ad::Shape{x.rows(), x.cols()},
                        std::span<const double>(x.data(), std::size_t(x.size())));
}

/// Draws of both laws on the tape of one shard.
class PairDraws final {
 public:
  PairDraws(const sde::LightPotential& p, const nn::Shard& shard, const ad::Key& key)
      : p_(p), shard_(shard), key_(key), d_(p.means.cols()) {}

  Var first(const char* name) const { return kFirstScale * normal(name); }

  // X_1 | X_0 for X_0 drawn apart: the component by the largest of Gumbel-shifted logarithms (Maddison et al.
  // 2014).
  Var second() const {
    ad::Tape& tape = shard_.tape;
    const Var r = tape.constant(tensor(p_.means)), S = tape.constant(tensor(p_.scales));
    const Var w = tape.constant(tensor(p_.log_weights.transpose()));
    const Var x = first("second/x0");
    const Var logs =
        w + (0.5 * ad::matmul(ad::square(x), S, false, true) + ad::matmul(x, r, false, true)) / p_.epsilon;
    const Var u =
        ad::uniform(shard_.step, shard_.first, key_ / "second/component", logs.shape(), ad::Dtype::f64);
    const Var k = ad::argmax(logs - ad::log(-ad::log(u)), 1);
    const Var variance = p_.epsilon * ad::gather(S, k);
    return ad::gather(r, k) + ad::gather(S, k) * x + ad::sqrt(variance) * normal("second/noise");
  }

 private:
  Var normal(const char* name) const {
    return ad::normal(shard_.step, shard_.first, key_ / name, {shard_.rows, d_}, ad::Dtype::f64);
  }
  const sde::LightPotential& p_;
  const nn::Shard& shard_;
  ad::Key key_;
  ad::i64 d_;
};

Batch normal_starts(Eigen::Index n, Eigen::Index d, const ad::Key& key) {
  Batch x(n, d);
  ad::fill_normal(key, 0, 0, x.size(), x.data());
  return kFirstScale * x;
}

}  // namespace

sde::LightBridge benchmark_pair(Eigen::Index d, double epsilon, const ad::Key& key) {
  return sde::LightBridge({epsilon, Eigen::VectorXd::Zero(kPotentials),
                           kRadius * metrics::random_directions(key / "centres", kPotentials, d),
                           Batch::Constant(kPotentials, d, kScale)});
}

TrainedLight train_light(const sde::LightBridge& truth, const LightSettings& settings, const ad::Key& key) {
  const auto started = std::chrono::steady_clock::now();
  const Batch starts = truth.sample(normal_starts(settings.components, truth.dimension(), key / "starts"),
                                    key / "starts" / "second");
  const kinds::light_bridge::LightTraining::Laws laws{
      [&](const nn::Shard& s) { return PairDraws(truth.potential(), s, key / "train").first("first"); },
      [&](const nn::Shard& s) { return PairDraws(truth.potential(), s, key / "train").second(); }};
  ad::Workers workers(run::cores());
  const nn::TrainingOptions options{
      .batch = settings.batch, .rows = settings.shard, .rate = nn::cosine(settings.rate, 0, settings.steps)};
  kinds::light_bridge::LightTraining training(truth.epsilon(), starts, laws, nn::Adam(), options,
                                              key / "initial", workers);
  store::Progress progress(0, settings.steps);
  for (std::int64_t i = 1; i <= settings.steps; ++i)
    progress.update(i, fmt::format("loss {:.4f}", training.step().run().loss));
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - started;
  return {training.bridge("parameters"), seconds.count()};
}

}  // namespace pont::reproductions::transport
