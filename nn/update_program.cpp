// UpdateProgram: the recording of one update, clipping and averaging included.
#include "nn/update_program.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <stdexcept>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {

using ad::Var;

Clipped clip_by_global_norm(Var gradient, double threshold) {
  if (!(threshold > 0))
    throw std::invalid_argument(fmt::format(
        "clipping: threshold {} given, expected a positive one; use infinity for no clipping", threshold));
  const ad::Tape::Scope scope(*gradient.tape, "clipping");
  const Var norm = ad::sqrt(ad::sum(ad::square(gradient)));
  if (std::isinf(threshold)) return {gradient, norm};
  // The quotient is exactly 1 at or below the threshold, and never divides by zero.
  return {gradient * (threshold / ad::maximum(norm, threshold)), norm};
}

Var next_average(Var average, Var parameters, Var step, double decay) {
  if (!(decay >= 0 && decay < 1))
    throw std::invalid_argument(
        fmt::format("moving average: decay {} given, expected 0 <= decay < 1", decay));
  const ad::Tape::Scope scope(*average.tape, "ema");
  const Var n = ad::cast(step, ad::Dtype::f64) + 1;
  const Var d = ad::minimum((n + 1) / (n + 10), decay);
  // d e + (1 - d) p in a form that is exactly p for d = 0
  return parameters + ad::cast(d, average.dtype()) * (average - parameters);
}

namespace {

using ad::Dtype;
using ad::i64;
using ad::Shape;
using ad::Var;

// ((0 + 1) + (2 + 3)) + ...: the shape depends on the number of values alone.
Var sum_tree(std::span<const Var> values) {
  if (values.size() == 1) return values[0];
  const std::size_t half = (values.size() + 1) / 2;
  return sum_tree(values.first(half)) + sum_tree(values.subspan(half));
}

// Updated rows become their part of `mean`, where they stand one after the other; the others stay.
Var next_untrained(const Parameters& table, std::span<const UntrainedId> updated, Var now, Var mean) {
  std::vector<Var> pieces;
  i64 offset = 0;
  for (std::size_t row = 0; row < table.untrained().size(); ++row) {
    const Untrained& u = table.untrained()[row];
    const i64 size = u.shape.size();
    const bool stays = std::ranges::find(updated, static_cast<UntrainedId>(row)) == updated.end();
    pieces.push_back(stays ? ad::slice_axis(now, 0, u.offset, u.offset + size)
                           : ad::slice_axis(mean, 0, offset, offset + size));
    if (!stays) offset += size;
  }
  return ad::concat(std::move(pieces), 0);
}

}  // namespace

UpdateProgram::UpdateProgram(const Player& player, const ShardPrograms& shards, ad::Workers& workers)
    : states_(player.optimiser.states()) {
  ad::Tape tape;
  record_inputs(player, shards, tape);
  std::vector<ad::Update> updates = record(player);
  if (ports_.untrained) {
    const Var mean = sum_tree(ports_.updated) / static_cast<double>(shards.count());
    updates.push_back(
        {ports_.untrained, next_untrained(player.parameters, shards.updated(), ports_.untrained, mean)});
  }
  team_ = workers.device().team(workers);
  program_ = std::make_unique<ad::Program>(
      ad::compile(std::vector{ports_.result}, updates, team_ ? *team_ : workers.device()));
  const ad::Tensor start = player.parameters.initial(player.initial);
  program_->set(ports_.parameters, start);
  program_->set(ports_.average, start);
}

void UpdateProgram::record_inputs(const Player& player, const ShardPrograms& shards, ad::Tape& tape) {
  const Parameters& table = player.parameters;
  const auto flat = [&](const std::string& name, i64 size) {
    return tape.input(Shape{size}, table.dtype(), name);
  };
  ports_.parameters = flat("parameters", table.size());
  ports_.average = flat("ema", table.size());
  ports_.step = tape.input({}, Dtype::i64, "step");
  for (const std::string& name : states_) ports_.states.push_back(flat(name, table.size()));
  for (i64 s = 0; s < shards.count(); ++s) {
    ports_.losses.push_back(tape.input({}, shards.loss_dtype(), "loss"));
    ports_.gradients.push_back(flat("gradient", table.size()));
  }
  if (shards.updated().empty()) return;
  ports_.untrained = flat("untrained", table.untrained_size());
  for (i64 s = 0; s < shards.count(); ++s) ports_.updated.push_back(flat("updated", shards.updated_size()));
}

std::vector<ad::Update> UpdateProgram::record(const Player& player) {
  const TrainingOptions& options = player.options;
  const Var loss = ad::cast(sum_tree(ports_.losses), Dtype::f64), rate = options.rate(ports_.step);
  const Clipped clipped = clip_by_global_norm(sum_tree(ports_.gradients), options.clip);
  const Stepped next =
      player.optimiser.record(ports_.parameters, clipped.gradient, ports_.states, rate, ports_.step);
  const auto entry = [](Var scalar) { return ad::reshape(ad::cast(scalar, Dtype::f64), {1}); };
  ports_.result = ad::concat({entry(loss), entry(clipped.norm), entry(rate)}, 0);
  std::vector<ad::Update> updates{
      {ports_.parameters, next.parameters},
      {ports_.average, next_average(ports_.average, next.parameters, ports_.step, options.ema_decay)}};
  for (std::size_t k = 0; k < ports_.states.size(); ++k)
    updates.push_back({ports_.states[k], next.states[k]});
  return updates;
}

void UpdateProgram::connect(std::span<std::byte> step, std::span<std::byte> untrained) {
  program_->bind(ports_.step, step);
  if (ports_.untrained) program_->bind(ports_.untrained, untrained);
}

std::vector<std::pair<std::string, std::span<std::byte>>> UpdateProgram::buffers() const {
  std::vector<std::pair<std::string, std::span<std::byte>>> all{{"parameters", parameters()}};
  for (std::size_t k = 0; k < states_.size(); ++k)
    all.emplace_back("optimiser/" + states_[k], program_->memory(ports_.states[k]));
  all.emplace_back("ema", program_->memory(ports_.average));
  return all;
}

ShardPrograms::Results UpdateProgram::results_of(std::size_t shard) const {
  return {program_->memory(ports_.losses[shard]), program_->memory(ports_.gradients[shard]),
          ports_.untrained ? program_->memory(ports_.updated[shard]) : std::span<std::byte>{}};
}

UpdateResult UpdateProgram::result() const {
  std::array<double, 3> result;
  program_->get(ports_.result, std::span<double>(result));
  return {result[0], result[1], result[2]};
}

}  // namespace pont::nn
