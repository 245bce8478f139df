// The resolved YAML reads back to identical values, for random configurations made from the declarations
// alone.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <locale>

#include "experiments/config/numbers.hpp"
#include "tests/experiments/config_sample.hpp"
#include "tests/experiments/rooms.hpp"

namespace pont::experiments::sample {
namespace {

/// A fixed sequence of bits (splitmix64: Steele, Lea, Flood 2014).
class Bits final {
 public:
  explicit Bits(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) { return next() % n; }

 private:
  std::uint64_t state_;
};

/// Fills every declared value at random within its rules.
class Randomizer final : public Visitor {
 public:
  explicit Randomizer(std::uint64_t seed) : bits_(seed) {}

  void on_choice(Alternatives& alternatives) override {
    if (--depth_left_ <= 0) return alternatives.select(alternatives.names().front());
    const std::vector<std::string> names = alternatives.names();
    alternatives.select(names[bits_.below(names.size())]);
    alternatives.declare_current(*this);
  }
  void check(bool, const std::vector<std::string>&, const std::string&, const std::string&) override {}

 protected:
  void on_value(const Key& key, const Slot& slot) override {
    std::visit([&](auto* value) { fill(key.rules, *value); }, slot);
  }
  void on_section(const Key&, const Declare& declare) override { declare(*this); }
  void on_optional(const Key&, Group& group) override {
    group.resize(bits_.below(2));
    if (group.size() > 0) group.declare(0, *this);
  }
  void on_list(const Key& key, Group& group) override {
    group.resize(length(key.rules));
    for (std::size_t i = 0; i < group.size(); ++i) group.declare(i, *this);
  }

 private:
  std::size_t length(const Rules& rules) {
    const double low = std::max(rules.length.low, 0.0), high = std::min(rules.length.high, low + 4);
    return static_cast<std::size_t>(low) + bits_.below(static_cast<std::size_t>(high - low) + 1);
  }
  void fill(const Rules&, bool& value) { value = bits_.below(2) == 1; }
  void fill(const Rules& rules, std::int64_t& value) {
    do value = static_cast<std::int64_t>(bits_.next()) >> bits_.below(64);
    while (!rules.range.contains(static_cast<double>(value)));
  }
  void fill(const Rules& rules, double& value) {  // any bit pattern: tiny, huge, denormal, negative zero
    do
      value = bits_.below(8) == 0 ? static_cast<double>(bits_.below(3)) : std::bit_cast<double>(bits_.next());
    while (!rules.range.contains(value) ||
           (!std::isfinite(value) && !(rules.non_finite && std::isinf(value))));
  }
  void fill(const Rules& rules, std::string& value) {
    if (!rules.one_of.empty()) {
      value = rules.one_of[bits_.below(rules.one_of.size())];
      return;
    }
    const std::vector<std::string> pieces = {
        "a", "Z9", " ",   "\"",   "\\",   "\n",   "\t",   "#",    ": ",     "'",          "-", "{",
        "~", "7",  "1e3", "true", "null", ".inf", "\x01", "\x7f", "\u00e9", "\U0001f309", "*", "\r"};
    value.clear();
    for (std::size_t n = bits_.below(5); n > 0; --n) value += pieces[bits_.below(pieces.size())];
  }
  template <class T>
  void fill(const Rules& rules, std::vector<T>& values) {
    values.resize(length(rules));
    for (T& value : values) fill(rules, value);
  }
  void fill(const Rules& rules, Matrix& rows) {
    rows.assign(length(rules), std::vector<double>(bits_.below(4)));
    for (std::vector<double>& row : rows)
      for (double& value : row) fill(rules, value);
  }

