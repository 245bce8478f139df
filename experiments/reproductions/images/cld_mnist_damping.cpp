// The reproduction "cld-mnist-damping": digits by CLD in three regimes of damping, under one budget.
#include <fmt/format.h>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;
using reproduce::Cell;

struct DampingCells final {
  std::vector<Cell> sizes, regimes;
  void declare(config::Visitor& v) {
    v.list("sizes", sizes, "sizes of the images, with their networks");
    v.list("regimes", regimes, "regimes of damping; the last one has the kernel of another process");
  }
};

const DampingCells& cells() {
  static const DampingCells all = reproduce::load_cells<DampingCells>("cld_mnist_damping");
  return all;
}

Cell cell_of(const Cell& size, const Cell& regime) {
  Cell c{fmt::format("{}_{}", regime.name, size.name), regime.title, size.config, size.overrides};
  c.overrides.insert(c.overrides.end(), regime.overrides.begin(), regime.overrides.end());
  return c;
}

// Of the first `regimes` rows one result each, and of the last row samples of the process before it.
struct SizeResult final {
  std::vector<ImageResult> regimes;
  std::vector<ImageMeasure> wrong;  ///< one for each seed
};

// Samples of the over-damped process by a network that was trained for the kernel of another.
ImageMeasure walked_by(const TrainedRun& trained_for, const sde::LinearSde& walked, std::int64_t step,
                       const ImageTruth& truth, std::int64_t samples, ad::Workers& workers) {
  const ad::Tensor parameters = trained_for.parameters();
  const kinds::score::TrainedScore trained{trained_for.model(), parameters, workers, 50};
  ImageMeasure m;
  m.step = step;
  m.samples = image_samples(trained, walked, image_flow(walked), ad::Key::root(1) / "walked", samples);
  m.distance = truth.take("frechet_classifier", m.samples);
  m.readable = truth.take("readable", m.samples);
  return m;
}

// The difference of two distances: over seeds where there are some, else by the errors of both.
metrics::Estimate difference(const std::vector<ImageMeasure>& larger,
                             const std::vector<ImageMeasure>& smaller) {
  if (larger.size() == 1) return metrics::difference(*larger[0].distance.ours, *smaller[0].distance.ours);
  std::vector<double> values;
  for (std::size_t i = 0; i < larger.size(); ++i)
    values.push_back(larger[i].distance.ours->mean - smaller[i].distance.ours->mean);
  return metrics::estimate(values);
}

class CldMnistDamping final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("steps", steps_, "optimiser steps of each training",
          {.unit = "steps", .range = config::between(10, 1e9)});
    v.key("seeds", seeds_, "trainings of each regime in the smallest size; of the others there is one",
          {.range = config::between(2, 100)});
    v.key("samples", samples_, "samples of each network",
          {.unit = "images", .range = config::between(50, 1e6)});
  }
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t seeds_of(const Cell& size) const { return size.name == cells().sizes[0].name ? seeds_ : 1; }
  ImageBudget budget() const {
    return {steps_, seeds_, {steps_ / 10, steps_ / 4, steps_ / 2, 3 * steps_ / 4}};
  }
  SizeResult measured(const Cell& size, const reproduce::FinishedRuns&, const ImageTruth&,
                      ad::Workers&) const;
  void add(reproduce::Outcome&, const Cell& size, const SizeResult&, const TrainedRun& any,
           const ImageTruth&) const;

  std::int64_t steps_ = 2'000, seeds_ = 3, samples_ = 500;
};

std::vector<reproduce::RunRequest> CldMnistDamping::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const Cell& size : cells().sizes)
    for (const Cell& regime : cells().regimes)
      for (std::int64_t seed = 1; seed <= seeds_of(size); ++seed)
        all.push_back(image_run(cell_of(size, regime), budget(), seed));
  return all;
}

SizeResult CldMnistDamping::measured(const Cell& size, const reproduce::FinishedRuns& runs,
                                     const ImageTruth& truth, ad::Workers& workers) const {
  SizeResult result;
  const auto run_of = [&](const Cell& regime, std::int64_t seed) {
    return TrainedRun(runs.at(image_run(cell_of(size, regime), budget(), seed)));
  };
  const Cell &over = cells().regimes.end()[-2], &wrong = cells().regimes.back();
  for (const Cell& regime : cells().regimes) {
    if (&regime == &wrong) continue;
    ImageResult r{regime.title, {}, {}};
    for (std::int64_t seed = 1; seed <= seeds_of(size); ++seed) {
      const TrainedRun run = run_of(regime, seed);
      if (seed == 1) r.course = image_course(run, budget(), truth, samples_, workers);
      r.ends.push_back(seed == 1 ? r.course.back()
                                 : image_measure(run, run.parameters(), steps_, truth, samples_, workers));
    }
    result.regimes.push_back(std::move(r));
  }
  for (std::int64_t seed = 1; seed <= seeds_of(size); ++seed)
    result.wrong.push_back(
        walked_by(run_of(wrong, seed), run_of(over, seed).model().sde(), steps_, truth, samples_, workers));
  return result;
}

void CldMnistDamping::add(reproduce::Outcome& outcome, const Cell& size, const SizeResult& result,
                          const TrainedRun& any, const ImageTruth& truth) const {
  const std::vector<ImageMeasure>&under = result.regimes[0].ends, &critical = result.regimes[1].ends,
        &over = result.regimes[2].ends;
  const auto ordered = [&](const std::string& row, const metrics::Estimate& e) {
    outcome.numbers.push_back(
        {fmt::format("{}, {}", size.title, row), "distance", e.mean, cell(e), e.standard_error});
  };
  ordered("end of training", difference(under, critical));
  const double ratio =
      mean_excess(over, &ImageMeasure::distance).mean / mean_excess(critical, &ImageMeasure::distance).mean;
  outcome.numbers.push_back({fmt::format("{}, over-damped against critical", size.title), "distance", ratio,
                             figures::significant(ratio, 3)});
  ordered("over-damped with the critical closed form", difference(result.wrong, over));
  outcome.tables.push_back(
      image_table(fmt::format("{}: at the end of training", size.title), result.regimes));
  outcome.tables.push_back(
      course_table(fmt::format("{}: on the way, first seed", size.title), result.regimes));
  outcome.figures.push_back(distance_figure("course_" + size.name, size.title, result.regimes));
  std::vector<ImageRow> rows;
  for (const ImageResult& r : result.regimes) rows.push_back({r.title, r.ends[0].samples});
  rows.push_back({cells().regimes.back().title, result.wrong[0].samples});
  outcome.pictures.push_back(
      image_rows("samples_" + size.name, rows, *kinds::score::drawn_form(*any.model().data)));
  outcome.notes.push_back(fmt::format("{}: {}", size.title, classifier_note(truth)));
}

reproduce::Outcome CldMnistDamping::compute(const reproduce::Published&,
                                            const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  reproduce::Outcome outcome;
  for (const Cell& size : cells().sizes) {
    const TrainedRun any(runs.at(image_run(cell_of(size, cells().regimes[1]), budget(), 1)));
    const ImageTruth truth(*any.model().data, workers);
    add(outcome, size, measured(size, runs, truth, workers), any, truth);
  }
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> cld_mnist_damping() {
  return config::row<reproduce::Reproduction, CldMnistDamping>(
      "cld-mnist-damping", "digits by under-damped, critical and over-damped CLD under one budget");
}

}  // namespace pont::reproductions::images
