// Signals in the evaluation, and measurements that fail under kills: nothing that was finished is lost.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "autodiff/rng.hpp"
#include "experiments/store/diff.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Every process ends within two seconds of the signal, the model that was trained can be used meanwhile, and
// the run comes out to the bit.
TEST(Evaluation, ASignalAtARandomMomentLosesNothing) {
  Campaign campaign("SIGTERM at a random moment of the evaluation");
  const Subject subject(long_evaluation);
  const auto start = Clock::now();
  subject.go_on("timed");
  const double seconds = seconds_since(start);
  const ad::Key key = ad::Key::root(21) / "signals";
  long in_evaluation = 0;
  for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(amount(10, 100)); ++i) {
    const std::string name = std::to_string(i);
    const double moment = seconds * (0.1 + 0.85 * key.uniform(i));
    const auto begin = Clock::now();
    const Outcome o = subject.killed_after(moment, name, SIGTERM);
    std::string wrong;
    if (o.code != 0 && o.code != 128 + SIGTERM) wrong = "ended with " + std::to_string(o.code) + ": " + o.err;
    if (seconds_since(begin) > moment + 2) wrong = "took more than two seconds to end";
    if (fs::exists(subject.path(name) + "/parts/train.h5")) {
      ++in_evaluation;
      const Outcome sample = subject.command({"sample", subject.path(name), "-n", "3", "threads=1"}, name);
      if (sample.code != 0) wrong = "the trained model cannot be sampled: " + sample.err;
    }
    campaign.count(o.code != 0, wrong.empty() ? subject.recover(name) : wrong);
  }
  EXPECT_GE(in_evaluation, amount(5, 50)) << "hardly a signal met the evaluation";
}

// The reason is recorded under every kill, and all that did not fail has the bits of the undisturbed run.
TEST(Evaluation, AFailingMeasurementUnderKills) {
  Campaign campaign("kill at call N of a run whose measurement fails");
  const Subject subject(failing_evaluation, 5);
  const long calls = subject.calls(), tries = std::min(calls, amount(12, 1000));
  for (long i = 0; i < tries; ++i) {
    const long n = 1 + i * calls / tries;
    const std::string name = std::to_string(n);
    subject.go_on(name, {.at = n});
    campaign.count(1, subject.recover(name));
  }
}

/// Empty if a run that `evaluate` was killed in can be resumed, and evaluated again to the bits of `fresh`.
std::string wrong_after_evaluation(const Subject& subject, const std::string& name, const std::string& key) {
  const std::string run = subject.path(name);
  for (const auto& command :
       {std::vector<std::string>{"resume", run, "threads=1"}, {"evaluate", run, key, "threads=1"}})
    if (const Outcome o = subject.command(command, name); o.code != 0) return command[0] + ": " + o.err;
  const experiments::DiffReport report = experiments::diff_runs(subject.path("fresh"), run);
  fs::remove_all(run);
  return report.identical() ? "" : report.text();
}

// A finished run that is measured again under kills is either the old one or on its way to the new one.
TEST(Evaluation, AnotherOneUnderKills) {
  Campaign campaign("kill at call N of pont evaluate");
  const Subject subject(tiny_score);
  const std::string key = "sample.count=24";
  ASSERT_EQ(
      subject
          .command({"run", subject.path("config.yaml"), "--out", subject.path("fresh"), "threads=1", key},
                   "fresh")
          .code,
      0);
  const long most = amount(60, 240), stride = amount(6, 1);
  for (long n = 1; n <= most; n += stride) {
    const std::string name = std::to_string(n);
    fs::copy(subject.path("whole"), subject.path(name), fs::copy_options::recursive);
    const Outcome o = subject.command({"evaluate", subject.path(name), key, "threads=1"}, name, {.at = n});
    campaign.count(o.code == 128 + SIGKILL, wrong_after_evaluation(subject, name, key));
  }
  EXPECT_GE(campaign.faults(), amount(5, 50)) << "hardly a kill met the evaluation";
}

}  // namespace
}  // namespace pont::faults
