// The training step: its numbers, and that neither shards' workers nor restarts change a bit of them.
#include "nn/training_step.hpp"

#include <algorithm>
#include <cmath>

#include "refusal.hpp"
#include "regression.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;

const ad::Key initial = ad::Key::root(5) / "initial";

std::vector<ad::Tensor> contents(const TrainingStep& training) {
  std::vector<ad::Tensor> out;
  for (const Buffer& b : training.buffers()) out.push_back(training.get(b.name));
  return out;
}

void restore(TrainingStep& training, const std::vector<ad::Tensor>& saved) {
  for (std::size_t b = 0; b < saved.size(); ++b) training.set(training.buffers()[b].name, saved[b]);
}

std::vector<double> doubles(const TrainingStep& training, const std::string& buffer) {
  const ad::Tensor value = training.get(buffer);
  return {value.data<double>().begin(), value.data<double>().end()};
}

TEST(TrainingStep, ShardsAddUpToTheWholeBatch) {
  const Regression r(Dtype::f64);
  ad::Workers workers(1);
  TrainingOptions options{.batch = 60, .rows = 60, .rate = constant_rate(1)};
  const Sgd sgd;  // with rate 1 the parameters move by the gradient
  TrainingStep whole(r.parameters, initial, sgd, options, workers, r.loss());
  for (const i64 rows : {30, 20, 12, 4, 1}) {
    options.rows = rows;
    TrainingStep cut(r.parameters, initial, sgd, options, workers, r.loss());
    whole.set_step(7);
    cut.set_step(7);
    cut.set("parameters", whole.get("parameters"));
    const TrainingStep::Result a = whole.run(), b = cut.run();
    EXPECT_NEAR(a.loss, b.loss, 1e-12 * a.loss);
    EXPECT_NEAR(a.gradient_norm, b.gradient_norm, 1e-12 * a.gradient_norm);
    const auto p = doubles(whole, "parameters"), q = doubles(cut, "parameters");
    for (std::size_t i = 0; i < p.size(); ++i) EXPECT_NEAR(p[i], q[i], 1e-12 * a.gradient_norm);
  }
}

// The same update once more, with the gradient of the whole batch and Adam, clipping and average by hand.
TEST(TrainingStep, TheUpdateIsClippingThenAdamThenAverage) {
  const Regression r(Dtype::f64);
  ad::Workers workers(1);
  TrainingOptions gradient_only{.batch = 32, .rows = 8, .rate = constant_rate(1)};
  TrainingStep plain(r.parameters, initial, Sgd(), gradient_only, workers, r.loss());
  TrainingOptions options{
      .batch = 32, .rows = 8, .rate = constant_rate(0.01), .clip = 0.01, .ema_decay = 0.5};
  TrainingStep full(r.parameters, initial, Adam(), options, workers, r.loss());
  const auto start = r.parameters.initial(initial);
  const TrainingStep::Result a = plain.run(), b = full.run();
  EXPECT_EQ(a.loss, b.loss);
  EXPECT_EQ(a.gradient_norm, b.gradient_norm);
  EXPECT_EQ(b.rate, 0.01);
  ASSERT_GT(a.gradient_norm, 0.01);
  for (i64 i = 0; i < start.shape().size(); ++i) {
    const double before = start.at(i),
                 g = (before - doubles(plain, "parameters")[i]) * 0.01 / a.gradient_norm;
    const double after = before - 0.01 * g / (std::abs(g) + 1e-8), d = 2.0 / 11;
    // g is known to about 1e-18 only (a difference of numbers near 1, scaled), which epsilon turns into 1e-12
    EXPECT_NEAR(doubles(full, "parameters")[i], after, 1e-11);
    EXPECT_NEAR(doubles(full, "ema")[i], d * before + (1 - d) * after, 1e-11);
    EXPECT_NEAR(doubles(full, "optimiser/first_moment")[i], 0.1 * g, 1e-15);
  }
}

