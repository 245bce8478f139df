// The reproduction "memorisation": from copies of the training images to a law that two halves agree on.
#include <fmt/format.h>

#include <algorithm>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/kinds/score/nearest_images.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/image_measures.hpp"
#include "losses/evaluation.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;
using metrics::Estimate, metrics::Points;

constexpr std::int64_t half = 30'000;  // images of the training file in each of two disjoint sets

// Networks of one number of training images, each of its own half of the file.
struct Pair final {
  std::int64_t images = 0;
  Estimate copies, correlation, nearest, train, test, gap;
  Points first, second;  ///< samples of both from the same noise
};

// The correlation of pictures a_i and b_i about the mean image, pair by pair.
Estimate correlation(const Points& a, const Points& b, const Eigen::RowVectorXd& mean) {
  Eigen::VectorXd values(a.rows());
  for (Eigen::Index i = 0; i < a.rows(); ++i) {
    const Eigen::RowVectorXd x = a.row(i) - mean, y = b.row(i) - mean;
    values[i] = x.dot(y) / (x.norm() * y.norm());
  }
  return metrics::estimate(values);
}

// The training image nearest to each of some images, in the units of training and without dequantisation.
Points nearest_in_training(const data::DataSet& set, const Points& x) {
  const data::Pixels pixels = *set.pixels();
  const auto found = kinds::score::nearest_images(set, pixels.bytes(x));
  return pixels.points(found->images, x.cols(), ad::Key::root(1) / "nearest");
}

// The losses on n points of a set, with the same draws for every set.
Eigen::VectorXd losses_on(const kinds::score::TrainedScore& trained, const data::DataSet& set, ad::i64 n) {
  const ad::Key key = ad::Key::root(1) / "denoising";
  const Points x = data::sample(set, key / "data", n);
  ad::Tensor floats({x.rows(), x.cols()}, ad::Dtype::f32);
  std::copy(x.data(), x.data() + x.size(), floats.data<float>().begin());
  const kinds::score::ScoreModel& m = trained.model;
  return losses::network_losses(m.objective, m.parameters, *m.network, trained.parameters, floats,
                                {key / "objective"}, trained.workers.device());
}

class Memorisation final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("steps", steps_, "optimiser steps of each training",
          {.unit = "steps", .range = config::between(201, 1e9)});
    v.key("images", images_, "numbers of training images, ascending",
          {.range = config::between(2, half), .length = config::at_least(2)});
    v.key("samples", samples_, "samples of each network",
          {.unit = "images", .range = config::between(50, 1e6)});
  }
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  reproduce::RunRequest run(std::int64_t images, int side) const;
  Pair measured(std::int64_t images, const reproduce::FinishedRuns&, ad::Workers&) const;

  std::int64_t steps_ = 3'000, samples_ = 300;
  std::vector<std::int64_t> images_{10, 100, 1'000, 10'000, half};
};

// The same seed on both sides: one start, one stream of noise, other images.
reproduce::RunRequest Memorisation::run(std::int64_t images, int side) const {
  return image_run({fmt::format("images_{}_{}", images, side == 0 ? "a" : "b"),
                    {},
                    "configs/images/fashion_14.yaml",
                    {fmt::format("data.rows=[{}, {}]", side * half, images)}},
                   {steps_, 1, {}}, 1);
}

std::vector<reproduce::RunRequest> Memorisation::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const std::int64_t n : images_)
    for (const int side : {0, 1}) all.push_back(run(n, side));
  return all;
}

