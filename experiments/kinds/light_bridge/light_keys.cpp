// Every key of the experiment `light_bridge`, declared once.
#include "experiments/kinds/light_bridge/light_experiment.hpp"

namespace pont::kinds::light_bridge {

void LightExperiment::SampleKeys::declare(config::Visitor& v) {
  v.key("count", count, "paths that are kept", {.unit = "paths", .range = config::between(1, 1e8)});
  v.key("states", states, "of them, at times spread evenly over [0, 1], both ends included",
        {.unit = "states", .range = config::between(2, 1000)});
}

void LightExperiment::EvaluateKeys::declare(config::Visitor& v) {
  v.key("cloud", cloud, "points per cloud in distances between samples and the law of X_1",
        {.unit = "points", .range = config::between(2, 20000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
}

void LightExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the law of X_0");
  v.section("prior", prior_, "the law of X_1; any data set");
  v.key("epsilon", epsilon_, "of the reference sqrt(epsilon) dW on [0, 1]",
        {.unit = "data^2", .range = config::positive()});
  v.key("components", components_, "of the potential, which start at points of the law of X_1",
        {.range = config::between(1, 1e5)});
  v.section("train", train_, "training of the potential");
  v.section("sample", sample_, "sampling after training");
  v.section("evaluate", evaluate_, "the distance to the law of X_1");
}

}  // namespace pont::kinds::light_bridge
