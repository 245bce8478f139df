// `verify`: to the bit on the machine that ran it; and it must see a run whose numbers are not what its
// program computes.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>

#include "experiments/store/tiers.hpp"
#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

TEST(Verify, ARunRepeatsToTheBit) {
  const Scratch dir;
  const std::string config = dir.write("small.yaml", small_config), run = dir / "run";
  ASSERT_EQ(pont({"run", config, "--out", run}).code, 0);
  for (const std::vector<std::string>& how :
       {std::vector<std::string>{"verify", run}, {"verify", run, "--quick"}}) {
    const Outcome o = pont(how);
    EXPECT_EQ(o.code, 0) << o.err;
    EXPECT_NE(o.out.find(" 0 within the tolerance, 0 statistically, 0 differ\n"), std::string::npos) << o.out;
    EXPECT_FALSE(fs::exists(run + ".verify"));
  }
  // Its checkpoints are older than the keys that it is measured with now.
  ASSERT_EQ(pont({"evaluate", run, "evaluate.loss_rows=77"}).code, 0);
  const Outcome o = pont({"verify", run, "--quick"});
  EXPECT_EQ(o.code, 0) << o.err;
  fs::rename(run + "/run.h5", run + "/run.h4");
  EXPECT_EQ(pont({"verify", run}).code, 3);
}

std::vector<std::byte> image_with(double value, double error, std::vector<double> points,
                                  const std::string& text) {
  H5Writer file;
  file.write<double>("value", std::span<const double>(&value, 1), {});
  file.write<double>("value_error", std::span<const double>(&error, 1), {});
  file.write<double>("samples/points", points, {points.size(), 1});
  const std::vector<std::uint8_t> bytes(points.begin(), points.end());
  file.write<std::uint8_t>("samples/images", bytes, {bytes.size(), 1, 1, 1});
  file.write_text("note", text);
  return file.image();
}

std::map<std::string, Tier> tiers(const std::vector<std::byte>& a, const std::vector<std::byte>& b) {
  std::map<std::string, Tier> found;
  for (const DataSetAgreement& agreement : agreements({a, "a"}, {b, "b"}))
    found[agreement.path] = agreement.tier;
  return found;
}

TEST(Verify, TheTiersAreWhatTheySay) {
  const auto stored = image_with(1, 0.1, {1, 2, 3, 4}, "x");
  for (const auto& [path, tier] : tiers(stored, stored)) EXPECT_EQ(tier, Tier::bits) << path;
  auto found = tiers(stored, image_with(1.0005, 0.1, {1, 2, 3, 4.003}, "y"));
  EXPECT_EQ(found["/value"], Tier::tolerance);
  EXPECT_EQ(found["/samples/points"], Tier::tolerance);
  EXPECT_EQ(found["/note"], Tier::differs);
  found = tiers(stored, image_with(1.6, 0.1, {2, 1, 4, 3}, "x"));
  EXPECT_EQ(found["/value"], Tier::statistical) << "4.2 joint standard errors";
  EXPECT_EQ(found["/samples/points"], Tier::statistical);
  EXPECT_EQ(found["/samples/images"], Tier::statistical);
  found = tiers(stored, image_with(1.8, 0.1, {101, 102, 103, 104}, "x"));
  EXPECT_EQ(found["/value"], Tier::differs) << "5.7 joint standard errors";
  EXPECT_EQ(found["/samples/points"], Tier::differs);
  EXPECT_EQ(found["/samples/images"], Tier::differs);
}

}  // namespace
}  // namespace pont::experiments
