// Reference processes and step schedules of bridges: one struct for each, and their lists.
#include "experiments/options/references.hpp"

#include <fmt/format.h>

#include "experiments/options/section.hpp"
#include "sde/bridges/reference.hpp"

namespace pont::options {
namespace {

void declare_count(config::Visitor& v, std::int64_t& count) {
  v.key("count", count, "N, the steps of the chain; odd numbers are as good",
        {.unit = "steps", .range = config::between(1, 100000)});
}

struct ConstantSteps final : StepOptions {
  std::int64_t count = 20;
  double gamma = 0.05;  // with the 20 steps a horizon of 1, over which Brownian motion gains a variance of 2
  void declare(config::Visitor& v) override {
    declare_count(v, count);
    v.key("gamma", gamma, "size of every step, whose noise has variance 2 gamma",
          {.unit = "time", .range = config::positive()});
  }
  std::vector<double> build() const override {
    return std::vector<double>(static_cast<std::size_t>(count), gamma);
  }
};

using Spacing = std::vector<double> (*)(int count, double first, double last);

template <Spacing spacing>
struct VaryingSteps final : StepOptions {
  std::int64_t count = 30;
  double first = 1e-5, last = 0.1;  // De Bortoli et al. 2021, stacked MNIST
  bool mirrored = true;
  void declare(config::Visitor& v) override {
    declare_count(v, count);
    v.key("first", first, "size of the first step, at the data",
          {.unit = "time", .range = config::positive()});
    v.key("last", last, "size of the last step; of the middle one if mirrored",
          {.unit = "time", .range = config::positive()});
    v.key("mirrored", mirrored, "up to the middle and down again, instead of once from first to last");
  }
  std::vector<double> build() const override {
    const int n = static_cast<int>(count);
    return mirrored ? sde::mirrored_steps(n, spacing((n + 1) / 2, first, last)) : spacing(n, first, last);
  }
};

struct BrownianReference final : ReferenceOptions {
  void declare(config::Visitor&) override {}
  sde::EulerChain build(std::vector<double> gammas, std::int64_t d) const override {
    return {0, std::move(gammas), Eigen::VectorXd::Zero(d)};
  }
};

struct OrnsteinUhlenbeck final : ReferenceOptions {
  double alpha = 1;
  std::vector<double> centre{0};
  void declare(config::Visitor& v) override {
    v.key(
        "alpha", alpha,
        "of dX = -alpha (X - centre) dt + sqrt(2) dW, whose stationary variance is 1 / alpha; negative ones "
        "drive away",
        {.unit = "1/time"});
    v.key("centre", centre, "a number for each coordinate, or one for all",
          {.unit = "data", .length = config::between(1, 1e6)});
  }
  sde::EulerChain build(std::vector<double> gammas, std::int64_t d) const override {
    const auto given = static_cast<std::int64_t>(centre.size());
    if (given != 1 && given != d)
      throw config::ConfigError(
          fmt::format("reference: a centre of {} numbers for data in {} dimensions; expected "
                      "one number, or {}",
                      given, d, d));
    const Eigen::Map<const Eigen::VectorXd> c(centre.data(), given);
    const Eigen::VectorXd full = given == d ? Eigen::VectorXd(c) : Eigen::VectorXd::Constant(d, centre[0]);
    return in_section("reference", [&] { return sde::EulerChain(alpha, std::move(gammas), full); });
  }
};

}  // namespace

const config::Registry<StepOptions>& step_schedules() {
  static const config::Registry<StepOptions> rows{{
      config::row<StepOptions, ConstantSteps>("constant", "all steps of one size"),
      config::row<StepOptions, VaryingSteps<sde::linear_steps>>("linear",
                                                                "sizes equally spaced, mirrored or not"),
      config::row<StepOptions, VaryingSteps<sde::geometric_steps>>("geometric",
                                                                   "sizes in equal ratios, mirrored or not"),
  }};
  return rows;
}

const config::Registry<ReferenceOptions>& references() {
  static const config::Registry<ReferenceOptions> rows{{
      config::row<ReferenceOptions, BrownianReference>("brownian", "dX = sqrt(2) dW"),
      config::row<ReferenceOptions, OrnsteinUhlenbeck>("ornstein_uhlenbeck",
                                                       "dX = -alpha (X - centre) dt + sqrt(2) dW"),
  }};
  return rows;
}

}  // namespace pont::options
