// The classifier from outside: what it learns, that it is the same after a kill, and the measures that read
// by it.
#include <gtest/gtest.h>

#include <filesystem>

#include "autodiff/rng.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/program_support.hpp"

namespace pont::experiments {
namespace {

constexpr int count = 400, side = 8;

// One bright quadrant of four, which is the class, on noise: u8 [count, 8, 8].
struct Quadrants {
  std::string images, labels;
  Quadrants(const Scratch& dir, int seed) {
    std::vector<std::uint8_t> pixels, classes;
    for (int i = 0; i < count; ++i) {
      const ad::Key key = ad::Key::root(seed) / "quadrants" / i;
      classes.push_back(static_cast<std::uint8_t>(i % 4));
      for (int p = 0; p < side * side; ++p) {
        const bool bright = p / side / 4 * 2 + p % side / 4 == i % 4;
        pixels.push_back(
            static_cast<std::uint8_t>((bright ? 180 : 0) + 70 * key.uniform(static_cast<ad::u64>(p))));
      }
    }
    images = write_npy(dir / ("images" + std::to_string(seed) + ".npy"), {count, side, side}, pixels);
    labels = write_npy(dir / ("labels" + std::to_string(seed) + ".npy"), {count}, classes);
  }
  std::string section() const {
    return "data: {type: images, path: " + images + ", labels: {path: " + labels + "}, hold_out: 0.3}\n";
  }
};

store::H5Reader run_at(const std::string& directory) {
  return store::H5Reader(store::load_checked(directory + "/run.h5"), directory);
}

TEST(ClassifierKind, ReadsHeldOutImagesAndGoesOnAfterAKill) {
  const Scratch dir;
  const std::string config = dir.write("c.yaml", "type: classifier\n" + Quadrants(dir, 1).section() +
                                                     "train: {steps: 200}\ncheckpoint: {every: 20}\n");
  ASSERT_EQ(pont({"run", config, "--out", dir / "a", "threads=1"}).code, 0);
  const store::H5Reader run = run_at(dir / "a");
  EXPECT_EQ(run::read_scalar(run, "evaluation/accuracy/ours"), 1);
  const metrics::Points confusion = run::read_points(run, "evaluation/confusion");
  EXPECT_EQ(confusion, metrics::Points(metrics::Points::Identity(4, 4)));

  pont({"run", config, "--out", dir / "b", "threads=2"}, .8);
  Outcome o = pont({std::filesystem::exists(dir / "b/config.yaml") ? "resume" : "run", dir / "b"});
  if (o.code != 0) o = pont({"run", config, "--out", dir / "b"});
  ASSERT_EQ(o.code, 0) << o.err;
  EXPECT_EQ(pont({"diff", dir / "a", dir / "b"}).out, "identical\n");
  const Outcome sampled = pont({"sample", dir / "a", "--count", "3"});
  EXPECT_NE(sampled.code, 0);
  EXPECT_NE(sampled.err.find("a classifier draws no samples"), std::string::npos) << sampled.err;
}

TEST(ClassifierKind, RefusesPointsAndImagesWithoutClasses) {
  const Scratch dir;
  const Outcome points = pont({"run", dir.write("p.yaml", "type: classifier\ndata: {type: two_moons}\n"),
                               "--out", dir / "p"}),
                texture =
                    pont({"run", dir.write("t.yaml", "type: classifier\ndata: {type: texture, size: 8}\n"),
                          "--out", dir / "t"});
  for (const Outcome& o : {points, texture}) {
    EXPECT_EQ(o.code, 2);
    EXPECT_NE(o.err.find("of two classes at least"), std::string::npos) << o.err;
  }
}

// The classifier that a score run measures with depends on its data alone, and every measure of images is
// there.
TEST(ImageMeasures, ReadByTheSameClassifierInEveryRunOnTheSameData) {
  const Scratch dir;
  const auto run_on = [&](const Quadrants& data, int seed, const std::string& to) {
    const std::string config = dir.write(
        to + ".yaml", "type: score\nseed: " + std::to_string(seed) + "\n" + data.section() +
                          "network: {type: unet, channels: [8, 16], attention: [4]}\n"
                          "train: {steps: 5, batch: 16, shard: 4}\n"
                          "sample: {count: 60, samplers: [{name: flow, sampler: {type: heun, steps: 2}}]}\n"
                          "evaluate: {loss_rows: 32, likelihood_rows: 0, cloud: 20, repetitions: 2}\n");
    const Outcome o = pont({"run", config, "--out", dir / to});
    EXPECT_EQ(o.code, 0) << o.err;
    return run_at(dir / to);
  };
  const Quadrants data(dir, 1);
  const store::H5Reader a = run_on(data, 1, "a"), b = run_on(data, 2, "b"),
                        other = run_on(Quadrants(dir, 2), 1, "o");
  EXPECT_EQ(a.text("classifier/sha256"), b.text("classifier/sha256"));
  EXPECT_NE(a.text("classifier/sha256"), other.text("classifier/sha256"));
  EXPECT_GT(run::read_scalar(a, "classifier/accuracy"), .99);
  for (const run::SampleMeasure& m : run::image_measures())
    EXPECT_TRUE(a.exists("evaluation/samples/flow/" + m.name + "/ours")) << m.name;
  EXPECT_GT(run::read_scalar(a, "evaluation/samples/flow/frechet_classifier/excess"), 0)
      << "untrained samples";
  EXPECT_TRUE(a.exists("evaluation/linear_loss/excess"));
  EXPECT_NE(contents(dir / "a/report.md").find(a.text("classifier/sha256")), std::string::npos);
}

// Of data each measure sees nothing, and of noise, or of training images, what it is there to see.
TEST(ImageMeasures, FindNothingInDataAndSeeWhatIsNone) {
  const Scratch dir;
  const Quadrants files(dir, 3);
  const auto set = data_of("{type: images, path: " + files.images + ", labels: {path: " + files.labels +
                           "}, hold_out: 0.3}");
  ad::Workers workers(2);
  auto classifier = std::make_unique<const run::Classifier>(*set);
  ad::Tensor parameters = run::pinned_parameters(*classifier, *set, workers);
  const ad::Key key = ad::Key::root(21) / "find";
  const auto images = std::make_shared<run::ImageReference>(
      *set, key / "reference",
      run::ImageReference::Reader{std::move(classifier), std::move(parameters), workers});
  const run::DataReference reference(*set, {.points = 20, .repetitions = 2}, key, images);
  constexpr int n = 300;
  metrics::Points noise(n, side * side);
  ad::fill_normal(key / "noise", 0, 0, noise.size(), noise.data());
  const metrics::Points perfect = data::sample(*set, key / "perfect", n),
                        seen = data::sample(*set->training_rows(), key / "seen", n);
  for (const run::SampleMeasure& m : run::image_measures()) {
    const run::Judged good = *m.take(reference, perfect),
                      bad = *m.take(reference, m.name == "copies" ? seen : noise);
    // one measure in 10^4 differs by more: 6 of the 3.14 standard errors that ten groups tell
    EXPECT_LE(std::abs(good.ours->mean - good.floor->mean), 6 / 3.14 * *good.visible) << m.name;
    EXPECT_GT(std::abs(bad.ours->mean - bad.floor->mean), *bad.visible) << m.name;
  }
}

}  // namespace
}  // namespace pont::experiments
