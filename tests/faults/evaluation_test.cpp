// Signals in the evaluation, and measurements that fail under kills: nothing that was finished is lost.
#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "autodiff/rng.hpp"
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

}  // namespace
}  // namespace pont::faults
