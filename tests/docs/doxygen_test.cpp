// Doxygen reads the public headers without a warning.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/experiments/program_support.hpp"

namespace pont::docs {
namespace {

// What the command prints on stderr.
std::string printed(const std::string& command) {
  std::FILE* pipe = popen(("(" + command + ") 2>&1 >/dev/null").c_str(), "r");
  std::string text;
  std::array<char, 4096> piece;
  for (std::size_t n; (n = std::fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    text.append(piece.data(), n);
  pclose(pipe);
  return text;
}

TEST(Doxygen, HasNoWarningOfThePublicHeaders) {
  if (std::system("command -v doxygen >/dev/null") != 0)
    GTEST_SKIP() << "there is no doxygen; Debian's package of that name has it";
  const experiments::Scratch scratch;
  const std::string warnings = printed("cd '" PONT_CHECKOUT "' && (cat Doxyfile; echo OUTPUT_DIRECTORY='" +
                                       scratch / "out" + "') | doxygen -");
  EXPECT_EQ(warnings, "");
}

}  // namespace
}  // namespace pont::docs
