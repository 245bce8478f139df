// PlayerStep: the memory that joins a player's two programs, and the order of an update.
#include "nn/player_step.hpp"

#include <fmt/format.h>

namespace pont::nn {

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
