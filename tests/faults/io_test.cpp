// Calls that fail: a full disk, an exhausted quota, a broken disk, short writes; at every call, once and for
// good.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <fstream>

#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

constexpr long for_good = 1L << 30;

struct Failure {
  const char* name;
  std::string action;
  long calls;
  const char* reason;  ///< words of the message
};

void PrintTo(const Failure& f, std::ostream* out) { *out << f.name; }

const Failure failures[] = {
    {"full disk, once", std::to_string(ENOSPC), 1, "No space left on device"},
    {"full disk", std::to_string(ENOSPC), for_good, "No space left on device"},
    {"quota", std::to_string(EDQUOT), for_good, "Disk quota exceeded"},
    {"broken disk, once", std::to_string(EIO), 1, "Input/output error"},
    {"broken disk", std::to_string(EIO), for_good, "Input/output error"},
    {"short writes", "short", for_good, ""},
};

/// One line, the file, the reason: what a user needs to know.
std::string wrong_message(const Outcome& o, const Failure& f, const std::string& run) {
  if (o.err.size() < 2) return "no message";
  const std::size_t last = o.err.find_last_of('\n', o.err.size() - 2);
  const std::string line = o.err.substr(last == std::string::npos ? 0 : last + 1);
  for (const std::string& word : {run, std::string(f.reason), std::string("; ")})
    if (line.find(word) == std::string::npos) return fmt::format("the message lacks '{}': {}", word, line);
  return "";
}

/// A failure may be met without harm (then the run is finished), or ends the process with code 4.
std::string wrong_after(const Subject& subject, const Outcome& o, const Failure& f, const std::string& name) {
  if (o.code == 0) {
    const std::string wrong = subject.wrong_with(name);
    if (!wrong.empty()) return "claimed success, but: " + wrong;
  } else if (o.code != 4) {
    return fmt::format("ended with {}: {}", o.code, o.err);
  } else {
    const std::string wrong = wrong_message(o, f, subject.path(name));
    if (!wrong.empty()) return wrong;
  }
  return subject.recover(name);
}

class Failing : public testing::TestWithParam<Failure> {};
INSTANTIATE_TEST_SUITE_P(Io, Failing, testing::ValuesIn(failures), [](const auto& row) {
  std::string name = row.param.name;
  std::erase_if(name, [](char c) { return c == ' ' || c == ','; });
  return name;
});

TEST_P(Failing, CallLosesNothing) {
  const Failure& f = GetParam();
  Campaign campaign(fmt::format("call N fails: {}", f.name));
  const Subject subject(tiny_score);
  const long stride = full() ? 1 : std::max(1L, subject.calls() / 10);
  for (long n = 1; n <= subject.calls(); n += stride) {
    const std::string name = std::to_string(n);
    const Outcome o = subject.go_on(name, {.at = n, .action = f.action, .calls = f.calls});
    const std::string wrong = wrong_after(subject, o, f, name);
    campaign.count(1, wrong.empty() ? "" : fmt::format("call {}: {}", n, wrong));
  }
}

TEST(Io, AFailureWhileGoingOnLeavesTheCheckpoint) {
  Campaign campaign("call N fails while going on");
  const Subject subject(tiny_score);
  const Failure& f = failures[1];
  for (long n = 1; n <= amount(60, 100); n += amount(9, 1)) {
    const std::string name = std::to_string(n);
    subject.go_on(name, {.at = subject.calls() / 2});  // killed
    const Outcome o = subject.go_on(name, {.at = n, .action = f.action, .calls = f.calls});
    const std::string wrong = wrong_after(subject, o, f, name);
    campaign.count(2, wrong.empty() ? "" : fmt::format("call {}: {}", n, wrong));
  }
}

TEST(Io, OutputThatCannotBeWrittenIsNoSuccess) {
  const Scratch directory;
  const std::string err = directory / "err", command = PONT_PROGRAM " list sdes > /dev/full 2> " + err;
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 4);
  std::string message;
  std::getline(std::ifstream(err), message);
  EXPECT_EQ(message,
            "standard output: cannot write: No space left on device; free some space on this disk, then "
            "resume the run");
}

}  // namespace
}  // namespace pont::faults
