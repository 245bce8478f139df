// The two programs of a training step, how their memory is connected, and the loop over shards.
#include "nn/training_step.hpp"

#include <fmt/format.h>

#include <array>
#include <stdexcept>

#include "autodiff/compile.hpp"
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

// The program of a shard of `rows` rows; most of its memory grows with them.
Program compiled(std::span<const Var> outputs, std::span<const Var> fixed, i64 rows, ad::Backend& device) {
  try {
    return ad::compile(outputs, {}, device, fixed);
  } catch (const ad::OutOfDeviceMemory& e) {
    const auto fit = static_cast<i64>(static_cast<double>(rows) * static_cast<double>(e.free) /
                                      static_cast<double>(e.bytes));
    throw ad::OutOfDeviceMemory(
        fmt::format("training step: a shard of {} rows: {}; about {} rows would fit: use a "
                    "smaller train.shard",
                    rows, e.what(), fit),
        e.bytes, e.free);
  }
}

}  // namespace

TrainingStep::TrainingStep(const Parameters& parameters, ad::Key initial, const Optimiser& optimiser,
                           const TrainingOptions& options, ad::Workers& workers, const ShardLoss& loss)
    : workers_(workers),
      first_(first_rows(options)),
      step_memory_(workers.device(), sizeof step_),
      first_memory_(workers.device(), std::as_bytes(std::span(first_)).size()) {
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
  std::vector<Var> fixed;  // a worker with a single shard has nothing to prepare for another one
  if (shards() > workers_.count()) fixed.push_back(shard_.parameters);
  replicas_.push_back(
      compiled(std::array{shard_.loss, shard_.gradient}, fixed, options.rows, workers_.device()));
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
  const Var loss = ad::cast(sum_tree(ports_.losses), Dtype::f64), rate = options.rate(ports_.step);
  const Clipped clipped = clip_by_global_norm(sum_tree(ports_.gradients), options.clip);
  const Stepped next =
      optimiser.record(ports_.parameters, clipped.gradient, ports_.states, rate, ports_.step);
  const auto entry = [](Var scalar) { return ad::reshape(ad::cast(scalar, Dtype::f64), {1}); };
  ports_.result = ad::concat({entry(loss), entry(clipped.norm), entry(rate)}, 0);
  std::vector<ad::Update> updates{
      {ports_.parameters, next.parameters},
      {ports_.average, next_average(ports_.average, next.parameters, ports_.step, options.ema_decay)}};
  for (std::size_t k = 0; k < ports_.states.size(); ++k)
    updates.push_back({ports_.states[k], next.states[k]});
  team_ = workers_.device().team(workers_);
  update_ = std::make_unique<Program>(
      ad::compile(std::vector{ports_.result}, updates, team_ ? *team_ : workers_.device()));
}

// Shards write their results straight into the inputs of the update program, and read the parameters it
// updates.
void TrainingStep::connect(const Parameters& parameters, ad::Key initial, const Optimiser& optimiser) {
  const auto add = [&](std::string name, Var port) {
    buffers_.push_back({std::move(name), parameters.dtype(), parameters.size()});
    buffer_ports_.push_back(port);
  };
  add("parameters", ports_.parameters);
  const std::vector<std::string> states = optimiser.states();
  for (std::size_t k = 0; k < states.size(); ++k) add("optimiser/" + states[k], ports_.states[k]);
  add("ema", ports_.average);
  const ad::Tensor start = parameters.initial(initial);
  update_->set(ports_.parameters, start);
  update_->set(ports_.average, start);
  update_->bind(ports_.step, step_memory_.bytes());
  first_memory_.upload(std::as_bytes(std::span(first_)));
  for (std::size_t s = 0; s < first_.size(); ++s) {
    losses_.push_back(update_->memory(ports_.losses[s]));
    gradients_.push_back(update_->memory(ports_.gradients[s]));
  }
  for (Program& replica : replicas_) {
    replica.bind(shard_.parameters, update_->memory(ports_.parameters));
    replica.bind(shard_.step, step_memory_.bytes());
    if (&replica != &replicas_[0]) replica.share_preparation(replicas_[0]);
  }
}

void TrainingStep::connect_shard(Program& replica, std::size_t shard) {
  replica.bind(shard_.first, first_memory_.bytes().subspan(shard * sizeof(i64), sizeof(i64)));
  replica.bind(shard_.loss, losses_[shard]);
  replica.bind(shard_.gradient, gradients_[shard]);
}

void TrainingStep::begin() {
  step_memory_.upload(std::as_bytes(std::span(&step_, 1)));
  replicas_[0].refresh();  // whatever changed the parameters
}

TrainingStep::Result TrainingStep::finish() {
  std::array<double, 3> result;
  update_->get(ports_.result, std::span<double>(result));
  ++step_;
  return {result[0], result[1], result[2]};
}

template <class Run>
TrainingStep::Result TrainingStep::advance(Run&& run) {
  begin();
  replicas_[0].prepare(workers_);
  workers_.run(static_cast<int>(first_.size()), [&](int s, int worker) {
    Program& replica = replicas_[static_cast<std::size_t>(worker)];
    connect_shard(replica, static_cast<std::size_t>(s));
    run(replica, s);
  });
  run(*update_, -1);
  return finish();
}

TrainingStep::Result TrainingStep::run_timed(std::span<double> shard, std::span<double> update) {
  begin();
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

Var TrainingStep::port_of(const std::string& buffer) const {
  std::string known;
  for (std::size_t b = 0; b < buffers_.size(); ++b) {
    if (buffers_[b].name == buffer) return buffer_ports_[b];
    known += (known.empty() ? "" : ", ") + buffers_[b].name;
  }
  throw std::invalid_argument(
      fmt::format("training step: buffer '{}' asked for, there are {}", buffer, known));
}

ad::Tensor TrainingStep::get(const std::string& buffer) const { return update_->get(port_of(buffer)); }

void TrainingStep::set(const std::string& buffer, const ad::Tensor& value) {
  update_->set(port_of(buffer), value);
}

void TrainingStep::set(Var input, std::span<const std::byte> values) {
  std::unique_ptr<ad::DeviceMemory>& memory = inputs_[input.id];
  if (!memory || memory->bytes().size() != values.size()) {
    auto fresh = std::make_unique<ad::DeviceMemory>(workers_.device(), values.size());
    for (Program& replica : replicas_) replica.bind(input, fresh->bytes());
    memory = std::move(fresh);
  }
  memory->upload(values);
}

}  // namespace pont::nn
