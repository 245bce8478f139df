// Looking at runs with the program, as their users do: while they train, killed, finished; and using a model.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "experiments/data/point_files.hpp"
#include "experiments/run/history.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using namespace std::chrono_literals;

// A run of the small configuration that goes on until the object ends.
class Endless final {
 public:
  explicit Endless(const Scratch& dir) : run_(dir / "endless") {
    const std::string config = dir.write("endless.yaml", small_config);
    trains_ = std::thread([this, config] {
      outcome_ = pont(
          {"run", config, "--out", run_, "train.steps=100000000", "checkpoint.every=100", "train.preview=0"},
          25, SIGKILL);
    });
    for (int tries = 0; tries < 2000 && checkpoints() < 2; ++tries) std::this_thread::sleep_for(10ms);
    std::this_thread::sleep_for(2500ms);  // rows of the log are shown every two seconds
  }
  ~Endless() { trains_.join(); }
  const std::string& path() const { return run_; }

 private:
  std::ptrdiff_t checkpoints() const {
    std::error_code absent;
    return std::distance(fs::directory_iterator(run_ + "/checkpoints", absent), fs::directory_iterator());
  }
  std::string run_;
  Outcome outcome_{};
  std::thread trains_;
};

std::ptrdiff_t lines_in(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

void expect_that_readers_work(const std::string& run, const std::string& state) {
  const Outcome info = pont({"info", run});
  EXPECT_EQ(info.code, 0) << info.err;
  EXPECT_THAT(info.out, HasSubstr(state));
  EXPECT_THAT(info.out, HasSubstr("command                  pont run "));
  const Outcome csv = pont({"metrics", run, "--csv"});
  EXPECT_THAT(csv.out, StartsWith("step,loss,gradient_norm,rate\n1,")) << csv.err;
  EXPECT_GT(lines_in(csv.out), 100);
  EXPECT_EQ(lines_in(pont({"metrics", run}).out), 22);  // twenty parts
  const Outcome sample = pont({"sample", run, "-n", "7"});
  EXPECT_EQ(lines_in(sample.out), 7) << sample.err;
  EXPECT_THAT(sample.err, HasSubstr("training has not ended; the model is that of step "));
  const Outcome plot = pont({"plot", run}, -1, SIGKILL, {"PATH=/nonexistent"});
  EXPECT_EQ(plot.out, run + "/figures/so_far\n") << plot.err;
  EXPECT_TRUE(fs::exists(run + "/figures/so_far/loss.dat"));
  const Outcome once = pont({"watch", run, "--once"});
  EXPECT_THAT(once.out, HasSubstr("endless  " + state)) << once.err;
  EXPECT_THAT(once.out, HasSubstr(" of 100000000  loss "));
  EXPECT_THAT(pont({"runs", run}).out, HasSubstr(state + " at "));
  const Outcome page = pont({"site", run, "--out", run + "/page"});
  EXPECT_EQ(page.out, run + "/page/index.html\n") << page.err;
  EXPECT_THAT(contents(run + "/page/data/index.js"), HasSubstr("\"state\":\"" + state + "\""));
  EXPECT_THAT(contents(run + "/page/data/run0.js"), HasSubstr("\"losses\":{"));
  EXPECT_EQ(pont({"compare", run, run, "--out", run + "/c"}, -1, SIGKILL, {"PATH=/nonexistent"}).code, 0);
}

TEST(Looking, NeedsNoLockWhileARunTrainsNorAfterItWasKilled) {
  const Scratch dir;
  std::string run;
  {
    const Endless endless(dir);
    run = endless.path();
    expect_that_readers_work(run, "running");
    EXPECT_EQ(pont({"resume", run}).code, 2);  // writing does
  }
  EXPECT_TRUE(fs::exists(run + "/.lock"));
  expect_that_readers_work(run, "killed");
  EXPECT_TRUE(fs::exists(run + "/.lock"));
}

TEST(Looking, WatchNamesTheNewestPreviewAndEndsWhereTheRunIsRemoved) {
  const Scratch dir;
  const Endless endless(dir);
  const std::string run = endless.path();
  EXPECT_THAT(pont({"watch", run, "--once"}).out, Not(HasSubstr("preview")));
  fs::create_directories(run + "/figures");
  dir.write("endless/figures/preview.svg", "<svg/>");
  EXPECT_THAT(pont({"watch", run, "--once"}).out, HasSubstr("\npreview: " + run + "/figures/preview.svg\n"));
  std::thread remover([&] {
    std::this_thread::sleep_for(1s);
    std::error_code busy;
    for (int tries = 0; tries < 100 && fs::exists(run); ++tries) fs::remove_all(run, busy);
  });
  const Outcome watch = pont({"watch", run, "--every", "0.2"}, 20);
  remover.join();
  EXPECT_EQ(watch.code, 0) << watch.err;
  EXPECT_THAT(watch.out, testing::EndsWith(run + "  was removed\n"));
}

// Two seconds after their steps rows are in the file, long before a checkpoint counts them; and a resume,
// which cuts them off, computes the same ones again.
TEST(Looking, MetricsAreSeenBetweenCheckpoints) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  pont({"run", config, "--out", run, "train.steps=100000000", "train.snapshots=[]",
        "checkpoint.every=100000000"},
       5, SIGKILL);
  EXPECT_TRUE(fs::is_empty(run + "/checkpoints"));
  const std::string rows = pont({"metrics", run, "--csv"}).out;
  EXPECT_GT(lines_in(rows), 100);
  pont({"resume", run}, 5, SIGKILL);
  const std::string again = pont({"metrics", run, "--csv"}).out;
  const std::size_t common = rows.find("\n100,");
  EXPECT_EQ(again.substr(0, common), rows.substr(0, common));
}

