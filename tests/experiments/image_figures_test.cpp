// What a run on images keeps for its pictures: films with their expected values, and nearest images.
#include "experiments/kinds/score/image_figures.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/kinds/score/film.hpp"
#include "experiments/kinds/score/nearest_images.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/data_cases.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

/// An IDX file of n images of 2 x 3 pixels: image i has the bytes 5 i + 7 p of pixel p.
std::string some_images(int n) {
  std::string file{0, 0, 8, 3, 0, 0, 0, static_cast<char>(n), 0, 0, 0, 2, 0, 0, 0, 3};
  for (int i = 0; i < n; ++i)
    for (int p = 0; p < 6; ++p) file += static_cast<char>(5 * i + 7 * p);
  return file;
}

ScoreModel model_of(const std::string& data, const std::string& sde) {
  const std::string text = "type: score\ndata: " + data + "\nsde: " + sde + "\n";
  return dynamic_cast<const ScoreExperiment&>(
             *parse_config("t.yaml", text, RunConfig(experiment_kinds())).experiment)
      .build();
}

/// The score of data N(0, v): -u / (a^2 v + s^2).
class OfNormalData final : public sde::Score {
 public:
  OfNormalData(const sde::LinearSde& sde, double v) : sde_(sde), v_(v) {}
  void operator()(const sde::Batch& u, double t, sde::Batch& s) override {
    ++evaluations;
    const sde::Kernel K = sde_.transition(0, t);
    s = -u / (K.Phi(0, 0) * K.Phi(0, 0) * v_ + K.Q(0, 0));
  }
  void probe(const sde::Batch&, double, const sde::Batch&, sde::Batch&, Eigen::VectorXd&) override {}
  int evaluations = 0;

 private:
  const sde::LinearSde& sde_;
  double v_;
};

std::uint8_t byte_of(double x) {
  return static_cast<std::uint8_t>(std::lround(255 * std::clamp((x + 1) / 2, 0.0, 1.0)));
}

// E[x_0 | x_t] of data N(0, v) is a v x_t / (a^2 v + s^2).
TEST(Films, HoldStatesAndWhatTheScoreExpectsOfTheData) {
  const TemporaryFile images("film-idx3-ubyte", some_images(10));
  const double v = 0.3;
  for (const std::string sde : {"{type: vp}", "{type: ve, sigma_max: 50}"}) {
    const ScoreModel model = model_of("{type: images, path: " + images.path() + "}", sde);
    OfNormalData score(model.sde(), v);
    const std::vector<double> times{1, 0.7, 0.4, 0.1};
    Film film(model, {0.7, 0.4, 0.1}, 2);
    const sde::Batch u{{0.5, -2, 0.1, 0, 1, -0.3}, {3, 0.2, -0.7, 0.9, -1, 0}, {9, 9, 9, 9, 9, 9}};
    for (const double t : times) film.watch(t, u, score);
    EXPECT_EQ(score.evaluations, 4);
    RunRecord record;
    film.record(record, "film/x");
    const H5Reader run(record.file().content(), "film");
    EXPECT_EQ(run.read<double>("film/x/times"), times);
    ASSERT_EQ(run.shape("film/x/states"), (H5Shape{4, 2, 2, 3, 1}));
    const auto states = run.read<std::uint8_t>("film/x/states"),
               denoised = run.read<std::uint8_t>("film/x/denoised");
    for (std::size_t i = 0; i < states.size(); ++i) {
      const sde::Kernel K = model.sde().transition(0, times[i / 12]);
      const double a = K.Phi(0, 0), s2 = K.Q(0, 0), x = u.data()[i % 12];
      EXPECT_EQ(states[i], byte_of(x / std::sqrt(a * a + s2))) << i;
      EXPECT_NEAR(denoised[i], byte_of(a * v * x / (a * a * v + s2)), 1e-9) << i;
    }
    const figures::Picture strip =
        film_strip(run, "film/x", "states");  // 2 rows of 4 tiles, enlarged 21 times
    EXPECT_EQ(strip.rows, 2 * 42 + 2u);
    EXPECT_EQ(strip.columns, 4 * 63 + 3 * 2u);
    EXPECT_EQ(strip.pixels[65], states[12]) << "the second tile of a row is the second time";
    EXPECT_EQ(strip.pixels[44 * strip.columns], states[6]) << "the second row is the second sample";
  }
}

