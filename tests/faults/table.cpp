// Rows in files, one per campaign, which the script puts together.
#include "tests/faults/table.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace pont::faults {

bool full() { return std::getenv("PONT_FAULTS_FULL") != nullptr; }
long amount(long some, long all) { return full() ? all : some; }

Campaign::Campaign(std::string name) : name_(std::move(name)) {}

void Campaign::count(long faults, const std::string& problem) {
  faults_ += faults;
  ++runs_;
  if (problem.empty()) ++equal_, survived_ += faults;
  EXPECT_EQ(problem, "") << name_;
}

Campaign::~Campaign() {
  const std::filesystem::path directory = PONT_FAULT_TABLE;
  std::filesystem::create_directories(directory);
  std::ofstream(directory / (name_ + ".row"))
      << fmt::format("{}\t{}\t{}\t{}\t{}\t{}\n", name_, faults_, survived_, runs_, equal_, runs_ - equal_);
}

}  // namespace pont::faults
