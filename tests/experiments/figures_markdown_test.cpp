// Tables and number formats against text written by hand.
#include <gtest/gtest.h>

#include <limits>

#include "experiments/figures/markdown.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments {
namespace {

TEST(Significant, KeepsTheDigitsThatWereMeasured) {
  struct Row {
    double value;
    int digits;
    const char* text;
  };
  for (const Row& r : {Row{0.08, 3, "0.0800"},
                       {1.5, 1, "2"},
                       {1234.5678, 6, "1234.57"},
                       {1234.5678, 2, "1235"},
                       {-0.00012345, 2, "-0.00012"},
                       {0.000012345, 2, "1.2e-05"},
                       {1234567, 4, "1.235e+06"},
                       {0.99996, 4, "1.000"},
                       {9.9996, 4, "10.00"},
                       {0, 4, "0"},
                       {999999.7, 6, "1.00000e+06"}})
    EXPECT_EQ(significant(r.value, r.digits), r.text) << r.value << " with " << r.digits;
  EXPECT_EQ(significant(std::numeric_limits<double>::infinity()), "inf");
  EXPECT_THROW(significant(1, 0), std::invalid_argument);
}

TEST(WithError, RoundsTheValueToTheErrorsSecondDigit) {
  EXPECT_EQ(with_error(0.081234, 0.0031), "0.0812 ± 0.0031");
  EXPECT_EQ(with_error(0.081234, 0.00996), "0.081 ± 0.010");
  EXPECT_EQ(with_error(1234.6, 56), "1235 ± 56");
  EXPECT_EQ(with_error(12.3456, std::numeric_limits<double>::quiet_NaN()), "12.35");
  EXPECT_EQ(with_error(1e-20, 1e-22), "1.000e-20 ± 1.0e-22");
}

Table sample() {
  Table table({{"sampler", Align::left}, {"W₂"}, {"n"}});
  table.add_row({"SSCS", "0.081 ± 0.003", "2000"}).add_row({"a|b\\c\nd", "0.14", "7"});
  return table;
}

TEST(Table, Markdown) {
  EXPECT_EQ(sample().markdown(),
            "| sampler      |            W₂ |    n |\n"
            "|:-------------|--------------:|-----:|\n"
            "| SSCS         | 0.081 ± 0.003 | 2000 |\n"
            "| a\\|b\\\\c<br>d |          0.14 |    7 |\n");
}

TEST(Table, Console) {
  EXPECT_EQ(sample().console(),
            "sampler             W₂     n\n"
            "───────  ─────────────  ────\n"
            "SSCS     0.081 ± 0.003  2000\n"
            "a|b\\c d           0.14     7\n");
}

TEST(Table, ARowOfAnotherLengthIsRefused) {
  try {
    sample().add_row({"only one"});
    FAIL();
  } catch (const std::invalid_argument& e) {
    EXPECT_STREQ(e.what(), "table: row 3 has 1 cells; expected 3, one for each column");
  }
  EXPECT_THROW(Table({}), std::invalid_argument);
}

}  // namespace
}  // namespace pont::experiments