// Clipping needs the norm of the whole gradient first; without it nothing is read twice.
TEST(TrainingStep, TheUpdateIsOnePassOverTheParametersOrTwoWithClipping) {
  const Regression r(Dtype::f32);
  ad::Workers workers(1);
  for (const double clip : {std::numeric_limits<double>::infinity(), 1.0}) {
    TrainingOptions options = regression_options(32, 8);
    options.clip = clip;
    const TrainingStep training(r.parameters, initial, Adam(), options, workers, r.loss());
    int passes = 0;
    for (const ad::Instruction& i : training.update_program().plan().instructions)
      if (const ad::Chain* c = ad::chain_of(i.verb)) passes += c->shape.size() == r.parameters.size();
    EXPECT_EQ(passes, std::isinf(clip) ? 1 : 2) << training.update_program().listing();
  }
}

TEST(TrainingStep, AnyNumberOfWorkersGivesTheSameBits) {
  const Regression r(Dtype::f32);
  std::vector<std::vector<ad::Tensor>> seen;
  std::vector<double> losses;
  for (const int count : {1, 2, 7}) {
    ad::Workers workers(count);
    TrainingStep training(r.parameters, initial, Adam(), regression_options(88, 8), workers, r.loss());
    double loss = 0;
    for (int i = 0; i < 30; ++i) loss = training.run().loss;
    seen.push_back(contents(training));
    losses.push_back(loss);
  }
  EXPECT_EQ(seen[0], seen[1]);
  EXPECT_EQ(seen[0], seen[2]);
  EXPECT_EQ(losses[0], losses[1]);
  EXPECT_EQ(losses[0], losses[2]);
}

TEST(TrainingStep, ARestartChangesNoBit) {
  const Regression r(Dtype::f32);
  ad::Workers workers(2);
  const TrainingOptions options = regression_options(32, 8);
  TrainingStep straight(r.parameters, initial, Adam(), options, workers, r.loss());
  for (int i = 0; i < 10; ++i) straight.run();
  TrainingStep resumed(r.parameters, initial / "another", Adam(), options, workers, r.loss());
  const std::vector<ad::Tensor> saved = contents(straight);
  restore(resumed, saved);
  for (int i = 0; i < 10; ++i) straight.run();
  const auto run_on = [&](i64 step) {
    resumed.set_step(step);
    for (int i = 0; i < 10; ++i) resumed.run();
  };
  run_on(10);
  EXPECT_EQ(resumed.step(), 20);
  EXPECT_EQ(contents(straight), contents(resumed));
  restore(resumed, saved);
  run_on(11);  // control: the step matters
  EXPECT_NE(contents(straight), contents(resumed));
}

TEST(TrainingStep, BuffersAreNamed) {
  const Regression r(Dtype::f32);
  ad::Workers workers(1);
  TrainingStep training(r.parameters, initial, Adam(), regression_options(8, 8), workers, r.loss());
  std::vector<std::string> names;
  for (const Buffer& b : training.buffers()) {
    names.push_back(b.name);
    EXPECT_EQ(b.size, r.parameters.size());
    EXPECT_EQ(static_cast<i64>(training.get(b.name).bytes().size()), 4 * r.parameters.size());
  }
  EXPECT_EQ(names, (std::vector<std::string>{"parameters", "optimiser/first_moment",
                                             "optimiser/second_moment", "ema"}));
  const auto start = r.parameters.initial(initial);
  EXPECT_EQ(training.get("ema"), start);
  expect_refusal([&] { training.get("momentum"); },
                 "buffer 'momentum' asked for, there are parameters, optimiser/");
}

TEST(TrainingStep, Learns) {
  const Regression r(Dtype::f32);
  ad::Workers workers(2);
  TrainingStep training(r.parameters, initial, Adam(), regression_options(64, 16), workers, r.loss());
  const double first = training.run().loss;
  double last = 0;
  for (int i = 0; i < 1000; ++i) last = i < 900 ? (training.run(), 0) : last + training.run().loss / 100;
  EXPECT_GT(first, 0.2);
  EXPECT_LT(last, 0.01);
}

