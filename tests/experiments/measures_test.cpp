// The measures of samples: what they see, how small a difference that may be, and that they refuse to average
// over survivors.
#include "experiments/run/measures.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

#include "experiments/data/known_law.hpp"
#include "experiments/metrics/nearest.hpp"
#include "experiments/run/image_measures.hpp"
#include "experiments/run/reading.hpp"
#include "experiments/run/record.hpp"
#include "experiments/store/hdf5.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key key = ad::Key::root(16) / "measures";
const CloudSettings usual{};  // the sizes of clouds that a run has by default

struct Row {
  std::string name;
  std::vector<Judged> of;  // one for each cloud
};

// Every measure of the table that applies, of each cloud.
std::vector<Row> measured(const DataReference& reference, const std::vector<Points>& clouds) {
  std::vector<Row> rows;
  for (const SampleMeasure& m : sample_measures()) {
    Row row{m.name, {}};
    for (const Points& x : clouds)
      if (const auto judged = m.take(reference, x)) row.of.push_back(*judged);
    if (!row.of.empty()) rows.push_back(row);
  }
  return rows;
}

bool apart(const Judged& a, const Judged& b) {
  const Estimate gap = difference(*a.ours, *b.ours);
  return gap.mean > 3 * gap.standard_error;
}

// Points of a torus moved along its normal by N(0, s^2), s = m sqrt(pi / 2): at the mean distance m from it.
// W2 of 500 points, over its floor, put the five at 1.12, 1.07, .94, .92, .93.
TEST(Measures, OrderFiveCloudsThatW2DoesNotTellApart) {
  const auto torus = data_of("{type: torus}");
  const DataReference reference(*torus, usual, key);
  const std::vector<double> distances{.2189, .1485, .0198, .0139, .0020};
  std::vector<Points> clouds;
  for (const double m : distances) {
    const auto cloud =
        data_of("{type: torus, noise: " + std::to_string(m * std::sqrt(std::numbers::pi / 2)) + "}");
    clouds.push_back(sample(*cloud, key / "cloud" / static_cast<std::uint64_t>(1e4 * m), 5000));
  }
  int ordering = 0;
  for (const Row& row : measured(reference, clouds)) {
    bool ordered = true;
    for (std::size_t i = 0; i + 1 < row.of.size(); ++i) ordered &= apart(row.of[i], row.of[i + 1]);
    ordering += ordered;
    const bool sees = row.name == "distance_to_support" || row.name == "distance_to_data";
    if (sees) {
      EXPECT_TRUE(ordered) << row.name;
    }
    // a measure that does not order them has said that it cannot: the last two differ by less than it can see
    if (!ordered && row.name != "share_outside") {
      EXPECT_LT(std::abs(row.of[3].ours->mean - row.of[4].ours->mean), *row.of[4].visible) << row.name;
    }
    for (const Judged& j : row.of) EXPECT_EQ(j.points, 5000) << row.name;
    // what is there to be seen, is seen: the first cloud is beyond the visible difference of every measure
    // that is a mean over points; those of five pairs of clouds see less
    if (row.of[0].ours->repetitions > 5) {
      EXPECT_GT(row.of[0].ours->mean - row.of[0].floor->mean, *row.of[0].visible) << row.name;
    }
    if (row.name != "distance_to_support") continue;
    for (std::size_t i = 0; i < distances.size(); ++i)
      EXPECT_NEAR(row.of[i].ours->mean, distances[i], 4 * row.of[i].ours->standard_error) << distances[i];
  }
  EXPECT_GE(ordering, 2);
}

// Samples of the law itself are within the visible difference of the floor, and another law is not.
TEST(Measures, FindNothingWhereThereIsNothing) {
  const auto moons = data_of("{type: two_moons}"), blurred = data_of("{type: two_moons, noise: .16}");
  const DataReference reference(*moons, usual, key / "moons");
  const auto rows =
      measured(reference, {sample(*moons, key / "perfect", 5000), sample(*blurred, key / "blurred", 5000)});
  EXPECT_EQ(rows.size() + image_measures().size(), sample_measures().size());
  for (const Row& row : rows) {
    // one measure in 10^4 differs by more: 13 of the 3.72 standard errors for five repetitions, 3.9 of 2.8
    // for many
    const double rare = row.of[0].ours->repetitions < 10 ? 13 / 3.72 : 3.9 / 2.8;
    EXPECT_LE(std::abs(row.of[0].ours->mean - row.of[0].floor->mean), rare * *row.of[0].visible) << row.name;
    if (row.of[1].excess) {
      EXPECT_GT(row.of[1].excess->mean, *row.of[1].visible) << row.name;
    }
  }
}

