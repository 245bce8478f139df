// Data files that change, move or vanish between a kill and the resume: the run has its own copy, and ends
// with the bits of one that nobody disturbed.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>

#include "autodiff/rng.hpp"
#include "tests/faults/campaign.hpp"

namespace pont::faults {
namespace {

namespace fs = std::filesystem;

constexpr int killed = 128 + SIGKILL;

/// The tiny run on points of a file.
class Owner final {
 public:
  Owner() { restore(); }
  void restore() const { std::ofstream(file) << points(1); }
  void replace() const { std::ofstream(file) << points(2); }

  const Scratch place{memory};
  const std::string file = place / "points.csv";
  const Subject subject{(restore(), yaml()).c_str()};

 private:
  static std::string points(std::uint64_t seed) {
    const ad::Key key = ad::Key::root(seed) / "points";
    std::string csv = "u,v\n";
    for (std::uint64_t i = 0; i < 40; ++i)
      csv += fmt::format("{},{}\n", key.normal(2 * i), key.normal(2 * i + 1));
    return csv;
  }
  std::string yaml() const {
    std::string text = tiny_score;
    const std::string data = "{type: diamond}";
    return text.replace(text.find(data), data.size(), "{type: file, path: " + file + ", hold_out: 0.3}");
  }
};

/// Kills the run at calls spread over its course, and at each one while it copies its data; lets `fate` meet
/// the file and the run, whose new name it returns; and goes on.
void disturb(const std::string& row,
             const std::function<std::string(const Owner&, const std::string&)>& fate) {
  Campaign campaign(row);
  const Owner owner;
  const long calls = owner.subject.calls(), stride = std::max(1L, calls / amount(6, calls));
  for (long n = 1; n <= calls; n += n < amount(10, 30) ? 1 : stride) {
    owner.restore();
    std::string name = "kill" + std::to_string(n);
    const Outcome o = owner.subject.go_on(name, {.at = n});
    const bool started = fs::exists(owner.subject.path(name + "/config.yaml"));
    if (started) name = fate(owner, name);  // before that nothing has begun: the file is read anew
    const std::string wrong =
        o.code == killed ? owner.subject.recover(name) : fmt::format("not killed: {}", o.code);
    campaign.count(1 + started, wrong.empty() ? "" : name + ": " + wrong);
  }
}

TEST(Data, ReplacedBetweenKillAndResume) {
  disturb("data changed between kill and resume", [](const Owner& o, const std::string& name) {
    o.replace();
    return name;
  });
}

TEST(Data, VanishedBetweenKillAndResume) {
  disturb("data vanished between kill and resume", [](const Owner& o, const std::string& name) {
    fs::remove(o.file);
    return name;
  });
}

TEST(Data, MovedWithTheRunBetweenKillAndResume) {
  disturb("data and run moved between kill and resume", [](const Owner& o, const std::string& name) {
    fs::rename(o.file, o.file + ".moved");
    fs::rename(o.subject.path(name), o.subject.path(name + "moved"));
    return name + "moved";
  });
}

// What the rows above rest on: without the copy other points give other bits.
TEST(Data, OtherPointsAreSeen) {
  const Owner owner;
  owner.replace();
  ASSERT_EQ(owner.subject.go_on("other").code, 0);
  EXPECT_NE(owner.subject.wrong_with("other"), "");
}

}  // namespace
}  // namespace pont::faults
