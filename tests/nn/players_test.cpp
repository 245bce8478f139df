// Several players in one training step: against games by hand, and against two steps of one player each that
// exchange their parameters through the host.
#include <array>

#include "game.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Tensor;
using ad::Var;

double only_value(const TrainingStep& training, const std::string& buffer) {
  return training.get(buffer).at(0);
}

// min over x, max over y of x y, by gradient steps of length h.
struct Bilinear {
  Bilinear() {
    x.add("value", {1}, {}, constant(1.25));
    y.add("value", {1}, {}, constant(-0.5));
  }
  Player player(const std::string& name, const Parameters& own, double sign, Read read, double decay = 0) {
    return {.name = name,
            .parameters = own,
            .initial = game_key,
            .optimiser = sgd,
            .options = {.batch = 1, .rows = 1, .rate = constant_rate(h), .ema_decay = decay},
            .loss = [sign](const Shard& s) { return sign * ad::sum(s.parameters[0] * s.reads[0][0]); },
            .reads = {std::move(read)}};
  }

  static constexpr double h = 0.3;
  Parameters x{Dtype::f64}, y{Dtype::f64};
  Sgd sgd;
  ad::Workers workers{1};
};

TEST(Players, ReadWhatThoseBeforeThemHaveJustUpdated) {
  Bilinear game;
  TrainingStep training({game.player("x", game.x, 1, {"y"}), game.player("y", game.y, -1, {"x"})},
                        game.workers);
  double x = 1.25, y = -0.5;
  for (int step = 0; step < 50; ++step) {
    const double loss = x * y, slope = y;
    training.run();
    x -= game.h * y;
    EXPECT_EQ(training.results()[0].loss, loss);
    EXPECT_EQ(training.results()[0].gradient_norm, std::abs(slope));
    EXPECT_EQ(training.results()[1].loss, -(x * y));
    y += game.h * x;
    EXPECT_EQ(only_value(training, "x/parameters"), x);
    EXPECT_EQ(only_value(training, "y/parameters"), y);
  }
}

// Alternating steps keep x^2 + y^2 - h x y exactly, simultaneous ones grow by sqrt(1 + h^2) each.
TEST(Players, KeepTheInvariantOfAlternatingSteps) {
  Bilinear game;
  TrainingStep training({game.player("x", game.x, 1, {"y"}), game.player("y", game.y, -1, {"x"})},
                        game.workers);
  const auto invariant = [&] {
    const double x = only_value(training, "x/parameters"), y = only_value(training, "y/parameters");
    return x * x + y * y - game.h * x * y;
  };
  const double start = invariant();
  for (int step = 0; step < 2000; ++step) training.run();
  EXPECT_NEAR(invariant(), start, 1e-12);
}

TEST(Players, ReadAverages) {
  Bilinear game;
  TrainingStep training(
      {game.player("x", game.x, 1, {"y", "ema"}, 0.5), game.player("y", game.y, -1, {"x", "ema"}, 0.5)},
      game.workers);
  double x = 1.25, y = -0.5, mean_x = x, mean_y = y;
  for (int n = 1; n <= 30; ++n) {
    const double d = std::min(0.5, (1.0 + n) / (10.0 + n));
    training.run();
    x -= game.h * mean_y;
    mean_x = x + d * (mean_x - x);
    y += game.h * mean_x;
    mean_y = y + d * (mean_y - y);
    EXPECT_EQ(only_value(training, "x/parameters"), x);
    EXPECT_EQ(only_value(training, "y/ema"), mean_y);
  }
}

TEST(Players, TakeAsManyUpdatesAsTheyAreGiven) {
  Bilinear game;
  Player y = game.player("y", game.y, -1, {"x"});
  y.updates = 3;
  y.options.rate = [](Var step) { return (ad::cast(step, Dtype::f64) + 1) * 0.125; };
  TrainingStep training({game.player("x", game.x, 1, {"y"}), y}, game.workers);
  double a = 1.25, b = -0.5;
  for (int step = 0, update = 0; step < 4; ++step) {
    training.run();
    a -= game.h * b;
    for (int k = 0; k < 3; ++k, ++update) b += (update + 1) * 0.125 * a;  // rates by the player's own count
    EXPECT_EQ(only_value(training, "y/parameters"), b);
    EXPECT_EQ(training.results()[1].rate, update * 0.125);
  }
}

