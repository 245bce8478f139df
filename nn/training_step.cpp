// The two programs of a training step, how their memory is connected, and the loop over shards.
#include "nn/training_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/ops.hpp"
#include "nn/update_rules.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Program;
using ad::Shape;
using ad::Var;

// ((0 + 1) + (2 + 3)) + ...: the shape depends on the number of values alone.
Var sum_tree(std::span<const Var> values) {
  if (values.size() == 1) return values[0];
  const std::size_t half = (values.size() + 1) / 2;
  return sum_tree(values.first(half)) + sum_tree(values.subspan(half));
}

std::span<std::byte> memory_of(Program& program, Var port, Dtype dtype) {
  return ad::with_type(dtype,
                       [&](auto zero) { return std::as_writable_bytes(program.view<decltype(zero)>(port)); });
}

std::vector<i64> first_rows(const TrainingOptions& o) {
  if (o.rows < 1 || o.batch < 1 || o.batch % o.rows != 0)
    throw std::invalid_argument(
        fmt::format("training step: a batch of {} rows in shards of {} given, "
                    "expected a positive multiple of the rows per shard; change one of the two",
                    o.batch, o.rows));
  std::vector<i64> first;
  for (i64 row = 0; row < o.batch; row += o.rows) first.push_back(row);
  return first;
}

}  // namespace

TrainingStep::TrainingStep(const Parameters& parameters, ad::Key initial, const Optimiser& optimiser,
                           const TrainingOptions& options, ad::Workers& workers, const ShardLoss& loss)
    : workers_(workers), first_(first_rows(options)) {
  compile_shard(parameters, loss, options);
  compile_update(parameters, optimiser, options);
  connect(parameters, initial, optimiser);
}

void TrainingStep::compile_shard(const Parameters& parameters, const ShardLoss& record,
                                 const TrainingOptions& options) {
  ad::Tape tape;
  shard_.parameters = tape.input(Shape{parameters.size()}, parameters.dtype(), "parameters");
  shard_.step = tape.input({}, Dtype::i64, "step");
  shard_.first = tape.input({}, Dtype::i64, "first");
  const std::vector<Var> views = parameters.views(shard_.parameters);
  const Var loss = record({tape, views, shard_.step, shard_.first, options.rows, options.batch});
  if (loss.shape().size() != 1 || loss.dtype() == Dtype::i64)
    throw std::invalid_argument(
        fmt::format("training step: the loss is {} {}, expected a real scalar; sum it over the rows",
                    ad::name_of(loss.dtype()), ad::str(loss.shape())));
  shard_.loss = ad::reshape(loss, {});
  loss_dtype_ = loss.dtype();
  shard_.gradient = parameters.flatten(ad::grad(loss, views));
  replicas_.push_back(ad::compile({shard_.loss, shard_.gradient}));
  for (int w = 1; w < workers_.count(); ++w) replicas_.push_back(replicas_[0].replica());
}

void TrainingStep::compile_update(const Parameters& parameters, const Optimiser& optimiser,
                                  const TrainingOptions& options) {
  ad::Tape tape;
  const auto flat = [&](const std::string& name) {
    return tape.input(Shape{parameters.size()}, parameters.dtype(), name);
  };
  ports_.parameters = flat("parameters");
  ports_.average = flat("ema");
  ports_.step = tape.input({}, Dtype::i64, "step");
  for (const std::string& name : optimiser.states()) ports_.states.push_back(flat(name));
  for (std::size_t s = 0; s < first_.size(); ++s) {
    ports_.losses.push_back(tape.input({}, loss_dtype_, "loss"));
    ports_.gradients.push_back(flat("gradient"));
  }
  ports_.loss = ad::cast(sum_tree(ports_.losses), Dtype::f64);
  ports_.rate = options.rate(ports_.step);
  const Clipped clipped = clip_by_global_norm(sum_tree(ports_.gradients), options.clip);
  ports_.norm = ad::cast(clipped.norm, Dtype::f64);
  const Stepped next =
      optimiser.record(ports_.parameters, clipped.gradient, ports_.states, ports_.rate, ports_.step);
  std::vector<ad::Update> updates{
      {ports_.parameters, next.parameters},
      {ports_.average, next_average(ports_.average, next.parameters, ports_.step, options.ema_decay)}};
  for (std::size_t k = 0; k < ports_.states.size(); ++k)
    updates.push_back({ports_.states[k], next.states[k]});
  team_ = ad::cpu_team(workers_);
  update_ = std::make_unique<Program>(
      ad::compile(std::vector{ports_.loss, ports_.norm, ports_.rate}, updates, *team_));
}

