// Every data set of the list draws what its docstring says, in any batches and both types.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "autodiff/compile.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using ad::Dtype;
const ad::Key key = ad::Key::root(20240611) / "data";

/// Rows first, ..., first + rows - 1 of step 5.
ad::Tensor drawn(const DataSet& data, ad::i64 first, ad::i64 rows, Dtype dtype) {
  ad::Tape tape;
  const auto at = [&](ad::i64 i) { return tape.constant(ad::Tensor::scalar(i)); };
  return ad::eval(data.draw(at(5), at(first), rows, key, dtype).x);
}

TEST(DataSets, TheListIsTheOneTested) {
  std::vector<std::string> names;
  for (const DataCase& c : data_cases()) names.push_back(c.name);
  EXPECT_EQ(names, data_sets().names());
  for (const auto& row : data_sets().rows()) EXPECT_FALSE(row.summary.empty()) << row.name;
}

TEST(DataSets, HaveTheirDimensionAndFinitePoints) {
  for (const DataCase& c : data_cases())
    for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
      const auto data = c.build();
      const ad::Tensor x = drawn(*data, 0, 500, dtype);
      EXPECT_EQ(data->dimension(), c.dimension) << c.name;
      EXPECT_EQ(data->exact().has_value(), c.exact) << c.name;
      EXPECT_EQ(x.shape(), ad::Shape({500, c.dimension})) << c.name;
      EXPECT_EQ(x.dtype(), dtype) << c.name;
      for (ad::i64 i = 0; i < x.shape().size(); ++i) ASSERT_TRUE(std::isfinite(x.at(i))) << c.name;
    }
}

TEST(DataSets, APointDependsOnItsNumberNotOnItsBatch) {
  for (const DataCase& c : data_cases())
    for (const Dtype dtype : {Dtype::f32, Dtype::f64}) {
      const auto data = c.build();
      const ad::Tensor whole = drawn(*data, 0, 41, dtype), part = drawn(*data, 30, 11, dtype);
      const std::size_t offset = whole.bytes().size() - part.bytes().size();
      EXPECT_TRUE(std::ranges::equal(whole.bytes().subspan(offset), part.bytes())) << c.name;
      EXPECT_FALSE(std::ranges::equal(whole.bytes().first(part.bytes().size()), part.bytes())) << c.name;
    }
}

TEST(DataSets, TellTheClassOfEachPoint) {
  for (const DataCase& c : data_cases()) {
    const auto data = c.build();
    const PointTable t = sample_table(*data, key, 4000);
    EXPECT_EQ(t.points(), sample(*data, key, 4000)) << c.name;
    EXPECT_EQ(t.labels.size(), data->classes() > 0 ? 4000u : 0u) << c.name;
    EXPECT_EQ(data->shape().size(), c.dimension) << c.name;
    const std::set<ad::i64> seen(t.labels.begin(), t.labels.end());
    EXPECT_EQ(static_cast<int>(seen.size()), data->classes()) << c.name;
    for (const ad::i64 y : seen) EXPECT_TRUE(y >= 0 && y < data->classes()) << c.name;
  }
}

// The class of a point of a mixture is its component: its points have that mean.
TEST(DataSets, OfAMixtureHaveAClassForEachComponent) {
  const auto data = data_of("{type: diamond}");
  const sde::Mixture law = *data->exact();
  ASSERT_EQ(data->classes(), 9);
  const PointTable t = sample_table(*data, key, 9000);
  Eigen::ArrayXXd sums = Eigen::ArrayXXd::Zero(9, 2);
  Eigen::ArrayXd counts = Eigen::ArrayXd::Zero(9);
  for (ad::i64 i = 0; i < t.rows(); ++i) {
    const auto y = static_cast<Eigen::Index>(t.labels[static_cast<std::size_t>(i)]);
    ++counts[y];
    for (int j = 0; j < 2; ++j) sums(y, j) += t(i, j);
  }
  EXPECT_LT((sums.colwise() / counts - law.means).abs().maxCoeff(), 4.5 * 0.04 / std::sqrt(800));
}

TEST(DataSets, SampleIsTheStreamInDouble) {
  for (const DataCase& c : data_cases()) {
    const auto data = c.build();
    const Points x = sample(*data, key, 4100, 5);  // more than one chunk
    const ad::Tensor end = drawn(*data, 4090, 10, Dtype::f64);
    const auto tail = x.bottomRows(10).eval();
    EXPECT_TRUE(std::equal(tail.data(), tail.data() + tail.size(), end.data<double>().data())) << c.name;
    EXPECT_EQ(sample(*data, key, 7, 5), x.topRows(7)) << c.name;
    EXPECT_NE(sample(*data, key, 7, 6), x.topRows(7)) << c.name;
    EXPECT_NE(sample(*data, key / "other", 7, 5), x.topRows(7)) << c.name;
  }
}

