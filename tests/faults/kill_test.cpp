// SIGKILL at every call that touches the run directory, at random times, and again during the recovery.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "tests/faults/campaign.hpp"
#include "tests/faults/record.hpp"

namespace pont::faults {
namespace {

constexpr int killed = 128 + SIGKILL;

/// Every call from 1 to `calls` in the full campaign, otherwise so many of them, evenly.
std::vector<long> chosen(long calls, long some) {
  const long stride = full() ? 1 : std::max(1L, calls / some);
  std::vector<long> numbers;
  for (long n = 1; n <= calls; n += stride) numbers.push_back(n);
  return numbers;
}

/// "" if the process was killed, or ended well because the fault came after its last call.
std::string ended_wrongly(const Outcome& o) {
  return o.code == killed || o.code == 0 ? "" : "ended with " + std::to_string(o.code) + ": " + o.err;
}

/// Kills the run at call n, and goes on.
void kill_at(Campaign& campaign, const Subject& subject, long n, const std::string& action) {
  const std::string name = action + std::to_string(n);
  const Outcome o = subject.go_on(name, {.at = n, .action = action});
  const std::string wrong = o.code == killed ? subject.recover(name) : ended_wrongly(o) + " not killed";
  campaign.count(1, wrong.empty() ? "" : name + ": " + wrong);
}

void kill_at_each_call(Campaign& campaign, const Subject& subject, long some) {
  for (const long n : chosen(subject.calls(), some)) kill_at(campaign, subject, n, "kill");
  std::vector<long> writes;
  const std::vector<Operation> calls = read_record(subject.trace());
  for (std::size_t i = 0; i < calls.size(); ++i)
    if (calls[i].name() == "write") writes.push_back(static_cast<long>(i) + 1);
  for (const long i : chosen(static_cast<long>(writes.size()), some))
    kill_at(campaign, subject, writes[static_cast<std::size_t>(i - 1)], "torn");
}

TEST(Kills, AtEveryCallOfATraining) {
  Campaign campaign("kill at call N: training, sampling, evaluation");
  kill_at_each_call(campaign, Subject(tiny_score), 16);
}

TEST(Kills, AtEveryCallOfChains) {
  Campaign campaign("kill at call N: chains of two samplers");
  kill_at_each_call(campaign, Subject(tiny_target), 8);
}

TEST(Kills, AtEveryCallOfABridge) {
  Campaign campaign("kill at call N: half-bridges");
  kill_at_each_call(campaign, Subject(tiny_bridge), 8);
}

// Each process of a sequence is killed at its own call n or soon after; the last one is left alone.
TEST(Kills, AgainAndAgainDuringTheRecovery) {
  Campaign campaign("kill at call N, and again while going on");
  const Subject subject(tiny_score);
  for (const long first : chosen(subject.calls(), 8))
    for (long again = 3; again <= amount(12, 60); again += amount(9, 8)) {
      const std::string name = std::to_string(first) + "_" + std::to_string(again);
      subject.go_on(name, {.at = first});
      long kills = 1;
      std::string wrong;
      for (long i = 0; i < 3 && wrong.empty(); ++i) {
        const Outcome o = subject.go_on(name, {.at = again + 7 * i});
        kills += o.code == killed;
        wrong = ended_wrongly(o);
      }
      if (wrong.empty()) wrong = subject.recover(name);
      campaign.count(kills, wrong.empty() ? "" : name + ": " + wrong);
    }
}

TEST(Kills, AtRandomTimes) {
  Campaign campaign("kill at a random time");
  const Subject subject(tiny_score);
  const auto start = std::chrono::steady_clock::now();
  subject.go_on("timed");
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const ad::Key key = ad::Key::root(6) / "kills";
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(20, 200)); ++i) {
    const std::string name = std::to_string(i);
    const Outcome o = subject.killed_after(key.uniform(i) * seconds, name);
    const std::string wrong = ended_wrongly(o);
    campaign.count(o.code == killed, wrong.empty() ? subject.recover(name) : wrong);
  }
  EXPECT_GE(campaign.faults(), amount(5, 50)) << "most kills came after the end: nothing was tested";
}

// The comparison that the campaigns stand on must see a run that is not the same.
TEST(Kills, TheComparisonSeesWhatDiffers) {
  const Subject subject(tiny_score);
  subject.go_on("run");
  EXPECT_EQ(subject.wrong_with("run"), "");
  std::filesystem::remove(subject.path("run/report.md"));
  EXPECT_EQ(subject.wrong_with("run"), "report.md is missing");
  subject.command({"plot", subject.path("run")}, "run");
  std::filesystem::copy_file(subject.path("whole/report.md"), subject.path("run/.report.md.tmp.7"));
  EXPECT_NE(subject.wrong_with("run"), "");
}

}  // namespace
}  // namespace pont::faults
