// What a module needs besides its input when it records: its parameters, and random draws while training.
#pragma once
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

/// Without a stream (evaluation, sampling) modules are deterministic.
struct Context {
  std::span<const ad::Var> parameters;  ///< Parameters::views
  std::optional<Stream> stream = {};

  ad::Var operator[](ParameterId id) const { return parameters[static_cast<std::size_t>(id)]; }
};

}  // namespace pont::nn
