// The reproduction "mnist-score": digits by VP, sub-VP, VE and CLD with one network and budget.
#include <fmt/format.h>

#include <cmath>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"
#include "experiments/run/reading.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;
using reproduce::Cell;

struct ScoreCells final {
  std::vector<Cell> models;
  void declare(config::Visitor& v) { v.list("models", models, "SDEs, VP the first and CLD the last"); }
};

const std::vector<Cell>& models() {
  static const std::vector<Cell> all = reproduce::load_cells<ScoreCells>("mnist_score").models;
  return all;
}

struct ScoreResult final {
  ImageResult images;
  Eigen::VectorXd flow, bound;  ///< bits/dim of each test image
  double evaluations = 0;       ///< of a flow, for each image and probe
  std::int64_t parameters = 0;
};

Eigen::VectorXd bits(const store::H5Reader& run, const std::string& measure) {
  const std::vector<double> values = run.read<double>("evaluation/" + measure + "/images");
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

class MnistScore final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("steps", steps_, "optimiser steps of each training",
          {.unit = "steps", .range = config::between(201, 1e9)});
    v.key("images", images_, "test images whose bits are measured",
          {.unit = "images", .range = config::between(2, 10'000)});
    v.key("samples", samples_, "samples of each network",
          {.unit = "images", .range = config::between(50, 1e6)});
  }
  std::vector<reproduce::RunRequest> runs() const override {
    std::vector<reproduce::RunRequest> all;
    for (const Cell& c : models()) all.push_back(run(c));
    return all;
  }
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  ImageBudget budget() const { return {steps_, 1, {}}; }
  reproduce::RunRequest run(const Cell& c) const {
    reproduce::RunRequest request = image_run(c, budget(), 1);
    request.overrides.push_back(fmt::format("evaluate.bits.images={}", images_));
    return request;
  }
  ScoreResult measured(const Cell&, const TrainedRun&, const ImageTruth&, ad::Workers&) const;

  std::int64_t steps_ = 4'000, images_ = 100, samples_ = 500;
};

ScoreResult MnistScore::measured(const Cell& c, const TrainedRun& run, const ImageTruth& truth,
                                 ad::Workers& workers) const {
  ScoreResult r{{c.title, image_course(run, budget(), truth, samples_, workers), {}},
                bits(run.file(), "bits_flow"),
                bits(run.file(), "bits_bound"),
                run::read_scalar(run.file(), "evaluation/bits_flow/evaluations"),
                run.model().parameters.size()};
  r.images.ends = {r.images.course.back()};
  return r;
}

reproduce::ExtraTable bits_table(const std::vector<ScoreResult>& results) {
  figures::Table table({{"model", figures::Align::left},
                        {"bits/dim by the flow"},
                        {"above VP"},
                        {"bound"},
                        {"above VP"},
                        {"evaluations of the flow"},
                        {"parameters"}});
  const ScoreResult& vp = results.front();
  for (const ScoreResult& r : results)
    table.add_row({r.images.title, cell(metrics::estimate(r.flow)), cell(metrics::estimate(r.flow - vp.flow)),
                   cell(metrics::estimate(r.bound)), cell(metrics::estimate(r.bound - vp.bound)),
                   fmt::format("{:.0f}", r.evaluations), fmt::format("{}", r.parameters)});
  return {"Bits/dim of the same test images with the same noise on their bytes; differences image by image",
          table};
}

// By how much two models differ, whichever is ahead.
reproduce::Measured apart(const std::string& row, const Eigen::VectorXd& cld, const Eigen::VectorXd& vp) {
  const metrics::Estimate e = metrics::estimate(cld - vp);
  return {row, "bits/dim", std::abs(e.mean), "CLD - VP = " + cell(e), e.standard_error};
}

reproduce::Outcome MnistScore::compute(const reproduce::Published&,
                                       const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  const TrainedRun any(runs.at(run(models().front())));
  const ImageTruth truth(*any.model().data, workers);
  std::vector<ScoreResult> results;
  for (const Cell& c : models()) results.push_back(measured(c, TrainedRun(runs.at(run(c))), truth, workers));
  reproduce::Outcome outcome;
  outcome.numbers = {apart("CLD against VP, flow", results.back().flow, results.front().flow),
                     apart("CLD against VP, bound", results.back().bound, results.front().bound)};
  std::vector<ImageResult> images;
  std::vector<ImageRow> rows;
  for (const ScoreResult& r : results) {
    images.push_back(r.images);
    rows.push_back({r.images.title, r.images.ends[0].samples});
  }
  outcome.tables = {bits_table(results), image_table("Samples by the flow, 41 evaluations", images)};
  outcome.pictures = {image_rows("samples", rows, *kinds::score::drawn_form(*any.model().data))};
  outcome.notes = {
      fmt::format("{} steps of training each, one seed; errors are over images, not over trainings", steps_),
      classifier_note(truth)};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> mnist_score() {
  return config::row<reproduce::Reproduction, MnistScore>(
      "mnist-score", "digits by VP, sub-VP, VE and CLD with one network and budget, in bits/dim");
}

}  // namespace pont::reproductions::images
