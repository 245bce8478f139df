// One training step of each CIFAR-10 configuration, two images: its bits do not depend on the number of
// workers.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "nn/training_step.hpp"
#include "tests/experiments/cifar_support.hpp"

namespace pont::experiments {
namespace {

/// The parameters after a step, and its loss.
std::pair<ad::Tensor, double> after_a_step(const kinds::score::ScoreModel& model, int workers) {
  ad::Workers pool(workers);
  nn::TrainingStep training(model.parameters, ad::Key::root(1) / "initial", nn::Adam(),
                            {2, 1, nn::constant_rate(1e-4), 1, 0.999}, pool,
                            model.shard_loss(ad::Key::root(1) / "train"));
  const double loss = training.run().loss;
  return {training.get("parameters"), loss};
}

TEST(CifarStep, HasTheSameBitsForAnyNumberOfWorkers) {
  const TinyCifar data;
  for (const char* name : {"ddpm", "ddpmpp", "ncsnpp", "cld", "edm"}) {
    const auto model = data.model_of(name);
    const auto [alone, loss] = after_a_step(model, 1);
    const auto [shared, same] = after_a_step(model, 2);
    EXPECT_TRUE(std::isfinite(loss)) << name;
    EXPECT_EQ(loss, same) << name;
    EXPECT_TRUE(std::ranges::equal(alone.bytes(), shared.bytes())) << name;
    std::printf("%-8s loss of two images, per value: %.4f\n", name, loss / 3072);
  }
}

}  // namespace
}  // namespace pont::experiments
