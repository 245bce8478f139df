// What a section `network` becomes: a network for data of a shape.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "nn/time_network.hpp"

namespace pont::options {

/// What a network maps: states of `inputs` points of this shape, one after the other, to `outputs` points.
struct NetworkSize final {
  ad::Shape point;  ///< DataSet::shape(): {d}, or {height, width, channels}
  ad::i64 inputs = 1, outputs = 1;

  ad::i64 columns_in() const { return inputs * point.size(); }
  ad::i64 columns_out() const { return outputs * point.size(); }
};

struct NetworkOptions : config::Options {
  /// Registers its rows, named "net/...", in `parameters`. It is told a condition of that size. Throws
  /// ConfigError where the shape of the points does not suit it.
  virtual std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, const NetworkSize&,
                                                 nn::ConditionSize condition = {}) const = 0;
};

/// The module that holds all parameters of a network.
inline constexpr const char* network_scope = "net";

}  // namespace pont::options
