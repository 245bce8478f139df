// Distances of two files' features: their values, floors and refusals.
#include "experiments/run/feature_distances.hpp"

#include <gtest/gtest.h>

#include "experiments/metrics/frechet.hpp"
#include "experiments/metrics/kernel_distance.hpp"
#include "tests/experiments/metrics_clouds.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

const ad::Key of_features = ad::Key::root(31) / "feature distances";

Points features(const char* name, Eigen::Index n, double shift = 0, Eigen::Index d = 4) {
  Points z(n, d);
  ad::fill_normal(of_features / name, 0, 0, z.size(), z.data());
  z.col(0).array() += shift;
  return z;
}

TEST(FeatureDistances, AreThoseOfTheMetrics) {
  const Points x = features("x", 300, .5), y = features("y", 200);
  const auto both = run::feature_distances(x, y);
  ASSERT_EQ(both.size(), 2u);
  EXPECT_EQ(both[0].ours.mean, Frechet(y).distance(x));
  EXPECT_EQ(both[0].floor.mean, Frechet(y).floor(300));
  EXPECT_EQ(both[1].ours.mean, kernel_distances(x, y).mean);
  EXPECT_EQ(both[1].floor.mean, kernel_distances(y.topRows(100), y.bottomRows(100)).mean);
  for (const auto& d : both) EXPECT_EQ(d.excess.mean, d.ours.mean - d.floor.mean) << d.name;
}

// Of one law the excess is none within its error, of means .5 apart it is .25: the control.
TEST(FeatureDistances, TellEqualLawsFromOthers) {
  const Points data = features("data", 4000);
  const auto same = run::feature_distances(features("same", 2000), data),
             other = run::feature_distances(features("other", 2000, .5), data);
  for (std::size_t i = 0; i < same.size(); ++i) {
    EXPECT_LE(std::abs(same[i].excess.mean), 5 * same[i].excess.standard_error) << same[i].name;
    EXPECT_GT(other[i].excess.mean, 8 * other[i].excess.standard_error) << other[i].name;
  }
  EXPECT_NEAR(other[0].excess.mean, .25, 4 * other[0].excess.standard_error);
}

TEST(FeatureDistances, RefuseOtherWidthsAndFewRows) {
  const auto refusal = [](const Points& x, const Points& y) -> std::string {
    try {
      run::feature_distances(x, y);
    } catch (const DataError& e) {
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal(features("x", 50), features("y", 50, 0, 5)),
            "distance: 4 features of samples and 5 of data, expected as many: of one layer of one network");
  EXPECT_EQ(refusal(features("x", 39), features("y", 50)),
            "distance: 39 rows of samples, expected at least 40; give more of them");
  EXPECT_EQ(refusal(features("x", 40), features("y", 39)),
            "distance: 39 rows of data, expected at least 40; give more of them");
  EXPECT_EQ(refusal(features("x", 40), features("y", 40)), "accepted");
}

TEST(FeatureDistances, WarnOfMoreFeaturesThanRows) {
  EXPECT_EQ(run::too_wide(features("x", 50), features("y", 60)), "");
  EXPECT_NE(run::too_wide(features("x", 50, 0, 50), features("y", 60, 0, 50)).find("50 rows of 50 features"),
            std::string::npos);
}

}  // namespace
}  // namespace pont::experiments
