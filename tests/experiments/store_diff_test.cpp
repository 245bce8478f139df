// The bit comparison of runs: what is equal, what is not, and how it is said.
#include <gtest/gtest.h>

#include <bit>
#include <functional>

#include "experiments/config/error.hpp"
#include "experiments/store/diff.hpp"
#include "experiments/store/publish.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/store_support.hpp"

namespace pont::experiments {
namespace {

const double quiet_nan = std::bit_cast<double>(0x7ff8000000000000ULL);
const double other_nan = std::bit_cast<double>(0x7ff8000000000001ULL);

/// What a run holds; each test changes one thing.
struct Content final {
  std::vector<double> loss = {1, quiet_nan, 3, 4, 5, 6};
  H5Shape shape = {3, 2};
  std::vector<std::int64_t> steps = {1, 2};
  std::vector<std::string> names = {"x", "y"};
  std::string config = "seed: 1\n";
  H5Scalar unit = "nats", floor = 0.5, count = std::int64_t{3};
  double seconds = 1.5;
  std::string host = "here";
  std::function<void(H5Writer&)> more = [](H5Writer&) {};

  H5Writer file() const {
    H5Writer file;
    file.write<double>("metrics/loss", loss, shape);
    file.write<std::int64_t>("metrics/step", steps, {steps.size()});
    file.write_texts("names", names);
    file.write_text("config", config);
    file.attribute("metrics", "unit", unit);
    file.attribute("metrics", "floor", floor);
    file.attribute("config", "count", count);
    file.write<double>("clock/seconds", std::vector<double>{seconds}, {});
    file.write_text("execution/host", host);
    more(file);
    return file;
  }
};

std::vector<std::string> lines(const Content& a, const Content& b) {
  return diff_files({a.file().image(), "a"}, {b.file().image(), "b"}).differences;
}

TEST(Diff, EqualRunsAreIdenticalWhateverTheClockAndTheHost) {
  Content other;
  other.seconds = 99;
  other.host = "a host of another name";
  other.more = [](H5Writer& file) { file.write_text("execution/threads", "2"); };
  EXPECT_TRUE(lines({}, other).empty());
  EXPECT_EQ(DiffReport{}.text(), "identical\n");
}

TEST(Diff, OnlyTheTopLevelGroupsAreIgnored) {
  Content a, b;
  a.more = [](H5Writer& file) { file.write<double>("metrics/clock", std::vector<double>{1}, {}); };
  b.more = [](H5Writer& file) { file.write<double>("metrics/clock", std::vector<double>{2}, {}); };
  EXPECT_EQ(lines(a, b), std::vector<std::string>{
                             "/metrics/clock: 1 of 1 values differ, by at most 1, first at []: 1 against 2"});
  a.more = [](H5Writer& file) { file.write_text("clocks/x", "1"); };
  b.more = [](H5Writer& file) { file.write_text("clocks/x", "2"); };
  EXPECT_EQ(lines(a, b).size(), 1U);
}

TEST(Diff, EachDifferenceIsOneLineThatSaysWhat) {
  struct Case {
    std::function<void(Content&)> change;
    std::string line;
  };
  const Case cases[] = {
      {[](Content& c) { c.loss[0] = 4, c.loss[1] = 2; },
       "/metrics/loss: 2 of 6 values differ, by at most nan, first at [0, 0]: 1 against 4"},
      {[](Content& c) { c.loss[3] = 4.5, c.loss[5] = 5; },
       "/metrics/loss: 2 of 6 values differ, by at most 1, first at [1, 1]: 4 against 4.5"},
      {[](Content& c) { c.loss[1] = other_nan; },
       "/metrics/loss: 1 of 6 values differ, by at most nan, first at [0, 1]: nan against nan"},
      {[](Content& c) { c.loss[1] = 2, c.loss[2] = 4; },
       "/metrics/loss: 2 of 6 values differ, by at most nan, first at [0, 1]: nan against 2"},
      {[](Content& c) {
         c.shape = {2, 3};
       },
       "/metrics/loss: shape [3, 2] against [2, 3]"},
      {[](Content& c) { c.steps[1] = (1LL << 62) + 1; },
       "/metrics/step: 1 of 2 values differ, by at most 4.61e+18, first at [1]: 2 against "
       "4611686018427387905"},
      {[](Content& c) { c.names[1] = "z"; },
       "/names: 1 of 2 texts differ, first at [1] byte 0: \"y\" against \"z\""},
      {[](Content& c) { c.config = "seed: 2\n"; },
       "/config: 1 of 1 texts differ, first at [] byte 6: \"1\\n\" against \"2\\n\""},
      {[](Content& c) { c.unit = "bits"; }, "/metrics@unit: \"nats\" against \"bits\""},
      {[](Content& c) { c.floor = 0.5000000000000001; }, "/metrics@floor: 0.5 against 0.50000000000000011"},
      {[](Content& c) { c.count = 3.0; }, "/config@count: 3 against 3"},
      {[](Content& c) { c.more = [](H5Writer& f) { f.group("extra"); }; }, "/extra: only in the second run"},
      {[](Content& c) { c.more = [](H5Writer& f) { f.attribute("names", "a", 1.0); }; },
       "/names@a: only in the second run"},
  };
  for (const Case& one : cases) {
    Content changed;
    one.change(changed);
    EXPECT_EQ(lines({}, changed), std::vector<std::string>{one.line});
    EXPECT_EQ(lines(changed, {}).size(), 1U);
    EXPECT_TRUE(lines(changed, changed).empty());
  }
}

TEST(Diff, SignsOfZeroAndTypesAndKindsDiffer) {
  Content a, b;
  a.loss[0] = 0.0, b.loss[0] = -0.0;
  EXPECT_EQ(lines(a, b),
            std::vector<std::string>{
                "/metrics/loss: 1 of 6 values differ, by at most 0, first at [0, 0]: 0 against -0"});
  a = b = {};
  a.more = [](H5Writer& file) { file.write<double>("x", std::vector<double>{1}, {1}); };
  b.more = [](H5Writer& file) { file.write<float>("x", std::vector<float>{1}, {1}); };
  EXPECT_EQ(lines(a, b), std::vector<std::string>{"/x: type float64 against float32"});
  b.more = [](H5Writer& file) { file.group("x"); };
  EXPECT_EQ(lines(a, b), std::vector<std::string>{"/x: a group in one run, a data set in the other"});
}

TEST(Diff, RunsAreComparedByTheirPublishedFiles) {
  const TemporaryDirectory directory;
  for (const char* name : {"a", "b"}) {
    std::filesystem::create_directory(directory / name);
    publish(directory / name / "run.h5", Content{}.file().image());
  }
  EXPECT_TRUE(diff_runs(directory / "a", directory / "b").identical());
  Content other;
  other.loss[0] = 2;
  publish(directory / "b/run.h5", other.file().image());
  EXPECT_EQ(diff_runs(directory / "a", directory / "b").text(),
            "/metrics/loss: 1 of 6 values differ, by at most 1, first at [0, 0]: 1 against 2\n");
  overwrite(directory / "b/run.h5", "short");
  EXPECT_CONTAINS(message_of<DataError>([&] { diff_runs(directory / "a", directory / "b"); }),
                  "b/run.h5: only 5 bytes");
}

}  // namespace
}  // namespace pont::experiments
