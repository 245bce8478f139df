// Functions of time as polynomials in log t, piece by piece: coefficients of a score for programs without
// Pont.
#pragma once
#include <functional>
#include <vector>

#include "autodiff/tape.hpp"

namespace pont::exchange {

/// Values [n] at a time; of the same length at all times.
using FunctionOfTime = std::function<std::vector<double>(double t)>;

/// n functions on [low, high], each piece a polynomial of degree 11 in log t, through the Chebyshev nodes. A
/// piece is halved until every function is met between its nodes within 1e-11 of the largest value it takes
/// there, and at most 12 times.
class Pieces final {
 public:
  /// Throws std::invalid_argument unless 0 < low < high.
  Pieces(const FunctionOfTime& f, double low, double high);

  /// Records the values at t [B] (float64): [B, n]. A time outside [low, high] counts as the nearer end.
  ad::Var operator()(ad::Var t) const;
  /// The largest difference found between the nodes, over the largest value of its function in that piece.
  double error() const { return error_; }
  std::size_t count() const { return middles_.size(); }

 private:
  void add(const FunctionOfTime& f, double from, double to, int halvings);

  double low_, high_, error_ = 0;
  std::size_t n_ = 0;
  std::vector<double> middles_, slopes_, ends_;  // of log t in each piece: (x - middle) slope is in [-1, 1]
  std::vector<double> table_;                    // [pieces, degree + 1, n], powers ascending
};

}  // namespace pont::exchange