TEST(DataSets, FloatAndDoublePickTheSameRows) {
  const auto data =
      data_of("{type: file, path: " PONT_CHECKOUT "/tests/experiments/data/compressed.npz:labels}");
  const ad::Tensor single = drawn(*data, 0, 300, Dtype::f32), twice = drawn(*data, 0, 300, Dtype::f64);
  for (ad::i64 i = 0; i < single.shape().size(); ++i) EXPECT_EQ(single.at(i), twice.at(i));
}

TEST(DataSets, AreBuiltFromTheirKeys) {
  const auto narrow = data_of("{type: diamond, sigma: .01}")->exact();
  EXPECT_DOUBLE_EQ(narrow->variances(0, 0), 1e-4);
  const auto wide = data_of("{type: diamond, bound: 2}")->exact();
  EXPECT_NEAR(wide->means(8, 1), 2 * std::sqrt(2.0), 1e-14);  // the corner (2, 2), turned
  EXPECT_FALSE(data_of("{type: two_moons, noise: 0}")->exact());
  EXPECT_FALSE(data_of("{type: two_moons, noise: 1e-5}")->exact());  // more components than are kept
  const auto correlated = data_of("{type: gaussian, covariance: [[1, .5], [.5, 1]]}")->exact();
  EXPECT_NEAR(correlated->variances(0, 0), 0.5, 1e-15);  // along (1, -1)
  EXPECT_EQ(data_of("{type: texture, size: 5}")->dimension(), 25);
  EXPECT_NEAR(data_of("{type: texture, std: 2}")->exact()->variances.mean(), 4, 1e-12);
}

// Both coordinates of a point of the half circles, moved by one number.
TEST(DataSets, ShiftedMoonsAreMovedAlongTheDiagonal) {
  const Points moved = sample(*data_of("{type: shifted_moons, shift: 0.3}"), key, 200),
               moons = sample(*data_of("{type: two_moons, noise: 0}"), key, 200);
  const Eigen::ArrayXXd by = (moved - moons).array();
  for (Eigen::Index i = 0; i < by.rows(); ++i) {
    EXPECT_NEAR(by(i, 0), 0.3 * (key / "shift").uniform(static_cast<ad::u64>(i)), 1e-12);
    EXPECT_NEAR(by(i, 1), by(i, 0), 1e-12);
  }
  EXPECT_LT(by.minCoeff(), 0.02);  // the whole interval is used
  EXPECT_GT(by.maxCoeff(), 0.28);
}

TEST(DataSets, PinwheelIsItsFormula) {
  const Points x = sample(*data_of("{type: pinwheel, arms: 1}"), key, 50);
  for (ad::u64 i = 0; i < 50; ++i) {
    const double r = 1 + 0.3 * (key / "noise").normal(2 * i), s = 0.1 * (key / "noise").normal(2 * i + 1);
    const double angle = 0.25 * std::exp(r);
    EXPECT_NEAR(x(i, 0), 2 * (std::cos(angle) * r - std::sin(angle) * s), 1e-12);
    EXPECT_NEAR(x(i, 1), 2 * (std::sin(angle) * r + std::cos(angle) * s), 1e-12);
  }
}

TEST(DataSets, RefuseWhatTheyCannotBe) {
  const struct {
    std::string yaml, message;
  } table[] = {
      {"{type: gaussian, covariance: [[1, 2], [2, 1]]}",
       "covariance: got a matrix that isn't symmetric positive definite"},
      {"{type: gaussian, covariance: [[1, .1], [.2, 1]]}", "expected a covariance matrix"},
      {"{type: gaussian, covariance: [[1, 0, 0], [0, 1, 0]]}", "expected a covariance matrix"},
      {"{type: gaussian, mean: [1, 2, 3]}", "expected a square matrix of the size of the mean"},
      {"{type: mixture, weights: [1]}", "1 weights, 2 means and 2 stds; expected one of each per component"},
      {"{type: mixture, weights: [0, 0]}", "weights that are all 0"},
      {"{type: mixture, stds: [[1, 2, 3], [1, 2, 3]]}", "3 standard deviations for 2 coordinates"},
      {"{type: diamond, sigma: -1}", "sigma"},
      {"{type: circles, factor: 1}", "factor"},
      {"{type: texture, lengths: [1]}", "lengths"},
      {"{type: texture, size: 1}", "size"},
      {"{type: file}", "path: missing"},
  };
  for (const auto& row : table) try {
      data_of(row.yaml);
      ADD_FAILURE() << row.yaml << " was accepted";
    } catch (const ConfigError& e) {
      EXPECT_NE(std::string(e.what()).find(row.message), std::string::npos) << e.what();
    }
}

}  // namespace
}  // namespace pont::experiments
