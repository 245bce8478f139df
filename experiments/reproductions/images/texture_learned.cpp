// The reproduction "texture-learned": Euler-Maruyama against Heun by a U-Net on a texture of 32 x 32 pixels.
#include <fmt/format.h>

#include <cmath>

#include "experiments/kinds/registry.hpp"
#include "experiments/kinds/score/kept_points.hpp"
#include "experiments/reproductions/gaussian/texture.hpp"
#include "experiments/reproductions/images/image_report.hpp"

namespace pont::reproductions::images {
namespace {

using kinds::score::TrainedRun;
using metrics::Points;

constexpr const char* config = "configs/images/texture_32.yaml";
constexpr double eps = 1e-3;  // of the samplers there
const std::vector<std::string> sampler_names{"euler_maruyama", "heun"};

reproduce::RunRequest run_of(std::int64_t seed) {
  return {fmt::format("seed_{}", seed), config, {fmt::format("seed={}", seed)}};
}

// Between Gaussians with the means and variances of points along the axes of the exact law, correlations left
// out: fewer points than pixels have no other covariance to speak of.
double distance_along_axes(const sde::Mixture& law, const Points& x) {
  const Points along = sde::to_axes(law, x);
  double sum = 0;
  for (Eigen::Index j = 0; j < along.cols(); ++j) {
    const double mean = along.col(j).mean(), variance = (along.col(j).array() - mean).square().sum() /
                                                        static_cast<double>(along.rows() - 1);
    sum += std::pow(mean - law.means(0, j), 2) +
           std::pow(std::sqrt(variance) - std::sqrt(law.variances(0, j)), 2);
  }
  return std::sqrt(sum);
}

struct SeedResult final {
  double excess = 0, evaluations = 0;  ///< relative excess loss; of Euler-Maruyama, per sample
  double floor = 0;                    ///< distance of as many points of the data
  std::vector<double> distances;       ///< of sampler_names
  std::vector<Points> samples;
};

SeedResult read(const std::filesystem::path& directory, std::int64_t seed) {
  const TrainedRun run(directory);
  const data::DataSet& data = *run.model().data;
  const sde::Mixture law = data.exact().value();
  const store::H5Reader& file = run.file();
  const auto scalar = [&](const std::string& path) { return file.read<double>(path).at(0); };
  SeedResult r;
  r.excess = scalar("evaluation/loss/ours") / scalar("evaluation/loss/floor") - 1;
  r.evaluations = scalar("samples/euler_maruyama/evaluations");
  const ad::Key key = ad::Key::root(static_cast<std::uint64_t>(seed)) / "texture-learned";
  for (const std::string& name : sampler_names) {
    r.samples.push_back(kinds::score::kept_points(file, "samples/" + name, data, key));
    r.distances.push_back(distance_along_axes(law, r.samples.back()));
  }
  r.samples.push_back(data::sample(data, key, r.samples[0].rows()));
  r.floor = distance_along_axes(law, r.samples.back());
  return r;
}

std::string w2(double value) { return fmt::format("{:.4f}", value); }

reproduce::ExtraTable table_of(const std::vector<SeedResult>& results, double exact_em, double exact_heun) {
  figures::Table table({{"score", figures::Align::left},
                        {"excess loss"},
                        {"Euler-Maruyama"},
                        {"Heun"},
                        {"Heun - EM"},
                        {"floor"}});
  table.add_row({"exact", "0 %", w2(exact_em), w2(exact_heun), w2(exact_heun - exact_em), "0"});
  for (std::size_t i = 0; i < results.size(); ++i) {
    const SeedResult& r = results[i];
    table.add_row({fmt::format("seed {}", i + 1), fmt::format("{:.1f} %", 100 * r.excess), w2(r.distances[0]),
                   w2(r.distances[1]), w2(r.distances[1] - r.distances[0]), w2(r.floor)});
  }
  return {"W2 to the data along the axes of their law; the floor is that of as many points of the data",
          table};
}

class TextureLearned final : public reproduce::Reproduction {
 public:
  void declare(config::Visitor& v) override {
    v.key("seeds", seeds_, "trained networks; the interval of the verdict is for 3",
          {.range = config::between(2, 100)});
  }
  std::vector<reproduce::RunRequest> runs() const override {
    std::vector<reproduce::RunRequest> all;
    for (std::int64_t seed = 1; seed <= seeds_; ++seed) all.push_back(run_of(seed));
    return all;
  }
  std::vector<reproduce::UsedSettings> settings() const override {
    return {reproduce::settings_of_run(kinds::experiment_kinds(), "", run_of(1))};
  }
  reproduce::Outcome compute(const reproduce::Published&, const reproduce::FinishedRuns&) const override;

 private:
  std::int64_t seeds_ = 3;
};

reproduce::Outcome TextureLearned::compute(const reproduce::Published&,
                                           const reproduce::FinishedRuns& finished) const {
  std::vector<SeedResult> results;
  std::vector<double> differences;
  for (std::int64_t seed = 1; seed <= seeds_; ++seed) {
    results.push_back(read(finished.at(run_of(seed)), seed));
    differences.push_back(results.back().distances[1] - results.back().distances[0]);
  }
  const TrainedRun any(finished.at(run_of(1)));
  const sde::Spectrum spectrum = gaussian::spectrum_of(any.model().data->exact().value());
  const int nodes = static_cast<int>(std::lround(results[0].evaluations)) + 1;
  const double exact_em = gaussian::exact_error("EM", spectrum, nodes, eps),
               exact_heun = gaussian::exact_error("Heun", spectrum, nodes, eps);
  const metrics::Estimate learned = metrics::estimate(differences);
  reproduce::Outcome outcome;
  outcome.notes = {fmt::format("{}: {} seeds, {} nodes from N(0, I) down to eps = {}, {} points per sampler",
                               config, seeds_, nodes, eps, results[0].samples[0].rows()),
                   "learned: W2 between Gaussians with means and variances along the axes of the exact law; "
                   "exact: no sampling"};
  outcome.numbers = {
      {"exact score", "W2", exact_em - exact_heun, fmt::format("{:.4f} < {:.4f}", exact_heun, exact_em), 0},
      {"learned score", "W2", learned.mean, "Heun - EM = " + cell(learned), learned.standard_error}};
  outcome.tables = {table_of(results, exact_em, exact_heun)};
  const figures::ImageForm form = *kinds::score::drawn_form(*any.model().data);
  outcome.pictures = {image_rows("samples",
                                 {{"data", results[0].samples[2]},
                                  {"Euler-Maruyama", results[0].samples[0]},
                                  {"Heun", results[0].samples[1]}},
                                 form, 12)};
  return outcome;
}

}  // namespace

config::Row<reproduce::Reproduction> texture_learned() {
  return config::row<reproduce::Reproduction, TextureLearned>(
      "texture-learned", "Euler-Maruyama against Heun by a U-Net on a texture of 32 x 32, three seeds");
}

}  // namespace pont::reproductions::images
