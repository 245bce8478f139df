// Values that are saved with the parameters but not trained: their table, what leaves them alone, and
// updates.
#include <array>

#include "autodiff/compile.hpp"
#include "game.hpp"
#include "nn/time_networks.hpp"
#include "refusal.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Tensor;
using ad::Var;

const std::vector<double> pinned{0.1, -0.7, 1 / 3.0};

TEST(Untrained, HaveATableOfTheirOwn) {
  for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
    Parameters p(dtype);
    UntrainedId first, second;
    {
      const Parameters::Scope scope(p, "net");
      first = p.add_untrained("pinned", {3}, pinned);
      p.add("weight", {2, 2}, {}, constant(4));
      second = p.add_untrained("mean", {2});
    }
    const ParameterId last = p.add("bias", {1}, {}, constant(5));
    EXPECT_EQ(p.size(), 5);
    EXPECT_EQ(p.rows().size(), 2u);
    EXPECT_EQ(p.untrained_size(), 5);
    EXPECT_EQ(p.untrained()[0].name, "net/pinned");
    EXPECT_EQ(p.untrained()[1].offset, 3);
    const Tensor start = p.initial_untrained();
    for (int i = 0; i < 3; ++i)
      EXPECT_EQ(start.at(i), dtype == Dtype::f32 ? static_cast<float>(pinned[i]) : pinned[i]);
    EXPECT_EQ(start.at(3), 0);
    ad::Tape tape;
    for (const bool bound : {false, true}) {
      const Var flat = tape.constant(p.initial(game_key));
      const std::vector<Var> views = bound ? p.views(flat, tape.constant(start)) : p.views(flat);
      const Context context{views};
      EXPECT_EQ(ad::eval(context[first] + 0), ad::eval(ad::slice_axis(tape.constant(start), 0, 0, 3) + 0));
      EXPECT_EQ(ad::eval(context[second] + 2).at(1), 2);
      EXPECT_EQ(ad::eval(context[last] + 0).at(0), 5);
    }
  }
}

TEST(Untrained, Refuse) {
  Parameters p;
  p.add("weight", {2}, {}, zeros());
  expect_refusal([&] { p.add_untrained("weight", {2}); }, "parameters: 'weight' is already there");
  p.add_untrained("mean", {2});
  expect_refusal([&] { p.add("mean", {2}, {}, zeros()); }, "parameters: 'mean' is already there");
  expect_refusal(
      [&] {
        p.add_untrained("wrong", {2}, {1, 2, 3});
      },
      "parameters: 'wrong' is to start at 3 values, expected 2 for [2]");
  ad::Tape tape;
  const Var flat = tape.input({2}, Dtype::f32, "flat"), wrong = tape.input({3}, Dtype::f32, "wrong");
  expect_refusal([&] { p.views(flat, wrong); }, "f32 [3] given as untrained buffer, expected f32 [2]");
}

// Follows the mean of a batch: loss (p - mean)^2 and a running mean, beside pinned values.
class Follower final {
 public:
  Follower() {
    table.add("p", {1}, {}, constant(1));
    pinned_ = table.add_untrained("pinned", {3}, pinned);
    mean_ = table.add_untrained("mean", {1}, {0.5});
    more_ = table.add_untrained("more", {3}, pinned);
  }
  // Reads the batch from the host; `momentum` of the running mean.
  ShardLoss loss(double momentum) {
    return [this, momentum](const Shard& s) {
      data = s.tape.input({s.batch}, Dtype::f64, "data");
      std::vector<double> offsets;
      for (i64 r = 0; r < s.rows; ++r) offsets.push_back(static_cast<double>(r));
      const Var numbers = ad::cast(s.first, Dtype::f64) + s.tape.constant(Tensor::of({s.rows}, offsets));
      const Var own = ad::gather(data, ad::cast(numbers, Dtype::i64));
      const Context context{s.parameters, {}, s.updates};
      const Var now = context[mean_];
      context.update(mean_, now + (1 - momentum) * (ad::sum(own) / static_cast<double>(s.rows) - now));
      return ad::sum(ad::square(context[ParameterId{0}] - now) + 0 * ad::sum(context[pinned_])) *
             (static_cast<double>(s.rows) / static_cast<double>(s.batch));
    };
  }
  Parameters table{Dtype::f64};
  Var data;

 private:
  UntrainedId pinned_{}, mean_{}, more_{};
};

const TrainingOptions three_shards{
    .batch = 6, .rows = 2, .rate = constant_rate(0.25), .clip = 1e-2, .ema_decay = 0.9};

std::vector<double> batch_of(i64 step) {
  std::vector<double> values;
  for (ad::u64 i = 0; i < 6; ++i) values.push_back((game_key / static_cast<ad::u64>(step)).normal(i));
  return values;
}

void run(TrainingStep& training, const Follower& f) {
  const std::vector<double> batch = batch_of(training.step());
  training.set(f.data, std::as_bytes(std::span(batch)));
  training.run();
}

