// The networks of state and time, as a section of the configuration.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "nn/time_network.hpp"

namespace pont::options {

struct NetworkOptions : config::Options {
  /// Registers its rows, named "net/...", in `parameters`. It reads `inputs` columns (k d) and the time, and
  /// writes `outputs` columns (m d); it is told a condition of that size.
  virtual std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, ad::i64 inputs, ad::i64 outputs,
                                                 nn::ConditionSize condition = {}) const = 0;
};

/// concat_mlp and residual_mlp.
const config::Registry<NetworkOptions>& networks();

}  // namespace pont::options
