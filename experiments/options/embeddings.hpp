// The embeddings of time as sections of the configuration.
#pragma once
#include <memory>

#include "experiments/config/choice.hpp"
#include "nn/embeddings.hpp"

namespace pont::options {

struct EmbeddingOptions : config::Options {
  virtual std::shared_ptr<const nn::TimeEmbedding> build() const = 0;
};

/// sinusoidal and fourier: every class of nn/embeddings.hpp.
const config::Registry<EmbeddingOptions>& embeddings();

}  // namespace pont::options
