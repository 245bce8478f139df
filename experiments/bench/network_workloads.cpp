// Workloads of networks: one training step, and one step of a sampler.
#include "experiments/bench/network_workloads.hpp"

#include <cmath>
#include <filesystem>
#include <fstream>
#include <initializer_list>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"
#include "autodiff/workers.hpp"
#include "experiments/bench/networks.hpp"
#include "nn/training_step.hpp"

namespace pont::bench {

namespace {

using ad::i64;
using ad::Var;

// Float32 numbers one after the other in a file, for a peer. Throws std::ios_base::failure if it cannot be
// written.
void write_floats(const std::filesystem::path& path, std::initializer_list<ad::Tensor> tensors) {
  std::ofstream out;
  out.exceptions(std::ios::failbit | std::ios::badbit);
  out.open(path, std::ios::binary);
  for (const ad::Tensor& t : tensors)
    out.write(reinterpret_cast<const char*>(t.data<float>().data()),
              static_cast<std::streamsize>(t.bytes().size()));
}

// The training step under test, on data that never change.

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

// A program that moves one chunk by one step, replayed over the chunks.

namespace {

constexpr i64 dimension = 2, period = 1000;
constexpr double h = 1e-3;

class SamplingWorkload final : public SharedWorkload {
 public:
  SamplingWorkload(i64 samples, i64 chunk, int workers, ad::Backend& device)
      : samples_(samples),
        chunk_(chunk),
        net_(parameters_, 2 * dimension, 128, 6, dimension),
        workers_(workers, device),
        initial_({samples, 2 * dimension}, ad::Dtype::f32),
        parameter_values_(parameters_.initial(ad::Key::root(2))),
        state_(device, initial_.bytes().size()),
        parameter_memory_(device, parameter_values_.bytes().size()),
        step_memory_(device, sizeof step_),
        first_memory_(device, static_cast<std::size_t>(samples / chunk) * sizeof(i64)) {
    compile();
    ad::fill_normal(ad::Key::root(1) / "u", 0, 0, initial_.shape().size(), initial_.data<float>().data());
    std::vector<i64> first;
    for (i64 row = 0; row < samples; row += chunk) first.push_back(row);
    state_.upload(initial_.bytes());
    parameter_memory_.upload(parameter_values_.bytes());
    first_memory_.upload(std::as_bytes(std::span(first)));
    for (ad::Program& p : programs_) {
      p.bind(ports_.parameters, parameter_memory_.bytes());
      p.bind(ports_.step, step_memory_.bytes());
    }
  }

  void step() override {
    step_memory_.upload(std::as_bytes(std::span(&step_, 1)));
    const std::size_t chunk_bytes = static_cast<std::size_t>(chunk_ * 2 * dimension) * sizeof(float);
    workers_.run(static_cast<int>(samples_ / chunk_), [&](int c, int worker) {
      ad::Program& p = programs_[static_cast<std::size_t>(worker)];
      const auto chunk = static_cast<std::size_t>(c);
      p.bind(ports_.first, first_memory_.bytes().subspan(chunk * sizeof(i64), sizeof(i64)));
      p.bind(ports_.state, state_.bytes().subspan(chunk * chunk_bytes, chunk_bytes));
      p.run();
    });
    step_ = (step_ + 1) % period;
  }

  double check() override {
    ad::Tape tape;
    const Var u = tape.constant(initial_);
    const Var t = ad::expand(tape.scalar(0, ad::Dtype::f32), {samples_});
    const Var s = net_({parameters_.views(tape.constant(parameter_values_))}, u, t);
    return ad::eval(ad::mean(ad::square(s))).at(0);
  }

  double bytes() const override {
    return static_cast<double>(samples_ / chunk_) * operand_bytes(programs_[0]);
  }

  void export_start(const std::filesystem::path& path) const override {
    write_floats(path, {initial_, parameter_values_});
  }

 private:
  struct Ports {
    Var parameters, step, first, state;
  };

  void compile() {
    ad::Tape tape;
    ports_ = {tape.input({parameters_.size()}, ad::Dtype::f32, "parameters"),
              tape.input({}, ad::Dtype::i64, "step"), tape.input({}, ad::Dtype::i64, "first"),
              tape.input({chunk_, 2 * dimension}, ad::Dtype::f32, "state")};
    const Var x = ad::slice_axis(ports_.state, 1, 0, dimension),
              v = ad::slice_axis(ports_.state, 1, dimension, 2 * dimension);
    const Var t = ad::expand(h * ad::cast(ports_.step, ad::Dtype::f32), {chunk_});
    const Var s = net_({parameters_.views(ports_.parameters)}, ports_.state, t);
    const Var z = ad::normal(ports_.step, ports_.first, ad::Key::root(3) / "noise", {chunk_, dimension},
                             ad::Dtype::f32);
    const Var next = ad::concat({x - h * v, v + 0.1 * h * (x + v + 2 * s) + 0.0447 * z}, 1);
    programs_.push_back(ad::compile({}, {{ports_.state, next}}, workers_.device(), {ports_.parameters}));
    for (int w = 1; w < workers_.count(); ++w) programs_.push_back(programs_[0].replica());
  }

  i64 samples_, chunk_, step_ = 0;
  nn::Parameters parameters_;
  EmbeddedMlp net_;
  ad::Workers workers_;
  ad::Tensor initial_, parameter_values_;
  ad::DeviceMemory state_, parameter_memory_, step_memory_, first_memory_;  // the last: of each chunk
  Ports ports_;
  std::vector<ad::Program> programs_;  // one per worker
};

}  // namespace

std::unique_ptr<Workload> sampling_workload(std::int64_t samples, std::int64_t chunk, int workers,
                                            ad::Backend& device) {
  return std::make_unique<SamplingWorkload>(samples, chunk, workers, device);
}

}  // namespace pont::bench
