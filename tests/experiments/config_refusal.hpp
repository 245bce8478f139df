// A table row of the tests of bad configurations: what is given, and the one line it is refused with.
#pragma once
#include <gtest/gtest.h>

#include <ostream>
#include <string>

#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {

struct Refusal {
  const char* name;
  const char* yaml;     ///< "@ok " stands for the lines of `minimal`
  const char* message;  ///< what follows "run.yaml:"; "@top" and "@train" stand for the keys known there
};

inline void PrintTo(const Refusal& row, std::ostream* out) { *out << row.name; }
inline std::string refusal_name(const testing::TestParamInfo<Refusal>& info) { return info.param.name; }

/// Its one test parses the row's text as the sample configuration and compares the message and the exit code.
class Refused : public testing::TestWithParam<Refusal> {};

/// What parsing `yaml` as the sample configuration says, or "accepted". Exit code 2 is asserted.
std::string refusal_of(const std::string& yaml);

}  // namespace pont::experiments::sample
