// Rules of agreement, and the origins of stated numbers.
#include "experiments/reproduce/agreement.hpp"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "experiments/reproduce/published.hpp"

namespace pont::reproduce {

// The origins of stated numbers: printed, own bound, own value.

const std::vector<Origin>& origins() {
  static const std::vector<Origin> rows{
      {"printed", "printed in the publication", "", ""},
      {"own_bound", "a bound or an ordering set by this project, printed nowhere", "bound of ours",
       "bounds of ours"},
      {"own_value", "computed by this project beforehand, printed nowhere", "own value", "own values"},
  };
  return rows;
}

const Origin& origin(const std::string& name) {
  for (const Origin& row : origins())
    if (row.name == name) return row;
  throw std::out_of_range("origin: no '" + name + "'");
}

// The rules of agreement.

namespace {

std::string difference(const std::string& published, const Measured& ours) {
  const double theirs = published_number(published);
  const double by = ours.value - theirs;
  const std::string relative = theirs != 0 ? fmt::format(" ({:+.3g} %)", 100 * by / theirs) : std::string();
  return fmt::format("ours - stated = {:+.4g}{}", by, relative);
}

/// The printed digits are the same.
class Digits final : public Agreement {
 public:
  void declare(config::Visitor&) override {}
  bool agrees(const std::string& published, const Measured& ours) const override {
    return ours.printed == published;
  }
  std::string verdict() const override { return "equal"; }
  std::string miss(const std::string& published, const Measured& ours) const override {
    return difference(published, ours);
  }
};

/// The published number lies within `errors` standard errors of ours.
class WithinInterval final : public Agreement {
 public:
  void declare(config::Visitor& v) override {
    v.key("errors", errors_, "half the width of the interval",
          {.unit = "standard errors", .range = config::positive()});
  }
  bool agrees(const std::string& published, const Measured& ours) const override {
    return std::abs(ours.value - published_number(published)) <= errors_ * ours.error;
  }
  std::string verdict() const override { return "within"; }
  std::string miss(const std::string& published, const Measured& ours) const override {
    return fmt::format("{}, {:.1f} standard errors", difference(published, ours),
                       std::abs(ours.value - published_number(published)) / ours.error);
  }

 private:
  double errors_ = 1.96;
};

/// The published number lies within a stated distance of ours; or both say the same in place of a number.
class WithinTolerance final : public Agreement {
 public:
  void declare(config::Visitor& v) override {
    v.key("tolerance", tolerance_, "how far ours may lie from the published number",
          {.range = config::positive(), .required = true});
  }
  bool agrees(const std::string& published, const Measured& ours) const override {
    return ours.printed == published || std::abs(ours.value - published_number(published)) <= tolerance_;
  }
  std::string verdict() const override { return "within"; }
  std::string miss(const std::string& published, const Measured& ours) const override {
    return fmt::format("{}, more than {:g}", difference(published, ours), tolerance_);
  }

 private:
  double tolerance_ = 0;
};

/// Ours is the published number or less.
class AtMost final : public Agreement {
 public:
  void declare(config::Visitor&) override {}
  bool agrees(const std::string& published, const Measured& ours) const override {
    return ours.value <= published_number(published);
  }
  std::string verdict() const override { return "better"; }
  std::string miss(const std::string& published, const Measured& ours) const override {
    return difference(published, ours);
  }
};

/// The cell states an ordering, "A < B"; ours is B - A, and positive by `errors` standard errors.
class Ordering final : public Agreement {
 public:
  void declare(config::Visitor& v) override {
    v.key("errors", errors_, "how far above 0 the difference must lie",
          {.unit = "standard errors", .range = config::positive()});
  }
  bool agrees(const std::string&, const Measured& ours) const override {
    return ours.value > errors_ * ours.error;
  }
  std::string verdict() const override { return "ordering"; }
  std::string noun() const override { return "orderings"; }
  std::string miss(const std::string& published, const Measured& ours) const override {
    return fmt::format("the difference that {} says is positive is {:.4g} ± {:.2g}", published, ours.value,
                       ours.error);
  }

 private:
  double errors_ = 1.96;
};

}  // namespace

const config::Registry<Agreement>& agreements() {
  static const config::Registry<Agreement> rows{{
      config::row<Agreement, Digits>("digits", "the same printed digits"),
      config::row<Agreement, WithinInterval>("interval",
                                             "the stated number in a confidence interval around ours"),
      config::row<Agreement, WithinTolerance>("within", "the stated number within a tolerance of ours"),
      config::row<Agreement, AtMost>("at_most", "the stated number or less"),
      config::row<Agreement, Ordering>("ordering",
                                       "a difference of the stated sign, beyond its standard error"),
  }};
  return rows;
}

}  // namespace pont::reproduce
