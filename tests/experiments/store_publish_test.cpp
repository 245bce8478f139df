// Publishing: all or nothing under failures, and every damage found on the way back.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>

#include "experiments/config/error.hpp"
#include "experiments/store/hdf5.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

std::vector<std::byte> example_image(double value = 1) {
  H5Writer file;
  file.write<double>("weights", std::vector<double>(200, value), {10, 20});
  file.write_text("config", "seed: 1\n");
  return file.image();
}

/// Runs `body` in a process of its own and gives its exit status; the process ends without any clean-up.
int in_child(const std::function<int()>& body) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// 0 if publishing throws an IoError with all these parts in its text.
int refused_with(const std::filesystem::path& file, const std::vector<std::byte>& image,
                 const std::vector<std::string>& parts) {
  try {
    publish(file, image);
  } catch (const IoError& error) {
    for (const std::string& part : parts) {
      if (std::string(error.what()).find(part) == std::string::npos) return std::puts(error.what()), 2;
    }
    return 0;
  }
  return 1;
}

TEST(Publish, LoadsWhatWasPublished) {
  const TemporaryDirectory directory;
  const auto image = example_image();
  publish(directory / "run.h5", image);
  EXPECT_EQ(load_checked(directory / "run.h5"), image);
  EXPECT_EQ(std::filesystem::file_size(directory / "run.h5"), image.size() + trailer_size);
  publish(directory / "run.h5", example_image(2));
  EXPECT_EQ(load_checked(directory / "run.h5"), example_image(2));
  publish_text(directory / "report.md", "# Report\n");
  EXPECT_EQ(contents(directory / "report.md"), "# Report\n");
  EXPECT_EQ(directory.names(), (std::vector<std::string>{"report.md", "run.h5"}));
}

TEST(Publish, EmptyImagesAndBareNamesWork) {
  const TemporaryDirectory directory;
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(directory.path());
  publish("bare", {});
  EXPECT_TRUE(load_checked("bare").empty());
  std::filesystem::current_path(before);
}

TEST(Publish, EveryTruncationAndBitFlipIsFound) {
  const TemporaryDirectory directory;
  const auto file = directory / "run.h5";
  publish(file, example_image());
  const std::string whole = contents(file);
  int cases = 0;
  const auto expect_refused = [&](const std::string& damaged) {
    overwrite(file, damaged);
    EXPECT_THROW(load_checked(file), DataError);
    ++cases;
  };
  for (std::size_t size = 0; size < whole.size(); size += 512) expect_refused(whole.substr(0, size));
  for (std::size_t cut = 1; cut <= 64; ++cut) expect_refused(whole.substr(0, whole.size() - cut));
  for (std::size_t at = 0; at < whole.size(); at = at + 64 < whole.size() - 48 ? at + 64 : at + 1) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = whole;
      damaged[at] = static_cast<char>(damaged[at] ^ (1 << bit));
      expect_refused(damaged);
    }
  }
  expect_refused(whole + '\0');
  expect_refused(whole + whole);
  EXPECT_GT(cases, 700);
  overwrite(file, whole);
  EXPECT_EQ(load_checked(file), example_image());  // the control
}

TEST(Publish, RefusalsSayWhy) {
  const TemporaryDirectory directory;
  const auto file = directory / "run.h5";
  const auto message = [&] { return message_of<DataError>([&] { load_checked(file); }); };
  EXPECT_CONTAINS(message(), "run.h5: there is no such file; expected");
  overwrite(file, "");
  EXPECT_CONTAINS(message(), "only 0 bytes, shorter than the trailer");
  overwrite(file, std::string(1000, 'x'));
  EXPECT_CONTAINS(message(), "no trailer at its end");
  publish(file, example_image());
  std::string bytes = contents(file);
  bytes[100] ^= 1;
  overwrite(file, bytes);
  EXPECT_CONTAINS(message(), "its SHA-256 is not the one in its trailer");
  bytes[100] ^= 1;
  overwrite(file, bytes.substr(1));
  EXPECT_CONTAINS(message(), "its length is not the one in its trailer");
  std::filesystem::remove(file);
  std::filesystem::create_directory(file);
  EXPECT_CONTAINS(message(), "is no regular file");
  std::filesystem::remove(file);
  publish(directory / "other", example_image());
  std::filesystem::create_symlink(directory / "other", file);  // a sound file, but not the run's own
  EXPECT_CONTAINS(message(), "is no regular file");
}

