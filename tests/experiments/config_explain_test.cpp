// Documentation made from the declarations: explain, the reference page, and that neither leaves out a key.
#include <gtest/gtest.h>

#include <string>

#include "experiments/config/outline.hpp"
#include "tests/experiments/config_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

std::string explained(const std::string& key) {
  Config config;
  return explain(declaration(config), key);
}

std::string refusal(const std::string& key) {
  try {
    return explained(key);
  } catch (const ConfigError& e) {
    return e.what();
  }
}

TEST(ConfigExplain, OneKey) {
  EXPECT_EQ(explained("train.steps"),
            "train.steps\n"
            "  optimiser steps\n"
            "  type     integer\n"
            "  unit     steps\n"
            "  default  50000\n"
            "  limits   at least 1\n");
  EXPECT_EQ(explained("sde.mass"),
            "sde.mass\n"
            "  of the auxiliary velocity\n"
            "  type     number\n"
            "  default  0.25\n"
            "  limits   above 0 and at most 1\n"
            "  when     sde.type = cld\n");
  EXPECT_EQ(explained("threshold"),
            "threshold\n"
            "  may be infinite\n"
            "  type     number\n"
            "  default  0\n"
            "  limits   at least 0; may be .inf, -.inf or .nan\n");
  EXPECT_EQ(explained("mixture[2].mean"), explained("mixture.mean"));
}

TEST(ConfigExplain, TheEndOfAPathFindsAllKeysOfThatName) {
  const std::string text = explained("steps");
  for (const char* path : {"train.steps\n", "\nsolver.steps\n", "\nsamplers[].steps\n"})
    EXPECT_NE(text.find(path), std::string::npos) << text;
}

TEST(ConfigExplain, SectionsAndChoicesListWhatTheyHold) {
  EXPECT_EQ(explained("train.clip"),
            "train.clip\n"
            "  gradient clipping\n"
            "  type     optional section\n"
            "  default  null\n"
            "  norm = 1                           largest global norm\n");
  EXPECT_EQ(explained("sde"),
            "sde\n"
            "  forward process\n"
            "  type     choice\n"
            "  type = vp                          which alternative\n"
            "  type: vp                           variance preserving\n"
            "    beta_min = 0.1 1/time            beta at t = 0\n"
            "    beta_max = 20 1/time             beta at t = 1\n"
            "  type: cld                          critically damped Langevin\n"
            "    beta = 4 1/time                  constant speed\n"
            "    mass = 0.25                      of the auxiliary velocity\n");
  EXPECT_EQ(explained("cld"),
            "sde: {type: cld}\n"
            "  critically damped Langevin\n"
            "  type     alternative\n"
            "  when     sde.type = cld\n"
            "  beta = 4 1/time                    constant speed\n"
            "  mass = 0.25                        of the auxiliary velocity\n");
}

// Three sections of one kind, and a key that two alternatives share: one block, with its places.
TEST(ConfigExplain, EqualBlocksAreMerged) {
  struct Half {
    double rate = 1;
    void declare(Visitor& v) { v.key("rate", rate, "learning rate"); }
  };
  struct Three {
    Half a, b, c{2};
    void declare(Visitor& v) {
      v.section("a", a, "one");
      v.section("b", b, "two");
      v.section("c", c, "three");
    }
  } three;
  EXPECT_EQ(explain(declaration(three), "rate"),
            "a.rate\nb.rate\n  learning rate\n  type     number\n  default  1\n\n"
            "c.rate\n  learning rate\n  type     number\n  default  2\n");
}

TEST(ConfigExplain, UnknownKeysAreRefused) {
  EXPECT_EQ(
      refusal("train.stepps"),
      "explain: train.stepps: no such key; expected a key of the configuration; did you mean train.steps?");
  EXPECT_EQ(refusal("bta_min"),
            "explain: bta_min: no such key; expected a key of the configuration; did you mean sde.beta_min?");
  EXPECT_EQ(refusal("zzzzzzzz"), "explain: zzzzzzzz: no such key; expected a key of the configuration");
}

TEST(ConfigExplain, EveryKeyIsExplainedListedAndOnTheReferencePage) {
  Config config;
  const Outline whole = outline(declaration(config));
  const std::string all = explained(""), page = reference_page(declaration(config), "Configuration");
  EXPECT_EQ(page.rfind("# Configuration\n\n| key |", 0), 0u);
  const std::vector<const Outline*> nodes = flatten(whole);
  ASSERT_EQ(nodes.size(), 12u + 7 + 7 + 8 + 2 + 8);  // top, train, sde, solver, mixture, samplers
  for (const Outline* node : nodes) {
    EXPECT_FALSE(node->sentence.empty()) << node->path;
    EXPECT_NE(all.find(node->sentence), std::string::npos) << node->path;
    EXPECT_NE(page.find(node->sentence), std::string::npos) << node->path;
    EXPECT_NE(explained(node->path).find(node->type == "alternative" ? node->path : node->sentence),
              std::string::npos);
  }
  EXPECT_NE(page.find("\n### `sde: {type: cld}`\n\ncritically damped Langevin\n"), std::string::npos);
  EXPECT_NE(page.find("| <a id=\"sde.mass\"></a>`mass` | number |  | `0.25` | above 0 and at most 1 | of the "
                      "auxiliary velocity |\n"),
            std::string::npos);
}

TEST(ConfigExplain, TheOutlineShowsDefaultsAndChangesNothing) {
  auto config = parse_config<Config>("run.yaml", minimal);
  const std::string before = resolved_yaml(config);
  outline(declaration(config));
  EXPECT_EQ(resolved_yaml(config), before);
}

TEST(ConfigExplain, TheReferencePageWritesEqualSectionsOnce) {
  struct Section {
    Rules rules = {};
    std::int64_t n = 1;
    void declare(Visitor& v) { v.key("n", n, "a number", rules); }
  };
  struct Three {
    Section a, b, c{{.range = positive()}};
    void declare(Visitor& v) {
      v.section("a", a, "one");
      v.section("b", b, "another");
      v.section("c", c, "of limits");
    }
  } three;
  const std::string head =
      "\n| key | type | unit | default | limits | meaning |\n|---|---|---|---|---|---|\n";
  EXPECT_EQ(reference_page(declaration(three), "T"),
            "# T\n\n## `a` (section)\n\none\n" + head +
                "| <a id=\"a.n\"></a>`n` | integer |  | `1` |  | a number |\n"
                "\n## `b` (section)\n\nanother\n\nIts keys are those of [`a`](#a.n).\n"
                "\n## `c` (section)\n\nof limits\n" +
                head + "| <a id=\"c.n\"></a>`n` | integer |  | `1` | above 0 | a number |\n");
}

TEST(ConfigExplain, ABarInASentenceDoesNotEndTheTableCell) {
  struct Bars {
    double x = 1;
    void declare(Visitor& v) { v.key("x", x, "E|x|", {.unit = "a|b"}); }
  } bars;
  EXPECT_NE(reference_page(declaration(bars), "T")
                .find("| <a id=\"x\"></a>`x` | number | a\\|b | `1` |  | E\\|x\\| |\n"),
            std::string::npos);
}

}  // namespace
}  // namespace pont::experiments::sample