Pair Memorisation::measured(std::int64_t images, const reproduce::FinishedRuns& runs,
                            ad::Workers& workers) const {
  Pair pair;
  pair.images = images;
  std::vector<Eigen::VectorXd> copies, train, test;
  std::vector<Points> nearest;
  for (const int side : {0, 1}) {
    const TrainedRun run_(runs.at(run(images, side)));
    const ad::Tensor parameters = run_.parameters();
    const data::DataSet& set = *run_.model().data;
    const kinds::score::TrainedScore trained{run_.model(), parameters, workers, 50};
    Points& x = side == 0 ? pair.first : pair.second;
    x = image_samples(trained, run_.model().sde(), image_flow(run_.model().sde()),
                      ad::Key::root(1) / "memorisation", samples_);
    copies.push_back(run::copied(set, x));
    train.push_back(losses_on(trained, *set.training_rows(), 2'000));
    test.push_back(losses_on(trained, set, 2'000));
    nearest.push_back(nearest_in_training(set, data::sample(set, ad::Key::root(1) / "tests", samples_)));
    if (side == 1) {
      const Eigen::RowVectorXd mean = data::sample(set, ad::Key::root(1) / "mean", 4'096).colwise().mean();
      pair.correlation = correlation(pair.first, pair.second, mean);
      pair.nearest = correlation(nearest[0], nearest[1], mean);
    }
  }
  const auto both = [](const std::vector<Eigen::VectorXd>& v) {
    Eigen::VectorXd all(v[0].size() + v[1].size());
    all << v[0], v[1];
    return metrics::estimate(all);
  };
  pair.copies = both(copies), pair.train = both(train), pair.test = both(test);
  pair.gap = both({test[0] - train[0], test[1] - train[1]});
  return pair;
}

reproduce::Measured number(const std::string& row, const Estimate& e) {
  return {row, "value", e.mean, cell(e), e.standard_error};
}

// The least of the falls from each number of images to the next, with the error of that one.
Estimate least_fall(const std::vector<Pair>& pairs) {
  std::vector<Estimate> falls;
  for (std::size_t i = 1; i < pairs.size(); ++i)
    falls.push_back(metrics::difference(pairs[i - 1].gap, pairs[i].gap));
  return *std::ranges::min_element(falls, {}, &Estimate::mean);
}

Estimate above(const Estimate& e, double bound) { return {e.mean - bound, e.standard_error, e.repetitions}; }

reproduce::ExtraTable table_of(const std::vector<Pair>& pairs) {
  figures::Table table({{"training images"},
                        {"copies"},
                        {"correlation of both networks' samples"},
                        {"of nearest training images"},
                        {"loss on training images"},
                        {"on test images"},
                        {"difference"}});
  for (const Pair& p : pairs)
    table.add_row({fmt::format("{}", p.images), cell(p.copies), cell(p.correlation), cell(p.nearest),
                   cell(p.train), cell(p.test), cell(p.gap)});
  return {"Two networks for each number of images, trained on disjoint halves", table};
}

reproduce::Outcome Memorisation::compute(const reproduce::Published&,
                                         const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  std::vector<Pair> pairs;
  for (const std::int64_t n : images_) pairs.push_back(measured(n, runs, workers));
  const Pair &few = pairs.front(), &many = pairs.back();
  reproduce::Outcome outcome;
  outcome.numbers = {number("copies", metrics::difference(few.copies, many.copies)),
                     number("agreement", metrics::difference(many.correlation, few.correlation)),
                     number("few images: copies", above(few.copies, .9)),
                     number("few images: agreement", metrics::difference(few.nearest, few.correlation)),
                     number("many images: copies", many.copies),
                     number("many images: agreement", above(many.correlation, .9)),
                     number("loss on test images above that on training images", least_fall(pairs))};
  outcome.tables = {table_of(pairs)};
  std::vector<ImageRow> rows;
  for (const Pair& p : pairs) {
    rows.push_back({fmt::format("{} images, first half", p.images), p.first});
    rows.push_back({"second half", p.second});
  }
  const TrainedRun any(runs.at(run(images_.front(), 0)));
  outcome.pictures = {image_rows("samples", rows, *kinds::score::drawn_form(*any.model().data))};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> memorisation() {
  return config::row<reproduce::Reproduction, Memorisation>(
      "memorisation", "two networks on disjoint halves of N images: copies for few, the same law for many");
}

}  // namespace pont::reproductions::images
