// A configuration with a key of every kind, shared by the tests of the configuration layer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "experiments/config/config.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {

struct SdeOptions : Options {
  virtual double build(double t) const = 0;  // stands for an SDE: the integral of beta up to t
};
const Registry<SdeOptions>& sdes();

struct SolverOptions : Options {
  virtual std::string build() const = 0;
};
const Registry<SolverOptions>& solvers();

struct Clip {
  double norm = 1;
  void declare(Visitor& v) { v.key("norm", norm, "largest global norm", {.range = positive()}); }
};

struct Train {
  std::int64_t steps = 50000;
  std::int64_t batch = 512;
  double learning_rate = 1e-3;
  std::string schedule = "constant";
  bool shuffle = true;
  std::optional<Clip> clip;
  void declare(Visitor& v);
};

struct Component {
  double weight = 1;
  std::vector<double> mean{0, 0};
  void declare(Visitor& v);
};

struct Config {
  std::int64_t seed = 0;
  std::string name = "run";
  std::vector<std::int64_t> hidden{128, 128};
  std::vector<double> times{};
  std::vector<std::string> metrics{"w2"};
  Matrix A{{-0.5}};
  double threshold = 0;
  Train train;
  Choice<SdeOptions> sde{sdes(), "vp"};
  Choice<SolverOptions> solver{solvers()};
  std::vector<Component> mixture;
  std::vector<Choice<SolverOptions>> samplers;
  void declare(Visitor& v);
};

/// The least that is needed: required keys only.
inline constexpr const char* minimal = "seed: 7\nsolver: {type: em}\n";

}  // namespace pont::experiments::sample
