// Training on the device: curves beside those of the CPU, and a run that moves from one to the other.
#include "tests/cuda/curves.hpp"
#include "tests/nn/game.hpp"

namespace pont::nn {
namespace {

class Training : public ad::OnDevice {};

TEST_F(Training, CurvesAgreeForEveryOptimiser) {
  EXPECT_LT(largest_difference(*device, Sgd(), 6), 1e-5);
  EXPECT_LT(largest_difference(*device, Momentum(), 6), 1e-5);
  EXPECT_LT(largest_difference(*device, Adam(), 30), 1e-4);
  EXPECT_LT(largest_difference(*device, AdamW(0.01), 30), 1e-4);
}

TEST_F(Training, GivesTheSameBitsInEveryRun) {
  const Regression r(ad::Dtype::f32);
  std::vector<ad::Tensor> seen;
  for (const int count : {1, 3}) {
    ad::Workers workers(count, *device);
    const auto training = training_of(r, workers, Adam());
    for (int i = 0; i < 4; ++i) training->run();
    seen.push_back(training->get("ema"));
  }
  EXPECT_EQ(seen[0], seen[1]);
}

TEST_F(Training, ARunMovesFromOneDeviceToTheOther) {
  const Regression r(ad::Dtype::f32);
  ad::Workers on_cpu(1), on_device(1, *device);
  const auto first = training_of(r, on_device, Adam()), second = training_of(r, on_cpu, Adam());
  for (int i = 0; i < 5; ++i) first->run();
  for (const Buffer& b : first->buffers()) second->set(b.name, first->get(b.name));
  second->set_step(first->step());
  for (int i = 0; i < 5; ++i) {
    const TrainingStep::Result a = first->run(), b = second->run();
    EXPECT_NEAR(a.loss, b.loss, 1e-5 * b.loss);
  }
}

TEST_F(Training, PlayersReadEachOtherWhereTheyLie) {
  const Game game(ad::Dtype::f32);
  ad::Workers on_cpu(1), one(1, *device), three(3, *device);
  TrainingStep exact(game.players(), on_cpu), a(game.players(), one), b(game.players(), three);
  for (int i = 0; i < 3; ++i) {
    a.run();
    b.run();
    exact.run();
    for (std::size_t p = 0; p < 2; ++p)
      EXPECT_NEAR(a.results()[p].loss, exact.results()[p].loss, 1e-5 * exact.results()[p].loss);
  }
  EXPECT_EQ(contents_of(a), contents_of(b));
}

TEST_F(Training, CheckedRunsGiveTheSameBits) {
  const Regression r(ad::Dtype::f32);
  ad::Workers workers(1, *device);
  const auto plain = training_of(r, workers, Adam()), checked = training_of(r, workers, Adam());
  for (int i = 0; i < 2; ++i) {
    plain->run();
    checked->run_checked();
  }
  EXPECT_EQ(plain->get("parameters"), checked->get("parameters"));
}

}  // namespace
}  // namespace pont::nn
