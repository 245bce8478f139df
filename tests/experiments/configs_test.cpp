// Every configuration of the checkout loads, and opens with the command that runs it and how long that takes.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <vector>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/kinds/score/assumptions.hpp"
#include "experiments/kinds/score/blur.hpp"
#include "experiments/kinds/score/score_experiment.hpp"
#include "experiments/run/data_files.hpp"
#include "experiments/run/experiment.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

// Of experiments: configs/cells holds what reproductions lay upon them (cells_test.cpp).
std::vector<fs::path> configurations() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PONT_CHECKOUT) / "configs"))
    if (entry.path().extension() == ".yaml" && entry.path().parent_path().filename() != "cells")
      files.push_back(entry.path());
  return files;
}

/// The files of points that a configuration reads.
std::vector<std::string> data_files(const fs::path& configuration) {
  RunConfig config = load_config(configuration, {}, RunConfig(experiment_kinds()));
  std::vector<std::string> files;
  for (const FileSection& file : file_sections(config)) files.push_back(point_place(*file.path).file);
  return files;
}

TEST(Configurations, EachLoadsAndOpensWithItsCommand) {
  for (const fs::path& file : configurations()) {
    EXPECT_NO_THROW(load_config(file, {}, RunConfig(experiment_kinds()))) << file;
    std::ifstream in(file);
    std::string head;
    std::getline(in, head);
    const std::string command = "# ./pont run " + fs::relative(file, PONT_CHECKOUT).string() + " (about ";
    EXPECT_TRUE(head.starts_with(command)) << head;
    EXPECT_NE(head.find(" on 2 cores): "), std::string::npos) << head;
  }
  EXPECT_GE(configurations().size(), 20u);
}

// The prior of every experiment of the checkout is the law at T, as nearly as a run asks for.
TEST(Configurations, NoneStartsFarFromTheLawAtT) {
  int models = 0;
  for (const fs::path& file : configurations()) {
    const RunConfig config = load_config(file, {}, RunConfig(experiment_kinds()));
    const auto* score = dynamic_cast<const ScoreExperiment*>(&*config.experiment);
    if (!score) continue;
    if (!std::ranges::all_of(data_files(file), [](const std::string& f) { return fs::exists(f); })) {
      std::printf("%s: left out, its data files are not on this machine\n", file.c_str());
      continue;
    }
    ++models;
    const ScoreModel model = score->build();
    EXPECT_EQ(prior_warning(prior_gap(model), model.d()), "") << file;
    for (const SmallTime& at : score->small_times(model.sde()))
      EXPECT_EQ(blur_warning(model, at), "") << file;
  }
  EXPECT_GE(models, 8);
}

// N(0, 100^2) under VP is 1.197 times as wide as the prior at T; the remedies that the warning names end it.
TEST(Configurations, APriorFarFromTheLawIsWarnedOfAndTheRemediesHelp) {
  const auto gap = [](const std::string& sde, const std::string& deviation, const std::string& mean) {
    const std::string text =
        "type: score\ndata: {type: isotropic_gaussian, dimension: 1, deviation: " + deviation +
        ", mean: " + mean + "}\nsde: " + sde + "\n";
    return prior_gap(dynamic_cast<const ScoreExperiment&>(
                         *parse_config("t.yaml", text, RunConfig(experiment_kinds())).experiment)
                         .build());
  };
  const std::string vp = "{type: vp, clock: {type: affine}}";
  const PriorGap wide = gap(vp, "100", "0");
  EXPECT_NEAR(wide.divergence, 0.0364, 1e-4);
  EXPECT_NEAR(wide.widest, std::sqrt(1 + 9999 * std::exp(-10.05)), 1e-6);
  const std::string warning = prior_warning(wide, 1);
  EXPECT_NE(warning.find("KL(law at T, prior) = 0.036 nats"), std::string::npos) << warning;
  EXPECT_NE(prior_warning(gap(vp, "1", "50"), 1), "");
  EXPECT_NE(prior_warning(gap("{type: ve, sigma_max: 2}", "3", "0"), 1), "");
  EXPECT_EQ(prior_warning(gap("{type: vp, T: 2, clock: {type: affine}}", "100", "0"), 1), "");  // a later T
  EXPECT_EQ(prior_warning(gap("{type: vp, clock: {type: affine, beta_max: 40}}", "100", "0"), 1),
            "");                                                                // a faster clock
  EXPECT_EQ(prior_warning(gap("{type: ve, sigma_max: 50}", "3", "0"), 1), "");  // a larger sigma_max
  EXPECT_EQ(prior_warning(gap(vp, "1", "0"), 1), "");                           // data brought to deviation 1
}

