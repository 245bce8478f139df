// The interface of score and drift networks: a function of state and time.
#pragma once
#include "nn/context.hpp"

namespace pont::nn {

class TimeNetwork {
 public:
  virtual ~TimeNetwork() = default;
  /// Records the network: u [B, n], t [B] to [B, m].
  virtual ad::Var operator()(const Context&, ad::Var u, ad::Var t) const = 0;
};

}  // namespace pont::nn
