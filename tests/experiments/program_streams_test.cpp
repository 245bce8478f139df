// Closed, full and broken standard streams, limits on files, signals: the program runs, loses nothing, and
// says what it could not write.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>

#include "tests/experiments/program_support.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

// A shell command in which $PONT is the program; `out` and `err` are what it leaves in files of these names.
Outcome shell(const Scratch& dir, const std::string& command) {
  const std::string all = "cd '" + (dir / ".") + "'; rm -f out err; PONT='" PONT_PROGRAM "'; " + command;
  const int status = std::system(all.c_str());
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), contents(dir / "out"),
          contents(dir / "err")};
}

TEST(Streams, AResultThatCannotBePrintedIsAnError) {
  const Scratch dir;
  for (const char* to : {">&-", ">/dev/full"})
    for (const char* what : {"list sdes", "explain", "--help"}) {
      const Outcome o = shell(dir, std::string("$PONT ") + what + " 2>err " + to);
      EXPECT_EQ(o.code, 4) << what << to;
      EXPECT_THAT(o.err, HasSubstr("standard output: cannot write: ")) << what << to;
    }
  const Outcome broken =
      shell(dir, "{ sleep .3; $PONT list sdes 2>err; echo $? >out; } | :; sleep .6; exit `cat out`");
  EXPECT_EQ(broken.code, 4);
  EXPECT_THAT(broken.err, HasSubstr("standard output: cannot write: Broken pipe; nobody reads it any more"));
}

TEST(Streams, ClosedOnesKeepNoCommandFromRunning) {
  const Scratch dir;
  const std::string whole = shell(dir, "$PONT list sdes >out").out;
  for (const char* closed : {"2>&-", "<&-", "<&- 2>&-", "2>/dev/full"}) {
    const Outcome o = shell(dir, std::string("$PONT list sdes >out ") + closed);
    EXPECT_EQ(o.code, 0) << closed;
    EXPECT_EQ(o.out, whole) << closed;
  }
  EXPECT_EQ(shell(dir, "$PONT list sdes <&- >&- 2>&-").code, 4);
  EXPECT_EQ(shell(dir, "$PONT run absent.yaml 2>&-").code, 2);
}

TEST(Streams, ARunNeedsNobodyWhoReadsItsMessages) {
  const Scratch dir;
  dir.write("small.yaml", small_config);
  ASSERT_EQ(shell(dir, "$PONT run small.yaml --out whole >out 2>err").code, 0);
  const std::string run = "$PONT run small.yaml --out ";
  EXPECT_EQ(shell(dir, run + "a >out 2>&-").code, 0);
  EXPECT_EQ(shell(dir, run + "b >out 2>/dev/full").code, 0);
  EXPECT_EQ(shell(dir, run + "c <&- >&- 2>&-").code, 4);  // but the run is there
  EXPECT_EQ(shell(dir, "{ sleep .2; " + run + "d 2>&1 >out; echo $? >err; } | :; exit `cat err`").code, 0);
  for (const char* other : {"a", "b", "c", "d"})
    EXPECT_EQ(shell(dir, std::string("$PONT diff whole ") + other + " >out").out, "identical\n") << other;
}

TEST(Streams, AResultInAFileIsThereOrAnError) {
  const Scratch dir;
  const std::string bench = "$PONT bench random --rounds 1 --window .001 >out 2>err --out ";
  EXPECT_EQ(shell(dir, bench + "report.json").code, 0);
  EXPECT_THAT(contents(dir / "report.json"), HasSubstr("\"workload\": \"random\""));
  const Outcome full = shell(dir, bench + "/dev/full");
  EXPECT_EQ(full.code, 4);
  EXPECT_THAT(full.err, HasSubstr("/dev/full: cannot write: No space left on device"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));  // and no file in its place
  const Outcome limited = shell(dir, "ulimit -f 0; exec " + bench + "limited.json");
  EXPECT_EQ(limited.code, 4);
  EXPECT_FALSE(fs::exists(dir / "limited.json"));
}

