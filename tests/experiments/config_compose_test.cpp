// `extends` and overrides: what wins, where errors point to, and what is refused.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/experiments/config_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

namespace fs = std::filesystem;

/// Files in a directory of the test's own; messages are compared with the directory left out.
class ConfigFiles : public testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::path(testing::TempDir()) /
           (std::string("config_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(dir_);
    fs::create_directories(dir_ / "sub");
  }
  void TearDown() override { fs::remove_all(dir_); }

  void write(const std::string& name, const std::string& text) const { std::ofstream(dir_ / name) << text; }
  Config load(const std::string& name, const std::vector<std::string>& overrides = {}) const {
    return load_config<Config>(dir_ / name, overrides);
  }
  std::string refusal(const std::string& name, const std::vector<std::string>& overrides = {}) const {
    try {
      load(name, overrides);
    } catch (const ConfigError& e) {
      std::string message = e.what();
      for (std::size_t at; (at = message.find(dir_.string() + "/")) != std::string::npos;)
        message.erase(at, dir_.string().size() + 1);
      return message;
    }
    return "accepted";
  }

  fs::path dir_;
};

TEST_F(ConfigFiles, ChildWinsMapsMergeListsAreReplaced) {
  write("base.yaml",
        "seed: 1\nsolver: {type: em, steps: 50}\nhidden: [1, 2, 3]\ntrain: {steps: 10, batch: 20}\n");
  write("sub/middle.yaml", "extends: ../base.yaml\ntrain: {batch: 30}\nname: middle\n");
  write("child.yaml", "extends: sub/middle.yaml\nhidden: [9]\nsolver: {type: em}\n");
  const Config config = load("child.yaml");
  EXPECT_EQ(config.seed, 1);
  EXPECT_EQ(config.name, "middle");
  EXPECT_EQ(config.hidden, std::vector<std::int64_t>{9});
  EXPECT_EQ(config.train.steps, 10);
  EXPECT_EQ(config.train.batch, 30);
  EXPECT_EQ(config.solver->build(), "em 50");
}

TEST_F(ConfigFiles, AnotherTypeDropsTheKeysOfTheOldOne) {
  write("base.yaml", "seed: 1\nsolver: {type: em}\nsde: {type: vp, beta_min: 1, beta_max: 2}\n");
  write("child.yaml", "extends: base.yaml\nsde: {type: cld, mass: 0.5}\n");
  EXPECT_EQ(load("child.yaml").sde.type(), "cld");
  EXPECT_EQ(load("base.yaml", {"sde.type=cld"}).sde.type(), "cld");
  write("keeps.yaml", "extends: base.yaml\nsde: {type: vp, beta_max: 3}\n");
  EXPECT_EQ(load("keeps.yaml").sde->build(1), 2);  // 1 + (3 - 1) / 2
}

TEST_F(ConfigFiles, NullSwitchesAnOptionalSectionOff) {
  write("base.yaml", std::string(minimal) + "train: {clip: {norm: 3}}\n");
  write("child.yaml", "extends: base.yaml\ntrain: {clip: null}\n");
  EXPECT_EQ(load("base.yaml").train.clip->norm, 3);
  EXPECT_FALSE(load("child.yaml").train.clip);
  EXPECT_FALSE(load("base.yaml", {"train.clip=~"}).train.clip);
}

TEST_F(ConfigFiles, ErrorsNameTheFileTheValueCameFrom) {
  write("base.yaml", "seed: 1\ntrain:\n  steps: 0\n");
  write("child.yaml", "# child\nextends: base.yaml\nsolver: {type: em}\ntrain: {batch: 8}\n");
  EXPECT_EQ(refusal("child.yaml"), "base.yaml:3:10: train.steps: got 0; expected an integer at least 1");
  write("child.yaml", "extends: base.yaml\ntrain: {steps: 1, btch: 8}\n");
  EXPECT_EQ(refusal("child.yaml"),
            "child.yaml:2:19: train.btch: unknown key; expected one of: steps, batch, "
            "learning_rate, schedule, shuffle, clip; did you mean batch?");
}

TEST_F(ConfigFiles, AKeyInBothFilesIsReportedInTheChild) {
  write("base.yaml", std::string(minimal) + "trian: {steps: 5}\n");
  write("child.yaml", "extends: base.yaml\n\ntrian: {batch: 8}\n");
  EXPECT_EQ(refusal("child.yaml").rfind("child.yaml:3:1: trian: unknown key; ", 0), 0u)
      << refusal("child.yaml");
  EXPECT_EQ(refusal("base.yaml").rfind("base.yaml:3:1: trian: unknown key; ", 0), 0u);
}