// What is taken as known of the score is said beside the data's own variance; far from it a run warns, and
// the value that the warning asks for ends it.
TEST(Configurations, AKnownPartFarFromTheDataIsWarnedOf) {
  const auto warning = [](const std::string& data, const std::string& objective) {
    const std::string text =
        "type: score\nsde: {type: cld}\ndata: " + data + "\nobjective: " + objective + "\n";
    return known_part_warning(dynamic_cast<const ScoreExperiment&>(
                                  *parse_config("t.yaml", text, RunConfig(experiment_kinds())).experiment)
                                  .build());
  };
  const std::string narrow = "{type: isotropic_gaussian, dimension: 1, deviation: 0.1}";
  const std::string said = warning(narrow, "{type: dsm}");
  EXPECT_NE(said.find("variance 1.00 (data_variance); the data have 0.0100 to 0.0100"), std::string::npos)
      << said;
  EXPECT_EQ(warning(narrow, "{type: dsm, parametrisation: {type: mixed, data_variance: 0.01}}"), "");
  EXPECT_EQ(warning(narrow, "{type: dsm, parametrisation: {type: plain}}"), "");
  EXPECT_EQ(warning(narrow, "{type: hsm}"), "");
  EXPECT_NE(warning("{type: isotropic_gaussian, dimension: 1, deviation: 2.1}", "{type: dsm}"), "");
  EXPECT_EQ(warning("{type: isotropic_gaussian, dimension: 1, deviation: 1.9}", "{type: dsm}"), "");
}

// Of deviation .001 under VP: at 1e-5 the noise has the variance of the data. Each remedy ends it.
TEST(Configurations, NoiseAtSmallTimesIsWarnedOfAndTheRemediesHelp) {
  const auto of_data = [](const std::string& sde, const std::string& data) {
    const std::string text = "type: score\ndata: " + data + "\nsde: " + sde + "\n";
    return dynamic_cast<const ScoreExperiment&>(
               *parse_config("t.yaml", text, RunConfig(experiment_kinds())).experiment)
        .build();
  };
  const auto model = [&](const std::string& sde, const std::string& deviation) {
    return of_data(sde, "{type: isotropic_gaussian, dimension: 2, deviation: " + deviation + "}");
  };
  const std::string vp = "{type: vp, clock: {type: affine}}";
  for (const std::string& sde : {vp, std::string("{type: ve}"), std::string("{type: cld}")}) {
    const ScoreModel narrow = model(sde, "0.001");
    const SmallTime late{"likelihood", "evaluate.likelihood_time", 1e-2};
    const std::string warning = blur_warning(narrow, late), lower = "lower evaluate.likelihood_time to ";
    const auto at = warning.find(lower);
    ASSERT_NE(at, std::string::npos) << warning;
    const double t = std::stod(warning.substr(at + lower.size()));
    EXPECT_GT(blur(narrow, t), 0.5 * visible_blur) << sde;
    EXPECT_EQ(blur_warning(narrow, {late.measure, late.key, t}), "") << sde;
  }
  EXPECT_NEAR(blur(model(vp, "0.001"), 1e-5), 1.001, 1e-4);  // 1e-6 + 19.9e-10 / 2
  EXPECT_NEAR(blur(model(vp, "2"), 0.1), std::expm1(0.1 * 0.1 + 19.9 * 0.1 * 0.1 / 2) / 4, 1e-12);
  const SmallTime usual{"likelihood", "evaluate.likelihood_time", 1e-5};
  EXPECT_NE(blur_warning(model(vp, "0.001"), usual), "");
  EXPECT_EQ(blur_warning(model(vp, "1"), usual), "");
  const std::string point = "{type: mixture, weights: [1], means: [[0.3, -0.7]], stds: [[0]]}",
                    line = "{type: mixture, weights: [1], means: [[0.3, -0.7]], stds: [[1, 0]]}";
  EXPECT_EQ(blur(of_data(vp, point), 1e-5), 0);                // a point has no width
  EXPECT_NEAR(blur(of_data(vp, line), 1e-5), 1.001e-6, 1e-9);  // nor has a coordinate that is constant
}

}  // namespace
}  // namespace pont::experiments
