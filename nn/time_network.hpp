// The interface of score and drift networks: a function of state, time and condition.
#pragma once
#include "nn/parameters.hpp"

namespace pont::nn {

/// What a network is told besides state and time: the class of a row, or real numbers (another image, a
/// measurement), or both 0 for nothing.
struct ConditionSize final {
  ad::i64 classes = 0, columns = 0;

  /// Of encoded().
  ad::i64 width() const { return classes + columns; }
  bool operator==(const ConditionSize&) const = default;
};

class TimeNetwork {
 public:
  /// Throws std::invalid_argument for negative sizes, or both classes and columns.
  explicit TimeNetwork(ConditionSize condition = {});
  virtual ~TimeNetwork() = default;

  /// What it is told.
  const ConditionSize& condition() const { return condition_; }
  /// Records the network: u [B, n], t [B] to [B, m]. y is null where the condition is not known or there is
  /// none; int64 [B], classes from 0, `classes` for a row whose class is not known; or [B, columns] in the
  /// type of u. Throws std::invalid_argument for another y.
  ad::Var operator()(const Context&, ad::Var u, ad::Var t, ad::Var y = {}) const;

 protected:
  /// The condition as columns [B, width()] like u: a class as a row of zeros with a 1, what is not known as
  /// zeros. Null if there is none.
  ad::Var encoded(ad::Var u, ad::Var y) const;

 private:
  virtual ad::Var record(const Context&, ad::Var u, ad::Var t, ad::Var y) const = 0;

  ConditionSize condition_;
};

}  // namespace pont::nn
