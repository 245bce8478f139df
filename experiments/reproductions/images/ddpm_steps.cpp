// The reproduction "ddpm-steps": DDIM against DDPM with few steps, by one network.
#include <fmt/format.h>

#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/reproductions/images/image_report.hpp"
#include "experiments/run/devices.hpp"
#include "sde/grid.hpp"
#include "sde/samplers/ancestral.hpp"
#include "sde/samplers/multistep.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;
using options::SamplingPlan;

// A way to take a number of steps.
struct Way final {
  std::string title;
  SamplingPlan (*plan)(const sde::LinearSde&, int steps);
};

template <class Sampler>
SamplingPlan along_chain(const sde::LinearSde& sde, int steps, double lambda) {
  return {std::make_unique<Sampler>(), lambda, sde::chain_grid(sde, 0, steps, 2), false, {}};
}

const std::vector<Way>& ways() {
  static const std::vector<Way> all{
      {"DDIM", [](const sde::LinearSde& s, int n) { return along_chain<sde::StochasticDdim>(s, n, 0); }},
      {"DDPM, variance of the posterior",
       [](const sde::LinearSde& s, int n) { return along_chain<sde::Ancestral>(s, n, 1); }},
      {"DDPM, large variance",
       [](const sde::LinearSde& s, int n) { return along_chain<sde::AncestralLarge>(s, n, 1); }},
      {"DPM-Solver++(2M)", [](const sde::LinearSde& s, int n) {
         return SamplingPlan{
             std::make_unique<sde::DpmSolverPlusPlus2M>(), 0, sde::log_snr_grid(s, 1e-3, n), true, {}};
       }}};
  return all;
}

struct Walked final {
  metrics::Points samples;
  run::Judged distance, readable;
};

class DdpmSteps final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("steps", steps_, "optimiser steps of the training",
          {.unit = "steps", .range = config::between(201, 1e9)});
    v.key("samples", samples_, "samples with few steps",
          {.unit = "images", .range = config::between(50, 1e6)});
    v.key("long_samples", long_samples_, "samples with all steps of the chain",
          {.unit = "images", .range = config::between(50, 1e6)});
  }
  std::vector<reproduce::RunRequest> runs() const override { return {ddpm_run(steps_)}; }
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::vector<Walked> walk(int steps, const TrainedRun&, const ImageTruth&, ad::Workers&) const;

  std::int64_t steps_ = ddpm_training, samples_ = 2'000, long_samples_ = 500;
};

std::vector<Walked> DdpmSteps::walk(int steps, const TrainedRun& run, const ImageTruth& truth,
                                    ad::Workers& workers) const {
  const ad::Tensor parameters = run.parameters();
  const kinds::score::TrainedScore trained{run.model(), parameters, workers, 50};
  const sde::LinearSde& sde = run.model().sde();
  std::vector<Walked> all;
  for (const Way& way : ways()) {
    Walked w;
    w.samples = image_samples(trained, sde, way.plan(sde, steps), ad::Key::root(1) / "ddpm steps",
                              steps == ddpm_chain ? long_samples_ : samples_);
    w.distance = truth.take("frechet_classifier", w.samples);
    w.readable = truth.take("readable", w.samples);
    all.push_back(std::move(w));
  }
  return all;
}

void add_rows(figures::Table& table, int steps, const std::vector<Walked>& all) {
  for (std::size_t i = 0; i < all.size(); ++i)
    table.add_row({fmt::format("{}", steps), ways()[i].title, cell(*all[i].distance.ours),
                   cell(*all[i].distance.floor), cell(*all[i].distance.excess), cell(*all[i].readable.ours)});
}

// How far DDIM is below way i.
reproduce::Measured below(int steps, const std::string& column, const std::vector<Walked>& all,
                          std::size_t i) {
  const metrics::Estimate e = metrics::difference(*all[i].distance.ours, *all[0].distance.ours);
  return {fmt::format("{} steps", steps), column, e.mean, cell(e), e.standard_error};
}

reproduce::Outcome DdpmSteps::compute(const reproduce::Published&,
                                      const reproduce::FinishedRuns& runs) const {
  ad::Workers workers(run::cores());
  const TrainedRun run(runs.at(ddpm_run(steps_)));
  const ImageTruth truth(*run.model().data, workers);
  reproduce::Outcome outcome;
  figures::Table table({{"steps"},
                        {"sampler", figures::Align::left},
                        {"Fréchet distance"},
                        {"floor"},
                        {"above it"},
                        {"read with confidence"}});
  std::vector<ImageRow> pictures;
  for (const int steps : {10, 20, 50, ddpm_chain}) {
    const std::vector<Walked> all = walk(steps, run, truth, workers);
    add_rows(table, steps, all);
    outcome.numbers.push_back(below(steps, "posterior variance", all, 1));
    outcome.numbers.push_back(below(steps, "large variance", all, 2));
    for (std::size_t i = 0; i < all.size(); ++i)
      pictures.push_back({fmt::format("{} with {} steps", ways()[i].title, steps), all[i].samples});
  }
  outcome.notes = {
      fmt::format("one network, {} steps of training; distances are of {} samples, with {} steps of {}; "
                  "the samplers start from the same noise",
                  steps_, samples_, ddpm_chain, long_samples_),
      classifier_note(truth)};
  outcome.tables = {{"Distances", table}};
  outcome.pictures = {image_rows("samples", pictures, *kinds::score::drawn_form(*run.model().data))};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> ddpm_steps() {
  return config::row<reproduce::Reproduction, DdpmSteps>(
      "ddpm-steps", "DDIM against DDPM with few steps, by one network on digits");
}

}  // namespace pont::reproductions::images