TEST_F(ConfigFiles, BadChainsAreRefused) {
  write("a.yaml", "extends: sub/b.yaml\n");
  write("sub/b.yaml", "\nextends: ../a.yaml\n");
  EXPECT_EQ(refusal("a.yaml"),
            "sub/b.yaml:2:10: extends: a.yaml extends this file in turn; expected a chain that ends");
  write("self.yaml", "extends: self.yaml\n");
  EXPECT_EQ(refusal("self.yaml"),
            "self.yaml:1:10: extends: self.yaml extends this file in turn; expected a chain that ends");
  write("gone.yaml", "extends: no/such.yaml\n");
  EXPECT_EQ(refusal("gone.yaml"),
            "gone.yaml:1:10: extends: no file no/such.yaml; expected a path relative to this file");
  write("list.yaml", "extends: [a.yaml]\n");
  EXPECT_EQ(refusal("list.yaml"), "list.yaml:1:10: extends: got a list; expected the path of a YAML file");
  write("dir.yaml", "extends: sub\n");
  EXPECT_EQ(refusal("dir.yaml"), "sub: cannot be read (Is a directory); expected a YAML file");
  EXPECT_EQ(refusal("absent.yaml"),
            "absent.yaml: cannot be read (No such file or directory); expected a YAML file");
}

TEST_F(ConfigFiles, OverridesGoThroughTheDeclaration) {
  write("run.yaml", minimal);
  const Config config = load("run.yaml", {"train.steps=3", "name=\"2024\"", "hidden=[4, 5]",
                                          "sde={type: cld, beta: 2}", "solver.steps=7", "train.clip.norm=2"});
  EXPECT_EQ(config.train.steps, 3);
  EXPECT_EQ(config.name, "2024");
  EXPECT_EQ(config.hidden, (std::vector<std::int64_t>{4, 5}));
  EXPECT_EQ(config.sde->build(1), 2);
  EXPECT_EQ(config.solver->build(), "em 7");
  EXPECT_EQ(config.train.clip->norm, 2);
  EXPECT_EQ(load("run.yaml", {"solver.tolerance=0.5", "solver.type=rk45"}).solver->build(), "rk45 0.5");
}

TEST_F(ConfigFiles, BadOverridesAreRefused) {
  write("run.yaml", minimal);
  struct Row {
    std::vector<std::string> overrides;
    const char* message;
  };
  const std::string train = "steps, batch, learning_rate, schedule, shuffle, clip";
  const Row rows[] = {
      {{"=3"}, "=3: no key before '='; expected key=value"},
      {{""}, "no '='; expected key=value"},
      {{"train"}, "train: no '='; expected key=value"},
      {{"train.steps="}, "train.steps: no value after '='; expected train.steps=VALUE"},
      {{"train.steps= "}, "train.steps: no value after '='; expected train.steps=VALUE"},
      {{"train.steps=#3"}, "train.steps: no value after '='; expected train.steps=VALUE"},
      {{"train.steps==3"}, "train.steps: got '=='; expected one '='; did you mean train.steps=3?"},
      {{"train..steps=3"}, "train..steps: an empty name; expected names separated by single dots"},
      {{".seed=3"}, ".seed: an empty name; expected names separated by single dots"},
      {{"train.=3"}, "train.: an empty name; expected names separated by single dots"},
      {{"seed=3", "seed=4"}, "seed: given twice; expected once"},
      {{"train={steps: 1}", "train.steps=2"}, "train.steps: given twice; expected once"},
      {{"train=3", "train.steps=2"}, "train.steps: given twice; expected once"},
      {{"train.steps=1.5"}, "train.steps: got 1.5; expected an integer at least 1"},
      {{"train.steps=1e3"}, "train.steps: got 1e3; expected an integer at least 1; did you mean 1000?"},
      {{"name=a #b"}, "name: got a #b, which YAML reads as a; expected a plain value, or text in quotes"},
      {{"hidden=[1, 2"}, nullptr},
      {{"hidden=&a [1]"}, "hidden:1:1: an anchor; expected the value itself"},
      {{"seed=1\n---\n2"}, "seed:2:1: a second document begins here; expected one"},
      {{"seed"}, "seed: no '='; expected key=value"},
      {{"train=3"}, "train: got 3; expected a section (a mapping of keys to values)"},
      {{"extends=a.yaml"}, nullptr},
      {{"sde.beta_max=0"}, "sde.beta_max: got 0; expected a number above 0"},
      {{"sde.beta_max=0.01"},
       "sde.beta_max: got beta_min 0.1 and beta_max 0.01; expected beta_min at most beta_max"},
      {{"sde.type=clt"}, "sde.type: got clt; expected one of: vp, cld; did you mean cld?"},
      {{"--seed=3"}, nullptr},
  };
  for (const Row& row : rows) {
    const std::string message = refusal("run.yaml", row.overrides);
    EXPECT_EQ(message.rfind("command line: ", 0), 0u) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    if (row.message) {
      EXPECT_EQ(message, std::string("command line: ") + row.message);
    }
  }
  EXPECT_EQ(refusal("run.yaml", {"train.lr=1"}),
            "command line: train.lr: unknown key; expected one of: " + train);
}

}  // namespace
}  // namespace pont::experiments::sample
