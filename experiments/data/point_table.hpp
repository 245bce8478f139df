// A table of points as its file holds them: bytes stay bytes.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "autodiff/tensor.hpp"
#include "experiments/metrics/points.hpp"

namespace pont::data {

/// One point per row. Nobody copies the values: programs read them where they lie (ad::Tape::constant).
struct PointTable final {
  std::shared_ptr<const ad::Tensor> values;  ///< [n, d] of type u8, f32 or f64
  std::vector<std::string> columns;          ///< what messages call the coordinates [d]
  ad::Shape shape;                           ///< of a point: {d}, or {height, width, channels}
  std::vector<ad::i64> labels = {};          ///< the class of each point from 0, or none
  std::vector<std::string> classes = {};     ///< what the file calls the classes
  ad::i64 tests = 0;                         ///< the last points that are from a file of points to test on

  ad::i64 rows() const { return values->shape()[0]; }
  ad::i64 dimension() const { return values->shape()[1]; }
  double operator()(ad::i64 i, ad::i64 j) const { return values->at(i * dimension() + j); }
  /// In double: eight times the memory of bytes.
  metrics::Points points() const;
};

/// Numbers as names from 1, as the columns of files without a header are called.
std::vector<std::string> numbered_columns(ad::i64 d);

/// Points in memory, in double. Throws std::invalid_argument unless there are points and all are finite.
PointTable table_of(const metrics::Points& points);

/// Values [n, ...] in any real type, or bytes: of the smallest type that holds each of them exactly. A point
/// is what follows the first axis.
PointTable table_of(ad::Tensor values);

/// Whether points have one shape and one type, and both or none have classes.
bool alike(const PointTable& a, const PointTable& b);
/// The points of both, those of `tests` last and counted as such. Throws std::invalid_argument unless they
/// are alike.
PointTable with_tests(const PointTable& table, const PointTable& tests);

/// Labels as a file writes them, one per point, as classes: numbers in their order, else words in theirs.
/// With more than 1000 different ones they are no classes, and the table gets none.
void set_labels(PointTable& table, const std::vector<std::string>& labels);

}  // namespace pont::data
