// Work in a process of its own: its result and its failures come back, its crashes do not.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <new>
#include <numeric>

#include "experiments/config/error.hpp"
#include "experiments/store/isolated.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

using Bytes = std::vector<std::byte>;

std::string failure_of(const std::function<Bytes()>& work, unsigned seconds = 10) {
  return message_of<DataError>([&] { isolated(work, seconds, "it broke down"); });
}

TEST(Isolated, TheResultComesBackWhateverItsSize) {
  for (const std::size_t size : {0, 1, 65536, 5000000}) {
    Bytes expected(size);
    for (std::size_t i = 0; i < size; ++i) expected[i] = static_cast<std::byte>(i % 251);
    EXPECT_EQ(isolated([&] { return expected; }, 10, ""), expected);
  }
}

TEST(Isolated, ItsMemoryIsNotOurs) {
  int number = 1;
  isolated(
      [&] {
        number = 2;
        return Bytes();
      },
      10, "");
  EXPECT_EQ(number, 1);
}

TEST(Isolated, ItsFailuresAreThrownHere) {
  EXPECT_EQ(failure_of([]() -> Bytes { throw DataError("what is wrong"); }), "what is wrong");
  EXPECT_THROW(isolated([]() -> Bytes { throw std::bad_alloc(); }, 10, ""), std::bad_alloc);
}

TEST(Isolated, ItsEndIsToldWhereItIsNone) {
  EXPECT_EQ(failure_of([]() -> Bytes { std::abort(); }), "it broke down (signal 6, Aborted)");
  EXPECT_EQ(failure_of([]() -> Bytes { std::exit(3); }), "it broke down (exit status 3)");
  EXPECT_EQ(failure_of([]() -> Bytes { throw 1; }), "it broke down (exit status 1)");
  EXPECT_EQ(failure_of([]() -> Bytes {
              ::raise(SIGSEGV);
              return {};
            }),
            "it broke down (signal 11, Segmentation fault)");
}

TEST(Isolated, ItMayNotTakeForEver) {
  const auto forever = []() -> Bytes {
    for (const volatile int again = 1; again;) {
    }
    return {};
  };
  EXPECT_EQ(failure_of(forever, 1),
            "it broke down (ended after 1 seconds of processor time, or for want of memory)");
}

// Ctrl-C goes to all processes of a terminal: the parent finishes what it is about, so the child must.
TEST(Isolated, TheUsersSignalsAreTheParents) {
  const auto signalled = []() -> Bytes {
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::raise(signal);
    return Bytes(1);
  };
  EXPECT_EQ(isolated(signalled, 10, ""), Bytes(1));
}

TEST(Isolated, NothingIsLeftBehind) {
  const auto open_files = [] {
    int count = 0;
    for (int descriptor = 0; descriptor < 256; ++descriptor)
      count += ::lseek(descriptor, 0, SEEK_CUR) >= 0 || errno != EBADF;
    return count;
  };
  const int before = open_files();
  for (int i = 0; i < 5; ++i) {
    isolated([] { return Bytes(1); }, 10, "");
    failure_of([]() -> Bytes { std::abort(); });
  }
  EXPECT_EQ(open_files(), before);
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a child is left";
}

}  // namespace
}  // namespace pont::experiments
