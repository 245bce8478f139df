// The training step under test, on data that never change.
#include "experiments/bench/training_workload.hpp"

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "experiments/bench/floats.hpp"
#include "nn/training_step.hpp"

namespace pont::bench {
namespace {

using ad::Var;

struct Batch {
  Var u, t, target;
};

// The rows of a shard; the step is 0 forever, so that every step sees the same batch.
Batch draw(const TrainingShape& shape, ad::Tape& tape, Var first, ad::i64 rows) {
  const ad::Key key = ad::Key::root(1);
  const Var zero = tape.constant(ad::Tensor::scalar<ad::i64>(0));
  const Var u = ad::normal(zero, first, key / "u", {rows, shape.inputs}, ad::Dtype::f32);
  const Var t = ad::uniform(zero, first, key / "t", {rows}, ad::Dtype::f32);
  return {u, t, ad::sin(ad::slice_axis(u, 1, 0, shape.outputs)) * ad::reshape(t, {rows, 1})};
}

class TrainingWorkload final : public SharedWorkload {
 public:
  TrainingWorkload(const TrainingShape& shape, int workers, ad::Backend& device)
      : shape_(shape), workers_(workers, device) {
    const auto network = shape.network(parameters_);
    const auto loss = [&](const nn::Shard& shard) {
      const Batch b = draw(shape_, shard.tape, shard.first, shard.rows);
      const Var error = (*network)({shard.parameters}, b.u, b.t) - b.target;
      return ad::sum(ad::square(error)) * (1.0 / static_cast<double>(shard.batch * shape_.outputs));
    };
    nn::TrainingOptions options{shape.batch, shape.shard, nn::constant_rate(1e-3)};
    options.ema_decay = 0.999;
    training_ = std::make_unique<nn::TrainingStep>(parameters_, ad::Key::root(2), nn::Adam(), options,
                                                   workers_, loss);
  }

  void step() override { loss_ = training_->run().loss; }
  double check() override { return loss_; }
  double bytes() const override {
    return static_cast<double>(training_->shards()) * operand_bytes(training_->shard_program()) +
           operand_bytes(training_->update_program());
  }
  void export_start(const std::filesystem::path& path) const override {
    ad::Tape tape;
    const Var first = tape.constant(ad::Tensor::scalar<ad::i64>(0));
    const Batch b = draw(shape_, tape, first, shape_.batch);
    ad::Program program = ad::compile({b.u, b.t, b.target});
    program.run();
    write_floats(path, {program.get(b.u), program.get(b.t), program.get(b.target),
                        parameters_.initial(ad::Key::root(2))});
  }

 private:
  TrainingShape shape_;
  nn::Parameters parameters_;
  ad::Workers workers_;
  std::unique_ptr<nn::TrainingStep> training_;
  double loss_ = 0;
};

}  // namespace

std::unique_ptr<Workload> training_workload(const TrainingShape& shape, int workers, ad::Backend& device) {
  return std::make_unique<TrainingWorkload>(shape, workers, device);
}

}  // namespace pont::bench
