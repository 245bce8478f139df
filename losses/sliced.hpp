// Sliced score matching: no target, only the network's own Jacobian along random directions.
#pragma once
#include "losses/denoising.hpp"

namespace pont::losses {

/// With s = -U a, a = net + U^-1 R u, the weighted error of the score is, up to a constant that no
/// network changes,
///   E |C (a - K^-1 alpha)|^2 = E [ |C a|^2 - 2 (C^T v)^T (da/du_driven) (U^-T C^T v) ] + const,   v ~ N(0,
///   I) [m*d]:
/// sliced score matching with reduced variance (Song, Garg, Shi & Ermon 2019, SSM-VR), for u, t and C as the
/// denoising objective draws them. Training takes second derivatives of the network. Further draws:
/// stream.key / "direction".
class Sliced final : public Objective {
 public:
  explicit Sliced(Denoising draws) : draws_(std::move(draws)) {}
  ad::Var operator()(const Network& network, ad::Var x, const nn::Stream& stream) const override;

 private:
  Denoising draws_;
};

}  // namespace pont::losses
