// The option --style of commands that draw figures.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "experiments/cli/syntax.hpp"
#include "experiments/config/error.hpp"
#include "experiments/figures/style.hpp"
#include "experiments/store/joined.hpp"

namespace pont::cli {

class StyleOption final {
 public:
  void declare(Syntax& s) {
    s.option("--style", name_,
             "of figures: " + names() + "; the default is " + name_ + ", the others are for print");
  }
  /// Throws ConfigError, listing the styles, for a name that is none.
  const figures::Style& chosen() const {
    const auto& all = figures::styles();
    const auto row = std::ranges::find(all, name_, &figures::Style::name);
    if (row == all.end())
      throw config::ConfigError(fmt::format("--style: got {}; expected one of {}", name_, names()));
    return *row;
  }

 private:
  static std::string names() {
    std::vector<std::string> all;
    for (const figures::Style& s : figures::styles()) all.push_back(s.name);
    return store::joined(all, ", ");
  }

  std::string name_ = figures::styles().front().name;
};

}  // namespace pont::cli
