// The history of a run and where it stands, from files as processes leave them.
#include <gtest/gtest.h>

#include "experiments/config/error.hpp"
#include "experiments/run/experiment.hpp"
#include "experiments/run/history.hpp"
#include "experiments/run/standing.hpp"
#include "experiments/store/command_line.hpp"
#include "experiments/store/metric_log.hpp"
#include "experiments/store/run_directory.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

using namespace std::chrono_literals;

const std::string began = "2026-11-30T18:00:00.000Z\tbegin\tpont run a.yaml 'x={y: 1}'\n";

Standing standing_after(const TemporaryDirectory& directory, const std::string& history) {
  overwrite(directory / "config.yaml", "type: score\n");
  overwrite(directory / "history.log", history);
  return standing_of(directory.path());
}

TEST(History, TimesAreUtcToTheMillisecond) {
  EXPECT_EQ(utc_text(Time(0ms)), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(utc_text(Time(1'796'063'889'123ms)), "2026-11-30T18:38:09.123Z");
}

TEST(History, SessionsHaveCommandsTimesAndOutcomes) {
  const TemporaryDirectory directory;
  overwrite(directory / "history.log", began + "2026-11-30T18:00:02.500Z\tend\tstopped by signal 15\n" +
                                           "2026-11-30T19:00:00.000Z\tbegin\tpont resume a\n");
  const std::vector<Session> all = read_history(directory.path());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].command, "pont run a.yaml 'x={y: 1}'");
  EXPECT_EQ(all[0].outcome, "stopped by signal 15");
  EXPECT_FALSE(all[1].end);
  EXPECT_DOUBLE_EQ(seconds_of(all, all[1].begin + 10s), 12.5);
}

TEST(History, WhatIsTornOrForeignIsPassedOver) {
  const TemporaryDirectory directory;
  EXPECT_TRUE(read_history(directory.path()).empty());
  overwrite(directory / "history.log", "\x01\x02\n2026-11-30\tbegin\tno time\n" + began +
                                           "2026-11-30T18:00:02.500Z\tend\n" +
                                           "2026-11-30T18:00:03.000Zz\tend\tfinished\n2026-11-30T18:0");
  const std::vector<Session> all = read_history(directory.path());
  ASSERT_EQ(all.size(), 1u);
  EXPECT_FALSE(all[0].end);
}

TEST(History, ASessionIsWrittenHoweverItEnds) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  const auto session = [&](const std::function<void()>& action) {
    try {
      in_session(run, action);
    } catch (...) {
    }
    return read_history(run.path()).back().outcome;
  };
  EXPECT_EQ(session([] {}), "finished");
  EXPECT_EQ(session([] { throw Stopped{2}; }), "stopped by signal 2");
  EXPECT_EQ(session([] { throw Incomplete("a\nb"); }), "incomplete: a b");
  EXPECT_EQ(session([] { throw std::runtime_error("why"); }), "failed: why");
  const auto all = read_history(run.path());
  EXPECT_EQ(all.size(), 4u);
  EXPECT_EQ(all[0].command, command_line());
  EXPECT_LE(all[0].begin, *all[0].end);
  EXPECT_THROW(in_session(run, [] { throw Stopped{2}; }), Stopped);
}

// The next command tells when a process without a word was last seen.
TEST(History, AKilledSessionEndsAtItsLastSignOfLife) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  overwrite(run.file("history.log"), began);
  overwrite(run.file("metrics.log"), "x");
  in_session(run, [] {});
  const auto all = read_history(run.path());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].outcome, "killed");
  EXPECT_LE(*last_sign_of_life(run.path()) - *all[0].end, 10s);
}

TEST(Standing, IsToldByHistoryLockAndResults) {
  const TemporaryDirectory directory;
  EXPECT_FALSE(is_run(directory.path()));
  EXPECT_EQ(standing_after(directory, "").word, "killed");
  EXPECT_TRUE(is_run(directory.path()));
  EXPECT_EQ(standing_after(directory, began).word, "killed");
  const std::string at = "2026-11-30T18:01:00.000Z\tend\t";
  EXPECT_EQ(standing_after(directory, began + at + "finished\n").word, "finished");
  EXPECT_EQ(standing_after(directory, began + at + "finished\n").seconds, 60);
  const Standing failed = standing_after(directory, began + at + "failed: no: memory\n");
  EXPECT_EQ(failed.word, "failed");
  EXPECT_EQ(failed.detail, "no: memory");
  EXPECT_EQ(standing_after(directory, began + at + "stopped by signal 2\n").detail, "by signal 2");
  EXPECT_EQ(standing_after(directory, began + at + "nonsense\n").word, "killed");
  const RunLock lock(directory.path());
  const Standing running = standing_after(directory, began);
  EXPECT_EQ(running.word, "running");
  EXPECT_CONTAINS(running.detail, "process " + std::to_string(::getpid()));
}

TEST(Standing, KnowsTheLastStepThatWasLogged) {
  const TemporaryDirectory directory;
  MetricLog log = MetricLog::create(directory / "metrics.log", {"loss"});
  EXPECT_FALSE(standing_after(directory, began).step);
  log.append(10, std::array{0.5});
  log.append(20, std::array{0.25});
  log.flush();
  EXPECT_EQ(standing_after(directory, began).step, 20);
}

TEST(CommandLine, WordsAreThoseOfAShell) {
  EXPECT_EQ(shell_word("train.steps=3"), "train.steps=3");
  EXPECT_EQ(shell_word("a b"), "'a b'");
  EXPECT_EQ(shell_word("it's"), "'it'\\''s'");
  EXPECT_EQ(shell_word(""), "''");
  EXPECT_TRUE(command_line().starts_with("experiments_look_tests")) << command_line();
}

}  // namespace
}  // namespace pont::experiments
