// Training networks of images: bits for any number of workers, frozen rows, augmentation weights at rest.
#include <gtest/gtest.h>

#include "autodiff/ops.hpp"
#include "game.hpp"
#include "nn/dit.hpp"
#include "nn/unet_presets.hpp"

namespace pont::nn {
namespace {

using ad::Dtype;
using ad::i64;
using ad::Tensor;
using ad::Var;

constexpr ImageShape small{4, 4, 1};
const TrainingOptions four_rows{.batch = 4, .rows = 2, .rate = constant_rate(0.01), .ema_decay = 0.9};

/// Noise of two classes is to be sent to a multiple of itself.
ShardLoss loss_of(const TimeNetwork& net) {
  return [&net](const Shard& s) {
    const Context context{s.parameters, Stream{game_key / "dropout", s.step, s.first}};
    const Var x = ad::normal(s.step, s.first, game_key / "x", {s.rows, small.size()}, Dtype::f32),
              t = ad::uniform(s.step, s.first, game_key / "t", {s.rows}, Dtype::f32),
              y = ad::cast(ad::floor(2 * ad::uniform(s.step, s.first, game_key / "y", {s.rows}, Dtype::f32)),
                           Dtype::i64);
    return ad::sum(ad::square(net(context, x, t, y) - 0.5 * x)) * (1 / static_cast<double>(s.batch));
  };
}

struct Trained {
  double first, last;
  Tensor parameters, untrained;
};
Trained trained(const Parameters& table, const TimeNetwork& net, int workers, int steps) {
  ad::Workers all(workers);
  const Adam adam;
  TrainingStep training(table, game_key, adam, four_rows, all, loss_of(net));
  Trained result{training.run().loss, 0, {}, {}};
  for (int i = 1; i < steps; ++i) result.last = training.run().loss;
  result.parameters = training.get("parameters");
  if (table.untrained_size() > 0) result.untrained = training.get("untrained");
  return result;
}

void expect_same_bits(const std::string& name, const Parameters& table, const TimeNetwork& net) {
  const Trained one = trained(table, net, 1, 3), two = trained(table, net, 2, 3);
  EXPECT_EQ(one.parameters, two.parameters) << name;
  EXPECT_NE(one.parameters, table.initial(game_key)) << name;
  if (table.untrained_size() > 0) {
    EXPECT_EQ(one.untrained, table.initial_untrained()) << name;
  }
}

TEST(ImageTraining, HasTheSameBitsForAnyNumberOfWorkers) {
  for (const char* preset : {"mini_28", "ncsnpp_cifar", "adm_imagenet64"}) {
    Parameters table;
    const UNet net(table, "net", small, 1, 1, unet_preset(preset).family({8, {8, 16}, 1, {1}, 0.25}),
                   {.classes = 2});
    expect_same_bits(preset, table, net);
  }
  Parameters table;
  const DiT net(table, "net", small, 1, 1, {.patch = 2, .width = 16, .blocks = 1, .heads = 2},
                {.classes = 2});
  expect_same_bits("dit", table, net);
}

TEST(ImageTraining, LowersTheLoss) {
  Parameters table;
  const UNet net(table, "net", small, 1, 1, unet_preset("mini_14").family({8, {8, 16}, 1, {1}}),
                 {.classes = 2});
  const Trained run = trained(table, net, 2, 200);
  EXPECT_LT(run.last, 0.3 * run.first);
}

// EDM's labels of augmentations are zeros here: their weights stay where they start.
TEST(ImageTraining, LeavesAugmentationWeightsAlone) {
  Parameters table;
  const UNet net(table, "net", small, 1, 1, unet_preset("edm_cifar").family({8, {8}, 1, {}}), {.classes = 2});
  const Tensor before = table.initial(game_key), after = trained(table, net, 1, 3).parameters;
  i64 seen = 0;
  for (const Parameter& p : table.rows()) {
    if (p.name != "net/embedding/augmentation/weight") continue;
    for (i64 i = p.offset; i < p.offset + p.shape.size(); ++i, ++seen) EXPECT_EQ(after.at(i), before.at(i));
  }
  EXPECT_EQ(seen, 9 * 8);
}

}  // namespace
}  // namespace pont::nn
