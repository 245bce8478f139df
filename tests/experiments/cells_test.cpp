// The runs that reproductions declare: each loads, and has a name of its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <map>

#include "experiments/config/config.hpp"
#include "experiments/kinds/registry.hpp"
#include "experiments/reproductions/registry.hpp"
#include "experiments/run/data_files.hpp"
#include "experiments/run/identity.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/study_support.hpp"

namespace pont::experiments {
namespace {

class Cells : public test::WithCheckout {};

// Of one name where runs are shared, of one reproduction where they are not.
std::string place_of(const std::string& reproduction, const RunRequest& run) {
  return (run.place == reproduce::Place::shared ? "" : reproduction + "/") + run.name;
}

bool data_is_here(RunConfig& config) {
  return std::ranges::all_of(file_sections(config), [](const FileSection& file) {
    return std::filesystem::exists(point_place(*file.path).file);
  });
}

TEST_F(Cells, EveryDeclaredRunLoadsAndHasItsOwnName) {
  std::map<std::string, std::string> configs;
  std::map<std::string, std::size_t> count;
  for (const auto& row : all_reproductions().rows())
    for (const RunRequest& run : row.make()->runs()) {
      RunConfig config(experiment_kinds());
      ASSERT_NO_THROW(config = config_of(experiment_kinds(), run)) << row.name << ": " << run.name;
      if (data_is_here(config))
        ASSERT_NO_THROW(config.experiment->check()) << row.name << ": " << run.name;
      else
        std::printf("%s: not checked, its data files are not on this machine\n", run.name.c_str());
      const std::string text = recorded_config(config);
      const auto [known, fresh] = configs.emplace(place_of(row.name, run), text);
      EXPECT_EQ(known->second, text) << row.name << ": " << run.name << " is two runs";
      ++count[row.name];
    }
  EXPECT_EQ(count, (std::map<std::string, std::size_t>{{"gaussian-texture", 5},
                                                       {"cld-toys", 18},
                                                       {"cld-damping", 9},
                                                       {"cld-score-complexity", 3},
                                                       {"cld-mnist-damping", 16},
                                                       {"mnist-score", 4},
                                                       {"texture-learned", 3},
                                                       {"ddpm-steps", 1},
                                                       {"ddpm-elbo", 1},
                                                       {"memorisation", 10},
                                                       {"dit-tiny", 2},
                                                       {"dsb-gaussian", 4},
                                                       {"dsb-bimodal", 1},
                                                       {"dsb-2d", 4},
                                                       {"bridge-2d-table", 130}}));
}

// What a cell lays upon its configuration wins, and a later word over an earlier one.
TEST_F(Cells, OverridesAreLaidUponTheConfigurationInTurn) {
  const RunRequest run{"x", "configs/dsb/table_2d.yaml", {"seed=7", "train.steps=5", "train.steps=6"}};
  const RunConfig config = config_of(experiment_kinds(), run);
  EXPECT_EQ(config.seed, 7);
  EXPECT_NE(config::resolved_yaml(config).find("\n  steps: 6\n"), std::string::npos);
}

TEST_F(Cells, OfAllReproductionsAreListsOfFiles) {
  std::size_t files = 0;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::path(PONT_CHECKOUT) / "configs/cells"))
    files += entry.path().extension() == ".yaml";
  EXPECT_EQ(files, 5u);
}

TEST(FinishedRuns, RefuseARunThatWasNotDeclared) {
  FinishedRuns runs;
  runs.add({"a", "", {}}, "dir/a");
  EXPECT_EQ(runs.at("a"), "dir/a");
  EXPECT_THROW(runs.at("b"), std::logic_error);
}

}  // namespace
}  // namespace pont::experiments
