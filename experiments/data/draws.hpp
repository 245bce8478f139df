// What the draws of data sets are made of: named uniforms, normals and picks from a table.
#pragma once
#include <Eigen/Dense>
#include <span>
#include <string_view>
#include <vector>

#include "autodiff/ops.hpp"

namespace pont::data {

/// A law on {0, ..., n - 1} from which one uniform draws in constant time (the alias method: Walker 1977, in
/// the construction of Vose 1991). Slot i stands for itself up to the fraction keep[i], and for alias[i]
/// above.
class Categorical final {
 public:
  /// Throws std::invalid_argument unless the weights are finite, >= 0 and have a positive sum.
  explicit Categorical(std::span<const double> weights);
  /// n equal weights.
  explicit Categorical(ad::i64 n) : size_(n) {}
  ad::i64 size() const { return size_; }
  /// u [rows] float64 in (0, 1) to the index drawn, int64 [rows].
  ad::Var operator()(ad::Var u) const;

 private:
  ad::i64 size_;
  std::vector<double> keep_, alias_;  // empty: every slot stands for itself
};

/// The rows of one draw (see DataSet::draw); every name is a stream of its own.
struct Draws {
  ad::Var step, first;
  ad::i64 rows;
  ad::Key key;
  ad::Dtype dtype;

  ad::Var uniform(std::string_view name, ad::i64 columns) const;  ///< in (0, 1), [rows, columns]
  ad::Var normal(std::string_view name, ad::i64 columns) const;   ///< standard, [rows, columns]
  /// int64 [rows]. Drawn in double whatever the type of the points, so that both types pick alike.
  ad::Var pick(std::string_view name, const Categorical& law) const;
  /// A row-major table [n, columns] of constants in the type of the points.
  ad::Var table(std::span<const double> values, ad::i64 columns) const;
  /// z [rows, n] M for M [n, columns], added up in the order of n: a row's bits do not depend on the others,
  /// as they would in a matrix product.
  ad::Var times(ad::Var z, const Eigen::MatrixXd& M) const;
};

}  // namespace pont::data