// Shards write their results straight into the inputs of the update program, and read the parameters it
// updates.
void TrainingStep::connect(const Parameters& parameters, ad::Key initial, const Optimiser& optimiser) {
  const auto add = [&](std::string name, Var port) {
    buffers_.push_back({std::move(name), parameters.dtype(), parameters.size(),
                        memory_of(*update_, port, parameters.dtype())});
  };
  add("parameters", ports_.parameters);
  const std::vector<std::string> states = optimiser.states();
  for (std::size_t k = 0; k < states.size(); ++k) add("optimiser/" + states[k], ports_.states[k]);
  add("ema", ports_.average);
  const ad::Tensor start = parameters.initial(initial);
  update_->set(ports_.parameters, start);
  update_->set(ports_.average, start);
  update_->bind(ports_.step, std::span(&step_, 1));
  for (std::size_t s = 0; s < first_.size(); ++s) {
    losses_.push_back(memory_of(*update_, ports_.losses[s], loss_dtype_));
    gradients_.push_back(memory_of(*update_, ports_.gradients[s], parameters.dtype()));
  }
  for (Program& replica : replicas_) {
    replica.bind(shard_.parameters, buffers_[0].bytes);
    replica.bind(shard_.step, std::span(&step_, 1));
  }
}

void TrainingStep::connect_shard(Program& replica, std::size_t shard) {
  replica.bind(shard_.first, std::span(&first_[shard], 1));
  replica.bind(shard_.loss, losses_[shard]);
  replica.bind(shard_.gradient, gradients_[shard]);
}

TrainingStep::Result TrainingStep::finish() {
  ++step_;
  return {update_->view<double>(ports_.loss)[0], update_->view<double>(ports_.norm)[0],
          update_->view<double>(ports_.rate)[0]};
}

template <class Run>
TrainingStep::Result TrainingStep::advance(Run&& run) {
  workers_.run(static_cast<int>(first_.size()), [&](int s, int worker) {
    Program& replica = replicas_[static_cast<std::size_t>(worker)];
    connect_shard(replica, static_cast<std::size_t>(s));
    run(replica, s);
  });
  run(*update_, -1);
  return finish();
}

TrainingStep::Result TrainingStep::run_timed(std::span<double> shard, std::span<double> update) {
  for (std::size_t s = 0; s < first_.size(); ++s) {
    connect_shard(replicas_[0], s);
    replicas_[0].run_timed(shard);
  }
  update_->run_timed(update);
  return finish();
}

TrainingStep::Result TrainingStep::run() {
  return advance([](Program& program, int) { program.run(); });
}

TrainingStep::Result TrainingStep::run_checked() {
  return advance([this](Program& program, int shard) {
    try {
      program.run_checked();
    } catch (const ad::NonFinite& e) {
      const std::string part = shard < 0 ? "update" : fmt::format("shard {}", shard);
      throw ad::NonFinite(fmt::format("step {}, {}: {}", step_, part, e.what()));
    }
  });
}

std::size_t TrainingStep::bytes() const {
  std::size_t sum = update_->owned_bytes();
  for (const Program& replica : replicas_) sum += replica.owned_bytes();
  return sum;
}

const Buffer& TrainingStep::buffer(const std::string& name) const {
  std::string known;
  for (const Buffer& b : buffers_) {
    if (b.name == name) return b;
    known += (known.empty() ? "" : ", ") + b.name;
  }
  throw std::invalid_argument(fmt::format("training step: buffer '{}' asked for, there are {}", name, known));
}

void TrainingStep::bind(Var input, std::span<std::byte> memory) {
  for (Program& replica : replicas_) replica.bind(input, memory);
}

}  // namespace pont::nn
