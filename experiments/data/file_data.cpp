// Draws rows of a table.
#include "experiments/data/file_data.hpp"

#include <utility>

#include "experiments/data/draws.hpp"
#include "experiments/data/point_files.hpp"

namespace pont::experiments {
namespace {

class Empirical final : public DataSet {
 public:
  explicit Empirical(Points points) : points_(std::move(points)), row_(points_.rows()) {}
  int dimension() const override { return static_cast<int>(points_.cols()); }
  ad::Var draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const ad::Var table =
        draws.table({points_.data(), static_cast<std::size_t>(points_.size())}, points_.cols());
    return gather(table, draws.pick("row", row_));
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }

 private:
  Points points_;
  Categorical row_;
};

}  // namespace

std::unique_ptr<DataSet> empirical(Points points) {
  check_points("empirical", "points", points);
  return std::make_unique<Empirical>(std::move(points));
}

void FileOptions::declare(Visitor& v) {
  v.key("path", path_,
        "of an .npy, .csv, .h5 or .hdf5 file of points, one per row; FILE.h5:NAME for one data set of many",
        {.required = true});
}

std::unique_ptr<DataSet> FileOptions::build() const { return empirical(read_points(path_)); }

}  // namespace pont::experiments