TEST(Measures, AreNotGivenWhereSomePointsFailOrNoDensityExists) {
  Eigen::VectorXd values = Eigen::VectorXd::Ones(10), floors = Eigen::VectorXd::Zero(10);
  EXPECT_EQ(judge_paired(values, floors).points, 10);
  EXPECT_EQ(judge_paired(values, floors).excess->mean, 1);
  values[3] = INFINITY, values[7] = std::nan("");
  for (const Judged& j :
       {judge(values), judge_paired(values, floors), judge_apart(values, estimate(floors))}) {
    EXPECT_FALSE(j.ours || j.excess || j.visible);
    EXPECT_EQ(j.not_given, "2 of 10 points failed");
    EXPECT_EQ(j.points, 10);
  }
  const auto point = data_of("{type: mixture, weights: [1, 1], means: [[0, 1], [2, 3]], stds: [[1], [0]]}");
  EXPECT_FALSE(has_density(*point->exact()));
  const Points x = sample(*point, key, 5000);
  const DataReference reference(*point, usual, key);
  for (const SampleMeasure& m : sample_measures()) {
    const auto judged = m.take(reference, x);
    if (m.name == "log_density") {
      EXPECT_EQ(judged->not_given, "the law has no density");
    } else if (judged) {
      EXPECT_TRUE(judged->ours) << m.name;
    }
  }
}

TEST(Measures, ThoseChosenAreRecordedARowAddedAtRunTimeIncluded) {
  const auto torus = data_of("{type: torus}");
  const Points x = sample(*torus, key, 5000);
  const auto recorded = [&](const std::vector<std::string>& chosen,
                            const std::vector<SampleMeasure>& measures) {
    CloudSettings settings{.points = 100, .repetitions = 2};
    settings.metrics = chosen;
    RunRecord record;
    record_sample_measures(record, "samples", x, DataReference(*torus, settings, key), measures);
    return below(H5Reader(record.file().content(), "record"), "samples");
  };
  EXPECT_EQ(recorded({"w2"}, sample_measures()),
            (std::vector<std::string>{"w2/floor", "w2/floor_error", "w2/ours", "w2/ours_error", "w2/points",
                                      "w2/visible"}));
  EXPECT_GT(recorded({}, sample_measures()).size(), recorded({"w2", "classifier"}, sample_measures()).size());
  std::vector<SampleMeasure> more = sample_measures();
  more.push_back({"largest", "largest coordinate", [](const DataReference&, const Points& samples) {
                    return std::optional<Judged>(judge(Eigen::VectorXd(samples.rowwise().maxCoeff())));
                  }});
  EXPECT_EQ(recorded({"largest"}, more),
            (std::vector<std::string>{"largest/ours", "largest/ours_error", "largest/points"}));
}

// No mean over the samples that went well.
TEST(Measures, AreOfNoSamplesWhereSomeAreNotFinite) {
  const auto data = data_of("{type: isotropic_gaussian, dimension: 1}");
  Points x = sample(*data, key, 5000);
  x(17, 0) = NAN;
  RunRecord record;
  record_sample_measures(record, "m", x, DataReference(*data, usual, key));
  const H5Reader run(record.file().image(), "record");
  for (const SampleMeasure& m : sample_measures())
    EXPECT_EQ(run.text("m/" + m.name + "/not_given"), "1 of 5000 samples are not finite") << m.name;
}

// A point that occurs twice says nothing of its cloud: the nearest other point votes.
TEST(Classifier, DoesNotCountCopiesOfAPoint) {
  Points x(8, 1), y(8, 1);
  x << 10.1, 20.1, 30.1, 40.1, 10, 20, 30, 40;
  y << 10, 20, 30, 40, 10.1, 20.1, 30.1, 40.1;
  EXPECT_EQ(classified(x, y).mean(), 1);
}

TEST(Visible, TheDifferenceOfIndependentMeansHasTheRootOfTheSumOfSquares) {
  const Estimate d = difference({5, 3, 10}, {2, 4, 7});
  EXPECT_EQ(d.mean, 3);
  EXPECT_DOUBLE_EQ(d.standard_error, 5);
  EXPECT_EQ(d.repetitions, 7);
}

TEST(Measures, VisibleDifferencesAreSeenInFourOfFive) {
  // means of 50 normals, ours shifted by exactly what is visible
  int seen = 0;
  const int trials = 2000;
  const double visible = smallest_visible(std::sqrt(2.0 / 50), 1e9);
  for (std::uint64_t t = 0; t < trials; ++t) {
    const Points z = normal_cloud(key / "trial" / t, 50, 2);
    const double gap = visible + z.col(0).mean() - z.col(1).mean();
    seen += std::abs(gap) > 1.96 * std::sqrt(2.0 / 50);
  }
  EXPECT_NEAR(seen / double(trials), 0.8, 4 * std::sqrt(0.16 / trials));
  const Eigen::VectorXd ours = normal_cloud(key / "ours", 400, 1),
                        floor = normal_cloud(key / "floor", 100, 1);
  const Judged j = judge_apart(ours, estimate(floor));
  EXPECT_NEAR(*j.visible, (1.9842 + 0.8453) * 10 * j.floor->standard_error * std::sqrt(1.0 / 400 + 1.0 / 100),
              1e-4);
  const Estimate five = estimate(Eigen::VectorXd(normal_cloud(key / "five", 5, 1)));
  EXPECT_NEAR(*judge_apart(five, five, 5).visible / (five.standard_error * std::sqrt(2.0)), 2.7764 + 0.9410,
              0.01);
  EXPECT_NEAR(smallest_visible(1, 1e9), 1.95996 + 0.84162, 1e-4);
  EXPECT_NEAR(smallest_visible(1, 4), 2.7764 + 0.9410, 0.01);  // tables of Student's t
  EXPECT_NEAR(smallest_visible(1, 9), 2.2622 + 0.8834, 1e-3);
  EXPECT_FALSE(judge_apart(estimate(ours), estimate(Eigen::VectorXd::Ones(1)), 1)
                   .visible);  // one repetition has no spread
}

