// Nine pairs, nine trainings, nine scores.
#include "experiments/reproductions/transport/lightsb_benchmark.hpp"

#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/metrics/plan_distance.hpp"
#include "experiments/reproductions/transport/light_pairs.hpp"

namespace pont::experiments {
namespace {

constexpr std::array<Eigen::Index, 3> kDimensions{2, 16, 64};
constexpr std::array<double, 3> kRegularisations{0.1, 1, 10};

struct Cell {
  Eigen::Index d;
  double epsilon;
  Estimate score, independent;
  double seconds;

  std::string row() const { return "ε = " + format_number(epsilon); }
  std::string column() const { return fmt::format("D = {}", d); }
};

Points first_law(Eigen::Index n, Eigen::Index d, const ad::Key& key) {
  Points x(n, d);
  ad::fill_normal(key, 0, 0, x.size(), x.data());
  return kFirstScale * x;
}

Cell measure(Eigen::Index d, double epsilon, const LightSettings& training, Eigen::Index points,
             const ad::Key& key) {
  const sde::LightBridge truth = benchmark_pair(d, epsilon, key / "pair");
  const TrainedLight trained = train_light(truth, training, key / "training");
  const Points x = first_law(points, d, key / "test");
  return {d, epsilon, conditional_unexplained_variance(trained.bridge, truth, x),
          independent_plan_score(truth, x), trained.seconds};
}

Table details(const std::vector<Cell>& cells) {
  Table table({{"pair", Align::left}, {"cBW2-UVP, %"}, {"plan that ignores x, %"}, {"training, s"}});
  for (const Cell& c : cells)
    table.add_row({c.row() + ", " + c.column(), with_error(c.score.mean, c.score.standard_error),
                   significant(c.independent.mean, 3), fmt::format("{:.0f}", c.seconds)});
  return table;
}

// Published and ours against the dimension, one panel for each regularisation.
Figure score_figure(const Published& published, const std::vector<Cell>& cells) {
  Figure figure{.title = "cBW₂²-UVP of LightSB", .columns = 3, .width = 240, .height = 220};
  const std::size_t dimensions = kDimensions.size();
  for (std::size_t e = 0; e < kRegularisations.size(); ++e) {
    std::vector<double> d, printed, ours, error;
    for (std::size_t i = 0; i < dimensions; ++i) {
      const Cell& c = cells[e * dimensions + i];
      d.push_back(static_cast<double>(c.d));
      printed.push_back(published_number(published.rows.at(e).cells.at(i)));
      ours.push_back(c.score.mean);
      error.push_back(c.score.standard_error);
    }
    const ErrorBars bars{d, ours, error, "ours", colours::vermillion};
    figure.panels.push_back({.title = "ε = " + format_number(kRegularisations[e]),
                             .x = {.label = "dimension D", .scale = Scale::log10},
                             .y = {.label = "%", .scale = Scale::log10},
                             .layers = {Scatter{d, printed, "published", colours::blue, 1, 0.8}, bars},
                             .legend = Corner::top_left});
  }
  return figure;
}

}  // namespace

void LightSbBenchmark::Train::declare(Visitor& v) {
  v.key("components", components, "components of the learned potential", {.range = at_least(1)});
  v.key("batch", batch, "draws of each law in a step", {.range = at_least(1)});
  v.key("shard", shard, "draws in one worker's task; the batch is a multiple", {.range = at_least(1)});
  v.check(batch % shard == 0, {"shard", "batch"}, "a batch that is no multiple of the shard",
          "choose a shard that divides the batch");
  v.key("steps", steps, "steps of Adam", {.range = at_least(1)});
  v.key("rate", rate, "of Adam at the start; it falls to 0 along half a cosine", {.range = positive()});
}

void LightSbBenchmark::Evaluate::declare(Visitor& v) {
  v.key("points", points, "points of the first law at which conditional laws are compared",
        {.range = at_least(2)});
}

void LightSbBenchmark::declare(Visitor& v) {
  v.key("seed", seed_, "names all randomness: pairs, training, test points");
  v.section("train", train_, "the training of each pair");
  v.section("evaluate", evaluate_, "the score");
}

std::vector<UsedSettings> LightSbBenchmark::settings() const {
  return {{"", read_yaml("lightsb-benchmark", resolved_yaml(*this))}};
}

Outcome LightSbBenchmark::compute(const Published& published, const Laboratory&) const {
  const ad::Key root = ad::Key::root(static_cast<std::uint64_t>(seed_)) / "lightsb-benchmark";
  std::vector<Cell> cells;
  for (std::size_t e = 0; e < kRegularisations.size(); ++e)
    for (const Eigen::Index d : kDimensions) {
      cells.push_back(measure(d, kRegularisations[e], train_, evaluate_.points,
                              root / e / static_cast<std::uint64_t>(d)));
      const Cell& c = cells.back();
      fmt::print("{}, {}: {:.3f} % in {:.0f} s\n", c.row(), c.column(), c.score.mean, c.seconds);
    }
  Outcome outcome;
  outcome.notes = {
      "pairs: N(0, 16 I) and its image under a bridge with five potentials on the sphere of radius 5, S = "
      "0.2",
      "the learned potentials have diagonal components, and the rate falls to 0 along half a cosine",
      fmt::format("score: at {} points, with exact conditional moments (published: moments of 1000 draws)",
                  evaluate_.points)};
  for (const Cell& c : cells)
    outcome.numbers.push_back({c.row(),
                               c.column(),
                               c.score.mean,
                               fmt::format("{:.3f}", c.score.mean),
                               c.score.standard_error,
                               {{"the plan that ignores x", c.independent.mean}}});
  outcome.figures.push_back(
      {"scores", "Ours with standard errors over the points.", score_figure(published, cells)});
  outcome.tables.push_back({"Standard errors over the points, scale, and time", details(cells)});
  return outcome;
}

}  // namespace pont::experiments
