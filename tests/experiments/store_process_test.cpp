// What the store knows of its process: fingerprint, signals, progress.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <functional>
#include <thread>
#include <vector>

#include "experiments/store/checksums.hpp"
#include "experiments/store/fingerprint.hpp"
#include "experiments/store/progress.hpp"
#include "experiments/store/signals.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

const BuildInfo build{"0123abc", "", "0.7.0"};

TEST(Fingerprint, IsTheSameTwiceAndComplete) {
  const Fingerprint first = collect_fingerprint(build, "cpu"), second = collect_fingerprint(build, "cpu");
  EXPECT_EQ(first.bits, second.bits);
  EXPECT_EQ(first.execution, second.execution);
  for (const Facts* facts : {&first.bits, &first.execution}) {
    for (const auto& [key, value] : *facts) EXPECT_TRUE(!value.empty() || key == "git_diff_sha256") << key;
  }
  const auto value = [&](const std::string& key) {
    for (const auto& fact : first.bits) {
      if (fact.first == key) return fact.second;
    }
    return std::string();
  };
  EXPECT_EQ(value("git_commit"), "0123abc");
  EXPECT_EQ(value("executable_sha256"), sha256_of_file("/proc/self/exe"));
  EXPECT_EQ(value("cpu_avx2"), "yes");
  EXPECT_EQ(value("libm_probe").size(), 16U);
}

TEST(Fingerprint, DifferencesNameTheKeyAndBothValues) {
  const Facts then = {{"cpu_fma", "yes"}, {"libc", "glibc 2.36"}, {"device", "cpu"}};
  const Facts now = {{"cpu_fma", "no"}, {"libc", "glibc 2.36"}};
  EXPECT_EQ(differences(then, now),
            (std::vector<std::string>{"cpu_fma: 'yes' then, 'no' now", "device: 'cpu' then, '' now"}));
  EXPECT_TRUE(differences(then, then).empty());
}

TEST(Fingerprint, SurvivesTheFile) {
  const Fingerprint fingerprint = collect_fingerprint(build, "cpu");
  H5Writer file;
  write_facts(file, "fingerprint", fingerprint.bits);
  EXPECT_TRUE(differences(read_facts({file.image(), "run.h5"}, "fingerprint"), fingerprint.bits).empty());
}

/// The exit status of `body` in a process of its own, or minus the signal that ended it.
int outcome(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

TEST(Signals, TheFirstEndsTheProcessWithItsNumber) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP})
    EXPECT_EQ(outcome([&] {
                leave_on_signals("");
                ::raise(number);
                return 0;
              }),
              128 + number);
}

TEST(Signals, DeferredTheFirstSetsAFlagTheSecondEndsTheProcess) {
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
    EXPECT_EQ(outcome([&] {
                leave_on_signals("");
                const DeferredStop stop;
                if (stop.requested() != 0) return 1;
                ::raise(number);
                ::_exit(stop.requested() == number ? 0 : 2);
              }),
              0);
    for (const int second : {SIGINT, SIGTERM, SIGHUP}) {
      EXPECT_EQ(outcome([&] {
                  leave_on_signals("");
                  const DeferredStop stop;
                  ::raise(number);
                  ::raise(second);
                  return 0;
                }),
                -second);
    }
  }
}

TEST(Signals, OneThatNobodyAskedForEndsTheProcessAtTheEndOfTheScope) {
  EXPECT_EQ(outcome([] {
              leave_on_signals("");
              {
                const DeferredStop stop;
                ::raise(SIGTERM);
              }
              return 0;
            }),
            143);
  EXPECT_EQ(outcome([] {  // who throws has asked
              leave_on_signals("");
              try {
                const DeferredStop stop;
                ::raise(SIGTERM);
                throw 1;
              } catch (int) {
                return 0;
              }
            }),
            0);
}

