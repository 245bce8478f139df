// One half-bridge in training: the batch that all shards read, and refills of its cache.
#include "experiments/kinds/bridge/half_bridge.hpp"

#include <algorithm>
#include <numeric>

namespace pont::kinds::bridge {
namespace {

using ad::i64;
using ad::Var;

// The numbers first, ..., first + rows - 1.
Var row_numbers(const nn::Shard& shard) {
  std::vector<double> offsets(static_cast<std::size_t>(shard.rows));
  std::iota(offsets.begin(), offsets.end(), 0.0);
  const Var numbers =
      ad::cast(shard.first, ad::Dtype::f64) + shard.tape.constant(ad::Tensor::of({shard.rows}, offsets));
  return ad::cast(numbers, ad::Dtype::i64);
}

}  // namespace

HalfBridge::HalfBridge(const BridgeModel& model, const Method& method, int h,
                       std::span<const TrainedNetwork> networks, const HalfBridgeOptions& options,
                       const TrainedNetwork& start, ad::Key key, ad::Workers& workers)
    : batch_(options.training.batch),
      refresh_(options.refresh),
      source_(method.source(h, {model, networks, key / "pairs", options.chunk, workers})),
      cache_(options.units, model.N(), model.d(), source_->row_per_edge(), key / "order"),
      rows_(static_cast<std::size_t>(batch_ * 2 * model.d())),
      edges_(static_cast<std::size_t>(batch_)) {
  record(model, options, *method.objective(h, model), key, workers);
  if (!start) return;
  training_->set("parameters", *start);
  training_->set("ema", *start);
}

void HalfBridge::record(const BridgeModel& model, const HalfBridgeOptions& options,
                        const losses::PairObjective& objective, ad::Key key, ad::Workers& workers) {
  const auto shard_loss = [&](const nn::Shard& shard) {
    const i64 d = model.d();
    rows_port_ = shard.tape.input({batch_, 2 * d}, ad::Dtype::f32, "pairs");
    edges_port_ = shard.tape.input({batch_}, ad::Dtype::i64, "edges");
    const Var numbers = row_numbers(shard), own = ad::gather(rows_port_, numbers);
    const losses::Network network = losses::bound(
        *model.network, {shard.parameters, nn::Stream{key / "dropout", shard.step, shard.first}});
    const Var losses =
        objective(network, ad::slice_axis(own, 1, 0, d), ad::slice_axis(own, 1, d, 2 * d),
                  ad::gather(edges_port_, numbers), {key / "objective", shard.step, shard.first});
    return ad::sum(losses) * (1.0 / static_cast<double>(shard.batch));
  };
  training_ = std::make_unique<nn::TrainingStep>(model.parameters, key / "initial", options.optimiser,
                                                 options.training, workers, shard_loss);
}

// A function of the step alone, so that a resumed half-bridge goes on with the same rows.
void HalfBridge::next_batch() {
  const i64 step = training_->step(), refill = step / refresh_;
  if (refill != filled_) source_->fill(refill, cache_);
  filled_ = refill;
  cache_.read(refill, step % refresh_ * batch_, rows_, edges_);
  training_->set(rows_port_, std::as_bytes(std::span(rows_)));
  training_->set(edges_port_, std::as_bytes(std::span(edges_)));
}

nn::TrainingStep::Result HalfBridge::advance(bool checked) {
  next_batch();
  return checked ? training_->run_checked() : training_->run();
}

TrainedNetwork HalfBridge::average() const { return std::make_shared<ad::Tensor>(training_->get("ema")); }

}  // namespace pont::kinds::bridge