TEST(Nearest, IsTheNearestOtherPoint) {
  const Points x = from_rows({{0, 0}, {3, 4}, {1, 1}}), y = from_rows({{0, 0}, {0, 2}, {3, 3}});
  const Eigen::VectorXd d = nearest_distances(x, y);
  EXPECT_EQ(d[0], 2);  // not 0: that is the point itself
  EXPECT_EQ(d[1], 1);
  EXPECT_DOUBLE_EQ(d[2], std::sqrt(2.0));
  EXPECT_THROW(nearest_distances(x, Points(3, 1)), std::invalid_argument);
}

TEST(Classifier, TellsHalfOfEqualLawsAndAllOfDistantOnes) {
  const Points x = normal_cloud(key / "x", 4000, 3), y = normal_cloud(key / "y", 4000, 3);
  const Estimate equal = estimate(classified(x, y));
  EXPECT_EQ(equal.repetitions, 4000);
  EXPECT_NEAR(equal.standard_error, 0.5 / std::sqrt(4000), 1e-4);
  EXPECT_LE(std::abs(equal.mean - 0.5), 4 * equal.standard_error);
  EXPECT_EQ(classified((x.array() + 100).matrix(), y).mean(), 1);
  // a shift by half a deviation: the best classifier tells Phi(1/4) = .599
  Points shifted = x;
  shifted.col(1).array() += 0.5;
  const Estimate seen = estimate(classified(shifted, y));
  EXPECT_GT(seen.mean, 0.5 + 4 * seen.standard_error);
  EXPECT_LT(seen.mean, 0.599 + 4 * seen.standard_error);
  // scales of columns do not matter, nor does a constant one
  Points a(4000, 4), b(4000, 4);
  a << shifted.col(0) * 1e6, shifted.col(1) * 1e-3, shifted.col(2), Eigen::VectorXd::Ones(4000);
  b << y.col(0) * 1e6, y.col(1) * 1e-3, y.col(2), Eigen::VectorXd::Ones(4000);
  EXPECT_NEAR(classified(a, b).mean(), seen.mean, 1e-3);
}

// Data lie on their support, but for noise; what is moved away does not.
TEST(Supports, HoldTheirData) {
  int supports = 0;
  for (const DataCase& c : data_cases()) {
    const auto data = c.build();
    const auto support = support_of(*data);
    if (!support) continue;
    ++supports;
    const Points x = sample(*data, key, 4000);
    const double outside = (support->distance(x).array() > support->width).cast<double>().mean();
    EXPECT_LE(outside, 1e-3) << c.name;
    EXPECT_EQ((support->distance(Points(x.array() + 50)).array() > support->width).count(), 4000) << c.name;
  }
  EXPECT_EQ(supports, 6);  // rolls, moons, circles, the S, the board, the torus
}

TEST(Supports, MeasureTheDistance) {
  const auto far = [](const std::string& data, std::initializer_list<double> point) {
    Points x(1, static_cast<Eigen::Index>(point.size()));
    std::copy(point.begin(), point.end(), x.data());
    return support_of(*data_of(data))->distance(x)[0];
  };
  EXPECT_NEAR(far("{type: circles, factor: .5}", {0, 0.8}), 0.2, 2e-5);
  EXPECT_NEAR(far("{type: circles, factor: .5}", {0.3, -0.4}), 0, 2e-5);
  EXPECT_NEAR(far("{type: two_moons}", {0, 0}), std::sqrt(1.25) - 1,
              2e-5);  // from the second moon about (1, .5)
  EXPECT_EQ(far("{type: checkerboard, cell: 2}", {-3.9, -3.9}), 0);
  EXPECT_DOUBLE_EQ(far("{type: checkerboard, cell: 2}", {-1, -3.5}), 1);
  EXPECT_DOUBLE_EQ(far("{type: checkerboard, cell: 2}", {-5, -5}), std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(far("{type: torus}", {0, 0, 0}), 1.5);
  EXPECT_DOUBLE_EQ(far("{type: torus}", {0, 2.5, 1}), std::hypot(0.5, 1) - 0.5);
  // t = 3 pi lies on a roll at (-.03 pi, 0), and the next turns of the middle one at -(.03 - .02) pi and
  // -(.03 + .02) pi
  EXPECT_NEAR(far("{type: multi_swiss_roll}", {-0.03 * std::numbers::pi, 0}), 0, 1e-5);
  EXPECT_NEAR(far("{type: multi_swiss_roll}", {-0.03 * std::numbers::pi - 0.01, 0}), 0.01, 1e-4);
}

}  // namespace
}  // namespace pont::experiments
