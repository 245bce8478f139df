// Registries, choices, errors, suggestions and ranges by themselves.
#include <gtest/gtest.h>

#include <cmath>

#include "experiments/config/additions.hpp"
#include "experiments/config/suggest.hpp"
#include "tests/experiments/config_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

TEST(ConfigErrors, CarryTheirExitCodes) {
  EXPECT_EQ(ConfigError("c").exit_code(), 2);
  EXPECT_EQ(DataError("d").exit_code(), 3);
  EXPECT_EQ(IoError("i").exit_code(), 4);
  EXPECT_STREQ(static_cast<const Error&>(DataError("what")).what(), "what");
}

template <class Config>
std::string refusal(Config& config, const std::string& yaml) {
  try {
    apply(config, read_yaml("run.yaml", yaml));
  } catch (const ConfigError& e) {
    return e.what();
  }
  return "accepted";
}

/// A new SDE costs this struct and one row.
struct Still final : SdeOptions {
  void declare(Visitor&) override {}
  double build(double) const override { return 0; }
};

TEST(ConfigRegistry, ANewAlternativeIsOneStructAndOneRow) {
  const Registry<SdeOptions> rows{{row<SdeOptions, Still>("still", "nothing moves")}};
  struct Holder {
    Choice<SdeOptions> sde;
    void declare(Visitor& v) { v.section("sde", sde, "forward process"); }
  } holder{Choice<SdeOptions>(rows)};
  EXPECT_EQ(holder.sde.type(), "");
  EXPECT_EQ(holder.sde.operator->(), nullptr);
  apply(holder, read_yaml("run.yaml", "sde: {type: still}\n"));
  EXPECT_EQ(holder.sde->build(3), 0);
  EXPECT_EQ(resolved_yaml(holder), "sde:\n  type: still\n");
}

TEST(ConfigRegistry, NamesAreUniqueAndKnown) {
  using Rows = std::vector<Row<SdeOptions>>;
  const auto still = row<SdeOptions, Still>("still", "nothing moves");
  EXPECT_THROW(Registry<SdeOptions>(Rows{still, still}), std::logic_error);
  EXPECT_THROW(sdes().at("still"), std::out_of_range);
  EXPECT_EQ(sdes().names(), (std::vector<std::string>{"vp", "cld"}));
  EXPECT_EQ(sdes().at("vp").summary, "variance preserving");
}

TEST(ConfigRegistry, AdditionsStandBehindTheOwnRowsAndNeverComeLater) {
  struct Kind : Options {};
  struct One final : Kind {
    void declare(Visitor&) override {}
  };
  using Added = Additions<Kind>;
  Added::add(row<Kind, One>("c", "added first"));
  Added::add(row<Kind, One>("a", "added second"));
  const Registry<Kind> list = Added::behind({row<Kind, One>("b", "own")});
  EXPECT_EQ(list.names(), (std::vector<std::string>{"b", "c", "a"}));
  EXPECT_EQ(list.at("a").summary, "added second");
  EXPECT_THROW(Added::add(row<Kind, One>("d", "too late")), std::logic_error);
  EXPECT_THROW(Added::behind({row<Kind, One>("a", "own")}), std::logic_error);  // one name twice
}

TEST(ConfigRegistry, EveryAlternativeResolvesToItsOwnType) {
  for (const std::string& name : sdes().names()) {
    Choice<SdeOptions> choice(sdes(), name);
    EXPECT_EQ(resolved_yaml(choice).rfind("type: " + name + "\n", 0), 0u);
  }
}

TEST(ConfigRegistry, SelectingTheCurrentTypeKeepsItsValues) {
  Choice<SdeOptions> choice(sdes(), "cld");
  apply(choice, read_yaml("run.yaml", "beta: 2\n"));
  apply(choice, read_yaml("run.yaml", "type: cld\n"));
  EXPECT_EQ(choice->build(1), 2);
  apply(choice, read_yaml("run.yaml", "type: vp\n"));
  apply(choice, read_yaml("run.yaml", "type: cld\n"));
  EXPECT_EQ(choice->build(1), 4);
}

TEST(ConfigDeclaration, DeclaringANameTwiceIsAMistakeOfTheProgram) {
  struct Twice {
    double a = 0, b = 0;
    void declare(Visitor& v) {
      v.key("x", a, "first");
      v.key("x", b, "second");
    }
  } twice;
  EXPECT_THROW(apply(twice, read_yaml("run.yaml", "x: 1\n")), std::logic_error);
}

