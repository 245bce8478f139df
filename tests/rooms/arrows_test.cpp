// The arrows between rooms, from the includes: each is one that CMake allows, and none runs back up.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "source_tree.hpp"

namespace pont::rooms {
namespace {

// ROOM -> the rooms that it includes, each with the first file that does.
std::map<std::string, std::map<std::string, std::string>> arrows(
    const std::map<std::string, std::string>& sources) {
  std::map<std::string, std::map<std::string, std::string>> all;
  for (const auto& [file, text] : sources)
    for (const std::string& included : includes(text))
      if (sources.contains(included) && room_of(included) != room_of(file))
        all[room_of(file)].emplace(room_of(included), file);
  return all;
}

TEST(Rooms, IncludeOnlyWhatTheyMayUse) {
  const auto allowed = allowed_arrows(PONT_CHECKOUT);
  ASSERT_GE(allowed.size(), 20U);
  for (const auto& [room, used] : arrows(sources(PONT_CHECKOUT))) {
    if (room == "experiments/cli") continue;  // on top of all
    std::string line = room + " ->";
    for (const auto& [other, file] : used) {
      line += " " + other;
      ASSERT_TRUE(allowed.contains(room)) << room << " is no room of experiments/CMakeLists.txt";
      EXPECT_TRUE(allowed.at(room).contains(other)) << file << " includes " << other << ", which " << room
                                                    << " may not use (experiments/CMakeLists.txt)";
    }
    fmt::print("{}\n", line);
  }
}

TEST(Rooms, NoneUsesItselfThroughOthers) {
  for (const auto& [room, reached] : allowed_arrows(PONT_CHECKOUT))
    EXPECT_FALSE(reached.contains(room)) << room;
}

TEST(Rooms, AnUpwardArrowIsSeen) {
  const auto allowed = allowed_arrows(PONT_CHECKOUT);
  EXPECT_TRUE(allowed.at("experiments/kinds/score").contains("experiments/store"));
  EXPECT_FALSE(allowed.at("experiments/store").contains("experiments/kinds/score"));
  EXPECT_FALSE(allowed.at("experiments/kinds/score").contains("experiments/kinds/bridge"));
  EXPECT_FALSE(allowed.at("experiments/run").contains("experiments/kinds"));
  const std::map<std::string, std::string> two{
      {"experiments/store/a.cpp", "#include \"experiments/kinds/b.hpp\"\n"}, {"experiments/kinds/b.hpp", ""}};
  EXPECT_EQ(arrows(two).at("experiments/store").at("experiments/kinds"), "experiments/store/a.cpp");
}

}  // namespace
}  // namespace pont::rooms
