// Run directories: sane names, checkpoints that survive damage.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "experiments/config/error.hpp"
#include "experiments/store/publish.hpp"
#include "experiments/store/run_directory.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

TEST(RunPath, RefusesWhatIsNotSane) {
  const std::pair<std::string, std::string> cases[] = {
      {"", "the name is empty"},
      {"-rf", "begins with '-'"},
      {"runs/-x", "begins with '-'"},
      {"a\nb", "run directory 'a?b': the name has a control character"},
      {std::string("a\0b", 3), "control character"},
      {std::string(256, 'x'), "a part of the name has 256 bytes; expected at most 255"},
      {std::string(5000, '/'), "the path has 5000 bytes"},
  };
  for (const auto& [path, part] : cases) {
    EXPECT_CONTAINS(message_of<ConfigError>([&] { check_run_path(path); }), part);
    EXPECT_CONTAINS(message_of<ConfigError>([&] { RunDirectory::create(path); }), part);
  }
  for (const char* name : {"../../x", "/absolute", "a/b", ".", ".."}) {
    EXPECT_CONTAINS(message_of<ConfigError>([&] { check_run_name(name); }), "is a path, not a name");
    EXPECT_NO_THROW(check_run_path(name));
  }
  for (const std::string& name :
       {std::string("first-run_2"), std::string(255, 'x'), std::string("caf\u00e9 au lait")}) {
    EXPECT_NO_THROW(check_run_name(name));
  }
}

TEST(RunDirectory, CreatesParentsAndRefusesWhatIsNotEmpty) {
  const TemporaryDirectory directory;
  const std::string path = (directory / "runs/deep/first/").string();
  { const RunDirectory run = RunDirectory::create(path); }
  EXPECT_TRUE(std::filesystem::is_directory(directory / "runs/deep/first/checkpoints"));
  EXPECT_FALSE(std::filesystem::exists(directory / "runs/deep/first/.lock"));
  overwrite(path + ".config.yaml.tmp.2147480000", "half");  // left by a process that died before it published
  EXPECT_NO_THROW(RunDirectory::create(path));
  EXPECT_FALSE(std::filesystem::exists(path + ".config.yaml.tmp.2147480000"));
  overwrite(path + "config.yaml", "");
  EXPECT_CONTAINS(message_of<ConfigError>([&] { RunDirectory::create(path); }),
                  "is not empty (it holds 'config.yaml'); choose");
  std::filesystem::create_directory(directory / "empty");
  EXPECT_NO_THROW(RunDirectory::create((directory / "empty").string()));
  overwrite(directory / "file", "");
  EXPECT_CONTAINS(message_of<IoError>([&] { RunDirectory::create((directory / "file").string()); }),
                  "file: cannot list: Not a directory");
  EXPECT_CONTAINS(message_of<IoError>([&] { RunDirectory::create((directory / "file/x").string()); }),
                  "file: cannot create this directory: File exists; check the path");
  EXPECT_CONTAINS(message_of<ConfigError>([&] { RunDirectory::open((directory / "none").string()); }),
                  "there is no such directory");
}

std::vector<std::byte> image_of(std::int64_t step) {
  const std::string text = "checkpoint " + std::to_string(step);
  return {bytes_of(text).begin(), bytes_of(text).end()};
}

std::vector<std::string> checkpoint_names(const RunDirectory& run) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(run.file("checkpoints")))
    names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  return names;
}

void damage(const std::filesystem::path& file) {
  std::string bytes = contents(file);
  bytes[3] ^= 4;
  overwrite(file, bytes);
}

TEST(Checkpoints, TheLastTwoAreKept) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  EXPECT_FALSE(run.newest_checkpoint().checkpoint.has_value());
  for (const std::int64_t step : {0, 500, 1000, 1500}) {
    run.publish_checkpoint(step, image_of(step));
    EXPECT_EQ(run.newest_checkpoint().checkpoint->step, step);
    EXPECT_EQ(run.newest_checkpoint().checkpoint->image, image_of(step));
  }
  EXPECT_EQ(checkpoint_names(run), (std::vector<std::string>{"step_0000001000.h5", "step_0000001500.h5"}));
}

TEST(Checkpoints, ADamagedOneIsPassedOverWithAMessageAndReplaced) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  for (const std::int64_t step : {100, 200}) run.publish_checkpoint(step, image_of(step));
  damage(run.file("checkpoints/step_0000000200.h5"));
  const CheckpointSearch search = run.newest_checkpoint();
  ASSERT_TRUE(search.checkpoint.has_value());
  EXPECT_EQ(search.checkpoint->step, 100);
  ASSERT_EQ(search.messages.size(), 1U);
  EXPECT_CONTAINS(search.messages[0], "step_0000000200.h5: its SHA-256 is not the one in its trailer");
  run.publish_checkpoint(
      150, image_of(150));  // a signal came earlier this time: the damaged one must not count as one of two
  EXPECT_EQ(checkpoint_names(run), (std::vector<std::string>{"step_0000000100.h5", "step_0000000150.h5"}));
}

TEST(Checkpoints, NoneSoundIsAnErrorNotAFreshStart) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  for (const std::int64_t step : {100, 200}) run.publish_checkpoint(step, image_of(step));
  damage(run.file("checkpoints/step_0000000100.h5"));
  overwrite(run.file("checkpoints/step_0000000200.h5"), "");
  const std::string message = message_of<DataError>([&] { run.newest_checkpoint(); });
  EXPECT_CONTAINS(message, "none of 2 checkpoints is sound: ");
  EXPECT_CONTAINS(message, "step_0000000200.h5: only 0 bytes");
  EXPECT_CONTAINS(message, "step_0000000100.h5: its SHA-256");
}

TEST(Checkpoints, OtherFilesAreNeitherReadNorRemoved) {
  const TemporaryDirectory directory;
  const RunDirectory run = RunDirectory::create((directory / "run").string());
  const std::vector<std::string> others = {"notes.txt", "step_.h5", "step_12x.h5"};
  for (const std::string& name : others) overwrite(run.file("checkpoints") / name, "mine");
  for (const std::int64_t step : {1, 2, 3}) run.publish_checkpoint(step, image_of(step));
  for (const std::string& name : others) EXPECT_EQ(contents(run.file("checkpoints") / name), "mine");
}

TEST(Checkpoints, OpeningRemovesWhatADeadProcessLeftHalfWritten) {
  const TemporaryDirectory directory;
  { const RunDirectory run = RunDirectory::create((directory / "run").string()); }
  const pid_t dead = ::fork();
  if (dead == 0) ::_exit(0);
  ::waitpid(dead, nullptr, 0);
  overwrite(directory / ("run/.run.h5.tmp." + std::to_string(dead)), "half");
  overwrite(directory / ("run/checkpoints/.step_0000000001.h5.tmp." + std::to_string(dead)), "half");
  const RunDirectory run = RunDirectory::open((directory / "run").string());
  EXPECT_TRUE(checkpoint_names(run).empty());
  EXPECT_FALSE(std::filesystem::exists(run.file(".run.h5.tmp." + std::to_string(dead))));
}

}  // namespace
}  // namespace pont::experiments
