// LightSB: maximum likelihood for the end potential of a Schroedinger bridge.
#pragma once
#include "nn/parameters.hpp"
#include "sde/bridges/light_bridge.hpp"

namespace pont::losses {

/// Korotin, Gushchin, Burnaev 2024 (arXiv 2310.01174): the potential is a mixture of K diagonal Gaussians,
/// and
///
///   L = E_{x0 ~ p0} log c(x0) - E_{x1 ~ p1} log v(x1)                                          (their eq. 9)
///
/// is the relative entropy from the true plan up to a constant: both expectations are over one end alone,
/// nothing is simulated. Parameters: log weights [K], means [K, d] and log scales [K, d].
class LightSb final {
 public:
  /// Registers the parameters. means [K, d]: where the components start, usually K points of p1; scale: their
  /// S at the start. Throws std::invalid_argument for epsilon or scale <= 0, or no means.
  LightSb(nn::Parameters& parameters, double epsilon, const sde::Batch& means, double scale = 0.1);

  /// Losses [B] of pairs of rows of x0 and x1 [B, d], which may be drawn independently; parameters are
  /// Parameters::views.
  ad::Var operator()(std::span<const ad::Var> parameters, ad::Var x0, ad::Var x1) const;

  /// The bridge of trained parameters, from their flat buffer [Parameters::size()].
  sde::LightBridge bridge(std::span<const double> flat) const;

 private:
  double epsilon_;
  ad::i64 K_, d_;
  nn::ParameterId weights_, means_, scales_;
};

}  // namespace pont::losses
