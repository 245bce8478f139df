// Data sets are programs: a draw of any rows of an endless keyed stream of points, recorded on a tape.
#pragma once
#include <memory>
#include <optional>

#include "autodiff/rng.hpp"
#include "autodiff/tape.hpp"
#include "experiments/config/choice.hpp"
#include "experiments/data/pixels.hpp"
#include "experiments/data/point_table.hpp"
#include "experiments/data/units.hpp"
#include "experiments/metrics/points.hpp"
#include "sde/mixture.hpp"

namespace pont::data {

/// Points drawn: x [rows, d], and where the set has classes, the class y of each, int64 [rows]; else y is
/// null.
struct Drawn final {
  Drawn(ad::Var points, ad::Var labels = {}) : x(points), y(labels) {}  // NOLINT: points alone are a draw
  ad::Var x, y;
};

/// Points that a set draws from, one by one: rows of a table, empty for all.
struct ListedRows final {
  std::shared_ptr<const PointTable> table;
  std::vector<ad::i64> rows;
};

class DataSet {
 public:
  virtual ~DataSet() = default;
  /// Of a point: {d}, or {height, width, channels}, whose rows are stored one after the other.
  virtual ad::Shape shape() const = 0;
  /// d, the coordinates of a point.
  int dimension() const { return static_cast<int>(shape().size()); }
  /// How many classes points belong to, numbered from 0; 0: the set has none.
  virtual int classes() const { return 0; }
  /// Records points first, first + 1, ..., first + rows - 1 of the stream (key, step), with their classes:
  /// [rows, d] of type `dtype`, in data units. step and first are int64 scalars on one tape. A point depends
  /// on its number, key, step and type, not on the batch it was drawn in. Throws std::invalid_argument for
  /// another type of step, first or points.
  virtual Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const = 0;
  /// The law of a point if it is a Gaussian mixture, or a quadrature of one (each set states its error), else
  /// nothing.
  virtual std::optional<sde::Mixture> exact() const = 0;
  /// What training draws from, where that is not this set: the rows of a file that are not held out. Null:
  /// this set.
  virtual std::unique_ptr<DataSet> training_rows() const { return nullptr; }
  /// How points drawn become points of the file they are from.
  virtual Units units() const { return {}; }
  /// Of images whose file holds bytes: how points drawn become these. Else nothing.
  virtual std::optional<Pixels> pixels() const { return std::nullopt; }
  /// Of a set that draws rows of a table: which. Else nothing.
  virtual std::optional<ListedRows> listed() const { return std::nullopt; }
};

/// `data: {type: diamond, sigma: .04}`: what a data set's keys become.
struct DataOptions : config::Options {
  /// Throws DataError or IoError for a set whose points come from a file.
  virtual std::unique_ptr<DataSet> build() const = 0;
};

/// All data sets, in the order of the documentation.
const config::Registry<DataOptions>& data_sets();

/// Points first, ..., first + n - 1 of the stream (key, step) in double, [n, d]; drawn in chunks, which do
/// not show in the values.
metrics::Points sample(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 step = 0, ad::i64 first = 0);

/// The same with their classes, as a table.
PointTable sample_table(const DataSet& data, ad::Key key, ad::i64 n, ad::i64 first = 0);

}  // namespace pont::data
