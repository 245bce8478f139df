// Random valid configurations run for two steps: each ends well, or is refused in one line; none crashes or
// hangs.
#include "tests/faults/random_config.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/experiments/rooms.hpp"
#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

TEST(RandomConfigs, RunForTwoStepsOrAreRefusedInOneLine) {
  Campaign campaign("random valid configuration");
  const Scratch directory(memory);
  const ad::Key key = ad::Key::root(6) / "configs";
  long ran = 0;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(60, 200)); ++i) {
    const std::string yaml = random_config(key / i), file = directory.write("random.yaml", yaml),
                      run = directory / "run";
    const Outcome o = experiments::pont({"run", file, "--out", run}, 120, SIGALRM,
                                        {"PATH=/nonexistent", "OPENBLAS_NUM_THREADS=1"});
    const bool refused =
        o.code == 2 && std::count(o.err.begin(), o.err.end(), '\n') == 1 && !std::filesystem::exists(run);
    // Numbers drawn at random may make a computation that leads nowhere; the run says where and why.
    const bool diverged = o.code == 1 && o.err.find("; ") != std::string::npos;
    // A measurement may fail for numbers drawn at random (a limit of 13 evaluations): the rest stands.
    const bool incomplete = o.code == 5 && o.err.find("not measured: ") != std::string::npos &&
                            std::filesystem::exists(run + "/report.md");
    ran += o.code == 0;
    campaign.count(1, o.code == 0 || refused || diverged || incomplete
                          ? ""
                          : fmt::format("{}: {}\n{}", o.code, o.err, yaml));
    std::filesystem::remove_all(run);
  }
  EXPECT_GE(2 * ran, amount(60, 200)) << "most were refused: little was tested";
}

}  // namespace
}  // namespace pont::faults
