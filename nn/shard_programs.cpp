// ShardPrograms: recording and compiling a player's loss, and the connection of its replicas.
#include "nn/shard_programs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "autodiff/compile.hpp"
#include "autodiff/ops.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Program;
using ad::Shape;
using ad::Var;

std::vector<i64> first_rows(const Player& player) {
  const TrainingOptions& o = player.options;
  if (o.rows < 1 || o.batch < 1 || o.batch % o.rows != 0)
    throw std::invalid_argument(
        fmt::format("{}: a batch of {} rows in shards of {} given, "
                    "expected a positive multiple of the rows per shard; change one of the two",
                    place_of(player), o.batch, o.rows));
  std::vector<i64> first;
  for (i64 row = 0; row < o.batch; row += o.rows) first.push_back(row);
  return first;
}

// The program of a shard; most of its memory grows with its rows.
Program compiled(const Player& player, std::span<const Var> outputs, std::span<const Var> fixed,
                 ad::Backend& device) {
  try {
    return ad::compile(outputs, {}, device, fixed);
  } catch (const ad::OutOfDeviceMemory& e) {
    const i64 rows = player.options.rows;
    const auto fit = static_cast<i64>(static_cast<double>(rows) * static_cast<double>(e.free) /
                                      static_cast<double>(e.bytes));
    throw ad::OutOfDeviceMemory(fmt::format("{}: a shard of {} rows: {}; about {} rows would fit: use a "
                                            "smaller train.shard",
                                            place_of(player), rows, e.what(), fit),
                                e.bytes, e.free);
  }
}

Var flat_input(ad::Tape& tape, const Parameters& table, const std::string& name) {
  return tape.input(Shape{table.size()}, table.dtype(), name);
}

// An input only where the table has untrained rows.
Var untrained_input(ad::Tape& tape, const Parameters& table) {
  return table.untrained().empty() ? Var{}
                                   : tape.input(Shape{table.untrained_size()}, table.dtype(), "untrained");
}

}  // namespace

ShardPrograms::ShardPrograms(const Player& player, std::span<const Parameters* const> tables,
                             ad::Workers& workers)
    : workers_(workers),
      first_(first_rows(player)),
      first_memory_(workers.device(), std::as_bytes(std::span(first_)).size()) {
  first_memory_.upload(std::as_bytes(std::span(first_)));
  ad::Tape tape;
  record(player, tables, tape);
  replicas_.push_back(compiled(player, outputs(), fixed(), workers.device()));
  for (int w = 1; w < workers.count(); ++w) replicas_.push_back(replicas_[0].replica());
}

void ShardPrograms::record(const Player& player, std::span<const Parameters* const> tables, ad::Tape& tape) {
  const Parameters& own = player.parameters;
  ports_.parameters = flat_input(tape, own, "parameters");
  ports_.untrained = untrained_input(tape, own);
  ports_.step = tape.input({}, Dtype::i64, "step");
  ports_.first = tape.input({}, Dtype::i64, "first");
  std::vector<std::vector<Var>> reads;
  for (const Parameters* table : tables) {
    const auto& [flat, untrained] =
        ports_.reads.emplace_back(flat_input(tape, *table, "read"), untrained_input(tape, *table));
    reads.push_back(table->views(flat, untrained));
  }
  const std::vector<Var> views = own.views(ports_.parameters, ports_.untrained);
  UntrainedUpdates updates;
  const Var loss = player.loss(
      {tape, views, ports_.step, ports_.first, player.options.rows, player.options.batch, reads, &updates});
  if (loss.shape().size() != 1 || loss.dtype() == Dtype::i64)
    throw std::invalid_argument(
        fmt::format("{}: the loss is {} {}, expected a real scalar; sum it over the rows", place_of(player),
                    ad::name_of(loss.dtype()), ad::str(loss.shape())));
  loss_dtype_ = loss.dtype();
  ports_.loss = ad::reshape(loss, {});
  ports_.gradient = own.flatten(ad::grad(loss, std::span(views).first(own.rows().size())));
  collect_updates(player, updates);
}

