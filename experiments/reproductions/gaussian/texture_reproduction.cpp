// The reproduction "gaussian-texture".
#include <fmt/format.h>

#include <cmath>

#include "experiments/kinds/registry.hpp"
#include "experiments/metrics/repetition.hpp"
#include "experiments/reproduce/reproduction.hpp"
#include "experiments/reproductions/gaussian/gaussian_table.hpp"
#include "experiments/reproductions/gaussian/texture.hpp"

namespace pont::reproductions::gaussian {
namespace {

constexpr const char* config = "configs/study/texture.yaml";
constexpr double eps = 1e-3;  // of the samplers there

std::string w2(double value) { return fmt::format("{:.4f}", value); }

reproduce::ExtraTable table_of(const std::vector<TextureRun>& runs, double exact_em, double exact_heun) {
  figures::Table table({{"score", figures::Align::left},
                        {"excess loss"},
                        {"Euler-Maruyama"},
                        {"Heun"},
                        {"Heun - EM"},
                        {"floor"}});
  table.add_row({"exact", "0 %", w2(exact_em), w2(exact_heun), w2(exact_heun - exact_em), "0"});
  for (const TextureRun& r : runs)
    table.add_row({"seed " + r.seed, fmt::format("{:.1f} %", 100 * r.excess), w2(r.euler_maruyama.error),
                   w2(r.heun.error), w2(r.heun.error - r.euler_maruyama.error), w2(r.data.error)});
  return {"W2 to the data; the floor is that of as many points of the data", table};
}

metrics::Estimate difference(const std::vector<TextureRun>& runs) {
  std::vector<double> values;
  for (const TextureRun& r : runs) values.push_back(r.heun.error - r.euler_maruyama.error);
  return metrics::estimate(values);
}

reproduce::RunRequest run_of(std::int64_t seed) {
  return {fmt::format("seed_{}", seed), config, {fmt::format("seed={}", seed)}};
}

std::vector<TextureRun> read_runs(const reproduce::FinishedRuns& runs, std::int64_t seeds) {
  std::vector<TextureRun> all;
  for (std::int64_t seed = 1; seed <= seeds; ++seed)
    all.push_back(read_texture_run(runs.at(run_of(seed)), fmt::format("{}", seed)));
  return all;
}

// The closing claim of Pierret & Galerne 2024 at small scale: with the exact score Heun beats Euler-Maruyama
// (computed), with a learned score it is the other way round (several seeds of configs/study/texture.yaml).
class TextureReproduction final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor&) override;
  std::vector<reproduce::RunRequest> runs() const override;
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;
  std::vector<reproduce::UsedSettings> settings() const override;

 private:
  std::int64_t seeds_ = 5;
};

}  // namespace

std::vector<reproduce::RunRequest> TextureReproduction::runs() const {
  std::vector<reproduce::RunRequest> all;
  for (std::int64_t seed = 1; seed <= seeds_; ++seed) all.push_back(run_of(seed));
  return all;
}

std::vector<reproduce::UsedSettings> TextureReproduction::settings() const {
  return {reproduce::settings_of_run(kinds::experiment_kinds(), "", run_of(1))};
}

void TextureReproduction::declare(config::Visitor& v) {
  v.key("seeds", seeds_, "trained networks; the interval of the verdict is for 5",
        {.range = config::between(2, 100)});
}

reproduce::Outcome TextureReproduction::compute(const reproduce::Published&,
                                                const reproduce::FinishedRuns& finished) const {
  const std::vector<TextureRun> runs = read_runs(finished, seeds_);
  const int nodes = static_cast<int>(std::lround(runs[0].euler_maruyama.evaluations)) + 1;
  const sde::Spectrum spectrum = spectrum_of(runs[0].law);
  const double exact_em = exact_error("EM", spectrum, nodes, eps),
               exact_heun = exact_error("Heun", spectrum, nodes, eps);
  const metrics::Estimate learned = difference(runs);
  reproduce::Outcome outcome;
  outcome.notes = {fmt::format("{}: {} seeds, {} nodes from N(0, I) down to eps = {}, {} points per sampler",
                               config, seeds_, nodes, eps, runs[0].heun.points.rows()),
                   "learned: W2 between the Gaussian with the moments of the points and the exact law; "
                   "exact: no sampling"};
  outcome.numbers = {
      {"exact score", "W2", exact_em - exact_heun, fmt::format("{:.4f} < {:.4f}", exact_heun, exact_em), 0},
      {"learned score", "W2", learned.mean,
       "Heun - EM = " + figures::with_error(learned.mean, learned.standard_error), learned.standard_error}};
  outcome.tables = {table_of(runs, exact_em, exact_heun)};
  outcome.figures = texture_figures(runs);
  return outcome;
}

config::Row<reproduce::Reproduction> gaussian_texture() {
  return config::row<reproduce::Reproduction, TextureReproduction>(
      "gaussian-texture", "Euler-Maruyama against Heun with the exact and with a learned score, five seeds");
}

}  // namespace pont::reproductions::gaussian
