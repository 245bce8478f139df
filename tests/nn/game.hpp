// Two networks that play against each other: a least-squares GAN of points in the plane.
#pragma once
#include "autodiff/ops.hpp"
#include "nn/mlp.hpp"
#include "nn/training_step.hpp"

namespace pont::nn {

inline const ad::Key game_key = ad::Key::root(23) / "game";

/// The generator maps normal z [B, 2] to points; the critic is to give data 1 and made points 0, the
/// generator wants 1 for its points (Mao et al. 2017, eq. (2) with a = 0, b = c = 1).
class Game final {
 public:
  using Views = std::span<const ad::Var>;

  explicit Game(ad::Dtype dtype)
      : generator(dtype),
        critic(dtype),
        g_(generator, "net", {2, 8, 2}, activation("silu")),
        d_(critic, "net", {2, 16, 1}, activation("silu")) {}

  ad::Var critic_loss(const Shard& s, Views made_by) const {
    const ad::Var data = 0.5 * draw(s, "data") + 1;
    return mean_square(s, score(s.parameters, data) - 1) +
           mean_square(s, score(s.parameters, made(s, made_by)));
  }
  ad::Var generator_loss(const Shard& s, Views judged_by) const {
    return mean_square(s, score(judged_by, made(s, s.parameters)) - 1);
  }

  static TrainingOptions critic_options() {
    return {.batch = 160, .rows = 32, .rate = constant_rate(1e-2), .clip = 0.5, .ema_decay = 0.9};
  }
  static TrainingOptions generator_options() {
    return {.batch = 192, .rows = 32, .rate = linear_warmup(5e-3, 10), .ema_decay = 0.99};
  }

  /// The critic takes two updates in each step, then the generator one.
  std::vector<Player> players(const std::string& read = "parameters") const {
    return {Player{.name = "critic",
                   .parameters = critic,
                   .initial = game_key / "critic",
                   .optimiser = adam,
                   .options = critic_options(),
                   .loss = [this](const Shard& s) { return critic_loss(s, s.reads[0]); },
                   .reads = {{"generator", read}},
                   .updates = 2},
            Player{.name = "generator",
                   .parameters = generator,
                   .initial = game_key / "generator",
                   .optimiser = momentum,
                   .options = generator_options(),
                   .loss = [this](const Shard& s) { return generator_loss(s, s.reads[0]); },
                   .reads = {{"critic", read}}}};
  }

  Parameters generator, critic;
  Adam adam{{.beta1 = 0.5}};
  Momentum momentum;

 private:
  ad::Var draw(const Shard& s, const char* what) const {
    return ad::normal(s.step, s.first, game_key / what, {s.rows, 2}, critic.dtype());
  }
  ad::Var made(const Shard& s, Views by) const { return g_(Context{by}, draw(s, "z")); }
  ad::Var score(Views by, ad::Var x) const { return d_(Context{by}, x); }
  static ad::Var mean_square(const Shard& s, ad::Var x) {
    return ad::sum(ad::square(x)) / static_cast<double>(s.batch);
  }

  Mlp g_, d_;
};

/// The values of all buffers.
inline std::vector<ad::Tensor> contents_of(const TrainingStep& training) {
  std::vector<ad::Tensor> out;
  for (const Buffer& b : training.buffers()) out.push_back(training.get(b.name));
  return out;
}

inline void put_back(TrainingStep& training, const std::vector<ad::Tensor>& saved) {
  for (std::size_t b = 0; b < saved.size(); ++b) training.set(training.buffers()[b].name, saved[b]);
}

}  // namespace pont::nn
