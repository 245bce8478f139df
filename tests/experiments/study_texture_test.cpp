// The learned texture score: how samples are measured, and the reproduction on two tiny runs.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/config/config.hpp"
#include "experiments/data/texture.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproduce/verdict.hpp"
#include "experiments/reproductions/gaussian/texture.hpp"
#include "experiments/reproductions/registry.hpp"
#include "experiments/run/launch.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

TEST(Texture, SpectrumIsThatOfThePatch) {
  const sde::Spectrum spectrum = spectrum_of(*TextureOptions().build()->exact());
  EXPECT_EQ(spectrum.size(), 64u);
  EXPECT_NEAR(spectrum.trace(), 64 * 0.25, 1e-10);
  EXPECT_GT(spectrum.largest() / spectrum.smallest(), 1000);
}

// A sample of the law is off by about its floor; the same sample times 1.5 by 0.5 sqrt(trace) more or less.
TEST(Texture, ErrorsAreDistancesToTheExactLaw) {
  const auto data = TextureOptions().build();
  const sde::Mixture law = *data->exact();
  const Points x = sample(*data, ad::Key::root(3), 4000);
  const TextureSamples same = measured(x, 7, law), wide = measured(1.5 * x, 7, law);
  EXPECT_LT(same.error, 0.2);
  EXPECT_NEAR(wide.error, 0.5 * std::sqrt(x.squaredNorm() / 4000), 0.05);
  EXPECT_EQ(same.evaluations, 7);
  for (Eigen::Index j = 0; j < 64; ++j)
    EXPECT_NEAR(same.variances(j) / law.variances(0, j), 1, 4.5 * std::sqrt(2.0 / 4000));
}

class TextureStudy : public test::WithCheckout {};

TEST_F(TextureStudy, IsComputedFromItsRuns) {
  const std::filesystem::path directory = test::scratch();
  const auto reproduction = all_reproductions().at("gaussian-texture").make();
  apply(*reproduction, parse_overrides({"seeds=2"}));
  FinishedRuns runs;
  for (RunRequest run : reproduction->runs()) {
    for (const char* tiny : {"train.steps=10", "sample.count=200", "sample.chunk=100", "evaluate.cloud=100",
                             "evaluate.loss_rows=200", "network.width=16", "threads=1"})
      run.overrides.push_back(tiny);
    RunConfig config = config_of(experiment_kinds(), run);
    ensure_run({experiment_kinds()}, config, directory / run.name);
    runs.add(run, directory / run.name);
  }
  const Published published = load_published("gaussian-texture");
  const Outcome outcome = reproduction->compute(published, runs);
  const Judgement judgement = judge(published, outcome.numbers);
  EXPECT_TRUE(judgement.verdicts.at(0).agrees);  // exact score: Heun < EM, whatever was trained
  EXPECT_EQ(outcome.numbers.at(0).printed, "0.0046 < 0.0158");
  EXPECT_TRUE(std::isfinite(outcome.numbers.at(1).value));
  EXPECT_NE(outcome.notes.at(0).find("2 seeds, 250 nodes"), std::string::npos) << outcome.notes[0];
  for (const NamedFigure& f : outcome.figures) EXPECT_NO_THROW(check_figure(f.figure)) << f.name;
}

}  // namespace
}  // namespace pont::experiments