// In the order of their rows, one after the other.
void ShardPrograms::collect_updates(const Player& player, const UntrainedUpdates& updates) {
  std::vector<Var> pieces;
  for (const auto& [id, value] : updates) {
    const Untrained& row = player.parameters.untrained()[static_cast<std::size_t>(id)];
    if (value.shape() != row.shape || value.dtype() != player.parameters.dtype())
      throw std::invalid_argument(fmt::format("{}: '{}' is updated to {} {}, expected {} {}",
                                              place_of(player), row.name, ad::name_of(value.dtype()),
                                              ad::str(value.shape()), ad::name_of(player.parameters.dtype()),
                                              ad::str(row.shape)));
    updated_.push_back(id);
    updated_size_ += row.shape.size();
    pieces.push_back(ad::reshape(value, Shape{row.shape.size()}));
  }
  if (!pieces.empty()) ports_.updated = ad::concat(std::move(pieces), 0);
}

std::vector<Var> ShardPrograms::outputs() const {
  std::vector<Var> all{ports_.loss, ports_.gradient};
  if (ports_.updated) all.push_back(ports_.updated);
  return all;
}

// A worker with a single shard has nothing to prepare for another one.
std::vector<Var> ShardPrograms::fixed() const {
  if (count() <= workers_.count()) return {};
  std::vector<Var> all{ports_.parameters, ports_.untrained};
  for (const ReadPorts& read : ports_.reads) all.insert(all.end(), {read.flat, read.untrained});
  std::erase(all, Var{});
  return all;
}

void ShardPrograms::bind(Var port, std::span<std::byte> memory) {
  for (Program& replica : replicas_) replica.bind(port, memory);
}

void ShardPrograms::connect(const Inputs& inputs, std::vector<Results> of_shards) {
  results_ = std::move(of_shards);
  bind(ports_.parameters, inputs.parameters);
  if (ports_.untrained) bind(ports_.untrained, inputs.untrained);
  bind(ports_.step, inputs.step);
  for (std::size_t w = 1; w < replicas_.size(); ++w) replicas_[w].share_preparation(replicas_[0]);
}

void ShardPrograms::connect_read(std::size_t read, std::span<std::byte> flat,
                                 std::span<std::byte> untrained) {
  bind(ports_.reads[read].flat, flat);
  if (ports_.reads[read].untrained) bind(ports_.reads[read].untrained, untrained);
}

// Shards write straight into the inputs of the update program.
void ShardPrograms::connect_shard(Program& replica, std::size_t shard) {
  replica.bind(ports_.first, first_memory_.bytes().subspan(shard * sizeof(i64), sizeof(i64)));
  replica.bind(ports_.loss, results_[shard].loss);
  replica.bind(ports_.gradient, results_[shard].gradient);
  if (ports_.updated) replica.bind(ports_.updated, results_[shard].updated);
}

void ShardPrograms::run_timed(std::span<double> seconds) {
  replicas_[0].refresh();
  for (std::size_t s = 0; s < first_.size(); ++s) {
    connect_shard(replicas_[0], s);
    replicas_[0].run_timed(seconds);
  }
}

void ShardPrograms::set(Var input, std::span<const std::byte> values) {
  std::unique_ptr<ad::DeviceMemory>& memory = inputs_[input.id];
  if (!memory || memory->bytes().size() != values.size()) {
    auto fresh = std::make_unique<ad::DeviceMemory>(workers_.device(), values.size());
    bind(input, fresh->bytes());
    memory = std::move(fresh);
  }
  memory->upload(values);
}

std::size_t ShardPrograms::bytes() const {
  std::size_t sum = 0;
  for (const Program& replica : replicas_) sum += replica.owned_bytes();
  return sum;
}

}  // namespace pont::nn
