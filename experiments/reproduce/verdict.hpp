// Published numbers beside ours: which of them agree, and by how much the others miss.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/markdown.hpp"
#include "experiments/reproduce/reproduction.hpp"

namespace pont::experiments {

struct Verdict {
  std::string published;
  Measured ours;
  bool agrees = false;
  std::string miss;  ///< empty where they agree
  bool comparable() const { return published != not_published; }
};

/// All verdicts, in the order of the published rows and columns.
struct Judgement {
  std::vector<Verdict> verdicts;
  std::size_t comparable() const;
  std::size_t reproduced() const;
  bool complete() const { return reproduced() == comparable(); }
  std::string summary(const std::string& name) const;  ///< "NAME: 160 of 160 numbers reproduced"
  std::string misses() const;                          ///< one line for each number that differs
};

/// Throws std::logic_error when a cell, published or `not_published`, was not computed.
Judgement judge(const Published& published, const std::vector<Measured>& numbers);

/// published | ours | verdict, a line for each number of a table with one column; a larger table in its own
/// shape, each cell as published and then ours, after a cross where they differ.
Table verdict_table(const Published& published, const Judgement& judgement);

/// Our numbers alone, in the shape of the published table.
Table number_table(const Published& published, const std::vector<Measured>& numbers);

}  // namespace pont::experiments
