// TrainingStep: the connection of players with what they read, and the loop over them.
#include "nn/training_step.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pont::nn {
namespace {

using ad::i64;

void check(std::span<const Player> players) {
  if (players.empty()) throw std::invalid_argument("training step: no players given, expected at least one");
  for (std::size_t p = 0; p < players.size(); ++p) {
    if (players[p].updates < 1)
      throw std::invalid_argument(fmt::format("{}: {} updates per step given, expected at least one",
                                              place_of(players[p]), players[p].updates));
    if (std::ranges::count(players, players[p].name, &Player::name) > 1)
      throw std::invalid_argument(fmt::format(
          "training step: two players are called '{}'; give each a name of its own", players[p].name));
  }
}

// The tables of what a player reads, in its order.
std::vector<const Parameters*> tables_of(const Player& reader, std::span<const Player> players) {
  std::vector<const Parameters*> tables;
  for (const Read& read : reader.reads) {
    const auto player = std::ranges::find(players, read.player, &Player::name);
    if (player == players.end()) {
      std::string known;
      for (const Player& p : players) known += (known.empty() ? "" : ", ") + p.name;
      throw std::invalid_argument(
          fmt::format("{}: reads player '{}', there are {}", place_of(reader), read.player, known));
    }
    tables.push_back(&player->parameters);
  }
  return tables;
}

}  // namespace

TrainingStep::TrainingStep(const Parameters& parameters, ad::Key initial, const Optimiser& optimiser,
                           const TrainingOptions& options, ad::Workers& workers, const ShardLoss& loss)
    : TrainingStep({Player{"", parameters, initial, optimiser, options, loss}}, workers) {}

TrainingStep::TrainingStep(std::span<const Player> players, ad::Workers& workers)
    : buffers_(workers.device()), results_(players.size()) {
  check(players);
  for (const Player& player : players)
    players_.push_back(std::make_unique<PlayerStep>(player, tables_of(player, players), workers, buffers_));
  for (std::size_t p = 0; p < players.size(); ++p) {
    const std::vector<const Parameters*> tables = tables_of(players[p], players);
    for (std::size_t r = 0; r < tables.size(); ++r) {
      const auto& [name, buffer] = players[p].reads[r];
      players_[p]->connect_read(r, buffers_.memory(full_name(name, buffer)),
                                tables[r]->untrained().empty()
                                    ? std::span<std::byte>{}
                                    : buffers_.memory(full_name(name, "untrained")));
    }
  }
}

template <class Update>
TrainingStep::Result TrainingStep::advance(Update&& update) {
  for (std::size_t p = 0; p < players_.size(); ++p)
    for (i64 u = 0; u < players_[p]->updates(); ++u)
      results_[p] = update(p, step_ * players_[p]->updates() + u);
  ++step_;
  return results_.front();
}

TrainingStep::Result TrainingStep::run() {
  return advance([this](std::size_t p, i64 number) { return players_[p]->run(number); });
}

TrainingStep::Result TrainingStep::run_checked() {
  return advance([this](std::size_t p, i64 number) {
    try {
      return players_[p]->run_checked(number);
    } catch (const ad::NonFinite& e) {
      const std::string& name = players_[p]->name();
      const std::string player = name.empty() ? "" : fmt::format("player '{}', ", name);
      throw ad::NonFinite(fmt::format("step {}, {}{}", step_, player, e.what()));
    }
  });
}

TrainingStep::Result TrainingStep::run_timed(std::span<double> shard, std::span<double> update) {
  return advance([&](std::size_t p, i64 number) {
    std::size_t in_shard = 0, in_update = 0;  // entries of the players before this one
    for (std::size_t q = 0; q < p; ++q) {
      in_shard += shard_program(q).plan().instructions.size();
      in_update += update_program(q).plan().instructions.size();
    }
    return players_[p]->run_timed(number, shard.subspan(in_shard), update.subspan(in_update));
  });
}

std::size_t TrainingStep::bytes() const {
  std::size_t sum = 0;
  for (const auto& player : players_) sum += player->bytes();
  return sum;
}

}  // namespace pont::nn