TEST(Signals, WhatWasIgnoredStaysIgnored) {
  EXPECT_EQ(outcome([] {
              ::signal(SIGHUP, SIG_IGN);
              leave_on_signals("");
              const DeferredStop stop;
              ::raise(SIGHUP);
              if (stop.requested() != 0) return 1;
              ::raise(SIGTERM);
              ::raise(SIGHUP);
              ::_exit(stop.requested() == SIGTERM ? 0 : 2);
            }),
            0);
}

TEST(Progress, AMessageIsALineOfItsOwn) {
  std::FILE* out = std::tmpfile();
  ASSERT_NE(out, nullptr);
  {
    Progress progress(0, 2, out);
    progress.say("a picture");
    progress.update(2, "done");
  }
  std::rewind(out);
  char line[100] = {};
  ASSERT_NE(std::fgets(line, sizeof line, out), nullptr);
  EXPECT_STREQ(line, "a picture\n");
  std::fclose(out);
}

TEST(Progress, ALineSaysStepRateStatusAndTimeLeft) {
  EXPECT_EQ(progress_line({500, 1000, 0, 10, "loss 0.12"}, 100),
            "[##########..........]  50% 500/1000  50 steps/s  loss 0.12  ETA 00:10");
  EXPECT_EQ(progress_line({600, 1000, 500, 10, "resumed"}, 100),
            "[############........]  60% 600/1000  10 steps/s  resumed  ETA 00:40");
  EXPECT_EQ(progress_line({1000, 1000, 0, 3, ""}, 100),
            "[####################] 100% 1000/1000  333.3 steps/s  ETA 00:00");
  EXPECT_EQ(progress_line({0, 0, 0, 0, ""}, 100), "[....................]   0% 0/0  0 steps/s  ETA --:--");
  EXPECT_EQ(progress_line({1, 100000, 0, 1, ""}, 100),
            "[....................]   0% 1/100000  1 steps/s  ETA 27:46:39");
  EXPECT_EQ(progress_line({500, 1000, 0, 10, "loss"}, 30).size(), 30U);
}

TEST(Progress, AFileGetsALineForEachTenthAndNothingElse) {
  const TemporaryDirectory directory;
  std::FILE* file = std::fopen((directory / "progress").c_str(), "w");
  {
    Progress progress(0, 1000, file);
    for (std::int64_t step = 1; step <= 1000; ++step) progress.update(step, "loss 1");
  }
  std::fclose(file);
  const std::string text = contents(directory / "progress");
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 10);
  EXPECT_EQ(text.find('\r'), std::string::npos);
  EXPECT_CONTAINS(text, " 10% 100/1000");
  EXPECT_CONTAINS(text, "100% 1000/1000");
}

TEST(Progress, TasksOfSeveralThreadsAreToldOnceASecondHasPassed) {
  const TemporaryDirectory directory;
  const auto told = [&](std::chrono::milliseconds pause) {
    std::FILE* file = std::fopen((directory / "tasks").c_str(), "w");
    {
      TaskProgress progress(40, "chunks", file);
      std::vector<std::jthread> threads;
      for (int t = 0; t < 4; ++t)
        threads.emplace_back([&] {
          for (int n = 0; n < 10; ++n) std::this_thread::sleep_for(pause), progress.done();
        });
    }
    std::fclose(file);
    return contents(directory / "tasks");
  };
  EXPECT_EQ(told(std::chrono::milliseconds(0)), "");
  const std::string text = told(std::chrono::milliseconds(150));
  EXPECT_CONTAINS(text, "100% 40/40");
  EXPECT_CONTAINS(text, " chunks/s  ETA 00:00");
  EXPECT_EQ(text.find(" 10% "), std::string::npos) << "the first second is silent";
}

TEST(Progress, AFailingStreamIsIgnored) {
  std::FILE* full = std::fopen("/dev/full", "w");
  ASSERT_NE(full, nullptr);
  {
    Progress progress(0, 10, full);
    for (std::int64_t step = 1; step <= 10; ++step) progress.update(step, "loss 1");
  }
  std::fclose(full);
}

}  // namespace
}  // namespace pont::experiments