// Twelve frames at most, from the first time to the last, one for each state however often a time is due.
TEST(Films, TakeFramesEvenly) {
  const TemporaryFile images("even-idx3-ubyte", some_images(10));
  const ScoreModel model = model_of("{type: images, path: " + images.path() + "}", "{type: vp}");
  std::vector<double> times;
  for (int i = 0; i <= 110; ++i) times.push_back(1 - i / 120.0);
  const auto frames = [&](const std::vector<double>& seen) {
    OfNormalData score(model.sde(), 1);
    Film film(model, {times.begin() + 1, times.end()}, 1);
    for (const double t : seen) film.watch(t, sde::Batch::Zero(1, 6), score);
    RunRecord record;
    film.record(record, "f");
    return H5Reader(record.file().content(), "film").read<double>("f/times");
  };
  std::vector<double> expected;
  for (int i = 0; i <= 110; i += 10) expected.push_back(times[static_cast<std::size_t>(i)]);
  EXPECT_EQ(frames(times), expected);
  EXPECT_EQ(frames({1, 0.5, 0.49, 0.08}), (std::vector<double>{1, 0.5, 0.08}));
}

// Position and velocity: the score of the velocity alone does not tell what the data will be.
TEST(Films, OfTwoBlocksShowStatesAlone) {
  const TemporaryFile images("cld-idx3-ubyte", some_images(10));
  const ScoreModel model = model_of("{type: images, path: " + images.path() + "}", "{type: cld}");
  OfNormalData score(model.sde(), 1);
  Film film(model, {0.5}, 1);
  film.watch(1, sde::Batch::Zero(1, 12), score);
  RunRecord record;
  film.record(record, "f");
  const H5Reader run(record.file().content(), "film");
  EXPECT_TRUE(run.exists("f/states"));
  EXPECT_FALSE(run.exists("f/denoised"));
  EXPECT_EQ(score.evaluations, 0);
}

TEST(NearestImages, AreTheNearestOfTheRowsTrainedOn) {
  const TemporaryFile images("near-idx3-ubyte", some_images(40));
  const auto data = data_of("{type: images, path: " + images.path() + ", hold_out: 0.4}");
  const auto seen = data->training_rows()->listed();
  std::vector<std::uint8_t> asked;
  for (int i = 0; i < 40; ++i)
    for (int p = 0; p < 6; ++p) asked.push_back(static_cast<std::uint8_t>(5 * i + 7 * p + (p == 2)));
  const auto found = nearest_images(*data, asked);
  ASSERT_TRUE(found);
  int copies = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    double best = INFINITY;
    ad::i64 row = -1;
    for (const ad::i64 r : seen->rows) {
      double sum = 0;
      for (std::size_t p = 0; p < 6; ++p)
        sum += std::pow((asked[6 * i + p] - (*seen->table)(r, static_cast<ad::i64>(p))) / 128.0, 2);
      if (std::sqrt(sum) < best) best = std::sqrt(sum), row = r;
    }
    EXPECT_EQ(found->rows[i], row);
    EXPECT_NEAR(found->distances[i], best, 1e-12);
    for (std::size_t p = 0; p < 6; ++p)
      EXPECT_EQ(found->images[6 * i + p], (*seen->table)(row, static_cast<ad::i64>(p)));
    copies += row == static_cast<ad::i64>(i);
  }
  EXPECT_EQ(copies, static_cast<int>(seen->rows.size())) << "a held-out image is no training image";
}

}  // namespace
}  // namespace pont::experiments
