// Optimisers: recursions on the flat parameter buffer, recorded into the training program.
#pragma once
#include <string>
#include <vector>

#include "autodiff/tape.hpp"

namespace pont::nn {

/// What one update yields: the new parameters [P] and the new states [P], in the order of Optimiser::states.
struct Stepped {
  ad::Var parameters;
  std::vector<ad::Var> states;
};

class Optimiser {
 public:
  virtual ~Optimiser() = default;
  /// Names of the state buffers [P], of the parameters' type; all start at zero.
  virtual std::vector<std::string> states() const = 0;
  /// Records one update. parameters, gradient and states are [P]; rate is a float64 scalar; step the int64
  /// number of updates before this one.
  virtual Stepped record(ad::Var parameters, ad::Var gradient, std::span<const ad::Var> states, ad::Var rate,
                         ad::Var step) const = 0;
};

/// Stochastic gradient descent: p -= rate * g.
class Sgd final : public Optimiser {
 public:
  std::vector<std::string> states() const override { return {}; }
  Stepped record(ad::Var parameters, ad::Var gradient, std::span<const ad::Var> states, ad::Var rate,
                 ad::Var step) const override;
};

/// Heavy ball in PyTorch's form (Sutskever et al. 2013, section 2, with the rate outside):
/// v = momentum v + g, p -= rate v. State "momentum". Throws std::invalid_argument unless 0 <= momentum < 1.
class Momentum final : public Optimiser {
 public:
  explicit Momentum(double momentum = 0.9);
  std::vector<std::string> states() const override { return {"momentum"}; }
  Stepped record(ad::Var parameters, ad::Var gradient, std::span<const ad::Var> states, ad::Var rate,
                 ad::Var step) const override;

 private:
  double momentum_;
};

/// Constants of Adam and AdamW; throws std::invalid_argument unless 0 <= beta < 1 and epsilon > 0.
struct AdamConstants {
  double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8;
};

/// Kingma & Ba 2015, algorithm 1 (epsilon is added after the root of the corrected second moment). States
/// "first_moment", "second_moment".
class Adam final : public Optimiser {
 public:
  explicit Adam(AdamConstants = {});
  std::vector<std::string> states() const override { return {"first_moment", "second_moment"}; }
  Stepped record(ad::Var parameters, ad::Var gradient, std::span<const ad::Var> states, ad::Var rate,
                 ad::Var step) const override;

 private:
  AdamConstants constants_;
};

/// Loshchilov & Hutter 2019, algorithm 2 with their eta_t taken to be `rate` and alpha = 1, as PyTorch does:
/// Adam, and besides p -= rate * decay * p. Throws std::invalid_argument for decay < 0.
class AdamW final : public Optimiser {
 public:
  explicit AdamW(double decay = 0.01, AdamConstants = {});
  std::vector<std::string> states() const override { return {"first_moment", "second_moment"}; }
  Stepped record(ad::Var parameters, ad::Var gradient, std::span<const ad::Var> states, ad::Var rate,
                 ad::Var step) const override;

 private:
  double decay_;
  AdamConstants constants_;
};

}  // namespace pont::nn