// A step of one player whose loss reads the other's parameters as an input from the host.
class Alone final {
 public:
  using Loss = Var (Game::*)(const Shard&, Game::Views) const;
  Alone(const Game& game, const Player& player, Loss loss, const Parameters& other, ad::Workers& workers)
      : training(player.parameters, player.initial, player.optimiser, player.options, workers,
                 [&, loss](const Shard& s) {
                   other_ = s.tape.input({other.size()}, other.dtype(), "other");
                   return (game.*loss)(s, other.views(other_));
                 }) {}
  TrainingStep::Result run(const Tensor& other) {
    training.set(other_, other.bytes());
    return training.run();
  }
  Var other_;  // set while the step is made
  TrainingStep training;
};

void expect_same(const TrainingStep& together, const std::string& name, const TrainingStep& alone) {
  for (const Buffer& b : alone.buffers())
    EXPECT_EQ(together.get(name + "/" + b.name), alone.get(b.name)) << name << "/" << b.name;
}

TEST(Players, AreTwoStepsThatExchangeTheirParameters) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64})
    for (const std::string read : {"parameters", "ema"}) {
      const Game game(dtype);
      ad::Workers workers(2);
      const std::vector<Player> players = game.players(read);
      TrainingStep together(players, workers);
      Alone critic(game, players[0], &Game::critic_loss, game.generator, workers),
          generator(game, players[1], &Game::generator_loss, game.critic, workers);
      for (int step = 0; step < 20; ++step) {
        together.run();
        critic.run(generator.training.get(read));
        const auto first = critic.run(generator.training.get(read)).loss;
        const auto second = generator.run(critic.training.get(read)).loss;
        EXPECT_EQ(together.results()[0].loss, first);
        EXPECT_EQ(together.results()[1].loss, second);
      }
      expect_same(together, "critic", critic.training);
      expect_same(together, "generator", generator.training);
    }
}

TEST(Players, HaveTheSameBitsWithAnyNumberOfWorkers) {
  const Game game(Dtype::f32);
  std::vector<std::vector<Tensor>> seen;
  for (const int count : {1, 2, 5}) {
    ad::Workers workers(count);
    TrainingStep training(game.players(), workers);
    for (int i = 0; i < 30; ++i) training.run();
    seen.push_back(contents_of(training));
  }
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
}

TEST(Players, ARestartChangesNoBit) {
  const Game game(Dtype::f32);
  ad::Workers workers(2);
  TrainingStep straight(game.players(), workers);
  for (int i = 0; i < 7; ++i) straight.run();
  const std::vector<Tensor> saved = contents_of(straight);
  for (int i = 0; i < 8; ++i) straight.run();
  std::vector<Player> others = game.players();
  for (Player& p : others) p.initial = p.initial / "another";
  for (const i64 step : {7, 8}) {
    TrainingStep resumed(others, workers);
    put_back(resumed, saved);
    resumed.set_step(step);
    for (int i = 0; i < 8; ++i) resumed.run();
    EXPECT_EQ(contents_of(straight) == contents_of(resumed), step == 7);  // control: the step matters
  }
}

TEST(Players, HaveTheSameBitsHoweverAStepIsRun) {
  const Game game(Dtype::f32);
  ad::Workers workers(2);
  TrainingStep plain(game.players(), workers), checked(game.players(), workers),
      timed(game.players(), workers);
  const auto entries = [&](std::size_t p) { return timed.shard_program(p).plan().instructions.size(); };
  std::vector<double> shard(entries(0) + entries(1)), update(2000);
  for (int i = 0; i < 10; ++i) {
    plain.run();
    checked.run_checked();
    timed.run_timed(shard, update);
  }
  EXPECT_EQ(contents_of(plain), contents_of(checked));
  EXPECT_EQ(contents_of(plain), contents_of(timed));
  for (const double seconds : shard) EXPECT_GT(seconds, 0);  // each instruction of both has its entry
}

TEST(Players, NameTheirBuffers) {
  const Game game(Dtype::f32);
  ad::Workers workers(1);
  const TrainingStep training(game.players(), workers);
  std::vector<std::string> names;
  for (const Buffer& b : training.buffers()) names.push_back(b.name);
  EXPECT_EQ(names,
            (std::vector<std::string>{"critic/parameters", "critic/optimiser/first_moment",
                                      "critic/optimiser/second_moment", "critic/ema", "generator/parameters",
                                      "generator/optimiser/momentum", "generator/ema"}));
  EXPECT_EQ(training.get("generator/ema"), game.generator.initial(game_key / "generator"));
  expect_refusal([&] { training.get("parameters"); },
                 "training step: buffer 'parameters' asked for, there are critic/parameters, ");
}

