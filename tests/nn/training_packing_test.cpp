// Weights are packed once per step for all shards and workers, and never stale: whatever changed the
// parameters, a step has the bits of one that packs anew in each product.
#include <gtest/gtest.h>

#include <functional>

#include "game.hpp"
#include "regression.hpp"
#include "tests/autodiff/watched_cpu.hpp"

namespace pont::nn {
namespace {

std::vector<ad::Tensor> contents(const TrainingStep& training) {
  std::vector<ad::Tensor> out;
  for (const Buffer& b : training.buffers()) out.push_back(training.get(b.name));
  return out;
}

int packs_per_step(const TrainingStep& training) {
  return static_cast<int>(training.shard_program().plan().preparation);
}

// A step on a device of its own.
template <class Device>
struct Trained {
  Regression regression{ad::Dtype::f32};
  Device device;
  ad::Workers workers;
  TrainingStep training;
  explicit Trained(int count)
      : workers(count, device),
        training(regression.parameters, regression_key, Adam(), regression_options(160, 32), workers,
                 regression.loss()) {}
};

TrainingStep::Result timed(TrainingStep& training) {
  std::vector<double> shard(training.shard_program().facts().size()),
      update(training.update_program().facts().size());
  return training.run_timed(shard, update);
}

// Every way to take a step and to change the parameters in between.
const std::vector<std::pair<const char*, std::function<void(TrainingStep&)>>> actions{
    {"run", [](TrainingStep& t) { t.run(); }},
    {"run_checked", [](TrainingStep& t) { t.run_checked(); }},
    {"run_timed", [](TrainingStep& t) { timed(t); }},
    {"restore",
     [](TrainingStep& t) {
       ad::Tensor values = t.get("parameters");
       for (float& x : values.data<float>()) x = 0.5f - x;
       t.set("parameters", values);
     }},
    {"set_step", [](TrainingStep& t) { t.set_step(100); }},
};

TEST(TrainingPacking, NoStepReadsWhatAnEarlierOnePacked) {
  for (const int count : {1, 2}) {
    Trained<ad::PackingCpu> packing(count);
    Trained<ad::PlainCpu> plain(count);
    for (const auto& [first, change] : actions)
      for (const auto& [second, step] : actions) {
        for (TrainingStep* t : {&packing.training, &plain.training}) {
          change(*t);
          step(*t);
          t->run();
        }
        ASSERT_TRUE(contents(packing.training) == contents(plain.training))
            << first << ", then " << second << ", " << count << " workers";
      }
    EXPECT_EQ(plain.device.runs<ad::Pack>(), 0);
  }
}

TEST(TrainingPacking, HappensOncePerStep) {
  for (const int count : {1, 2, 3}) {
    Trained<ad::PackingCpu> t(count);
    const int packs = packs_per_step(t.training);
    EXPECT_EQ(packs, 5);  // three layers forward, and two of them transposed
    EXPECT_EQ(t.training.shards(), 5);
    int steps = 0;
    for (const auto& [name, action] : actions) {
      const ad::i64 before = t.training.step();
      action(t.training);
      steps += t.training.step() == before + 1;
      EXPECT_EQ(t.device.runs<ad::Pack>(), steps * packs) << name << ", " << count << " workers";
    }
    EXPECT_EQ(steps, 3);
  }
}

TEST(TrainingPacking, IsLeftToTheProductsWhereEachWorkerHasOneShard) {
  Trained<ad::PackingCpu> four(4), five(5);
  EXPECT_GT(packs_per_step(four.training), 0);
  EXPECT_EQ(packs_per_step(five.training), 0);
}

TEST(TrainingPacking, IncludesWhatAPlayerReads) {
  const Game game(ad::Dtype::f32);
  ad::PackingCpu device;
  ad::Workers workers(2, device);
  const TrainingStep training(game.players(), workers);
  const auto packs = [&](std::size_t player) { return training.shard_program(player).plan().preparation; };
  EXPECT_EQ(packs(0), 5);  // of the critic two layers forward and one transposed, of the generator two
  EXPECT_EQ(packs(1), 7);  // of the generator two and one transposed, of the critic two of each
}

TEST(TrainingPacking, TakesMemoryOnceForAllWorkers) {
  Trained<ad::PackingCpu> one(1), three(3);
  Trained<ad::PlainCpu> plain_one(1), plain_three(3);
  const std::size_t prepared = one.training.shard_program().plan().prepared_bytes;
  EXPECT_GT(prepared, 0u);
  const auto scratch = [](const auto& t) { return t.training.shard_program().arena_bytes(); };
  const auto more = [&](const auto& packing, const auto& plain, std::size_t workers) {
    return packing.training.bytes() + workers * (scratch(plain) - scratch(packing)) - plain.training.bytes();
  };
  EXPECT_EQ(more(one, plain_one, 1), prepared);
  EXPECT_EQ(more(three, plain_three, 3), prepared);
}

}  // namespace
}  // namespace pont::nn
