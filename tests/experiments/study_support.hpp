// What the tests of reproductions share: the checkout, scratch files, and a table to twelve digits.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "experiments/config/error.hpp"
#include "experiments/reproduce/agreement.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::test {

inline std::filesystem::path checkout() { return PONT_CHECKOUT; }

/// Runs with PONT_HOME as ./pont sets it.
class WithCheckout : public ::testing::Test {
 protected:
  void SetUp() override { setenv("PONT_HOME", PONT_CHECKOUT, 1); }
  void TearDown() override { unsetenv("PONT_HOME"); }
};

/// An empty directory of the running test.
inline std::filesystem::path scratch() {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  const std::filesystem::path directory = std::filesystem::path(::testing::TempDir()) /
                                          (std::string("pont_") + test->test_suite_name() + test->name());
  std::filesystem::remove_all(directory);
  std::filesystem::create_directories(directory);
  return directory;
}

inline std::filesystem::path write(const std::filesystem::path& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}

inline std::string read(const std::filesystem::path& file) {
  std::stringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

/// The message and exit code of an Error, or "accepted".
template <class Action>
std::string refusal(const Action& action, int exit_code) {
  try {
    action();
  } catch (const Error& e) {
    EXPECT_EQ(e.exit_code(), exit_code);
    return e.what();
  }
  return "accepted";
}

inline double value_of(const std::vector<Measured>& numbers, const std::string& row,
                       const std::string& column) {
  for (const Measured& m : numbers)
    if (m.row == row && m.column == column) return m.value;
  ADD_FAILURE() << "no cell " << row << ", " << column;
  return 0;
}

struct ExactCell {
  std::string row, column;
  double value;
};

/// A CSV with columns scheme, eps, cont_pT, cont_N0, N50_pT, ...
inline std::vector<ExactCell> exact_cells(const std::filesystem::path& file) {
  const auto fields = [](const std::string& line) {
    std::vector<std::string> all;
    std::string field;
    for (std::istringstream in(line); std::getline(in, field, ',');) all.push_back(field);
    return all;
  };
  const auto column = [](const std::string& name) {
    const std::string start = name.ends_with("pT") ? " p_T" : " N_0", grid = name.substr(0, name.find('_'));
    return (grid == "cont" ? "continuous" : grid.substr(1)) + start;
  };
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const std::vector<std::string> names = fields(line);
  std::vector<ExactCell> cells;
  while (std::getline(in, line)) {
    const std::vector<std::string> row = fields(line);
    for (std::size_t c = 2; c < row.size(); ++c)
      cells.push_back({row[0] + " " + row[1], column(names[c]), std::stod(row[c])});
  }
  return cells;
}

}  // namespace pont::experiments::test
