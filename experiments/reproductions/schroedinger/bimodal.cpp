// The reproduction "dsb-bimodal".
#include <fmt/format.h>

#include <algorithm>

#include "experiments/kinds/bridge/figures.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/reading.hpp"

namespace pont::reproductions::schroedinger {
namespace {

constexpr const char* config_name = "configs/dsb/bimodal.yaml";

// "n = 5" is iteration 5; a shorter run gives its last one.
double at_iteration(const kinds::bridge::Series& series, const std::string& column) {
  const auto n = static_cast<std::size_t>(std::stoi(column.substr(4)));
  return series.value.at(std::min(n, series.value.size()) - 1);
}

// A bimodal law on the line from a Gaussian prior over a short horizon: total variation to the data after
// IPF iterations, exact on a grid and learned. It makes the two-dimensional figure of De Bortoli, Thornton,
// Heng, Doucet 2021 quantitative: one iteration is score-based generative modelling, and misses.
class Bimodal final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace

void Bimodal::declare(config::Visitor& v) {
  v.key("overrides", overrides_,
        "key=value laid upon the run, for a quick look: [train.steps=50]; nothing is compared then");
}

std::vector<reproduce::RunRequest> Bimodal::runs() const { return {{"bimodal", config_name, overrides_}}; }

reproduce::Outcome Bimodal::compute(const reproduce::Published& published,
                                    const reproduce::FinishedRuns& runs) const {
  const StoredRun run(runs.at("bimodal"));
  const kinds::bridge::Side& backward = kinds::bridge::sides()[0];
  const reproduce::Foil data_itself{"samples of the data itself",
                                    run::read_scalar(*run, "floor/total_variation_data")};
  const std::vector<reproduce::Foil> foils[] = {{}, {data_itself}};  // exact IPF is no estimate
  reproduce::Outcome outcome;
  outcome.notes = {std::string("the run: ") + config_name,
                   fmt::format("learned: histogram of samples; samples of the data itself score {}",
                               figures::significant(data_itself.value, 2))};
  if (!overrides_.empty()) outcome.incomparable = "the run was changed by overrides, so nothing is compared";
  const char* const sources[] = {"ipf/total_variation", "half_bridges/total_variation"};
  for (std::size_t r = 0; r < 2; ++r)
    for (const std::string& column : published.columns) {
      const double value = at_iteration(series(*run, sources[r], backward), column);
      outcome.numbers.push_back(
          {published.rows.at(r).name, column, value, fmt::format("{:.3f}", value), 0, foils[r]});
    }
  outcome.figures = {
      {"total_variation", "Total variation per iteration.", kinds::bridge::variation_figure(*run)}};
  return outcome;
}

config::Row<reproduce::Reproduction> bimodal() {
  return config::row<reproduce::Reproduction, Bimodal>(
      "dsb-bimodal", "total variation per IPF iteration, learned against exact");
}

}  // namespace pont::reproductions::schroedinger
