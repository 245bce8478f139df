// When a number of ours counts as the published one, and who stated it.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/choice.hpp"

namespace pont::reproduce {

/// One answer, and what agreement with such a number is called.
struct Origin final {
  std::string name;     ///< in the YAML files of published numbers
  std::string summary;  ///< for `explain` and the reports
  std::string verdict;  ///< what agreement is called; empty: what the rule calls it (equal, within, better)
  std::string counted;  ///< what the last line counts; empty: "published" and the rule's noun
};

/// printed, own_value, own_bound. Only `printed` numbers count as published.
const std::vector<Origin>& origins();

/// Throws std::out_of_range for a name that is not in the list.
const Origin& origin(const std::string& name);

/// A number that should not pass for a result: what a sample of the law itself scores, or the most there is.
struct Foil {
  std::string name;
  double value = 0;
};

/// One number that a reproduction computed.
struct Measured {
  std::string row, column;  ///< its cell in the published table
  double value = 0;
  std::string printed;           ///< in the format of the publication
  double error = 0;              ///< standard error; 0 where the value is exact
  std::vector<Foil> foils = {};  ///< a rule that one of them meets too says little
};

/// A rule of agreement. Options: what the YAML file of published numbers may set.
struct Agreement : config::Options {
  virtual bool agrees(const std::string& published, const Measured& ours) const = 0;
  /// By how much ours misses, as words: "ours - published = +0.0123".
  virtual std::string miss(const std::string& published, const Measured& ours) const = 0;
  virtual std::string verdict() const = 0;                ///< what agreement with a printed number is called
  virtual std::string noun() const { return "numbers"; }  ///< what the cells state
};

/// digits, interval, within, at_most, ordering.
const config::Registry<Agreement>& agreements();

}  // namespace pont::reproduce
