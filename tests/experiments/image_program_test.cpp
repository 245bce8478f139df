// Networks of images from outside: every kind that trains takes them, and a run that was killed goes on with
// its bits.
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

const std::string unet = "network: {type: unet, channels: [8, 16], attention: [4], dropout: 0.1}\n";
const std::string texture = "data: {type: texture, size: 8}\n";

const std::string score = "type: score\nseed: 4\n" + texture + unet +
                          R"(train: {steps: 30, batch: 16, shard: 4, log_every: 1, ema: 0.9}
checkpoint: {every: 10}
sample: {count: 130, chunk: 13, samplers: [{name: flow, sampler: {type: heun, steps: 4}}]}
evaluate: {loss_rows: 16, likelihood_rows: 0, cloud: 65, repetitions: 2}
)";

const std::string bridge = "type: bridge\nseed: 4\nprior: {type: isotropic_gaussian, dimension: 64}\n" +
                           texture + unet +
                           R"(steps: {type: linear, count: 3, first: 0.05, last: 0.2, mirrored: false}
train: {steps: 10, batch: 16, shard: 4, log_every: 1, ema: 0.9}
cache: {units: 16, refresh: 5, chunk: 8}
checkpoint: {every: 10}
sample: {count: 130, states: 3, paths: 2}
evaluate: {count: 130, cloud: 65, repetitions: 2}
)";

/// An IDX file of 40 images of 8 x 8 pixels.
std::string images() {
  std::string file{0, 0, 8, 3, 0, 0, 0, 40, 0, 0, 0, 8, 0, 0, 0, 8};
  for (int i = 0; i < 40 * 64; ++i) file += static_cast<char>(i * i % 251);
  return file;
}

// The words of a run, and what they change in the configuration.
struct Case {
  const char* name;
  const std::string* config;
  std::vector<std::string> overrides;
};

const std::vector<Case> cases{
    {"vp", &score, {}},
    {"images", &score, {"data={type: images, path: IMAGES, hold_out: 0.2}"}},
    {"cld",
     &score,
     {"sde={type: cld}", "objective={type: hsm}",
      "sample.samplers=[{name: splitting, sampler: {type: symmetric_splitting, steps: 4}}]"}},
    {"dit", &score, {"network={type: dit, preset: dit_tiny, width: 16, blocks: 1, heads: 2, patch: 4}"}},
    {"dsb", &bridge, {"method={type: dsb, iterations: 1}"}},
    {"dsbm", &bridge, {"method={type: dsbm, iterations: 1}"}}};

Outcome run(const Case& c, const Scratch& dir, const std::string& to, int threads, double seconds = -1) {
  std::vector<std::string> words{"run", dir.write("c.yaml", *c.config), "--out", to,
                                 "threads=" + std::to_string(threads)};
  const std::string file = dir.write("images.idx", images()), word = "IMAGES";
  for (std::string o : c.overrides) {
    if (const auto at = o.find(word); at != std::string::npos) o.replace(at, word.size(), file);
    words.push_back(o);
  }
  return pont(words, seconds);
}

TEST(ImageProgram, KilledAndResumedItIsTheSameRunForAnyNumberOfThreads) {
  const ad::Key key = ad::Key::root(21) / "kills";
  int killed = 0;
  for (const Case& c : cases) {
    const Scratch dir;
    const std::string whole = dir / "whole", again = dir / "again";
    const auto start = std::chrono::steady_clock::now();
    const Outcome first = run(c, dir, whole, 1);
    ASSERT_EQ(first.code, 0) << c.name << ": " << first.err;
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    Outcome o = run(c, dir, again, 2, (0.3 + 0.5 * key.uniform(static_cast<ad::u64>(killed))) * seconds);
    killed += o.code == 128 + SIGKILL;
    for (int attempt = 0; attempt < 3 && o.code != 0; ++attempt)
      o = fs::exists(again + "/config.yaml") ? pont({"resume", again}) : run(c, dir, again, 2);
    ASSERT_EQ(o.code, 0) << c.name << ": " << o.err;
    EXPECT_EQ(pont({"diff", whole, again}).out, "identical\n") << c.name;
  }
  EXPECT_GE(killed, 2) << "most kills came after the end: nothing was tested";
}

}  // namespace
}  // namespace pont::experiments
