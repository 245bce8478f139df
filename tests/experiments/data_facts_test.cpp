// What is said of a table, and which tables are refused because float32 cannot hold them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/data/column_moments.hpp"
#include "experiments/data/table_facts.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

PointTable table(const Points& points) {
  PointTable t = table_of(points);
  t.columns.clear();
  for (Eigen::Index j = 0; j < points.cols(); ++j)
    t.columns.push_back(std::string(1, static_cast<char>('u' + j)));
  return t;
}

// +-s around m: mean m, deviation s, exactly.
Points around(double m, double s, Eigen::Index rows = 4) {
  Points x(rows, 1);
  for (Eigen::Index i = 0; i < rows; ++i) x(i, 0) = i % 2 ? m - s : m + s;
  return x;
}

TEST(TableFacts, OneLineOfNumbers) {
  Points x(5, 2);
  x << -3, 10, -1, 10.5, 0, 9.5, 1, 10, 3, 10;
  EXPECT_EQ(
      table_facts(table(x)).summary,
      "5 points in 2 dimensions; u: mean 0, deviation 2, range -3 to 3; v: mean 10, deviation 0.3162, range "
      "9.5 to 10.5");
  EXPECT_THAT(table_facts(table(x)).warnings, IsEmpty());
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

TEST(TableFacts, ManyColumnsStayOneLine) {
  Points x(3, 500);
  for (Eigen::Index i = 0; i < x.size(); ++i) x.data()[i] = std::sin(static_cast<double>(i * i));
  const TableFacts facts = table_facts(table_of(x));
  EXPECT_THAT(facts.summary, HasSubstr("; 497 more columns: means "));
  EXPECT_LT(facts.summary.size(), 400u);
}

TEST(TableFacts, WarnOfWhatIsLikelyAMistake) {
  Points x(4, 4);
  x << 0, 7, 0.5, 0.5, 1, 7, -2, -2, 2, 7, 3, 3, 3, 7, 0.5, 0.5;
  const auto warnings = table_facts(table(x)).warnings;
  EXPECT_THAT(warnings,
              ElementsAre(HasSubstr("column u counts the rows (0, 1, ...) like an index; leave it out by "
                                    "columns: [v, w, x]"),
                          HasSubstr("constant: column v"), HasSubstr("equal: column x (to w)")));
  const auto repeated = table_facts(table((Points(4, 1) << 1, -0.0, 1, 0.0).finished())).warnings;
  EXPECT_THAT(repeated,
              ElementsAre(HasSubstr("2 of 4 rows repeat earlier ones, first row 2 (from 0), which is row 0 "
                                    "again")));
  EXPECT_THAT(table_facts(table((Points(3, 1) << 1, 2, 3).finished())).warnings,
              ElementsAre(HasSubstr("(1, 2, ...)")));
  EXPECT_THAT(table_facts(table((Points(3, 1) << 2, 3, 4).finished())).warnings, IsEmpty());
}

TEST(TableFacts, WarnOfAScaleFarFromTheOtherEnd) {
  for (const double s : {1.0, 19.0, 0.006})
    EXPECT_THAT(far_columns(table(around(0, s)), 1, "the prior"), IsEmpty()) << s;
  for (const Points& x : {around(0, 21), around(0, 0.004), around(30, 1), around(-30, 1)})
    EXPECT_THAT(far_columns(table(x), 1, "the prior"),
                ElementsAre(HasSubstr("the scale of column u is far from that of the prior")));
  EXPECT_THAT(far_columns(table(around(30, 1)), 50, "the prior"), IsEmpty());
}

TEST(Moments, AreRightAtAnyScale) {
  for (const auto& [mean, deviation] :
       {std::pair{0.0, 1.0}, {1e9, 1.0}, {-1e15, 1.0}, {1e300, 1e299}, {0.0, 1e307}, {1e-300, 1e-301}}) {
    const ColumnMoments m = column_moments(table(around(mean, deviation, 100)))[0];
    EXPECT_NEAR(m.mean, mean, 1e-13 * deviation);
    EXPECT_NEAR(m.deviation, deviation, 1e-13 * deviation);
  }
  EXPECT_EQ(column_moments(table(Points::Constant(3, 1, 0.1)))[0].deviation, 0);
}

std::string refusal(const Points& x) {
  try {
    require_float32(table(x), column_moments(table(x)), {}, "x.npy");
    return "";
  } catch (const DataError& e) {
    return e.what();
  }
}

TEST(Float32, RefusesWhatItCannotHold) {
  EXPECT_EQ(refusal(around(0.99e5, 1)), "");
  EXPECT_THAT(refusal(around(1.01e5, 1)),
              HasSubstr("x.npy: column u: its mean 101000 lies 1e+05 deviations of 1 from 0"));
  EXPECT_EQ(refusal(around(0, 3e38)), "");
  EXPECT_THAT(refusal(around(0, 4e38)),
              HasSubstr("x.npy: point 0 (from 0), column u: is 4e+38, beyond float32"));
  EXPECT_THAT(refusal(around(0, 1e-40)), HasSubstr("its deviation is 1e-40"));
  EXPECT_EQ(refusal(Points::Constant(3, 1, 1e9)), "") << "a constant column is only warned of";
}

// The remedy: what was refused is trained on as exactly as the same points around 0.
TEST(Float32, StandardiseIsTheRemedy) {
  for (const auto& [mean, deviation] : {std::pair{1e9, 0.5}, {0.0, 1e300}, {-4e38, 1e33}, {0.0, 1e-200}}) {
    std::string csv;
    const Points x = around(mean, deviation, 10);
    for (Eigen::Index i = 0; i < x.rows(); ++i) csv += fmt::format("{}\n", x(i, 0));
    const TemporaryFile file("far.csv", csv);
    EXPECT_THROW(data_of("{type: file, path: " + file.path() + "}"), DataError) << mean;
    const auto data = data_of("{type: file, path: " + file.path() + ", standardise: true}");
    const Points z = sample(*data, ad::Key::root(2), 50), back = data->units().original(z);
    for (Eigen::Index i = 0; i < z.rows(); ++i) {
      EXPECT_NEAR(std::abs(z(i, 0)), 1, 1e-6) << mean;
      EXPECT_DOUBLE_EQ(back(i, 0), z(i, 0) > 0 ? mean + deviation : mean - deviation);
    }
    EXPECT_NEAR(data->units().log_volume(), std::log(deviation), 1e-6);
  }
}

}  // namespace
}  // namespace pont::experiments
