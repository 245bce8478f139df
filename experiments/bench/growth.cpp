// Growth of a step's cost: the sizes, and their measurement one after another.
#include "experiments/bench/growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "experiments/bench/measure.hpp"
#include "experiments/bench/network_workloads.hpp"
#include "experiments/bench/networks.hpp"

namespace pont::bench {
namespace {

using ad::i64;

constexpr i64 inputs = 4, outputs = 2, samples = 1000;
constexpr double window = 0.03;
constexpr int rounds = 7;

struct Sizes {
  i64 batch = 256, width = 128, depth = 4;
};

double training_seconds(const Sizes& s) {
  const auto network = [&](nn::Parameters& p) -> std::unique_ptr<nn::TimeNetwork> {
    return std::make_unique<EmbeddedMlp>(p, inputs, s.width, static_cast<int>(s.depth), outputs);
  };
  const auto training =
      training_workload({s.batch, std::min<i64>(s.batch, 128), inputs, outputs, network}, 1);
  const Contender contender{"", [&](int n) { return seconds_of(n, [&] { training->step(); }); }, 0};
  return measure({contender}, window, rounds)[0].median;
}

double sampling_seconds(i64 steps) {
  const auto sampler = sampling_workload(samples, 250, 1);
  sampler->step();
  return seconds_of(static_cast<int>(steps), [&] { sampler->step(); });
}

GrowthCurve curve(const std::string& title, const std::string& label, int power,
                  const std::vector<i64>& sizes, const std::function<double(i64)>& seconds) {
  GrowthCurve c{title, label, power, {}, {}, 0};
  for (const i64 size : sizes) {
    c.size.push_back(static_cast<double>(size));
    c.seconds.push_back(seconds(size));
  }
  const std::size_t n = sizes.size();
  c.exponent = std::log(c.seconds[n - 1] / c.seconds[n - 2]) / std::log(c.size[n - 1] / c.size[n - 2]);
  return c;
}

}  // namespace

std::vector<GrowthCurve> measure_growth() {
  const auto varied = [](i64 Sizes::*size) {
    return [size](i64 value) {
      Sizes s;
      s.*size = value;
      return training_seconds(s);
    };
  };
  return {
      curve("Training step, width", "units per layer", 2, {16, 32, 64, 128, 256, 512}, varied(&Sizes::width)),
      curve("Training step, depth", "hidden layers", 1, {1, 2, 4, 8, 16, 32}, varied(&Sizes::depth)),
      curve("Training step, batch", "rows", 1, {64, 128, 256, 512, 1024, 2048}, varied(&Sizes::batch)),
      curve("Sampling, 1,000 samples", "sampler steps", 1, {10, 30, 100, 300, 1000}, sampling_seconds)};
}

LongRun measure_long_run(long steps) {
  const auto network = [](nn::Parameters& p) -> std::unique_ptr<nn::TimeNetwork> {
    return std::make_unique<EmbeddedMlp>(p, inputs, 16, 1, outputs);
  };
  const auto training = training_workload({16, 16, inputs, outputs, network}, 1);
  constexpr long counted = 1000;
  const auto median = [&] {
    std::vector<double> t;
    for (long i = 0; i < counted; ++i) t.push_back(seconds_of(1, [&] { training->step(); }));
    std::nth_element(t.begin(), t.begin() + counted / 2, t.end());
    return t[counted / 2];
  };
  for (long i = 0; i < counted; ++i) training->step();  // warm up
  const double first = median();
  for (long i = 3 * counted; i < steps; ++i) training->step();
  return {steps, first, median()};
}

figures::Figure growth_figure(const std::vector<GrowthCurve>& curves) {
  figures::Figure figure{.title = "Time against size, one worker", .columns = 2};
  for (const GrowthCurve& c : curves) {
    std::vector<double> ms, ideal;
    for (const double s : c.seconds) ms.push_back(1e3 * s);
    for (const double size : c.size) ideal.push_back(ms.back() * std::pow(size / c.size.back(), c.power));
    const auto line = [&](const std::vector<double>& y, const char* label, figures::Colour colour) {
      const auto grid = [](const std::vector<double>& v) {
        return figures::Grid(
            Eigen::Map<const figures::Grid>(v.data(), 1, static_cast<Eigen::Index>(v.size())));
      };
      return figures::Lines{.x = grid(c.size), .y = grid(y), .label = label, .colour = colour};
    };
    figure.panels.push_back(
        {.title = c.title,
         .x = {.label = c.size_label, .scale = figures::Scale::log10},
         .y = {.label = "milliseconds", .scale = figures::Scale::log10},
         .layers = {line(ideal, c.power == 1 ? "linear" : "quadratic", figures::colours::sky),
                    line(ms, "measured", figures::colours::blue)},
         .legend = figures::Corner::top_left});
  }
  return figure;
}

std::string growth_table(const std::vector<GrowthCurve>& curves, const LongRun& run) {
  std::string text = fmt::format("{:<26} {:<34} {}\n", "time against", "sizes", "exponent at the end");
  for (const GrowthCurve& c : curves)
    text +=
        fmt::format("{:<26} {:<34} {:.2f}\n", c.title, fmt::format("{}", fmt::join(c.size, " ")), c.exponent);
  return text +
         fmt::format("{} steps: the first 1,000 take {:.2f} us each, the last 1,000 {:.2f} us (medians)\n",
                     run.steps, 1e6 * run.first, 1e6 * run.last);
}

}  // namespace pont::bench