  Bits bits_;
  int depth_left_ = 6;  // of choices within choices
};

/// The conditions between keys, which a random configuration may break.
void mend(Config& config) { config.train.steps = std::min<std::int64_t>(config.train.steps, 100000); }

TEST(ConfigRoundTrip, ResolvedYamlIsCompleteAndOrdered) {
  const auto config = parse_config<Config>("run.yaml", minimal);
  EXPECT_EQ(
      resolved_yaml(config),
      "seed: 7\nname: run\nhidden: [128, 128]\ntimes: []\nmetrics: [w2]\nA: [[-0.5]]\nthreshold: 0\n"
      "train:\n  steps: 50000\n  batch: 512\n  learning_rate: 0.001\n  schedule: constant\n  shuffle: true\n"
      "  clip: null\n"
      "sde:\n  type: vp\n  beta_min: 0.1\n  beta_max: 20\nsolver:\n  type: em\n  steps: 1000\n"
      "mixture: []\nsamplers: []\n");
}

TEST(ConfigRoundTrip, NestedListsAndGroupsAreWrittenInBlocks) {
  const auto config =
      parse_config<Config>("run.yaml",
                           "seed: 1\nsolver: {type: corrected, predictor: {type: rk45, tolerance: 1e-5}}\n"
                           "train: {clip: {norm: .5}}\nmixture: [{mean: [1, -0.0]}]\nsamplers: [{type: em}, "
                           "{type: rk45, tolerance: 1e-3}]\n");
  const std::string yaml = resolved_yaml(config);
  EXPECT_NE(yaml.find("  clip:\n    norm: 0.5\n"), std::string::npos);
  EXPECT_NE(yaml.find("solver:\n  type: corrected\n  predictor:\n    type: rk45\n    tolerance: 1e-05\n"),
            std::string::npos);
  EXPECT_NE(yaml.find("mixture:\n  - weight: 1\n    mean: [1, -0]\n"), std::string::npos);
  EXPECT_NE(yaml.find("samplers:\n  - type: em\n    steps: 1000\n  - type: rk45\n    tolerance: 0.001\n"),
            std::string::npos);
  EXPECT_EQ(config.solver->build(), "corrected rk45 1e-05");
}

TEST(ConfigRoundTrip, RandomConfigurationsReadBackIdentically) {
  int read = 0;
  for (std::uint64_t seed = 0; seed < 2000; ++seed) {
    Config config;
    Randomizer randomizer(seed);
    config.declare(randomizer);
    mend(config);
    const std::string yaml = resolved_yaml(config);
    try {
      const auto again = parse_config<Config>("run.yaml", yaml);
      ASSERT_EQ(resolved_yaml(again), yaml) << "seed " << seed;
      ASSERT_EQ(again.name, config.name) << yaml;
      ASSERT_EQ(std::bit_cast<std::uint64_t>(again.train.learning_rate),
                std::bit_cast<std::uint64_t>(config.train.learning_rate));
      ASSERT_EQ(again.A, config.A) << yaml;
      ++read;
    } catch (const ConfigError& e) {  // only a condition between keys may fail
      ASSERT_NE(std::string(e.what()).find("expected beta_min at most beta_max"), std::string::npos)
          << e.what() << yaml;
    }
  }
  EXPECT_GE(read, 1200);
}

TEST(ConfigRoundTrip, DoublesReadBackToTheSameBits) {
  Bits bits(1);
  std::vector<double> values = {0.0,  -0.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308, 0.1,
                                1e22, 1e23, 1e16};
  while (values.size() < 20000)
    if (const double x = std::bit_cast<double>(bits.next()); std::isfinite(x)) values.push_back(x);
  for (const double value : values) {
    const Parsed<double> again = parse_number(format_number(value));
    ASSERT_TRUE(again.ok) << format_number(value);
    ASSERT_EQ(std::bit_cast<std::uint64_t>(again.value), std::bit_cast<std::uint64_t>(value))
        << format_number(value);
  }
}

TEST(ConfigRoundTrip, ValuesAtTheEndsOfTheirRanges) {
  const auto config = parse_config<Config>("run.yaml",
                                           "seed: 9223372036854775807\nsolver: {type: em}\nthreshold: .inf\n"
                                           "times: [-.5, 1., 1E+2, 5e-324]\nsde: {type: cld, mass: 1}\n");
  EXPECT_EQ(config.seed, std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ(config.times, (std::vector<double>{-0.5, 1, 100, 5e-324}));
  EXPECT_TRUE(std::isinf(config.threshold));
  EXPECT_EQ(config.sde->build(2), 8);
  EXPECT_EQ(parse_config<Config>("run.yaml", resolved_yaml(config)).seed, config.seed);
}

/// A locale with a decimal comma and grouped digits.
struct Comma final : std::numpunct<char> {
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

TEST(ConfigRoundTrip, DoesNotDependOnTheLocale) {
  const std::locale before = std::locale::global(std::locale(std::locale::classic(), new Comma));
  const std::string yaml =
      resolved_yaml(parse_config<Config>("run.yaml", std::string(minimal) + "times: [1234.5]\n"));
  std::locale::global(before);
  EXPECT_NE(yaml.find("times: [1234.5]\n"), std::string::npos);
  EXPECT_NE(yaml.find("steps: 50000\n"), std::string::npos);
}

struct Shown final {
  std::int64_t seed = 1, bar = 5;
  struct Inside final {
    bool colour = true;
    std::int64_t steps = 3;
    void declare(Visitor& v) {
      v.key("colour", colour, "of the bar", {.aside = true});
      v.key("steps", steps, "steps");
    }
  } inside;
  void declare(Visitor& v) {
    v.key("seed", seed, "names randomness");
    v.key("bar", bar, "how often a bar is drawn", {.aside = true});
    v.section("inside", inside, "more");
  }
};

TEST(Resolved, WhatDecidesResultsLeavesOutKeysThatAreAside) {
  EXPECT_EQ(resolved_yaml(Shown{}), "seed: 1\nbar: 5\ninside:\n  colour: true\n  steps: 3\n");
  EXPECT_EQ(result_yaml(Shown{}), "seed: 1\ninside:\n  steps: 3\n");
}

}  // namespace
}  // namespace pont::experiments::sample