class Finished : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    dir = new Scratch;
    config = dir->write("small.yaml", small_config);
    for (const char* seed : {"3", "4"})
      ASSERT_EQ(pont({"run", config, "--out", path(seed), std::string("seed=") + seed}).code, 0);
  }
  static void TearDownTestSuite() { delete dir; }
  static std::string path(const std::string& name) { return *dir / ("runs/" + name); }
  static Scratch* dir;
  static std::string config;
};
Scratch* Finished::dir = nullptr;
std::string Finished::config;

TEST_F(Finished, RunsAreATableOfWhatDiffersSortedByANumber) {
  const Outcome all = pont({"runs", path("")});
  EXPECT_EQ(all.code, 0) << all.err;
  for (const char* part : {"run ", "state", "started", "seconds", "seed", "samples/reverse_sde/w2", "floor ",
                           "finished", "pont run "})
    EXPECT_THAT(all.out, HasSubstr(part));
  EXPECT_EQ(all.out.find("data.type"), std::string::npos);  // is the same in both
  EXPECT_EQ(lines_in(all.out), 4);
  EXPECT_EQ(lines_in(pont({"runs", path(""), "seed=4"}).out), 3);
  const Outcome sorted = pont({"runs", path(""), "--sort", "reverse_sde/w2"});
  EXPECT_EQ(lines_in(sorted.out), 4) << sorted.err;
  const Outcome unclear = pont({"runs", path(""), "--sort", "w2"});
  EXPECT_EQ(unclear.code, 2);
  EXPECT_THAT(unclear.err, HasSubstr("--sort: got w2; expected one of: "));
  EXPECT_THAT(pont({"runs", path(""), "--json"}).out, HasSubstr("\"numbers\": {\n      \"likelihood\": {"));
}

TEST_F(Finished, FactsOfTheCommandAreInRunH5AndChangeNoBit) {
  const Outcome info = pont({"info", path("3"), "--json"});
  for (const char* part : {"\"state\": \"finished\"", "\"command\": \"pont run ", "\"started\": \"20",
                           "\"seconds\": \"", "\"fingerprint\": {", "\"host\": "})
    EXPECT_THAT(info.out, HasSubstr(part));
  ASSERT_EQ(pont({"run", config, "--out", path("../again"), "train.log_every=1"}).code, 0);
  EXPECT_EQ(pont({"diff", path("3"), path("../again")}).out, "identical\n");
  EXPECT_EQ(pont({"diff", path("3"), path("../again"), "--json"}).out,
            "{\n  \"identical\": true,\n  \"differences\": []\n}\n");
}

