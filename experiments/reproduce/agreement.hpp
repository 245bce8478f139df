// When a number of ours counts as the published one.
#pragma once
#include <string>

#include "experiments/config/choice.hpp"

namespace pont::experiments {

/// One number that a reproduction computed.
struct Measured {
  std::string row, column;  ///< its cell in the published table
  double value = 0;
  std::string printed;  ///< in the format of the publication
  double error = 0;     ///< standard error; 0 where the value is exact
};

/// A rule of agreement. Options: what the YAML file of published numbers may set.
struct Agreement : Options {
  virtual bool agrees(const std::string& published, const Measured& ours) const = 0;
  /// By how much ours misses, as words: "ours - published = +0.0123".
  virtual std::string miss(const std::string& published, const Measured& ours) const = 0;
};

/// digits, interval, within, at_most, ordering.
const Registry<Agreement>& agreements();

}  // namespace pont::experiments
