// Every key of the experiment `target`, declared once.
#include <fmt/format.h>

#include "experiments/config/error.hpp"
#include "experiments/kinds/chains/target_experiment.hpp"
#include "experiments/options/section.hpp"

namespace pont::kinds::chains {

void ChainSamplerKeys::declare(config::Visitor& v) {
  v.key("name", name, "what the chains are called in run.h5, figures and report", {.word = true});
  v.key("transitions", transitions, "transitions in one iteration, to compare samplers at equal cost",
        {.range = config::between(1, 1e6)});
  v.section("sampler", sampler, "the method");
}

void ChainKeys::declare(config::Visitor& v) {
  v.key("count", count, "independent chains per sampler",
        {.unit = "chains", .range = config::between(2, 1e6)});
  v.key("iterations", iterations, "length of each chain",
        {.unit = "iterations", .range = config::between(1, 1e9)});
  v.key("every", every, "iterations between two recorded states",
        {.unit = "iterations", .range = config::between(1, 1e9)});
  v.key("paths", paths, "chains whose first coordinate is drawn against iterations",
        {.unit = "chains", .range = config::between(1, 1e4)});
  v.list("samplers", samplers, "each runs its own chains", {.length = config::between(1, 16)});
  v.check(options::names_differ(samplers), {"samplers"}, "two samplers of one name", "names that differ");
  v.check(paths <= count, {"paths", "count"}, "more paths than chains", "at most count");
}

void StartKeys::declare(config::Visitor& v) {
  v.key("centre", centre, "where chains start, one number per coordinate; empty for the origin",
        {.unit = "data units"});
  v.key("std", std, "standard deviation of their starts around it",
        {.unit = "data units", .range = config::at_least(0)});
}

ChainStart StartKeys::build(int d) const {
  if (!centre.empty() && static_cast<int>(centre.size()) != d)
    throw config::ConfigError(
        fmt::format("start.centre: got {} coordinates; expected the target's {}, or none", centre.size(), d));
  if (centre.empty()) return {Eigen::RowVectorXd::Zero(d), std};
  return {Eigen::Map<const Eigen::RowVectorXd>(centre.data(), d), std};
}

void TargetEvaluation::declare(config::Visitor& v) {
  v.key("discard", discard, "first share of the iterations, left out of averages along chains",
        {.range = {.low = 0, .high = 1, .high_open = true}});
  v.key("cloud", cloud, "points per cloud in distances between last states and the target",
        {.unit = "points", .range = config::between(2, 4000)});
  v.key("repetitions", repetitions, "independent pairs of clouds", {.range = config::between(1, 1e4)});
  v.key("reference", reference, "points of the target for the mean of its energy",
        {.unit = "points", .range = config::between(2, 1e7)});
}

void TargetExperiment::declare(config::Visitor& v) {
  v.section("data", data_, "the target: a data set whose law is a Gaussian mixture");
  v.section("start", start_, "the law of the first states");
  v.section("chains", chains_, "the chains");
  v.section("evaluate", evaluate_, "measurements on the chains");
  v.check(chains_.count >= evaluate_.cloud * evaluate_.repetitions, {"chains", "evaluate"},
          "fewer chains than clouds need", "chains.count of at least evaluate.cloud * evaluate.repetitions");
}

}  // namespace pont::kinds::chains
