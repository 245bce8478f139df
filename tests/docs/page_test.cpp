// docs/configuration.md is what the program prints.
#include <gtest/gtest.h>

#include "tests/docs/pages.hpp"
#include "tests/experiments/program_support.hpp"

namespace pont::docs {
namespace {

// The first line in which two texts differ, for a message that can be read.
std::string first_difference(const std::string& a, const std::string& b) {
  std::size_t start = 0;
  for (std::size_t i = 0; i < a.size() && i < b.size() && a[i] == b[i]; ++i)
    if (a[i] == '\n') start = i + 1;
  const auto line = [&](const std::string& text) {
    return text.substr(start, text.find('\n', start) - start);
  };
  return "committed: " + line(a) + "\nprinted:   " + line(b);
}

TEST(ConfigurationPage, IsWhatTheProgramPrints) {
  const experiments::Outcome printed = experiments::pont({"explain", "--page"});
  ASSERT_EQ(printed.code, 0) << printed.err;
  const std::string committed = text_of("docs/configuration.md");
  EXPECT_TRUE(committed == printed.out) << first_difference(committed, printed.out)
                                        << "\nwrite it again: ./pont explain --page > docs/configuration.md";
}

}  // namespace
}  // namespace pont::docs
