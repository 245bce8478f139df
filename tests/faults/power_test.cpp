// Power failures: after each recorded call, everything that a disk may then hold is put there, and the run
// goes on.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/faults/campaign.hpp"
#include "tests/faults/disk.hpp"

namespace pont::faults {
namespace {

/// All distinct states after any call of a record.
std::set<Image> states_of(const std::string& record, const std::string& root) {
  Disk disk(root);
  std::set<Image> states;
  for (const Operation& o : read_record(record)) {
    disk.apply(o);
    states.merge(disk.after_power_loss());
  }
  return states;
}

void try_all(Campaign& campaign, const Subject& subject, long some) {
  const std::set<Image> states = states_of(subject.trace(), subject.path("whole"));
  const long count = static_cast<long>(states.size()), stride = full() ? 1 : std::max(1L, count / some);
  long number = 0;
  for (const Image& state : states) {
    if (number++ % stride != 0) continue;
    const std::string name = fmt::format("state{}", number);
    write_image(state, subject.path(name));
    const std::string wrong = subject.recover(name);
    campaign.count(1, wrong.empty() ? "" : fmt::format("state {} of {}: {}", number, count, wrong));
  }
}

TEST(PowerLoss, AtEveryCallOfATraining) {
  Campaign campaign("power loss after call N: training");
  try_all(campaign, Subject(tiny_score), 60);
}

TEST(PowerLoss, AtEveryCallOfChains) {
  Campaign campaign("power loss after call N: chains");
  try_all(campaign, Subject(tiny_target), 20);
}

TEST(PowerLoss, AtEveryCallOfABridge) {
  Campaign campaign("power loss after call N: half-bridges");
  try_all(campaign, Subject(tiny_bridge), 20);
}

Operation operation(std::vector<std::string> fields, std::string bytes = "") {
  return {std::move(fields), std::move(bytes)};
}

// The disk of the tests must be as unkind as the real one: these are the three classical losses.
TEST(Disk, KeepsOnlyWhatWasSynced) {
  Disk disk("/r");
  disk.apply(operation({"open", "/r/a.tmp", "3", "1", "0"}));
  disk.apply(operation({"write", "3", "0", "4"}, "data"));
  EXPECT_EQ(
      disk.after_power_loss(),
      (std::set<Image>{
          {}, {{"a.tmp", ""}}, {{"a.tmp", "da"}}, {{"a.tmp", std::string(4, '\0')}}, {{"a.tmp", "data"}}}));
  disk.apply(operation({"rename", "/r/a.tmp", "/r/a"}));
  EXPECT_TRUE(disk.after_power_loss().contains({{"a", ""}})) << "a rename does not wait for the data";
  disk.apply(operation({"sync", "3"}));
  EXPECT_FALSE(disk.after_power_loss().contains({{"a", ""}}));
  EXPECT_TRUE(disk.after_power_loss().contains({}))
      << "the name is not durable without a sync of the directory";
  disk.apply(operation({"open", "/r", "4", "0", "0"}));
  disk.apply(operation({"sync", "4"}));
  EXPECT_EQ(disk.after_power_loss(), (std::set<Image>{{{"a", "data"}}}));
}

}  // namespace
}  // namespace pont::faults
