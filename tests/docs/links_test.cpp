// Every relative link of README.md and docs/ leads to a file, and to what it names there; five questions are
// answered.
#include <gtest/gtest.h>

#include "tests/docs/pages.hpp"

namespace pont::docs {
namespace {

TEST(Links, OfEveryPageLeadSomewhere) {
  int followed = 0;
  for (const std::string& page : pages())
    for (const std::string& link : links(text_of(page))) {
      const Target to = target(page, link);
      EXPECT_FALSE(found(to).empty()) << page << " links to " << link << ": there is no " << to.file
                                      << (to.anchor.empty() ? "" : " with " + to.anchor);
      ++followed;
    }
  EXPECT_GE(followed, 60);
}

// What the one link of the answer must lead to.
struct Question final {
  std::string asked, file, answer;
};

const std::vector<Question> questions{
    {"Where is the derivative of softplus?", "autodiff/scalar_ops.hpp", "g * sigmoid(x)"},
    {"What does SSCS do at eps?", "docs/architecture.md", "from `eps` to 0"},
    {"How do I add a loss?", "docs/extending.md", "experiments/options/objectives.cpp"},
    {"What does train.clip mean?", "docs/configuration.md", "largest norm of the gradient"},
    {"Where does a batch go?", "docs/architecture.md", "rows `first`"},
};

TEST(Questions, AreAnsweredByOneLinkEach) {
  const std::string page = text_of("docs/questions.md");
  for (const auto& [asked, file, answer] : questions) {
    const std::vector<std::string> all = links(section(page, asked));
    ASSERT_EQ(all.size(), 1U) << asked;
    const Target to = target("docs/questions.md", all[0]);
    EXPECT_EQ(to.file, file) << asked;
    EXPECT_FALSE(to.anchor.empty()) << asked;
    EXPECT_NE(found(to).find(answer), std::string::npos) << asked << " leads to\n"
                                                         << found(to) << "which does not say: " << answer;
  }
}

TEST(Links, InCodeAreNone) {
  EXPECT_EQ(links("[a](b.md) `[c](d.md)`\n\n    [e](f.md)\n\n```\n[g](h.md)\n```\n[i](https://j)\n"),
            (std::vector<std::string>{"b.md"}));
}

TEST(Links, ToWhatIsNotThereAreSeen) {
  EXPECT_TRUE(found({"docs/nothing.md", ""}).empty());
  EXPECT_TRUE(found({"README.md", "no-such-heading"}).empty());
  EXPECT_TRUE(found({"autodiff/scalar_ops.hpp", "softpluss"}).empty());
  EXPECT_FALSE(found({"README.md", "two-commands"}).empty());
  EXPECT_EQ(target("docs/a.md", "../sde/b.hpp#c").file, "sde/b.hpp");
  EXPECT_EQ(target("docs/a.md", "#c").file, "docs/a.md");
  EXPECT_EQ(anchors("# A b\n\n## A b\n"), (std::set<std::string>{"a-b", "a-b-1"}));
}

}  // namespace
}  // namespace pont::docs