TEST(Players, CheckedRunsNameTheOneThatFails) {
  const Game game(Dtype::f32);
  ad::Workers workers(2);
  std::vector<Player> players = game.players();
  players[1].loss = [&](const Shard& s) {
    return game.generator_loss(s, s.reads[0]) +
           ad::sum(ad::log(1.5 - ad::cast(ad::reshape(s.step, {1}), Dtype::f32)));
  };
  TrainingStep training(players, workers);
  for (int i = 0; i < 2; ++i) training.run_checked();
  const Tensor critic = training.get("critic/parameters"), generator = training.get("generator/parameters");
  try {
    training.run_checked();
    FAIL() << "a NaN went unnoticed";
  } catch (const ad::NonFinite& e) {
    const std::string what = e.what();
    EXPECT_EQ(what.find("step 2, player 'generator', shard 0: first non-finite value"), 0u) << what;
  }
  EXPECT_EQ(training.step(), 2);
  EXPECT_EQ(training.get("generator/parameters"), generator);
  EXPECT_NE(training.get("critic/parameters"), critic);  // who came before has taken its updates
}

TEST(Players, TakeInputsOfTheirOwn) {
  Bilinear game;
  std::array<Var, 2> data;
  std::vector<Player> players{game.player("x", game.x, 1, {"y"}), game.player("y", game.y, 1, {"x"})};
  for (std::size_t p = 0; p < 2; ++p)
    players[p].loss = [&data, p](const Shard& s) {
      data[p] = s.tape.input({1}, Dtype::f64, "data");
      return ad::sum(s.parameters[0] * data[p]);
    };
  TrainingStep training(players, game.workers);
  const std::array slopes{2.0, -4.0};
  for (std::size_t p = 0; p < 2; ++p) training.set(data[p], std::as_bytes(std::span(&slopes[p], 1)), p);
  training.run();
  EXPECT_EQ(only_value(training, "x/parameters"), 1.25 - game.h * 2);
  EXPECT_EQ(only_value(training, "y/parameters"), -0.5 + game.h * 4);
}

TEST(Players, ReadWithoutACopy) {
  const Game game(Dtype::f32);
  ad::Workers workers(6);  // one for each shard, so that no weights are packed
  const TrainingStep both(game.players(), workers);
  std::vector<Player> blind = game.players();
  for (Player& p : blind) {
    p.reads.clear();
    p.loss = [&game, to = &p == &blind[0] ? &game.generator : &game.critic,
              critic = &p == &blind[0]](const Shard& s) {
      const std::vector<Var> views = to->views(s.tape.input({to->size()}, Dtype::f32, "other"));
      return critic ? game.critic_loss(s, views) : game.generator_loss(s, views);
    };
  }
  const TrainingStep copies(blind, workers);  // each replica has memory of its own for what it reads
  EXPECT_EQ(copies.bytes() - both.bytes(), 6u * 4u * (game.generator.size() + game.critic.size()));
}

TEST(Players, Refuse) {
  Bilinear game;
  const auto make = [&](auto change) {
    return [&game, change] {
      std::vector<Player> players{game.player("x", game.x, 1, {"y"}), game.player("y", game.y, -1, {"x"})};
      change(players);
      TrainingStep(players, game.workers);
    };
  };
  expect_refusal(make([](auto& p) { p.clear(); }), "training step: no players given, expected at least one");
  expect_refusal(make([](auto& p) { p[1].name = "x"; }), "training step: two players are called 'x'");
  expect_refusal(make([](auto& p) { p[0].updates = 0; }), "player 'x': 0 updates per step given");
  expect_refusal(make([](auto& p) { p[1].reads[0].player = "z"; }),
                 "training step, player 'y': reads player 'z', there are x, y");
  expect_refusal(make([](auto& p) { p[1].reads[0].buffer = "mean"; }),
                 "buffer 'x/mean' asked for, there are x/parameters");
  expect_refusal(make([](auto& p) { p[1].options.rows = 2; }),
                 "training step, player 'y': a batch of 1 rows in shards of 2 given");
}

}  // namespace
}  // namespace pont::nn
