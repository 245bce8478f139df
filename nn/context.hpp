// What a module needs besides its input when it records: its parameters, and random draws while training.
#pragma once
#include <map>
#include <optional>
#include <span>

#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"
#include "nn/parameters.hpp"

namespace pont::nn {

/// Where random modules draw: uniform(step, first, key / module, ...), see ad::uniform. `first` is the number
/// of the first row in the whole batch, so draws do not depend on how the batch is cut into shards.
struct Stream {
  ad::Key key;
  ad::Var step, first;  ///< int64 scalars
};

/// New values for untrained rows, which the training step takes over with its update.
using UntrainedUpdates = std::map<UntrainedId, ad::Var>;

/// Without a stream (evaluation, sampling) modules are deterministic, without updates they leave what is not
/// trained as it is.
struct Context {
  std::span<const ad::Var> parameters;  ///< Parameters::views
  std::optional<Stream> stream = {};
  UntrainedUpdates* updates = nullptr;  ///< Shard::updates

  ad::Var operator[](ParameterId id) const { return parameters[static_cast<std::size_t>(id)]; }
  /// They stand at the end, the first one last: the number of parameters is not needed to find one.
  ad::Var operator[](UntrainedId id) const { return parameters.rbegin()[static_cast<std::ptrdiff_t>(id)]; }
  /// Records the value that an untrained row shall have after the step, of the row's shape; the last one
  /// recorded counts. Shards give a value each, and the row becomes their mean.
  void update(UntrainedId id, ad::Var value) const {
    if (updates) updates->insert_or_assign(id, value);
  }
};

}  // namespace pont::nn
