// What a trainer asks of an objective: the losses of a batch, recorded on the tape.
#pragma once
#include <functional>

#include "autodiff/ops.hpp"
#include "nn/time_networks.hpp"

namespace pont::losses {

/// Records a network: u [B, k*d] and t [B] give [B, m*d], m the number of driven blocks. A row of the result
/// must depend on its row of u and t alone. What the rows are conditioned on is bound already: objectives are
/// the same for p(x) and p(x | y).
using Network = std::function<ad::Var(ad::Var u, ad::Var t)>;

/// A module with its parameters and, while training, its draws, and with the condition y of each row (see
/// nn::TimeNetwork). The module must outlive the recording.
inline Network bound(const nn::TimeNetwork& network, const nn::Context& context, ad::Var y = {}) {
  return [&network, context, y](ad::Var u, ad::Var t) { return network(context, u, t, y); };
}

class Objective {
 public:
  virtual ~Objective() = default;
  /// Losses [B] of the rows of data x [B, d], in the type of x: summed over coordinates, not averaged over
  /// the batch. Draws belong to the rows stream.first + 0 .. B-1 of the batch number stream.step, however it
  /// is cut.
  virtual ad::Var operator()(const Network& network, ad::Var x, const nn::Stream& stream) const = 0;
};

}  // namespace pont::losses
