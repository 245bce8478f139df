// Stated numbers beside ours: which of them agree, in which sense, and by how much the others miss.
#pragma once
#include <string>
#include <vector>

#include "experiments/figures/markdown.hpp"
#include "experiments/reproduce/reproduction.hpp"

namespace pont::reproduce {

struct Verdict {
  std::string published;  ///< or stated by this project, as `counted` says
  Measured ours;
  bool agrees = false;
  std::string word;         ///< equal, within, better, ordering, bound of ours, own value, differs
  std::string counted;      ///< "published numbers", "published orderings", "bounds of ours", "own values"
  std::string miss;         ///< empty where they agree
  std::string says_little;  ///< the foil that meets the rule as well; empty: none does
  bool comparable() const { return published != not_published; }
};

/// All verdicts, in the order of the published rows and columns.
struct Judgement {
  std::vector<Verdict> verdicts;
  std::string other_data;  ///< see Published
  std::size_t comparable() const;
  std::size_t reproduced() const;
  bool complete() const { return reproduced() == comparable(); }
  /// "NAME: 12 of 12 published numbers: 8 equal, 4 within; 5 of 5 bounds of ours (2 say little); 3 of 3 own
  /// values". Only what others printed is called published.
  std::string summary(const std::string& name) const;
  std::string misses() const;   ///< one line for each number that differs
  std::string remarks() const;  ///< one line for each rule that says little
};

/// Throws std::logic_error when a cell, stated or `not_published`, was not computed.
Judgement judge(const Published& published, const std::vector<Measured>& numbers);

/// stated | ours | verdict, a line for each number of a table with one column; a larger table in its own
/// shape, each cell as stated and then ours, after a cross where they differ, with the verdicts of each row.
figures::Table verdict_table(const Published& published, const Judgement& judgement);

/// Our numbers alone, in the shape of the published table.
figures::Table number_table(const Published& published, const std::vector<Measured>& numbers);

}  // namespace pont::reproduce