// Shard by shard as the program adds: ((a + b) + c) / 3.
TEST(Untrained, BecomeTheMeanOfWhatShardsGive) {
  for (const int count : {1, 2, 5}) {
    Follower f;
    ad::Workers workers(count);
    TrainingStep training(f.table, game_key, Adam(), three_shards, workers, f.loss(0.75));
    double mean = 0.5;
    for (int step = 0; step < 20; ++step) {
      const std::vector<double> x = batch_of(step);
      std::array<double, 3> next;
      for (std::size_t s = 0; s < 3; ++s) next[s] = mean + 0.25 * ((x[2 * s] + x[2 * s + 1]) / 2 - mean);
      run(training, f);
      mean = ((next[0] + next[1]) + next[2]) / 3;
      EXPECT_EQ(training.get("untrained").at(3), mean) << count << " workers, step " << step;
    }
    for (int i = 0; i < 3; ++i) {  // the rows around it have not moved by a bit
      EXPECT_EQ(training.get("untrained").at(i), pinned[i]);
      EXPECT_EQ(training.get("untrained").at(4 + i), pinned[i]);
    }
  }
}

TEST(Untrained, AreInCheckpoints) {
  Follower f, g;
  ad::Workers workers(2);
  TrainingStep straight(f.table, game_key, Adam(), three_shards, workers, f.loss(0.75)),
      resumed(g.table, game_key, Adam(), three_shards, workers, g.loss(0.75));
  const Buffer& last = straight.buffers().back();
  EXPECT_EQ(last.name, "untrained");
  EXPECT_EQ(last.size, 7);
  for (int i = 0; i < 5; ++i) run(straight, f);
  const std::vector<Tensor> saved = contents_of(straight);
  for (int i = 0; i < 5; ++i) run(straight, f);
  for (const bool whole : {true, false}) {
    put_back(resumed, saved);
    if (!whole) resumed.set("untrained", g.table.initial_untrained());
    resumed.set_step(5);
    for (int i = 0; i < 5; ++i) run(resumed, g);
    EXPECT_EQ(contents_of(straight) == contents_of(resumed), whole);  // control: they matter
  }
}

TEST(Untrained, WithoutAnUpdateStayAsTheyAre) {
  for (const int count : {1, 2}) {
    Parameters table(Dtype::f32);
    const FourierMlp net(table, "net", 2, {4, 1.0, game_key / "f"}, 8, 1, 2, activation("silu"));
    ad::Workers workers(count);
    const auto loss = [&](const Shard& s) {
      const Var x = ad::normal(s.step, s.first, game_key / "x", {s.rows, 2}, Dtype::f32);
      return ad::sum(ad::square(net(Context{s.parameters}, x, ad::slice_axis(x, 1, 0, 1)) - x)) *
             (1 / static_cast<double>(s.batch));
    };
    TrainingOptions options = Game::generator_options();
    options.clip = 0.1;
    TrainingStep training(table, game_key, Adam(), options, workers, loss);
    const Tensor start = table.initial_untrained();
    for (int i = 0; i < 10; ++i) training.run();
    EXPECT_EQ(training.get("untrained"), start);
    EXPECT_EQ(training.get("ema").shape(), ad::Shape{table.size()});
    // Read from the buffer, not recorded as constants: other frequencies give another loss.
    TrainingStep same(table, game_key, Adam(), options, workers, loss),
        other(table, game_key, Adam(), options, workers, loss);
    other.set("untrained", Tensor(start.shape(), start.dtype()));
    EXPECT_NE(other.run().loss, same.run().loss);
  }
}

// A second player sees the first one's running mean after its update.
TEST(Untrained, AreReadByOtherPlayers) {
  Follower f;
  Parameters reader(Dtype::f64);
  reader.add("r", {1}, {}, constant(2));
  const Sgd sgd;
  ad::Workers workers(2);
  const TrainingOptions one_row{.batch = 1, .rows = 1, .rate = constant_rate(1)};
  const Player first{"first", f.table, game_key, sgd, three_shards, f.loss(0)};
  const Player second{
      .name = "second",
      .parameters = reader,
      .initial = game_key,
      .optimiser = sgd,
      .options = one_row,
      .loss = [](const Shard& s) { return ad::sum(s.parameters[0] * s.reads[0].rbegin()[1]); },
      .reads = {{"first"}}};
  TrainingStep training({first, second}, workers);
  run(training, f);
  EXPECT_NE(training.get("first/untrained").at(3), 0.5);
  EXPECT_EQ(training.get("second/parameters").at(0), 2 - training.get("first/untrained").at(3));
}

TEST(Untrained, AreUpdatedToTheirShape) {
  Parameters table(Dtype::f32);
  table.add("p", {1}, {}, zeros());
  const UntrainedId id = table.add_untrained("mean", {2});
  ad::Workers workers(1);
  expect_refusal(
      [&] {
        TrainingStep(table, game_key, Sgd(), three_shards, workers, [&](const Shard& s) {
          Context{s.parameters, {}, s.updates}.update(id, s.parameters[0]);
          return ad::sum(s.parameters[0]);
        });
      },
      "training step: 'mean' is updated to f32 [1], expected f32 [2]");
}

}  // namespace
}  // namespace pont::nn
