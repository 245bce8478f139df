// Every configuration of the checkout loads, and opens with the command that runs it and how long that takes.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "experiments/config/config.hpp"
#include "experiments/run/experiment.hpp"

namespace pont::experiments {
namespace {

namespace fs = std::filesystem;

TEST(Configurations, EachLoadsAndOpensWithItsCommand) {
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(PONT_CHECKOUT) / "configs")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    EXPECT_NO_THROW(load_config<RunConfig>(entry.path())) << entry.path();
    std::ifstream in(entry.path());
    std::string head;
    std::getline(in, head);
    const std::string command =
        "# ./pont run " + fs::relative(entry.path(), PONT_CHECKOUT).string() + " (about ";
    EXPECT_TRUE(head.starts_with(command)) << head;
    EXPECT_NE(head.find(" on 2 cores): "), std::string::npos) << head;
  }
  EXPECT_GE(files, 9);
}

}  // namespace
}  // namespace pont::experiments