TEST_F(Finished, SamplesComeFromTheSamplerAndSeedAskedFor) {
  const auto drawn = [](std::vector<std::string> words) {
    words.insert(words.begin(), {"sample", path("3"), "-n", "20"});
    const Outcome o = pont(words);
    EXPECT_EQ(o.code, 0) << o.err;
    return o.out;
  };
  const std::string first = drawn({});
  EXPECT_EQ(drawn({"--sampler", "reverse_sde"}), first);
  EXPECT_EQ(drawn({"--sampler", "reverse_sde", "steps=20", "threads=1"}), first);
  EXPECT_EQ(drawn({"--sampler", "reverse_sde", "sample.chunk=50"}), first);
  EXPECT_EQ(drawn({"--seed", "3"}), first);
  EXPECT_NE(drawn({"--seed", "5"}), first);
  EXPECT_NE(drawn({"--sampler", "reverse_sde", "steps=21"}), first);
  EXPECT_NE(drawn({"--sampler", "probability_flow"}), first);
  EXPECT_NE(drawn({"--sampler", "ddim", "steps=5"}), first);
  const std::string file = *dir / "x.npy";
  EXPECT_EQ(drawn({"--out", file}), "");
  const Outcome csv = pont({"sample", path("3"), "-n", "20", "--out", *dir / "x.csv"});
  EXPECT_EQ(contents(*dir / "x.csv"), first);
  EXPECT_EQ(read_points(file), read_points(*dir / "x.csv"));
  const Outcome unknown = pont({"sample", path("3"), "--sampler", "ddmi"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("ddim"));
  EXPECT_EQ(pont({"sample", path("3"), "--sampler", "ddim", "stepz=5"}).code, 2);
}

// At the points of the evaluation the mean is the number of the run: here of the same law, to its error.
TEST_F(Finished, LikelihoodsAreOnePerPoint) {
  const std::string points = dir->write("points.csv", "0.5,0.5\n-0.5,0.5\n30,30\n");
  const Outcome o = pont({"likelihood", path("3"), points});
  EXPECT_EQ(o.code, 0) << o.err;
  ASSERT_EQ(lines_in(o.out), 3);
  const Points values = read_points(dir->write("values.csv", o.out));
  EXPECT_LT(values(2, 0), std::min(values(0, 0), values(1, 0)) - 50);  // far from all data
  EXPECT_EQ(pont({"likelihood", path("3"), points, "threads=1"}).out, o.out);
  const std::string line = dir->write("line.csv", "1\n2\n");
  const Outcome other = pont({"likelihood", path("3"), line});
  EXPECT_EQ(other.code, 2);
  EXPECT_THAT(other.err, HasSubstr("points of dimension 1 given, and the model is of dimension 2"));
}

// With a constant rate no step knows how many follow.
TEST_F(Finished, AnExtendedRunIsTheLongRun) {
  const Outcome extended = pont({"extend", path("3"), "--out", *dir / "longer", "train.steps=130"});
  ASSERT_EQ(extended.code, 0) << extended.err;
  ASSERT_EQ(pont({"run", config, "--out", *dir / "long", "train.steps=130"}).code, 0);
  EXPECT_EQ(pont({"diff", *dir / "longer", *dir / "long"}).out, "identical\n");
  EXPECT_THAT(contents(*dir / "longer/config.yaml"), StartsWith("# goes on after step 100 of the run "));
  EXPECT_THAT(pont({"info", *dir / "longer"}).out, HasSubstr("pont extend "));
  EXPECT_NE(pont({"diff", path("3"), *dir / "longer"}).code, 0);
  EXPECT_EQ(pont({"verify", *dir / "longer"}).code, 0);
}

TEST_F(Finished, AnExtensionThatWouldChangeTheStepsTakenIsRefused) {
  const auto refused = [](const std::string& from, const std::vector<std::string>& words) {
    std::vector<std::string> all{"extend", from, "--out", *dir / "refused"};
    all.insert(all.end(), words.begin(), words.end());
    const Outcome o = pont(all);
    EXPECT_EQ(o.code, 2);
    EXPECT_FALSE(fs::exists(*dir / "refused"));
    return o.err;
  };
  EXPECT_THAT(refused(path("3"), {"train.steps=100"}), HasSubstr("expected more than the 100 taken"));
  EXPECT_THAT(refused(path("3"), {"train.batch=24"}), HasSubstr("what is trained keeps its configuration"));
  ASSERT_EQ(
      pont({"run", config, "--out", *dir / "cosine", "train.schedule={type: cosine, rate: 1.0e-3}"}).code, 0);
  EXPECT_THAT(refused(*dir / "cosine", {"train.steps=130"}),
              HasSubstr("train.schedule: with train.steps 130 the rate of step 2 would have been "));
}

TEST(Words, AnUnknownCommandNamesTheNearestOne) {
  const Outcome o = pont({"pltt"});
  EXPECT_EQ(o.code, 2);
  EXPECT_THAT(o.err, HasSubstr("command line: got pltt; expected one of: run, resume, "));
  EXPECT_THAT(o.err, HasSubstr("did you mean plot?\n"));
  EXPECT_THAT(pont({"--version"}).out, StartsWith("pont 0."));
}

TEST(Words, ListAndExplainSpeakJson) {
  EXPECT_THAT(pont({"list", "schedules", "--json"}).out, HasSubstr("\"kind\": \"schedules\",\n    \"name\": "
                                                                   "\"constant\""));
  const Outcome o = pont({"explain", "train.batch", "--json"});
  EXPECT_THAT(o.out, HasSubstr("\"path\": \"train.batch\""));
  EXPECT_THAT(o.out, HasSubstr("\"default\": \"512\""));
  EXPECT_EQ(pont({"list", "nonsense", "--json"}).code, 2);
}

}  // namespace
}  // namespace pont::experiments
