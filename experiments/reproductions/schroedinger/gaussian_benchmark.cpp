// The reproduction "dsb-gaussian".
#include <fmt/format.h>

#include <memory>

#include "experiments/kinds/bridge/figures.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/schroedinger/stored_run.hpp"
#include "experiments/run/reading.hpp"

namespace pont::reproductions::schroedinger {
namespace {

constexpr const char* config_file = "configs/dsb/gaussian.yaml";
constexpr int dimensions[] = {5, 20, 50};

// One trained benchmark.
struct Case {
  std::string title;
  int d;
  std::unique_ptr<StoredRun> run;
  double divergence(const char* name, const kinds::bridge::Side& side) const {
    return 1e3 * kinds::bridge::mean_divergence(**run, name, side).value.back();
  }
  double first_divergence(const char* name, const kinds::bridge::Side& side) const {
    return 1e3 * kinds::bridge::mean_divergence(**run, name, side).value.front();
  }
  double floor(const char* name) const { return 1e3 * run::read_scalar(**run, std::string("floor/") + name); }
};

constexpr const char *mean_matching = "mean_matching", *simplified = "simplified";

reproduce::RunRequest run_of(int d, const std::string& target, const std::vector<std::string>& overrides) {
  reproduce::RunRequest run{
      fmt::format("{}_{}", target, d),
      config_file,
      {fmt::format("data.dimension={}", d), fmt::format("prior.dimension={}", d), "method.target=" + target}};
  run.overrides.insert(run.overrides.end(), overrides.begin(), overrides.end());
  return run;
}

Case read_case(const reproduce::FinishedRuns& runs, int d, const std::string& target) {
  return {fmt::format("{}, d = {}", target, d), d,
          std::make_unique<StoredRun>(runs.at(fmt::format("{}_{}", target, d)))};
}

reproduce::ExtraTable divergence_table(const std::vector<Case>& cases) {
  figures::Table table(
      {{"mean KL x 1e-3", figures::Align::left}, {"diagonal"}, {"its floor"}, {"full"}, {"its floor"}});
  for (const Case& c : cases)
    for (const kinds::bridge::Side& side : kinds::bridge::sides())
      table.add_row({c.title + ", " + side.direction.name(),
                     figures::significant(c.divergence("kl_diagonal", side), 3),
                     figures::significant(c.floor("kl_diagonal"), 3),
                     figures::significant(c.divergence("kl_full", side), 3),
                     figures::significant(c.floor("kl_full"), 3)});
  return {"Both divergences of the last chain in both directions, beside what 10^4 exact samples score",
          table};
}

reproduce::ExtraTable bias_table(const std::vector<Case>& cases) {
  figures::Table table({{"last forward chain", figures::Align::left},
                        {"learned"},
                        {"perfect networks"},
                        {"exact IPF"},
                        {"Schrödinger bridge"}});
  for (const Case& c : cases)
    for (const kinds::bridge::Moment& m : kinds::bridge::free_end_moments(**c.run))
      table.add_row({c.title + ": " + m.title, figures::significant(m.learned.back()),
                     figures::significant(m.ideal.back()), figures::significant(m.ipf.back()),
                     figures::significant(m.limit.back())});
  return {"Biases: means over coordinates", table};
}

// The Gaussian benchmark of Shi, De Bortoli, Campbell, Doucet 2023 for DSB: mean KL to the Schroedinger
// bridge in 5, 20, 50 dimensions, every half-bridge beside exact IPF and perfect networks, and in one
// dimension the biases of mean matching and of the simplified target.
class GaussianBenchmark final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::vector<std::string> overrides_;
};

}  // namespace

void GaussianBenchmark::declare(config::Visitor& v) {
  v.key("overrides", overrides_,
        "key=value laid upon every run, for a quick look: [train.steps=50]; nothing is compared then");
}

std::vector<reproduce::RunRequest> GaussianBenchmark::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (const int d : dimensions) all.push_back(run_of(d, mean_matching, overrides_));
  all.push_back(run_of(dimensions[0], simplified, overrides_));
  return all;
}

std::vector<reproduce::UsedSettings> GaussianBenchmark::settings() const {
  std::vector<reproduce::UsedSettings> all;
  for (const int d : dimensions)
    all.push_back(reproduce::settings_of_run(kinds::experiment_kinds(), fmt::format("d = {}", d),
                                             run_of(d, mean_matching, overrides_)));
  return all;
}

reproduce::Outcome GaussianBenchmark::compute(const reproduce::Published& published,
                                              const reproduce::FinishedRuns& runs) const {
  std::vector<Case> cases;
  for (const int d : dimensions) cases.push_back(read_case(runs, d, mean_matching));
  reproduce::Outcome outcome;
  outcome.notes = {std::string("every run: ") + config_file, "KL is diagonal, of the last forward chain"};
  if (!overrides_.empty())
    outcome.incomparable = "the runs were changed by overrides, so nothing is compared";
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const double value = cases[i].divergence("kl_diagonal", kinds::bridge::sides()[1]);
    outcome.numbers.push_back(
        {published.rows[0].name,
         published.columns[i],
         value,
         fmt::format("{:.2f}", value),
         0,
         {{"the first half-bridge", cases[i].first_divergence("kl_diagonal", kinds::bridge::sides()[1])}}});
  }
  cases.push_back(read_case(runs, dimensions[0], simplified));
  outcome.tables = {divergence_table(cases), bias_table(cases)};
  for (const Case& c : cases) {
    const std::string name = fmt::format("{}_{}", c.title.substr(0, c.title.find(',')), c.d);
    outcome.figures.push_back(
        {"moments_" + name, c.title + ": after every half-bridge.", kinds::bridge::truth_figure(**c.run)});
    outcome.figures.push_back(
        {"divergences_" + name, c.title + ".", kinds::bridge::divergence_figure(**c.run)});
  }
  return outcome;
}

config::Row<reproduce::Reproduction> gaussian_benchmark() {
  return config::row<reproduce::Reproduction, GaussianBenchmark>(
      "dsb-gaussian", "diffusion Schroedinger bridges between Gaussians in 5, 20 and 50 dimensions");
}

}  // namespace pont::reproductions::schroedinger
