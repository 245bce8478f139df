// Every key of the experiment `bridge`, declared once.
#include "experiments/kinds/bridge/bridge_experiment.hpp"

namespace pont::kinds::bridge {

void CacheKeys::declare(config::Visitor& v) {
  v.key("units", units,
        "simulated paths (DSB: N rows each) or coupled pairs of ends that the cache holds; with N steps in d "
        "dimensions it takes units * N * 8 (d + 1) bytes for DSB, units * 8 (d + N) for the others",
        {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("refresh", refresh,
        "training steps between two fillings; each path and edge is used once in units * N / batch steps",
        {.unit = "steps", .range = config::between(1, 1e9)});
  v.key("chunk", chunk,
        "paths that are simulated together, and the block that minibatch transport couples; results depend "
        "on it",
        {.unit = "paths", .range = config::between(1, 1e6)});
  v.check(units % chunk == 0, {"chunk", "units"}, "cache units that are no multiple of the chunk",
          "for example units 2560, chunk 256");
}

void BridgeSampleKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths of each direction that are kept for the figures",
        {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("states", states, "of them, spread evenly over the chain, both ends included",
        {.unit = "states", .range = config::between(2, 1000)});
  v.key("paths", paths, "trajectories that are drawn", {.unit = "paths", .range = config::between(1, 1e4)});
  v.key("last_noise", last_noise,
        "add noise in the last step too, when sampling and measuring; without it 2 gamma of variance is "
        "missing, "
        "but pictures are sharper (De Bortoli et al. 2021 leave it out)");
  v.key("direction", direction, "what `pont sample` draws: backward gives data, forward gives the prior",
        {.one_of = {losses::backward.name(), losses::forward.name()}});
}

void BridgeEvaluateKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths that each half-bridge is measured with",
        {.unit = "paths", .range = config::between(2, 1e8)});
  v.key("cloud", cloud, "points per cloud in distances between samples and data",
        {.unit = "points", .range = config::between(2, 20000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
  v.key("keep", keep, "points of the sampled end that run.h5 keeps of every half-bridge",
        {.unit = "points", .range = config::between(0, 1e8)});
  v.key("starts", starts,
        "points at which conditional laws of the other end are measured, between normal ends",
        {.unit = "points", .range = config::between(2, 1e6)});
  v.key("draws", draws, "paths from each of them", {.unit = "paths", .range = config::between(2, 1e6)});
  v.check(keep <= count, {"keep", "count"}, "more points kept than there are", "keep of at most count");
  v.check(count >= cloud * repetitions, {"count", "cloud", "repetitions"}, "fewer paths than clouds need",
          "count of at least cloud * repetitions");
}

void BridgeExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the law of X_0");
  v.section("prior", prior_, "the law of X_N; any data set");
  v.section("reference", reference_, "the process that the bridge stays close to");
  v.section("steps", steps_, "sizes of the steps from X_0 to X_N");
  v.section("method", method_, "how the bridge is learned");
  v.section("network", network_, "of state and k / N, the same for both directions");
  std::vector<std::string> units;
  for (const losses::StepUnit& row : losses::step_units()) units.push_back(row.name);
  v.key("unit", unit_, "what the output of a network counts in (pont list units)",
        {.one_of = std::move(units)});
  v.section("train", train_, "training of every half-bridge, with an optimiser of its own");
  v.check(train_.steps >= 1, {"train"}, "half-bridges of 0 steps",
          "train.steps of at least 1: a half-bridge starts from what the one before it learned");
  v.key("warm_start", warm_start_,
        "start a network from the previous one of its direction, instead of afresh");
  v.section("cache", cache_, "training pairs in memory");
  v.section("sample", sample_, "sampling after training");
  v.section("evaluate", evaluate_, "measurements of every half-bridge after training");
}

}  // namespace pont::kinds::bridge
