// The embeddings of time: one struct per kind, and their list.
#include "experiments/options/embeddings.hpp"

namespace pont::options {
namespace {

void declare_frequencies(config::Visitor& v, std::int64_t& frequencies) {
  v.key("frequencies", frequencies, "number of them; each gives a sine and a cosine",
        {.range = config::between(1, 65536)});
}

void declare_log(config::Visitor& v, bool& log) {
  v.key("log", log, "embed the logarithm of the time (of 1e-5 below that), as NCSN++, CLD and EDM do");
}

std::shared_ptr<const nn::TimeEmbedding> of_time(bool log,
                                                 std::shared_ptr<const nn::TimeEmbedding> embedding) {
  if (!log) return embedding;
  return std::make_shared<nn::LogTimeEmbedding>(std::move(embedding));
}

struct Sinusoidal final : EmbeddingOptions {
  std::int64_t frequencies = 64;
  double scale = 1000;  // Ho et al. 2020
  std::string divisor = "m", order = "sines";
  bool log = false;
  void declare(config::Visitor& v) override {
    declare_frequencies(v, frequencies);
    v.key("scale", scale, "highest angular frequency; the lowest is about 10000 times smaller",
          {.unit = "1/time", .range = config::positive()});
    v.key("divisor", divisor,
          "of the exponents of m frequencies: m (Nichol & Dhariwal 2021, Peebles & Xie 2023), or m-1 (Ho et "
          "al. 2020, Song et al. 2021)",
          {.one_of = {"m", "m-1"}});
    v.key("order", order,
          "what stands first: sines (Ho et al., Song et al.) or cosines (Nichol & Dhariwal, Peebles & Xie)",
          {.one_of = {"sines", "cosines"}});
    declare_log(v, log);
    v.check(divisor == "m" || frequencies > 1, {"divisor", "frequencies"},
            "one frequency and the divisor m-1", "at least 2 frequencies, or divisor: m");
  }
  std::shared_ptr<const nn::TimeEmbedding> build() const override {
    return of_time(log, std::make_shared<nn::SinusoidalEmbedding>(
                            frequencies, scale, divisor == "m" ? nn::Divisor::m : nn::Divisor::m_minus_1,
                            order == "sines" ? nn::WaveOrder::sines : nn::WaveOrder::cosines));
  }
};

struct Fourier final : EmbeddingOptions {
  std::int64_t frequencies = 64, seed = 0;
  double scale = 16;  // Song et al. 2021
  bool log = false;
  void declare(config::Visitor& v) override {
    declare_frequencies(v, frequencies);
    v.key("scale", scale, "standard deviation of the fixed random frequencies",
          {.unit = "1/time", .range = config::positive()});
    v.key("seed", seed, "of the frequencies, which are no parameters and are not trained",
          {.range = config::at_least(0)});
    declare_log(v, log);
  }
  std::shared_ptr<const nn::TimeEmbedding> build() const override {
    const ad::Key key = ad::Key::root(static_cast<ad::u64>(seed)) / "time embedding";
    return of_time(log, std::make_shared<nn::GaussianFourierEmbedding>(frequencies, key, scale));
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
