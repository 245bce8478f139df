// A short training on Fashion-MNIST at 14 x 14 draws clothes, not noise; left out where Debian's package is
// not there.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>

#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

constexpr std::size_t side = 14;
const std::string files = "/usr/share/datasets/fashion-mnist/";

// 7 TFLOP.
constexpr const char* config = R"(type: score
seed: 1
data:
  type: images
  path: {0}train-images-idx3-ubyte.gz
  test: {{path: {0}t10k-images-idx3-ubyte.gz}}
  size: 14
  resize: area
  flip: true
sde: {{type: vp, clock: {{type: affine, beta_min: 0.1, beta_max: 20}}}}
objective:
  type: dsm
  parametrisation: {{type: preconditioned, data_variance: 0.25}}
  weighting: unit
  times: uniform
  t_min: 1.0e-5
network: {{type: unet, preset: mini_14}}
train:
  steps: 1400
  batch: 64
  shard: 16
  schedule: {{type: cosine, rate: 2.0e-3, warmup: 200}}
  clip: 1
  ema: 0.99
sample: {{count: 100, chunk: 50, samplers: [{{name: flow, sampler: {{type: heun, steps: 30, eps: 1.0e-5}}}}]}}
evaluate: {{loss_rows: 500, likelihood_rows: 0, cloud: 50, repetitions: 2}}
)";

/// Squares of differences of neighbours over squares of deviations from the mean: 3.7 on average of white
/// noise.
double roughness(const std::uint8_t* image) {
  double mean = 0, deviations = 0, differences = 0;
  for (std::size_t p = 0; p < side * side; ++p) mean += image[p] / double(side * side);
  for (std::size_t p = 0; p < side * side; ++p) {
    deviations += (image[p] - mean) * (image[p] - mean);
    if (p % side > 0) differences += std::pow(image[p] - image[p - 1], 2);
    if (p >= side) differences += std::pow(image[p] - image[p - side], 2);
  }
  return differences / std::max(deviations, 1.0);
}

std::vector<double> roughnesses(const H5Reader& run, const std::string& path) {
  const auto images = run.read<std::uint8_t>(path);
  std::vector<double> all;
  for (std::size_t i = 0; i < images.size(); i += side * side) all.push_back(roughness(&images[i]));
  std::ranges::sort(all);
  return all;
}

TEST(Clothes, AreDrawnAfterAShortTraining) {
  if (!std::filesystem::exists(files + "train-images-idx3-ubyte.gz"))
    GTEST_SKIP() << "the package dataset-fashion-mnist is not installed";
  const Scratch dir;
  const Outcome o =
      pont({"run", dir.write("c.yaml", fmt::format(fmt::runtime(config), files)), "--out", dir / "r"});
  ASSERT_EQ(o.code, 0) << o.err;
  const H5Reader run(load_checked(dir / "r/run.h5"), "run.h5");
  const std::vector<double> data = roughnesses(run, "data/images"),
                            ours = roughnesses(run, "samples/flow/images");
  std::printf("roughness: data %.2f to %.2f, median %.2f; samples %.2f to %.2f, median %.2f; noise 3.7\n",
              data.front(), data.back(), data[50], ours.front(), ours.back(), ours[50]);
  EXPECT_LE(std::ranges::count_if(ours, [](double r) { return r > 2.2; }), 3) << "as rough as noise";
  EXPECT_NEAR(ours[50] / data[50], 1, 0.3);
  EXPECT_LT(std::filesystem::file_size(dir / "r/run.h5"), 30'000'000u);
}

}  // namespace
}  // namespace pont::experiments