TEST(Streams, ALimitOnFilesIsAnErrorAfterWhichTheRunGoesOn) {
  const Scratch dir;
  dir.write("small.yaml", small_config);
  ASSERT_EQ(shell(dir, "$PONT run small.yaml --out whole >out 2>err").code, 0);
  for (const char* blocks : {"8", "40", "80"}) {  // of 512 bytes: a checkpoint, run.h5, ... do not fit
    const std::string name = std::string("limited_") + blocks;
    const Outcome o = shell(
        dir, std::string("ulimit -f ") + blocks + "; $PONT run small.yaml --out " + name + " >out 2>err");
    EXPECT_EQ(o.code, 4) << o.err;
    EXPECT_THAT(o.err, HasSubstr("File too large; raise the limit on the size of a file (ulimit -f)"));
    const bool begun = fs::exists(dir / (name + "/config.yaml"));
    ASSERT_EQ(
        shell(dir, "$PONT " + (begun ? "resume " + name : "run small.yaml --out " + name) + " >out 2>err")
            .code,
        0);
    EXPECT_EQ(shell(dir, "$PONT diff whole " + name + " >out").out, "identical\n");
  }
}

TEST(Signals, TheMessageNamesWhatGoesOnAndThatDoes) {
  const Scratch dir;
  dir.write("long.yaml", small_config);
  const std::string run = dir / "a run's";
  const Outcome stopped = pont({"run", dir / "long.yaml", "--out", run, "train.steps=100000"}, 1.5, SIGTERM);
  ASSERT_EQ(stopped.code, 128 + SIGTERM) << stopped.err;
  const std::size_t advice = stopped.err.find("continue with: pont ");
  ASSERT_NE(advice, std::string::npos) << stopped.err;
  std::string command = stopped.err.substr(advice + 20);
  command.resize(command.find('\n'));
  const Outcome again = shell(dir, "timeout -s TERM 3 $PONT " + command + " >out 2>err");
  EXPECT_EQ(again.code, 124) << again.err;
  EXPECT_THAT(again.err, HasSubstr("continue with: pont " + command + "\n"));
}

TEST(Look, InfoChangesNothingAndNeedsNoLock) {
  const Scratch dir;
  fs::create_directory(dir / "run");
  const Outcome o = pont({"info", dir / "run"});
  EXPECT_EQ(o.code, 0);
  EXPECT_THAT(o.out, HasSubstr("no run: nothing was published here"));
  EXPECT_TRUE(fs::is_empty(dir / "run"));
  const Outcome absent = pont({"info", dir / "absent"});
  EXPECT_EQ(absent.code, 2);
  EXPECT_FALSE(fs::exists(dir / "absent"));
}

// The README's my.yaml, beside which there is no folder configs.
TEST(Checkout, ItsConfigurationsAreFoundFromElsewhereAndSaySo) {
  const Scratch dir;
  fs::create_directories(dir / "home/configs");
  dir.write("home/configs/small.yaml", small_config);
  dir.write("my.yaml", "extends: configs/small.yaml\ntrain: {steps: 60}\n");
  const std::string home = "export PONT_HOME='" + (dir / "home") + "'; ",
                    found = dir / "home/configs/small.yaml";
  const std::string says = "configs/small.yaml: not found here; taken from the checkout: " + found + "\n";
  const Outcome extended = shell(dir, home + "$PONT run my.yaml --out a >out 2>err");
  EXPECT_EQ(extended.code, 0) << extended.err;
  EXPECT_THAT(extended.err, HasSubstr(says));
  const Outcome named = shell(dir, home + "$PONT run configs/small.yaml --out b train.steps=60 >out 2>err");
  EXPECT_EQ(named.code, 0) << named.err;
  EXPECT_THAT(named.err, HasSubstr(says));
  EXPECT_EQ(shell(dir, "$PONT diff a b >out").out, "identical\n");
  const Outcome here =
      shell(dir, home + "cd home; $PONT run configs/small.yaml --out c train.steps=60 >../out 2>../err");
  EXPECT_EQ(here.code, 0);
  EXPECT_EQ(here.err.find("checkout"), std::string::npos) << here.err;
  EXPECT_EQ(shell(dir, "$PONT run my.yaml --out d 2>err").code, 2);
}

}  // namespace
}  // namespace pont::experiments
