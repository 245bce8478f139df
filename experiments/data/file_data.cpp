// The empirical law of a table of points, in its own units or standardised.
#include "experiments/data/file_data.hpp"

#include <utility>

#include "experiments/data/column_moments.hpp"

namespace pont::data {
namespace {

class Empirical final : public DataSet {
 public:
  Empirical(TableRows rows, Units units) : rows_(std::move(rows)), units_(std::move(units)) {}

  ad::Shape shape() const override { return rows_.table().shape; }
  int classes() const override { return static_cast<int>(rows_.table().classes.size()); }
  Drawn draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Drawn drawn = rows_.draw({step, first, rows, key, dtype});
    return {cast(standardised(drawn.x), dtype), drawn.y};
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }
  std::unique_ptr<DataSet> training_rows() const override {
    std::optional<TableRows> training = rows_.training();
    return training ? std::make_unique<Empirical>(std::move(*training), units_) : nullptr;
  }
  Units units() const override { return units_; }
  std::optional<ListedRows> listed() const override { return rows_.listed(); }

 private:
  /// In double, as far as anything is to be computed.
  ad::Var standardised(ad::Var x) const {
    if (units_.same()) return x;
    const auto numbers = [&](const Eigen::RowVectorXd& v) {
      return x.tape->constant(
          ad::Tensor::of({v.size()}, std::span<const double>(v.data(), static_cast<std::size_t>(v.size()))));
    };
    return (cast(x, ad::Dtype::f64) - numbers(units_.shift)) / numbers(units_.scale);
  }

  TableRows rows_;
  Units units_;
};

/// Constant columns keep their scale.
Units standard_units(const std::vector<ColumnMoments>& moments) {
  const auto d = static_cast<Eigen::Index>(moments.size());
  Units units{Eigen::RowVectorXd(d), Eigen::RowVectorXd(d)};
  for (Eigen::Index j = 0; j < d; ++j) {
    const ColumnMoments& m = moments[static_cast<std::size_t>(j)];
    units.shift[j] = m.mean;
    units.scale[j] = m.deviation > 0 ? m.deviation : 1;
  }
  return units;
}

}  // namespace

std::unique_ptr<DataSet> empirical(PointTable table) {
  return std::make_unique<Empirical>(TableRows(std::make_shared<const PointTable>(std::move(table))),
                                     Units());
}

void FileOptions::declare(config::Visitor& v) {
  declare_file(
      v,
      "of an .npy, .npz, .csv, .h5 or .hdf5 file of points, one per row; FILE.h5:NAME or FILE.npz:NAME for "
      "one data set of many");
  v.key("header", keys_.header,
        "of a .csv file: whether its first line holds names; automatic: where each field is a word, and "
        "refused where that is unclear",
        {.one_of = {"automatic", "yes", "no"}});
  v.key("columns", keys_.columns,
        "coordinates, by the names of the header or by numbers from 1; empty: every column but the label",
        {.length = config::at_most(4096)});
  v.key("label", keys_.label,
        "a column that holds the class of each point, no coordinate, by name or number; empty: none");
  v.key("delimiter", keys_.delimiter,
        "between the fields of a .csv file: comma, semicolon, tab (\"\\t\"), bar or blank",
        {.one_of = {",", ";", "\t", "|", " "}});
  v.key("decimal", keys_.decimal, "the decimal sign of a .csv file", {.one_of = {".", ","}});
  v.check(keys_.decimal != keys_.delimiter, {"decimal", "delimiter"}, "one sign for both",
          "for example delimiter: \";\", decimal: \",\"");
  v.key(
      "standardise", standardise_,
      "train on each column minus its mean, over its deviation (of the rows trained on); undone in samples, "
      "figures and likelihoods. Losses and distances are in these units");
  declare_hold_out(v);
}

PointTable FileOptions::parsed(std::span<const std::byte> file) const {
  PointTable table = parse_points(path(), file, keys_);
  table.shape = {table.dimension()};  // points, also of a file of images
  return table;
}

std::unique_ptr<DataSet> FileOptions::build() const {
  const auto all = table();
  TableRows rows = rows_of(all);
  Units units;
  if (standardise_) units = standard_units(column_moments(*all, rows.training_numbers()));
  require_float32(*all, column_moments(*all), units, path());
  return std::make_unique<Empirical>(std::move(rows), std::move(units));
}

}  // namespace pont::data
