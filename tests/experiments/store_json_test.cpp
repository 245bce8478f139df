// JSON as programs read it: escapes, order, numbers that there are none for.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>

#include "experiments/store/json.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

TEST(Json, KeepsTheOrderOfMembersAndIndentsThem) {
  const Json json = Json::object()
                        .set("z", 1)
                        .set("a", Json::list().add(true).add(Json()).add("text"))
                        .set("none", Json::object());
  EXPECT_EQ(json.text(),
            "{\n  \"z\": 1,\n  \"a\": [\n    true,\n    null,\n    \"text\"\n  ],\n"
            "  \"none\": {}\n}\n");
}

TEST(Json, HostileTextStaysText) {
  EXPECT_EQ(Json("a\"b\\c\n\x01").text(), "\"a\\\"b\\\\c\\n\\u0001\"\n");
  EXPECT_EQ(Json("W₂ ±").text(), "\"W₂ ±\"\n");
  EXPECT_EQ(Json("a\xff").text(), "\"a\xef\xbf\xbd\"\n");  // U+FFFD for a byte that is no UTF-8
}

TEST(Json, NumbersComeBackToTheBitAndOthersAreNull) {
  for (const double value : {0.1, 1.0 / 3, 1e300, -4.9e-324, 0.081234567890123456})
    EXPECT_EQ(std::strtod(Json(value).text().c_str(), nullptr), value);
  for (const double value : {std::nan(""), HUGE_VAL, -HUGE_VAL}) EXPECT_EQ(Json(value).text(), "null\n");
  EXPECT_EQ(Json(std::size_t{1} << 40).text(), "1099511627776\n");
  EXPECT_EQ(Json(false).text(), "false\n");
}

}  // namespace
}  // namespace pont::experiments
