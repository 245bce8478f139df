// The reproduction "lightsb-benchmark".
#include <fmt/format.h>

#include <cmath>

#include "experiments/config/numbers.hpp"
#include "experiments/metrics/plan_distance.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/transport/light_pairs.hpp"

namespace pont::reproductions::transport {
namespace {

constexpr std::array<Eigen::Index, 3> kDimensions{2, 16, 64};
constexpr std::array<double, 3> kBenchmarkRegularisations{0.1, 1, 10};

struct Cell {
  Eigen::Index d;
  double epsilon;
  metrics::Estimate score, independent;
  double seconds;

  std::string row() const { return "ε = " + config::format_number(epsilon); }
  std::string column() const { return fmt::format("D = {}", d); }
};

metrics::Points first_law(Eigen::Index n, Eigen::Index d, const ad::Key& key) {
  metrics::Points x(n, d);
  ad::fill_normal(key, 0, 0, x.size(), x.data());
  return kFirstScale * x;
}

Cell measure(Eigen::Index d, double epsilon, const LightSettings& training, Eigen::Index points,
             const ad::Key& key) {
  const sde::LightBridge truth = benchmark_pair(d, epsilon, key / "pair");
  const TrainedLight trained = train_light(truth, training, key / "training");
  const metrics::Points x = first_law(points, d, key / "test");
  return {d, epsilon, metrics::conditional_unexplained_variance(trained.bridge, truth, x),
          metrics::independent_plan_score(truth, x), trained.seconds};
}

figures::Table details(const std::vector<Cell>& cells) {
  figures::Table table(
      {{"pair", figures::Align::left}, {"cBW2-UVP, %"}, {"plan that ignores x, %"}, {"training, s"}});
  for (const Cell& c : cells)
    table.add_row({c.row() + ", " + c.column(), figures::with_error(c.score.mean, c.score.standard_error),
                   figures::significant(c.independent.mean, 3), fmt::format("{:.0f}", c.seconds)});
  return table;
}

// Published and ours against the dimension, one panel for each regularisation.
figures::Figure score_figure(const reproduce::Published& published, const std::vector<Cell>& cells) {
  figures::Figure figure{.title = "cBW₂²-UVP of LightSB", .columns = 3, .width = 240, .height = 220};
  const std::size_t dimensions = kDimensions.size();
  for (std::size_t e = 0; e < kBenchmarkRegularisations.size(); ++e) {
    std::vector<double> d, printed, ours, error;
    for (std::size_t i = 0; i < dimensions; ++i) {
      const Cell& c = cells[e * dimensions + i];
      d.push_back(static_cast<double>(c.d));
      printed.push_back(reproduce::published_number(published.rows.at(e).cells.at(i)));
      ours.push_back(c.score.mean);
      error.push_back(c.score.standard_error);
    }
    const figures::ErrorBars bars{d, ours, error, "ours", figures::colours::vermillion};
    figure.panels.push_back(
        {.title = "ε = " + config::format_number(kBenchmarkRegularisations[e]),
         .x = {.label = "dimension D", .scale = figures::Scale::log10},
         .y = {.label = "%", .scale = figures::Scale::log10},
         .layers = {figures::Scatter{d, printed, "published", figures::colours::blue, 1, 0.8}, bars},
         .legend = figures::Corner::top_left});
  }
  return figure;
}

// LightSB trained on pairs with known bridges, nine trainings, scored by cBW2-UVP.
class LightSbBenchmark final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  struct Train : LightSettings {
    void declare(config::Visitor&);
  };
  struct Evaluate {
    std::int64_t points = 1000;
    void declare(config::Visitor&);
  };
  std::int64_t seed_ = 1;
  Train train_;
  Evaluate evaluate_;
};

}  // namespace

void LightSbBenchmark::Train::declare(config::Visitor& v) {
  v.key("components", components, "components of the learned potential", {.range = config::at_least(1)});
  v.key("batch", batch, "draws of each law in a step", {.range = config::at_least(1)});
  v.key("shard", shard, "draws in one worker's task; the batch is a multiple",
        {.range = config::at_least(1)});
  v.check(batch % shard == 0, {"shard", "batch"}, "a batch that is no multiple of the shard",
          "choose a shard that divides the batch");
  v.key("steps", steps, "steps of Adam", {.range = config::at_least(1)});
  v.key("rate", rate, "of Adam at the start; it falls to 0 along half a cosine",
        {.range = config::positive()});
}

void LightSbBenchmark::Evaluate::declare(config::Visitor& v) {
  v.key("points", points, "points of the first law at which conditional laws are compared",
        {.range = config::at_least(2)});
}

void LightSbBenchmark::declare(config::Visitor& v) {
  v.key("seed", seed_, "names all randomness: pairs, training, test points");
  v.section("train", train_, "the training of each pair");
  v.section("evaluate", evaluate_, "the score");
}

std::vector<reproduce::UsedSettings> LightSbBenchmark::settings() const {
  return {{"", config::read_yaml("lightsb-benchmark", config::resolved_yaml(*this))}};
}

reproduce::Outcome LightSbBenchmark::compute(const reproduce::Published& published,
                                             const reproduce::FinishedRuns&) const {
  const ad::Key root = ad::Key::root(static_cast<std::uint64_t>(seed_)) / "lightsb-benchmark";
  std::vector<Cell> cells;
  for (std::size_t e = 0; e < kBenchmarkRegularisations.size(); ++e)
    for (const Eigen::Index d : kDimensions) {
      cells.push_back(measure(d, kBenchmarkRegularisations[e], train_, evaluate_.points,
                              root / e / static_cast<std::uint64_t>(d)));
      const Cell& c = cells.back();
      fmt::print("{}, {}: {:.3f} % in {:.0f} s\n", c.row(), c.column(), c.score.mean, c.seconds);
    }
  reproduce::Outcome outcome;
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

config::Row<reproduce::Reproduction> lightsb_benchmark() {
  return config::row<reproduce::Reproduction, LightSbBenchmark>(
      "lightsb-benchmark", "LightSB on nine pairs of laws with known bridges: cBW2-UVP");
}

}  // namespace pont::reproductions::transport
