// Rows that are held out are never trained on, and standardisation is that of the rows that are.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <set>

#include "experiments/run/train_keys.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

constexpr int n = 2000;

/// Row i is (i, i^2 / 1000).
const TemporaryFile& numbered() {
  static const TemporaryFile file("numbered.csv", [] {
    std::string csv = "i,square\n";
    for (int i = 0; i < n; ++i) csv += fmt::format("{},{}\n", i, i * i / 1000.0);
    return csv;
  }());
  return file;
}

std::unique_ptr<DataSet> numbered_set(const std::string& keys) {
  return data_of("{type: file, path: " + numbered().path() + keys + "}");
}

std::set<int> rows_drawn(const DataSet& data) {
  std::set<int> rows;
  const Points x = data.units().original(sample(data, ad::Key::root(5), 40 * n));
  for (Eigen::Index i = 0; i < x.rows(); ++i) rows.insert(static_cast<int>(std::lround(x(i, 0))));
  return rows;
}

TEST(HoldOut, TrainingAndTestRowsAreApartAndTogetherAll) {
  for (const std::string extra : {"", ", standardise: true"}) {
    const auto data = numbered_set(", hold_out: 0.1" + extra);
    const auto training = TrainKeys{}.training_set(numbered_set(", hold_out: 0.1" + extra), ad::Key::root(1));
    const std::set<int> tested = rows_drawn(*data), trained = rows_drawn(*training);
    EXPECT_EQ(tested.size() + trained.size(), static_cast<std::size_t>(n));
    for (const int row : tested) EXPECT_FALSE(trained.contains(row)) << row;
    EXPECT_NEAR(static_cast<double>(tested.size()), 0.1 * n, 4.5 * std::sqrt(0.09 * n));
  }
  const auto all = numbered_set("");
  EXPECT_EQ(all->training_rows(), nullptr);
  EXPECT_EQ(rows_drawn(*all).size(), static_cast<std::size_t>(n));
}

// A row keeps its part when others are appended, and whatever the seed: the hash is of its number alone.
TEST(HoldOut, ARowKeepsItsPart) {
  static const auto config =
      parse_config<DataConfig>("x", "data: {type: file, path: x.csv, hold_out: 0.3}\n");
  const auto& options = dynamic_cast<const FileOptions&>(*config.data);
  const std::vector<bool> few = options.held_out(100), many = options.held_out(1000);
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
}

TEST(HoldOut, TrainPointsAreOfTheTrainingRows) {
  TrainKeys train;
  train.points = 300;
  const auto training = train.training_set(numbered_set(", hold_out: 0.5"), ad::Key::root(1));
  const std::set<int> tested = rows_drawn(*numbered_set(", hold_out: 0.5"));
  for (const int row : rows_drawn(*training)) EXPECT_FALSE(tested.contains(row)) << row;
}

TEST(HoldOut, RefusesAnEmptyPart) {
  const TemporaryFile file("few.csv", "1.5,2\n2,3\n");
  for (const std::string share : {"1e-9", "0.999999"}) try {
      data_of("{type: file, path: " + file.path() + ", hold_out: " + share + "}");
      ADD_FAILURE() << share;
    } catch (const ConfigError& e) {
      EXPECT_NE(std::string(e.what()).find("of 2 rows; expected some, and some left"), std::string::npos)
          << e.what();
    }
}

// Row i has class i mod 3; rows and classes are drawn together, and stay so in every part.
TEST(Labels, AreDrawnWithTheirRows) {
  const TemporaryFile file("labelled.csv", [] {
    std::string csv = "i,kind\n";
    for (int i = 0; i < 300; ++i)
      csv += fmt::format("{},{}\n", i, i % 3 == 0 ? "red" : i % 3 == 1 ? "blue" : "green");
    return csv;
  }());
  const std::string keys =
      "{type: file, path: " + file.path() + ", label: kind, hold_out: 0.4, standardise: ";
  TrainKeys train;
  for (const std::string standardise : {"true}", "false}"}) {
    const auto data = data_of(keys + standardise);
    EXPECT_EQ(data->dimension(), 1);
    train.points = 200;
    const auto some = train.training_set(data_of(keys + standardise), ad::Key::root(3));
    for (const DataSet* part : std::array<const DataSet*, 2>{data.get(), some.get()}) {
      EXPECT_EQ(part->classes(), 3);
      const PointTable drawn = sample_table(*part, ad::Key::root(1), 500);
      const Points x = data->units().original(drawn.points());
      for (ad::i64 i = 0; i < 500; ++i)
        EXPECT_EQ(drawn.labels[static_cast<std::size_t>(i)], (std::array{2, 0, 1}[std::lround(x(i, 0)) % 3]))
            << x(i, 0);
    }
  }
}

// Mean 0 and deviation 1 of the training rows; the test rows in the same units.
TEST(Standardise, IsThatOfTheTrainingRows) {
  const auto data = numbered_set(", hold_out: 0.2, standardise: true");
  const std::set<int> trained = rows_drawn(*data->training_rows());
  double mean = 0, square = 0;
  for (const int row : trained) mean += row / static_cast<double>(trained.size());
  for (const int row : trained) square += std::pow(row - mean, 2) / static_cast<double>(trained.size());
  EXPECT_NEAR(data->units().shift[0], mean, 1e-9);
  EXPECT_NEAR(data->units().scale[0], std::sqrt(square), 1e-9);
  EXPECT_EQ(data->training_rows()->units().scale, data->units().scale);
}

TEST(Standardise, AConstantColumnIsOnlyCentred) {
  const TemporaryFile file("constant.csv", "u,v\n1,7\n3,7\n");
  const auto data = data_of("{type: file, path: " + file.path() + ", standardise: true}");
  EXPECT_EQ(data->units().scale, (Eigen::RowVectorXd(2) << 1, 1).finished());
  EXPECT_EQ(data->units().shift, (Eigen::RowVectorXd(2) << 2, 7).finished());
}

TEST(Affine, OfAFileKeepsItsHeldOutRowsAndRefusesItsUnits) {
  const std::string of =
      "{type: affine, matrix: [[2, 0], [0, 1]], of: {type: file, path: " + numbered().path();
  const auto data = data_of(of + ", hold_out: 0.1}}");
  const std::set<int> tested = rows_drawn(*data), trained = rows_drawn(*data->training_rows());
  EXPECT_EQ(tested.size() + trained.size(), static_cast<std::size_t>(n));
  for (const int row : tested) EXPECT_FALSE(trained.contains(row)) << row;
  EXPECT_THROW(data_of(of + ", standardise: true}}"), ConfigError);
}

}  // namespace
}  // namespace pont::experiments
