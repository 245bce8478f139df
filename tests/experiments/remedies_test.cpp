// Remedies are executed: what is refused names one, and is accepted with it; no advice of the sources is left
// out.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/experiments/advice.hpp"
#include "tests/experiments/remedy.hpp"
#include "tests/experiments/rooms.hpp"
#include "tests/experiments/source_texts.hpp"

namespace pont::experiments {
namespace {

TEST(Remedies, EachIsNamedAndAccepted) {
  for (const test::Remedy& r : test::all_remedies()) {
    const std::string message = r.broken();
    EXPECT_NE(message.find(r.named), std::string::npos) << r.named << " is not in: " << message;
    EXPECT_NE(message, "accepted") << r.named;
    EXPECT_EQ(r.mended(), "accepted") << message;
    EXPECT_EQ(test::class_names(message), std::vector<std::string>()) << message;
  }
}

// Every advice is in a message of the tables above, or among those that cannot be followed here.
TEST(Remedies, NoAdviceOfTheSourcesIsLeftOut) {
  std::vector<std::string> messages;
  for (const test::Remedy& r : test::all_remedies()) messages.push_back(r.broken());
  std::vector<test::Exemption> unused = test::exemptions();
  for (const test::SourceText& text : test::texts_of_checkout(PONT_CHECKOUT)) {
    if (!test::is_advice(text)) continue;
    const bool executed = std::any_of(messages.begin(), messages.end(), [&](const std::string& message) {
      return test::could_say(message, text.text);
    });
    if (executed) continue;
    const bool exempt = std::erase_if(unused, [&](const test::Exemption& e) { return e.covers(text); }) > 0 ||
                        test::is_exempt(text);
    EXPECT_TRUE(exempt) << text.file << ":" << text.line << ": no row follows this advice: " << text.text;
  }
  for (const test::Exemption& e : unused) ADD_FAILURE() << "nothing is exempt by: " << e.words;
}

TEST(Remedies, AnAdviceIsFoundInASource) {
  const std::string source =
      R"re(void f() { fail("no room; " "choose another", 'x'); v.key("a", b, "choose one"); }
    // "choose this"
    #include "choose.hpp"
    throw Error(fmt::format("a = {:.3g}; expected b={} or c", a));)re";
  std::vector<std::string> advice;
  for (const test::SourceText& text : test::texts_of_source("f.cpp", source))
    if (test::is_advice(text)) advice.push_back(text.text);
  EXPECT_EQ(advice, (std::vector<std::string>{"no room; choose another", "a = {:.3g}; expected b={} or c"}));
  EXPECT_TRUE(test::could_say("x: a = 0.5; expected b=2 or c", advice[1]));
  EXPECT_FALSE(test::could_say("x: a = 0.5; expected b=2", advice[1]));
  const auto script = test::texts_of_script("pont", "die \"no $x;\" \\\n  \"install it\"\nsay \"done\"\n");
  ASSERT_EQ(script.size(), 2u);
  EXPECT_EQ(script[0].text, "no {}; install it");
  EXPECT_TRUE(test::is_advice(script[0]));
  EXPECT_FALSE(test::is_advice(script[1]));
}

}  // namespace
}  // namespace pont::experiments
