// The test that every table of bad configurations runs, and the bad bytes that don't fit into a table.
#include "tests/experiments/config_refusal.hpp"

#include "tests/experiments/config_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

using namespace std::string_literals;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

std::string expected_message(const char* message) {
  const std::string top =
      "seed, name, hidden, times, metrics, A, threshold, train, sde, solver, mixture, samplers, extends";
  const std::string train = "steps, batch, learning_rate, schedule, shuffle, clip";
  return "run.yaml:" + replaced(replaced(message, "@top", top), "@train", train);
}

TEST_P(Refused, WithThisMessage) {
  const std::string message = refusal_of(replaced(GetParam().yaml, "@ok ", minimal));
  EXPECT_EQ(message, expected_message(GetParam().message));
  EXPECT_EQ(message.find('\n'), std::string::npos);
}

TEST(ConfigBytes, AreRefusedUnlessPlainUtf8) {
  const std::string ok = minimal;
  EXPECT_EQ(refusal_of(ok + "name: a\0b\n"s), "run.yaml:3:8: control character 0x00; expected plain text");
  EXPECT_EQ(refusal_of(ok + "name: \a\n"), "run.yaml:3:7: control character 0x07; expected plain text");
  EXPECT_EQ(refusal_of(ok + "name: \x7f\n"), "run.yaml:3:7: control character 0x7f; expected plain text");
  EXPECT_EQ(refusal_of(ok + "name: x\rhidden: [1]\n"),
            "run.yaml:3:8: control character 0x0d; expected plain text");
  EXPECT_EQ(refusal_of("\xff\xfes\0e\0"s), "run.yaml:1:1: the file is UTF-16 or UTF-32; expected UTF-8");
  EXPECT_EQ(refusal_of("\xfe\xff\0s"s), "run.yaml:1:1: the file is UTF-16 or UTF-32; expected UTF-8");
  EXPECT_EQ(refusal_of("\xef\xbb\xbfseed: 7\n"),
            "run.yaml:1:1: the file begins with a byte-order mark; expected UTF-8 without one");
}

TEST(ConfigBytes, InvalidUtf8IsRefusedWithItsByte) {
  struct Row {
    const char* bytes;
    const char* lead;
  };
  const Row rows[] = {
      {"\xc3(", "c3"},        {"\xc0\xaf", "c0"}, {"\xed\xa0\x80", "ed"}, {"\xf4\x90\x80\x80", "f4"},
      {"\xe0\x80\x80", "e0"}, {"\x80", "80"},     {"\xe2\x82", "e2"},     {"\xf0\x8f\xbf\xbf", "f0"},
      {"\xff", "ff"}};
  for (const Row& row : rows)
    EXPECT_EQ(refusal_of(std::string(minimal) + "# \xc3\xa9\nname: \xc3\xa9" + row.bytes + "\n"),
              "run.yaml:4:8: invalid UTF-8 (byte 0x"s + row.lead + "); expected UTF-8");
}

TEST(ConfigBytes, SizeAndDepthAreBounded) {
  const std::string ok = minimal;
  EXPECT_EQ(refusal_of(ok + "# " + std::string(262144, 'x') + "\n"),
            "run.yaml: larger than 262144 bytes; expected a configuration file");
  EXPECT_EQ(refusal_of(ok + "A: " + std::string(40, '[') + std::string(40, ']') + "\n"),
            "run.yaml:3:35: nested more than 32 levels deep; expected at most 32");
  EXPECT_NE(refusal_of(ok + "A: " + std::string(100000, '[')), "accepted");
  EXPECT_NE(refusal_of(ok + "A: " + std::string(100000, '{')), "accepted");
  EXPECT_NE(refusal_of(ok + std::string(50000, '-') + "\n"), "accepted");
}

TEST(ConfigBytes, EveryPrefixOfAFileIsReadOrRefusedInOneLine) {
  const std::string whole = std::string(minimal) + "name: \"a\"\ntrain: {clip: {norm: 2}}\nA: [[1, 2]]\n";
  ASSERT_EQ(refusal_of(whole), "accepted");
  for (std::size_t size = 0; size < whole.size(); ++size)
    EXPECT_EQ(refusal_of(whole.substr(0, size)).find('\n'), std::string::npos) << size;
}

}  // namespace

std::string refusal_of(const std::string& yaml) {
  try {
    parse_config<Config>("run.yaml", yaml);
  } catch (const Error& e) {
    EXPECT_EQ(e.exit_code(), 2);
    return e.what();
  }
  return "accepted";
}

}  // namespace pont::experiments::sample
