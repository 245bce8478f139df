// Every published network takes a training step, in the memory that was announced.
#include <gtest/gtest.h>
#include <malloc.h>
#include <unistd.h>

#include <cmath>
#include <fstream>

#include "autodiff/ops.hpp"
#include "nn/dit.hpp"
#include "nn/training_step.hpp"
#include "nn/unet_presets.hpp"

namespace pont::nn {
namespace {

using ad::i64;
using ad::Var;

double resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  double total = 0, resident = 0;
  statm >> total >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

// One image of normal noise; the network shall give it back.
ShardLoss loss_of(const TimeNetwork& net, i64 pixels) {
  return [&net, pixels](const Shard& s) {
    const Var u = ad::normal(s.step, s.first, ad::Key::root(3) / "u", {s.rows, pixels}, ad::Dtype::f32);
    const Var t = ad::uniform(s.step, s.first, ad::Key::root(3) / "t", {s.rows}, ad::Dtype::f32);
    return ad::mean(ad::square(net(Context{s.parameters}, u, t) - u));
  };
}

void take_a_step(const std::string& name, const Parameters& parameters, const TimeNetwork& net, i64 pixels) {
  malloc_trim(0);
  ad::Workers workers(1);
  const double before = resident_bytes();
  TrainingStep training(parameters, ad::Key::root(1), Adam(), {1, 1, constant_rate(1e-3)}, workers,
                        loss_of(net, pixels));
  const double first = training.run().loss, second = training.run().loss;
  malloc_trim(0);
  const double taken = resident_bytes() - before, announced = static_cast<double>(training.bytes());
  EXPECT_TRUE(std::isfinite(first) && std::isfinite(second)) << name << ' ' << first << ' ' << second;
  EXPECT_LT(taken, 1.2 * announced + 4e6) << name;  // tape and graph of the smallest networks
  EXPECT_GT(taken, 0.5 * announced) << name << ": memory that nobody touches was announced";
  std::printf("%-22s %7.1f M parameters, %7.1f MB announced, %7.1f MB taken\n", name.c_str(),
              1e-6 * static_cast<double>(parameters.size()), 1e-6 * announced, 1e-6 * taken);
}

TEST(PresetStep, EveryUNetTakesOneInTheMemoryThatWasAnnounced) {
  for (const UNetPreset& preset : unet_presets()) {
    Parameters parameters;
    const UNet net(parameters, "net", preset.image, 1, 1, preset.design());
    take_a_step(std::string(preset.name), parameters, net, preset.image.size());
  }
}

TEST(PresetStep, EveryTransformerTakesOneInTheMemoryThatWasAnnounced) {
  for (const DiTPreset& preset : dit_presets()) {
    Parameters parameters;
    const DiT net(parameters, "net", preset.image, 1, 1, preset.design);
    take_a_step(std::string(preset.name), parameters, net, preset.image.size());
  }
}

}  // namespace
}  // namespace pont::nn
