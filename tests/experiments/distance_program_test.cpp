// `pont distance`: tables, JSON and refusals, from files of several formats.
#include <gtest/gtest.h>

#include "tests/experiments/program_support.hpp"

namespace pont::experiments {
namespace {

/// n points of d features, spread alike whatever n is.
std::string csv(int n, int d, int shift) {
  std::string text;
  for (int j = 0; j < d; ++j) text += std::string("f") + char('0' + j) + (j + 1 < d ? ',' : '\n');
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < d; ++j)
      text += std::to_string((i * (7 + 4 * j) + j) % 101 + shift) + (j + 1 < d ? ',' : '\n');
  return text;
}

TEST(DistanceProgram, PrintsBothDistancesBesideTheirFloors) {
  const Scratch dir;
  const std::string near = dir.write("near.csv", csv(303, 3, 0)), far = dir.write("far.csv", csv(202, 3, 40));
  const Outcome table = pont({"distance", far, near});
  EXPECT_EQ(table.code, 0) << table.err;
  for (const char* word : {"202 samples beside 303 data, 3 features", "Frechet distance", "kernel distance"})
    EXPECT_NE(table.out.find(word), std::string::npos) << table.out;
  const Outcome json = pont({"distance", far, near, "--json"});
  EXPECT_EQ(json.code, 0) << json.err;
  for (const char* word : {"\"frechet\"", "\"kernel\"", "\"ours\"", "\"floor\"", "\"excess\"", "\"error\""})
    EXPECT_NE(json.out.find(word), std::string::npos) << json.out;
}

TEST(DistanceProgram, ReadsBytesOfNpy) {
  const Scratch dir;
  std::vector<std::uint8_t> values;
  for (int i = 0; i < 200; ++i) values.push_back(static_cast<std::uint8_t>(i * 37 % 251));
  const std::string npy = write_npy(dir / "a.npy", {100, 2}, values);
  const Outcome same = pont({"distance", npy, npy});
  EXPECT_EQ(same.code, 0) << same.err;
  EXPECT_NE(same.out.find("100 samples beside 100 data, 2 features"), std::string::npos) << same.out;
}

TEST(DistanceProgram, RefusesWhatCannotBeCompared) {
  const Scratch dir;
  const std::string three = dir.write("three.csv", csv(60, 3, 0)), two = dir.write("two.csv", csv(60, 2, 0)),
                    few = dir.write("few.csv", csv(10, 3, 0));
  const Outcome widths = pont({"distance", three, two}), rows = pont({"distance", few, three}),
                none = pont({"distance", three, dir / "none.npy"});
  EXPECT_EQ(widths.code, 3);
  EXPECT_NE(widths.err.find("3 features of samples and 2 of data"), std::string::npos) << widths.err;
  EXPECT_EQ(rows.code, 3);
  EXPECT_NE(rows.err.find("10 rows of samples, expected at least 40"), std::string::npos) << rows.err;
  EXPECT_GE(none.code, 3);
  EXPECT_NE(none.err.find("none.npy"), std::string::npos) << none.err;
}

}  // namespace
}  // namespace pont::experiments
