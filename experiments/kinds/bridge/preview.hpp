// The preview of a bridge in training: what the half-bridge at work reaches, beside the law of that end.
#pragma once
#include "experiments/figures/figure.hpp"
#include "experiments/kinds/bridge/method.hpp"

namespace pont::kinds::bridge {

/// The free ends of 500 paths of the last of `networks`, its last step without noise, beside as many points
/// of the law there. `networks` are those of the first half-bridges, the last one perhaps still in training.
figures::Figure bridge_preview(const BridgeModel&, const Method&, std::span<const TrainedNetwork> networks,
                               ad::Key key, ad::Workers&);

}  // namespace pont::kinds::bridge