// RLIMIT_FSIZE fails a write at any byte we choose, after a short write: a full disk without a disk.
TEST(Publish, AWriteThatFailsAtAnyByteLeavesTheOldFileAndNothingElse) {
  const TemporaryDirectory directory;
  const auto file = directory / "run.h5";
  publish(file, example_image(1));
  const auto image = example_image(2);
  for (std::size_t limit = 0; limit < image.size() + trailer_size; limit += 97) {
    EXPECT_EQ(
        in_child([&] {
          ::signal(SIGXFSZ, SIG_IGN);
          const rlimit size{limit, limit};
          ::setrlimit(RLIMIT_FSIZE, &size);
          return refused_with(file, image, {".run.h5.tmp.", "cannot write: File too large; raise the limit"});
        }),
        0);
    ASSERT_EQ(load_checked(file), example_image(1)) << "at " << limit;
    ASSERT_EQ(directory.names(), std::vector<std::string>{"run.h5"}) << "at " << limit;
  }
}

TEST(Publish, PlacesThatCannotBeWrittenAreNamed) {
  const TemporaryDirectory directory;
  const auto image = example_image();
  EXPECT_EQ(refused_with(directory / "none/run.h5", image, {"cannot create: No such file", "check the path"}),
            0);
  overwrite(directory / "file", "");
  EXPECT_EQ(refused_with(directory / "file/run.h5", image, {"cannot create: Not a directory"}), 0);
  std::filesystem::create_directory(directory / "taken");
  EXPECT_EQ(refused_with(directory / "taken", image,
                         {"taken: cannot rename a temporary to this name: Is a directory"}),
            0);
  EXPECT_EQ(directory.names(), (std::vector<std::string>{"file", "taken"}));
}

TEST(Publish, AReadOnlyDirectoryIsNamed) {
  const TemporaryDirectory directory;
  ::chmod(directory.path().c_str(), 0555);
  EXPECT_EQ(in_child([&] {
              if (::geteuid() == 0 && ::setuid(65534) != 0) return 3;  // root may write anywhere
              return refused_with(directory / "run.h5", example_image(),
                                  {"cannot create: Permission denied; choose a directory"});
            }),
            0);
  ::chmod(directory.path().c_str(), 0755);
  EXPECT_TRUE(directory.names().empty());
}

TEST(Publish, TemporariesOfDeadProcessesAreRemovedAndNoOthers) {
  const TemporaryDirectory directory;
  const pid_t dead = ::fork();
  if (dead == 0) ::_exit(0);
  ::waitpid(dead, nullptr, 0);
  const std::string stale = ".run.h5.tmp." + std::to_string(dead),
                    live = ".run.h5.tmp." + std::to_string(::getppid());
  for (const std::string& name :
       {stale, live, std::string(".x.tmp."), std::string("run.h5.tmp.1"), std::string(".x.tmp.12a")}) {
    overwrite(directory / name, "half");
  }
  overwrite(directory / (".own.tmp." + std::to_string(::getpid())),
            "left by a predecessor of the same number");
  remove_stale_temporaries(directory.path());
  std::vector<std::string> expected = {live, ".x.tmp.", "run.h5.tmp.1", ".x.tmp.12a"};
  std::sort(expected.begin(), expected.end());
  EXPECT_EQ(directory.names(), expected);
}

TEST(Publish, ALeftoverOfOurOwnNumberIsReplaced) {
  const TemporaryDirectory directory;
  overwrite(directory / (".run.h5.tmp." + std::to_string(::getpid())), "half");
  publish(directory / "run.h5", example_image());
  EXPECT_EQ(directory.names(), std::vector<std::string>{"run.h5"});
}

}  // namespace
}  // namespace pont::experiments