TEST(TrainingStep, AverageWithoutDecayIsTheParameters) {
  const Regression r(Dtype::f32);
  ad::Workers workers(1);
  TrainingOptions options = regression_options(16, 8);
  options.ema_decay = 0;
  TrainingStep training(r.parameters, initial, Adam(), options, workers, r.loss());
  for (int i = 0; i < 5; ++i) training.run();
  EXPECT_EQ(training.get("ema"), training.get("parameters"));
}

TEST(TrainingStep, ReadsWhatItIsGiven) {
  Parameters parameters(Dtype::f64);
  const ParameterId id = parameters.add("p", {1}, {}, zeros());
  ad::Workers workers(2);
  ad::Var data;
  TrainingStep training(
      parameters, initial, Sgd(), {.batch = 4, .rows = 2, .rate = constant_rate(0.5)}, workers,
      [&](const Shard& s) {
        data = s.tape.input({4}, Dtype::f64, "data");
        const ad::Var index = ad::cast(
            ad::cast(s.first, Dtype::f64) + s.tape.constant(ad::Tensor::of({2}, std::vector{0.0, 1.0})),
            Dtype::i64);
        const ad::Var p = s.parameters[static_cast<std::size_t>(id)];
        return ad::sum(ad::square(p - ad::gather(data, index))) * (0.5 / static_cast<double>(s.batch));
      });
  const std::array values{1.0, 2.0, 3.0, 6.0};
  training.set(data, std::as_bytes(std::span(values)));
  EXPECT_EQ(training.run().loss, (1 + 4 + 9 + 36) / 8.0);
  EXPECT_EQ(doubles(training, "parameters")[0], 1.5);  // half of the way to the mean, 3
}

ShardLoss broken_from_step_3(const Regression& r) {
  return [loss = r.loss()](const Shard& s) {
    const ad::Var good = loss(s);
    const ad::Tape::Scope scope(s.tape, "target");
    return good + ad::sum(ad::log(2.5 - ad::cast(ad::reshape(s.step, {1}), Dtype::f32)));
  };
}

TEST(TrainingStep, CheckedRunsNameTheFirstNonFiniteValue) {
  const Regression r(Dtype::f32);
  ad::Workers workers(2);
  TrainingStep training(r.parameters, initial, Adam(), regression_options(32, 8), workers,
                        broken_from_step_3(r));
  for (int i = 0; i < 3; ++i) training.run_checked();
  const std::vector<ad::Tensor> before = contents(training);
  try {
    training.run_checked();
    FAIL() << "a NaN went unnoticed";
  } catch (const ad::NonFinite& e) {
    const std::string what = e.what();
    for (const char* part : {"step 3, shard 0: first non-finite value", "'log'", "module target"})
      EXPECT_NE(what.find(part), std::string::npos) << what;
  }
  EXPECT_EQ(training.step(), 3);
  EXPECT_EQ(contents(training), before);
}

TEST(TrainingStep, CheckedRunsGiveTheSameBits) {
  const Regression r(Dtype::f32);
  ad::Workers workers(2);
  TrainingStep checked(r.parameters, initial, Adam(), regression_options(32, 8), workers, r.loss());
  TrainingStep plain(r.parameters, initial, Adam(), regression_options(32, 8), workers, r.loss());
  for (int i = 0; i < 10; ++i) EXPECT_EQ(checked.run_checked().loss, plain.run().loss);
  EXPECT_EQ(contents(checked), contents(plain));
}

TEST(TrainingStep, Refuses) {
  const Regression r(Dtype::f32);
  ad::Workers workers(1);
  const auto make = [&](i64 batch, i64 rows, const ShardLoss& loss) {
    TrainingStep(r.parameters, initial, Sgd(), regression_options(batch, rows), workers, loss);
  };
  expect_refusal(
      [&] { make(100, 64, r.loss()); },
      "training step: a batch of 100 rows in shards of 64 given, expected a positive multiple of the rows");
  expect_refusal([&] { make(0, 64, r.loss()); }, "a batch of 0 rows in shards of 64 given");
  expect_refusal([&] { make(64, 64, [](const Shard& s) { return s.parameters[0]; }); },
                 "training step: the loss is f32 [2, 16], expected a real scalar; sum it over the rows");
}

}  // namespace
}  // namespace pont::nn
