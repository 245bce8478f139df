// One struct per embedding of time, and their list.
#include "experiments/options/embeddings.hpp"

namespace pont::options {
namespace {

void declare_frequencies(config::Visitor& v, std::int64_t& frequencies) {
  v.key("frequencies", frequencies, "number of them; each gives a sine and a cosine",
        {.range = config::between(1, 65536)});
}

struct Sinusoidal final : EmbeddingOptions {
  std::int64_t frequencies = 64;
  double scale = 1000;  // Ho et al. 2020
  void declare(config::Visitor& v) override {
    declare_frequencies(v, frequencies);
    v.key("scale", scale, "highest angular frequency; the lowest is about 10000 times smaller",
          {.unit = "1/time", .range = config::positive()});
  }
  std::shared_ptr<const nn::TimeEmbedding> build() const override {
    return std::make_shared<nn::SinusoidalEmbedding>(frequencies, scale);
  }
};

struct Fourier final : EmbeddingOptions {
  std::int64_t frequencies = 64, seed = 0;
  double scale = 16;  // Song et al. 2021
  void declare(config::Visitor& v) override {
    declare_frequencies(v, frequencies);
    v.key("scale", scale, "standard deviation of the fixed random frequencies",
          {.unit = "1/time", .range = config::positive()});
    v.key("seed", seed, "of the frequencies, which are no parameters and are not trained",
          {.range = config::at_least(0)});
  }
  std::shared_ptr<const nn::TimeEmbedding> build() const override {
    const ad::Key key = ad::Key::root(static_cast<ad::u64>(seed)) / "time embedding";
    return std::make_shared<nn::GaussianFourierEmbedding>(frequencies, key, scale);
  }
};

}  // namespace

const config::Registry<EmbeddingOptions>& embeddings() {
  static const config::Registry<EmbeddingOptions> rows{{
      config::row<EmbeddingOptions, Sinusoidal>("sinusoidal", "geometric frequencies (Vaswani et al. 2017)"),
      config::row<EmbeddingOptions, Fourier>("fourier", "fixed Gaussian frequencies (Tancik et al. 2020)"),
  }};
  return rows;
}

}  // namespace pont::options
