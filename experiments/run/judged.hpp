// A learned value beside what a perfect model would score, how small a difference could have been seen, and
// distances between clouds judged so.
#pragma once
#include <optional>
#include <string>

#include "experiments/data/data_set.hpp"
#include "experiments/metrics/repetition.hpp"

namespace pont::run {

class RunRecord;

/// One measure. It is of all its points or it is not given: there is no mean over those that went well.
struct Judged final {
  std::optional<metrics::Estimate> ours;
  std::optional<metrics::Estimate> floor;   ///< what a perfect model scores, in the same unit
  std::optional<metrics::Estimate> excess;  ///< ours - floor
  std::optional<double>
      visible;                 ///< smallest_visible() of ours - floor, with the spread of the floor for ours
  ad::i64 points = 0;          ///< the points that ours is of
  std::string not_given = {};  ///< why there is no value; empty where there is one
  bool failed = false;         ///< there should have been one
};

/// No value, for this reason: there is none.
Judged not_given(std::string reason, ad::i64 points);
/// No value, for this reason: it could not be measured.
Judged failed(std::string reason, ad::i64 points);
/// The mean of values [n] without a floor; not given, with the reason "k of n points failed", unless all are
/// finite.
Judged judge(const Eigen::VectorXd& values);
/// The same beside floors [n] on the same draws: excess and visible difference are those of the n
/// differences.
Judged judge_paired(const Eigen::VectorXd& values, const Eigen::VectorXd& floors);
/// Two means from independent draws: visible is smallest_visible(s sqrt(1 / n + 1 / m)) for the spread s of
/// the m repetitions of the floor and n of ours.
Judged judge_apart(const metrics::Estimate& ours, const metrics::Estimate& floor, ad::i64 points);
/// The same with the excess, for means over points; not given as in judge().
Judged judge_apart(const Eigen::VectorXd& values, const metrics::Estimate& floor);

/// PATH/ours, floor, excess (pairs), visible, points, and PATH/not_given (text) where ours is not given,
/// and PATH/failed where it should have been.
void record(RunRecord&, const std::string& path, const Judged&);

struct CloudSettings final {
  ad::i64 points = 1'000;                 ///< per cloud
  ad::i64 repetitions = 5;                ///< independent pairs of clouds
  std::vector<std::string> metrics = {};  ///< rows of sample_measures(); empty: all
};

/// A metric between `repetitions` pairs of clouds of `points` points: of samples and fresh data (samples has
/// at least points * repetitions rows), and of data and data, the floor.
metrics::Estimate samples_against_data(const metrics::Metric&, const data::DataSet&,
                                       const metrics::Points& samples, const CloudSettings&, ad::Key key);
metrics::Estimate data_against_data(const metrics::Metric&, const data::DataSet&, const CloudSettings&,
                                    ad::Key key);
/// Both.
Judged evaluate_samples(const metrics::Metric&, const data::DataSet&, const metrics::Points& samples,
                        const CloudSettings&, ad::Key key);

}  // namespace pont::run
