// Remedies for keys of configurations, by reading and check().
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {

namespace {

const std::string cld = "sde={type: cld}";

std::vector<Remedy> misspelled() {
  return {
      keys({"train.lr=0.1"}, "did you mean train.schedule.rate?", {"train.schedule.rate=0.1"}),
      keys({"train.batch_size=128"}, "did you mean train.batch?", {"train.batch=128"}),
      keys({"batch_size=128"}, "did you mean train.batch?", {"train.batch=128"}),
      keys({"train.stepz=10"}, "did you mean steps?", {"train.steps=10"}),
      keys({"network.hidden_dim=64"}, "did you mean network.hidden?", {"network.hidden=64"}),
      keys({"shard=64"}, "did you mean to put it under train?", {"train.shard=64"}),
      keys({"data={type: diamont}"}, "did you mean diamond?", {"data={type: diamond}"}),
  };
}

// Textures are images of 8x8 pixels with one channel, or of another size.
std::vector<Remedy> of_image_networks() {
  const auto texture = [](int size, const std::string& network) {
    return Keys{"data={type: texture, size: " + std::to_string(size) + "}",
                "network={type: " + network + "}"};
  };
  return {
      keys({"network={type: unet}"}, "or a network of points such as type: concat_mlp",
           {"network={type: concat_mlp}"}),
      keys({"network={type: dit}"}, "expected data of images", texture(8, "dit")),
      keys(texture(7, "unet"), "6x6 and 8x8 would fit", texture(8, "unet")),
      keys(texture(7, "unet"), "6x6 and 8x8 would fit", texture(6, "unet")),
      keys(texture(7, "unet"), "pad by 1 rows and 1 columns", texture(8, "unet")),
      keys(texture(7, "unet"), "or take fewer levels (channels)", texture(7, "unet, channels: [16]")),
      keys(texture(6, "unet, patch: 2"), "or a smaller patch", texture(6, "unet, patch: 1")),
      keys(texture(6, "dit"), "or take another patch", texture(6, "dit, patch: 2")),
      keys(texture(8, "unet, attention: [168]"), "expected some of 8, 4", texture(8, "unet, attention: [4]")),
      keys(texture(8, "unet, attention: [168]"), "or [0] for none but in the middle",
           texture(8, "unet, attention: [0]")),
      keys(texture(8, "unet, dropout: -0.5"), "0 for none", texture(8, "unet, dropout: 0")),
      keys(texture(8, "unet, dropout: -0.5"), "or -1 for the preset's", texture(8, "unet, dropout: -1")),
      keys(texture(8, "unet, heads: 3"), "expected a divisor", texture(8, "unet, heads: 4")),
      keys(texture(8, "dit, width: 30"), "a width that 4 and the heads divide", texture(8, "dit, width: 32")),
      keys({"network={type: residual_mlp, embedding: {type: sinusoidal, frequencies: 1, divisor: m-1}}"},
           "at least 2 frequencies",
           {"network={type: residual_mlp, embedding: {type: sinusoidal, frequencies: 2, divisor: m-1}}"}),
      keys({"network={type: residual_mlp, embedding: {type: sinusoidal, frequencies: 1, divisor: m-1}}"},
           "or divisor: m", {"network={type: residual_mlp, embedding: {type: sinusoidal, frequencies: 1}}"}),
      keys({"type=bridge", "data={type: texture, size: 4}", "prior={type: isotropic_gaussian, dimension: 16}",
            "network={type: unet, attention: [3]}"},
           "expected some of 4, 2",
           {"type=bridge", "data={type: texture, size: 4}", "prior={type: isotropic_gaussian, dimension: 16}",
            "network={type: unet, attention: [2]}"}),
  };
}

}  // namespace

std::vector<Remedy> remedies_of_keys() {
  std::vector<Remedy> all = misspelled();
  for (const Remedy& remedy : of_image_networks()) all.push_back(remedy);
  for (const Remedy& remedy : std::vector<Remedy>{
           keys({"train.batch=500"}, "for example batch 512, shard 128",
                {"train.batch=512", "train.shard=128"}),
           keys({"objective={type: hsm}"}, "expected type dsm, or an SDE with", {"objective={type: dsm}"}),
           keys({"objective={type: hsm}"}, "with auxiliary blocks such as cld",
                {"objective={type: hsm}", cld}),
           keys({"data={type: isotropic_gaussian, dimension: 1}", "density={}"},
                "density: got data in 1 dimensions; expected 2, or density=null",
                {"data={type: isotropic_gaussian, dimension: 1}", "density=null"}),
           keys({"sample.count=4000"}, "sample.count of at least evaluate.cloud * evaluate.repetitions",
                {"sample.count=5000"}),
           keys({"train.schedule={type: cosine, rate: 0.1, last: 0.2}"}, "last at most rate",
                {"train.schedule={type: cosine, rate: 0.1, last: 0.1}"}),
           keys({"train.snapshots=[20, 10]"}, "ascending steps up to train.steps",
                {"train.snapshots=[10, 20]"}),
           keys({"type=bridge", "train.steps=0"}, "train.steps of at least 1",
                {"type=bridge", "train.steps=1"}),
           keys({"type=bridge", "cache.units=1000"}, "for example units 2560, chunk 256",
                {"type=bridge", "cache.units=2560", "cache.chunk=256"}),
           keys({"type=bridge", "evaluate.count=10"}, "count of at least cloud * repetitions",
                {"type=bridge", "evaluate.count=5000"}),
           keys({"type=bridge", "prior={type: isotropic_gaussian, dimension: 3}"}, "expected the same",
                {"type=bridge", "prior={type: isotropic_gaussian, dimension: 2}"}),
       })
    all.push_back(remedy);
  return all;
}

}  // namespace pont::experiments::test
