// The reproduction "dit-tiny": a U-Net and a transformer on digits, with the same work for both.
#include <fmt/format.h>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;

struct NetworkCell final {
  reproduce::Cell cell;
  std::int64_t steps = 1;
  void declare(config::Visitor& v) {
    v.section("cell", cell, "the network");
    v.key("steps", steps, "of its training", {.unit = "steps", .range = config::at_least(1)});
  }
  ImageBudget budget() const { return {steps, 1, {steps / 10, steps / 4, steps / 2}}; }
  reproduce::RunRequest run() const { return image_run(cell, budget(), 1); }
};

struct NetworkCells final {
  std::vector<NetworkCell> networks;
  void declare(config::Visitor& v) { v.list("networks", networks, "what is trained with the same work"); }
};

const std::vector<NetworkCell>& networks() {
  static const std::vector<NetworkCell> all = reproduce::load_cells<NetworkCells>("dit_tiny").networks;
  return all;
}

class DitTiny final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("samples", samples_, "samples of each network",
          {.unit = "images", .range = config::between(50, 1e6)});
  }
  std::vector<reproduce::RunRequest> runs() const override {
    std::vector<reproduce::RunRequest> all;
    for (const NetworkCell& n : networks()) all.push_back(n.run());
    return all;
  }
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t samples_ = 500;
};

reproduce::Outcome DitTiny::compute(const reproduce::Published&, const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  const TrainedRun any(runs.at(networks().front().run()));
  const ImageTruth truth(*any.model().data, workers);
  reproduce::Outcome outcome;
  std::vector<ImageResult> results;
  std::vector<ImageRow> rows;
  for (const NetworkCell& n : networks()) {
    const TrainedRun run(runs.at(n.run()));
    ImageResult r{n.cell.title, image_course(run, n.budget(), truth, samples_, workers), {}};
    r.ends = {r.course.back()};
    rows.push_back({n.cell.title, r.ends[0].samples});
    const metrics::Estimate &distance = *r.ends[0].distance.excess, &loss = *r.ends[0].loss.excess;
    outcome.numbers.push_back(
        {n.cell.name, "distance", distance.mean, cell(distance), distance.standard_error});
    outcome.numbers.push_back({n.cell.name, "loss", loss.mean, cell(loss), loss.standard_error});
    outcome.notes.push_back(
        fmt::format("{}: {} parameters, {} steps", n.cell.title, run.model().parameters.size(), n.steps));
    results.push_back(std::move(r));
  }
  outcome.notes.push_back(classifier_note(truth));
  outcome.tables = {course_table("On the way", results)};
  outcome.figures = {distance_figure("course", "Digits of 28 x 28, the same work", results)};
  outcome.pictures = {image_rows("samples", rows, *kinds::score::drawn_form(*any.model().data))};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> dit_tiny() {
  return config::row<reproduce::Reproduction, DitTiny>(
      "dit-tiny", "a U-Net and a transformer on digits, with the same work for both");
}

}  // namespace pont::reproductions::images
