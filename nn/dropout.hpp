// Dropout.
#pragma once
#include "nn/context.hpp"

namespace pont::nn {

/// Srivastava et al. 2014 in its inverted form (their section 10): while training, each element is zero with
/// the given probability and divided by 1 - probability otherwise; the identity if the context has no stream.
/// The element of row r is decided by (stream key / module, step, first + r), rows being the entries of the
/// first axis, so it does not depend on shards. Throws std::invalid_argument unless 0 <= probability < 1.
class Dropout final {
 public:
  /// Takes the Parameters only for its place among the modules: it has none of its own.
  Dropout(Parameters&, const std::string& name, double probability);
  ad::Var operator()(const Context&, ad::Var x) const;

 private:
  std::string name_, path_;
  double probability_;
};

}  // namespace pont::nn
