// Every bad input is refused with one line that names the place, with the right exit code, and nothing is
// written.
#include "tests/faults/inputs.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "tests/experiments/rooms.hpp"
#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

namespace fs = std::filesystem;

const std::vector<std::string> quietly{"PATH=/nonexistent", "OPENBLAS_NUM_THREADS=1"};

/// Runs the program with these arguments, and says what is wrong with its refusal.
std::string wrong_refusal(std::vector<std::string> arguments, const std::string& run, int code,
                          const std::string& says) {
  arguments.insert(arguments.end(), {"--out", run});
  const Outcome o = experiments::pont(arguments, 120, SIGALRM, quietly);
  const bool one_line = std::count(o.err.begin(), o.err.end(), '\n') == 1 && o.err.ends_with("\n");
  if (o.code == code && one_line && o.err.starts_with(says) && !fs::exists(run)) return "";
  return fmt::format("expected {} '{}', got {} '{}'{}", code, says, o.code, o.err,
                     fs::exists(run) ? " and a directory was left" : "");
}

class Inputs : public testing::Test {
 protected:
  void refuse(Campaign& campaign, const std::string& given, const std::vector<std::string>& arguments,
              int code, const std::string& says) {
    EXPECT_TRUE(seen_.insert(given).second) << "tried twice: " << given;
    const std::string wrong = wrong_refusal(arguments, directory_ / "run", code, says);
    campaign.count(1, wrong.empty() ? "" : "'" + given.substr(0, 200) + "': " + wrong);
  }
  const Scratch directory_{memory};
  std::set<std::string> seen_;
};

TEST_F(Inputs, ConfigurationFiles) {
  Campaign campaign("bad input: configuration file");
  for (const auto& table : {bad_files(), bad_values()})
    for (const BadInput& bad : table) {
      const std::string file = directory_.write("bad.yaml", bad.given);
      refuse(campaign, bad.given, {"run", file}, 2, file + ":" + bad.says);
    }
}

TEST_F(Inputs, Overrides) {
  Campaign campaign("bad input: key=value");
  const std::string file = directory_.write("good.yaml", tiny_score);
  for (const BadInput& bad : bad_overrides())
    refuse(campaign, bad.given, {"run", file, bad.given}, 2, bad.says);
}

TEST_F(Inputs, FilesOfPoints) {
  Campaign campaign("bad input: file of points");
  for (const BadPoints& bad : bad_points()) {
    const std::string points = directory_.write(bad.name, bad.bytes);
    const std::string file = directory_.write("points.yaml", "data: {type: file, path: " + points + "}\n");
    refuse(campaign, bad.name + bad.bytes, {"run", file}, 3, points + bad.says);
  }
}

TEST_F(Inputs, NamesOfRunDirectories) {
  Campaign campaign("bad input: run directory");
  const std::string file = directory_.write("good.yaml", tiny_score);
  for (const BadInput& bad : bad_directories()) {
    const Outcome o = experiments::pont({"run", file, "--out=" + bad.given}, 120, SIGALRM, quietly);
    const bool refused =
        o.code == 2 && o.err.starts_with(bad.says) && std::count(o.err.begin(), o.err.end(), '\n') == 1;
    campaign.count(1, refused ? "" : fmt::format("'{}': {} {}", bad.given, o.code, o.err));
  }
}

// No path in a configuration leads outside the run directory: what is refused above is not there afterwards,
// and a run writes below its directory alone.
TEST_F(Inputs, ARunWritesBelowItsDirectoryAlone) {
  const std::string file = directory_.write("good.yaml", tiny_score);
  fs::create_directory(directory_ / "place");
  ASSERT_EQ(experiments::pont({"run", file, "--out", directory_ / "place/run"}, 120, SIGALRM, quietly).code,
            0);
  for (const auto& [where, only] : {std::pair{"place", "run"}, {"", ""}})
    for (const auto& entry : fs::directory_iterator(directory_ / where)) {
      const std::string name = entry.path().filename();
      EXPECT_TRUE(name == only || (!*where && (name == "place" || name == "good.yaml"))) << entry.path();
    }
}

}  // namespace
}  // namespace pont::faults
