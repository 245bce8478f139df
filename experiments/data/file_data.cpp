// Draws rows of a table: all, or those that are held out.
#include "experiments/data/file_data.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "experiments/config/error.hpp"
#include "experiments/data/column_moments.hpp"
#include "experiments/data/draws.hpp"
#include "experiments/store/checksums.hpp"

namespace pont::data {
namespace {

class Empirical final : public DataSet {
 public:
  /// `training`: empty if every row is both trained on and measured on.
  Empirical(metrics::Points points, metrics::Points training, Units units)
      : points_(std::move(points)),
        training_(std::move(training)),
        units_(std::move(units)),
        row_(points_.rows()) {}
  int dimension() const override { return static_cast<int>(points_.cols()); }
  ad::Var draw(ad::Var step, ad::Var first, ad::i64 rows, ad::Key key, ad::Dtype dtype) const override {
    const Draws draws{step, first, rows, key, dtype};
    const ad::Var table =
        draws.table({points_.data(), static_cast<std::size_t>(points_.size())}, points_.cols());
    return gather(table, draws.pick("row", row_));
  }
  std::optional<sde::Mixture> exact() const override { return std::nullopt; }
  std::unique_ptr<DataSet> training_rows() const override {
    if (training_.size() == 0) return nullptr;
    return std::make_unique<Empirical>(training_, metrics::Points(), units_);
  }
  Units units() const override { return units_; }

 private:
  metrics::Points points_, training_;
  Units units_;
  Categorical row_;
};

metrics::Points rows_of(const metrics::Points& points, const std::vector<bool>& held_out, bool held) {
  std::vector<Eigen::Index> rows;
  for (Eigen::Index i = 0; i < points.rows(); ++i)
    if (held_out[static_cast<std::size_t>(i)] == held) rows.push_back(i);
  return points(rows, Eigen::all);
}

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

void standardise(metrics::Points& points, const Units& units) {
  points = ((points.array().rowwise() - units.shift.array()).rowwise() / units.scale.array()).matrix();
}

void require_same(const std::string& file, const std::string& then, const std::string& now) {
  if (then == now) return;
  throw config::DataError(
      fmt::format("{}: its content has changed: SHA-256 {} when the run started, {} now; restore the file, "
                  "or start a new "
                  "run (resume also goes on with the new content: --allow-drift)",
                  file, then, now));
}

}  // namespace

std::unique_ptr<DataSet> empirical(metrics::Points points) {
  metrics::check_points("empirical", "points", points);
  return std::make_unique<Empirical>(std::move(points), metrics::Points(), Units());
}

void FileOptions::declare(config::Visitor& v) {
  v.key(
      "path", path_,
      "of an .npy, .csv, .h5 or .hdf5 file of points, one per row; FILE.h5:NAME for one data set of many. A "
      "run keeps a copy, or of files above 64 MiB the absolute path",
      {.required = true});
  v.key("sha256", sha256_,
        "of the file, in hexadecimal digits: any other content is refused; a run records it. Empty: any");
  v.key("header", keys_.header,
        "of a .csv file: whether its first line holds names; automatic: where each field is a word, and "
        "refused where that is unclear",
        {.one_of = {"automatic", "yes", "no"}});
  v.key("columns", keys_.columns,
        "coordinates, by the names of the header or by numbers from 1; empty: every column but the label",
        {.length = config::at_most(4096)});
  v.key("label", keys_.label, "a column that is no coordinate, by name or number; empty: none");
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
  v.key(
      "hold_out", hold_out_,
      "share of the rows that training never sees, by a hash of their number; all measures are of these. 0: "
      "measures are of the rows trained on",
      {.range = {.low = 0, .high = 1, .high_open = true}});
}

PointTable FileOptions::table() const {
  const std::string file = point_place(path_).file;
  std::error_code ignored;
  if (!sha256_.empty() && !std::filesystem::exists(file, ignored))
    throw config::IoError(fmt::format(
        "{}: there is no such file; this run needs the one whose SHA-256 is {}; put it there again", file,
        sha256_));
  const std::vector<std::byte> bytes = read_point_file(path_);
  if (!sha256_.empty()) require_same(file, sha256_, store::hex(store::sha256(bytes)));
  return parse_points(path_, bytes, keys_);
}

std::vector<bool> FileOptions::held_out(Eigen::Index n) const {
  const ad::Key key = ad::Key::root(0) / "hold_out";
  std::vector<bool> held(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < held.size(); ++i) held[i] = key.uniform(i) < hold_out_;
  return held;
}

std::unique_ptr<DataSet> FileOptions::build() const {
  PointTable all = table();
  const std::vector<bool> held = held_out(all.points.rows());
  const auto count = std::count(held.begin(), held.end(), true);
  if (hold_out_ > 0 && (count == 0 || count == all.points.rows()))
    throw config::ConfigError(
        fmt::format("{}: hold_out {} holds out {} of {} rows; expected some, and some left", path_, hold_out_,
                    count, all.points.rows()));
  metrics::Points training = rows_of(all.points, held, false);
  Units units;
  if (standardise_) {
    units = standard_units(column_moments(training));
    standardise(training, units);
    standardise(all.points, units);
  }
  require_float32(all, column_moments(all.points), path_);
  if (count == 0)
    return std::make_unique<Empirical>(std::move(training), metrics::Points(), std::move(units));
  return std::make_unique<Empirical>(rows_of(all.points, held, true), std::move(training), std::move(units));
}

}  // namespace pont::data
