// PlayerStep: the memory that joins a player's two programs, and the order of an update; Buffers by name.
#include "nn/player_step.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace pont::nn {

std::string full_name(const std::string& player, const std::string& buffer) {
  return player.empty() ? buffer : player + "/" + buffer;
}

void Buffers::add(Buffer buffer, std::span<std::byte> memory) {
  rows_.push_back(std::move(buffer));
  memory_.push_back(memory);
}

std::size_t Buffers::index(const std::string& name) const {
  std::string known;
  for (std::size_t b = 0; b < rows_.size(); ++b) {
    if (rows_[b].name == name) return b;
    known += (known.empty() ? "" : ", ") + rows_[b].name;
  }
  throw std::invalid_argument(fmt::format("training step: buffer '{}' asked for, there are {}", name, known));
}

ad::Tensor Buffers::get(const std::string& name) const {
  const std::size_t b = index(name);
  ad::Tensor value({rows_[b].size}, rows_[b].dtype);
  device_.download(value.bytes(), memory_[b].data());
  return value;
}

void Buffers::set(const std::string& name, const ad::Tensor& value) {
  const std::size_t b = index(name);
  if (value.shape() != ad::Shape{rows_[b].size} || value.dtype() != rows_[b].dtype)
    throw std::invalid_argument(fmt::format("training step: {} {} given for buffer '{}', expected {} [{}]",
                                            ad::name_of(value.dtype()), ad::str(value.shape()), name,
                                            ad::name_of(rows_[b].dtype), rows_[b].size));
  device_.upload(memory_[b].data(), value.bytes());
}

using ad::i64;

PlayerStep::PlayerStep(const Player& player, std::span<const Parameters* const> tables, ad::Workers& workers,
                       Buffers& buffers)
    : name_(player.name),
      updates_(player.updates),
      step_(workers.device(), sizeof(i64)),
      untrained_(workers.device(), player.parameters.initial_untrained().bytes().size()),
      shards_(player, tables, workers),
      update_(player, shards_, workers) {
  std::vector<ShardPrograms::Results> results;
  for (i64 s = 0; s < shards_.count(); ++s)
    results.push_back(update_.results_of(static_cast<std::size_t>(s)));
  shards_.connect({update_.parameters(), untrained_.bytes(), step_.bytes()}, std::move(results));
  update_.connect(step_.bytes(), untrained_.bytes());
  const Parameters& table = player.parameters;
  const auto add = [&](const std::string& buffer, i64 size, std::span<std::byte> memory) {
    buffers.add({full_name(name_, buffer), table.dtype(), size}, memory);
  };
  for (const auto& [buffer, memory] : update_.buffers()) add(buffer, table.size(), memory);
  if (table.untrained().empty()) return;
  untrained_.upload(table.initial_untrained().bytes());
  add("untrained", table.untrained_size(), untrained_.bytes());
}

void PlayerStep::begin(i64 number) { step_.upload(std::as_bytes(std::span(&number, 1))); }

template <class Run>
UpdateResult PlayerStep::advance(i64 number, Run&& run) {
  begin(number);
  shards_.run([&](ad::Program& program, int shard) { run(program, shard); });
  run(update_.program(), -1);
  return update_.result();
}

UpdateResult PlayerStep::run(i64 number) {
  return advance(number, [](ad::Program& program, int) { program.run(); });
}

UpdateResult PlayerStep::run_checked(i64 number) {
  return advance(number, [](ad::Program& program, int shard) {
    try {
      program.run_checked();
    } catch (const ad::NonFinite& e) {
      throw ad::NonFinite(
          fmt::format("{}: {}", shard < 0 ? "update" : fmt::format("shard {}", shard), e.what()));
    }
  });
}

UpdateResult PlayerStep::run_timed(i64 number, std::span<double> shard, std::span<double> update) {
  begin(number);
  shards_.run_timed(shard);
  update_.program().run_timed(update);
  return update_.result();
}

std::size_t PlayerStep::bytes() const {
  return shards_.bytes() + update_.program().owned_bytes() + untrained_.bytes().size();
}

}  // namespace pont::nn
