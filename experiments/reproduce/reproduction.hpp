// What a published result needs to be reproduced: its runs, computing its numbers, and the figures
// beside them.
#pragma once
#include <string>
#include <vector>

#include "experiments/config/choice.hpp"
#include "experiments/figures/figure.hpp"
#include "experiments/figures/markdown.hpp"
#include "experiments/figures/picture.hpp"
#include "experiments/reproduce/published.hpp"
#include "experiments/reproduce/runs.hpp"

namespace pont::reproduce {

struct NamedFigure {
  std::string name, caption;
  figures::Figure figure;
};

/// Numbers that were not published, for the report.
struct ExtraTable {
  std::string title;
  figures::Table table;
};

/// All that a reproduction computed.
struct Outcome {
  std::vector<std::string> notes;  ///< what it was computed from
  std::vector<Measured> numbers;   ///< every cell of the published table
  std::string incomparable;        ///< why no published number applies; empty: they do
  std::vector<NamedFigure> figures;
  std::vector<ExtraTable> tables;
  std::vector<UsedSettings> settings = {};  ///< of the runs it was computed from
  std::vector<figures::NamedPicture> pictures = {};
};

/// One reproduction. Options: what may be set by key=value on the command line.
struct Reproduction : config::Options {
  /// The runs that it is computed from, each by itself: who makes them, and where, is not its business.
  virtual std::vector<RunRequest> runs() const { return {}; }
  /// `runs` has those of runs().
  virtual Outcome compute(const Published& published, const FinishedRuns& runs) const = 0;
  /// The settings of its runs, for the recipe of its published numbers; none where nothing is trained.
  virtual std::vector<UsedSettings> settings() const { return {}; }
  /// Rows of stated numbers that follow from a table of the program, after those of the published file: a new
  /// row of that table then needs no second place.
  virtual std::vector<PublishedRow> stated_rows() const { return {}; }
};

/// The reproductions that `pont reproduce` may choose from; each has its file in results/published/.
using Reproductions = config::Registry<Reproduction>;

}  // namespace pont::reproduce