TEST(ConfigDeclaration, AMissingKeyIsReportedBeforeConditionsOnIt) {
  struct Pair {
    double low = 0, high = -1;
    void declare(Visitor& v) {
      v.key("low", low, "lower end");
      v.key("high", high, "upper end", {.required = true});
      v.check(low <= high, {"low", "high"}, "low above high", "low at most high");
    }
  } pair;
  EXPECT_EQ(refusal(pair, "low: 1\n"), "run.yaml:1:1: high: missing; expected a number");
  EXPECT_EQ(refusal(pair, "high: -1\n"), "run.yaml:1:7: high: got low above high; expected low at most high");
}

TEST(ConfigDeclaration, ANameThatBeginsLikeNullIsNotNull) {
  struct Empty {
    void declare(Visitor&) {}
  };
  struct Holder {
    std::optional<Empty> nullable{Empty{}};
    bool nullity = true;
    void declare(Visitor& v) {
      v.optional("nullable", nullable, "may be absent");
      v.key("nullity", nullity, "begins like null");
    }
  } holder;
  EXPECT_EQ(refusal(holder, "{nullable}\n"),
            "run.yaml:1:2: nullable: got no value; expected a section, or null for none");
  EXPECT_EQ(refusal(holder, "nullable:\n"),
            "run.yaml:1:1: nullable: got no value; expected a section, or null for none");
  EXPECT_EQ(refusal(holder, "nullable:\nnullity: true\n"),
            "run.yaml:1:1: nullable: got no value; expected a section, or null for none");
  EXPECT_EQ(resolved_yaml(holder), "nullable: {}\nnullity: true\n");
  EXPECT_EQ(refusal(holder, "{nullable: null, nullity: true}  # none\n"), "accepted");
  EXPECT_FALSE(holder.nullable);
}

TEST(ConfigSuggest, EditDistance) {
  EXPECT_EQ(edit_distance("", ""), 0u);
  EXPECT_EQ(edit_distance("", "abc"), 3u);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("hiddne", "hidden"), 1u);  // a swap of neighbours
  EXPECT_EQ(edit_distance("Seed", "sEED"), 0u);
  EXPECT_EQ(edit_distance("ca", "abc"), 3u);  // optimal string alignment: 3, unrestricted Damerau: 2
}

TEST(ConfigSuggest, OnlyNearNames) {
  const std::vector<std::string> known = {"steps", "batch", "learning_rate"};
  EXPECT_EQ(closest("step", known), "steps");
  EXPECT_EQ(closest("learning_rte", known), "learning_rate");
  EXPECT_EQ(closest("epochs", known), "");
  EXPECT_EQ(closest("x", {"y"}), "");
  EXPECT_EQ(closest("bat", {"cat", "hat"}), "cat");
  EXPECT_EQ(did_you_mean("btach", known), "; did you mean batch?");
  EXPECT_EQ(did_you_mean("", known), "");
}

TEST(ConfigRange, WordsAndBounds) {
  struct Case {
    Range range;
    const char* text;
    double inside, outside;
  };
  const Case cases[] = {{at_least(1), "at least 1", 1, 0.5},
                        {at_most(2), "at most 2", 2, 2.5},
                        {above(0), "above 0", 1e-300, 0},
                        {below(1), "below 1", 0.5, 1},
                        {between(0, 1), "at least 0 and at most 1", 1, 1.5},
                        {positive(), "above 0", 5e-324, -0.0}};
  for (const Case& c : cases) {
    EXPECT_EQ(c.range.text(), c.text);
    EXPECT_TRUE(c.range.contains(c.inside)) << c.text;
    EXPECT_FALSE(c.range.contains(c.outside)) << c.text;
    EXPECT_FALSE(c.range.contains(std::nan(""))) << c.text;
  }
  EXPECT_EQ(Range{}.text(), "");
}

TEST(ConfigText, MessagesStayOnOneLineAndShort) {
  EXPECT_EQ(printable("a\nb\x1b"), "a?b?");
  EXPECT_EQ(printable(std::string(100, 'x')), std::string(60, 'x') + "...");
  EXPECT_EQ(printable(std::string(59, 'x') + "\u00e9\u00e9"), std::string(59, 'x') + "\u00e9...");
}

}  // namespace
}  // namespace pont::experiments::sample
