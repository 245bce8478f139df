// The networks of state and time with their embeddings of time, as sections of the configuration.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "nn/embeddings.hpp"
#include "nn/time_networks.hpp"

namespace pont::options {

struct EmbeddingOptions : config::Options {
  virtual std::shared_ptr<const nn::TimeEmbedding> build() const = 0;
};

/// sinusoidal and fourier: every class of nn/embeddings.hpp.
const config::Registry<EmbeddingOptions>& embeddings();

struct NetworkOptions : config::Options {
  /// Registers its rows, named "net/...", in `parameters`. It reads `inputs` columns (k d) and the time, and
  /// writes `outputs` columns (m d); it is told a condition of that size.
  virtual std::unique_ptr<nn::TimeNetwork> build(nn::Parameters& parameters, ad::i64 inputs, ad::i64 outputs,
                                                 nn::ConditionSize condition = {}) const = 0;
};

/// concat_mlp and residual_mlp.
const config::Registry<NetworkOptions>& networks();

}  // namespace pont::options
