// Tables and figures of the toy experiments.
#pragma once
#include <string>
#include <vector>

#include "experiments/reproductions/cld/toy_runs.hpp"

namespace pont::reproductions::cld {

/// All that was measured for one model on one data set.
struct ToyResult final {
  ToyData data;
  ToyModel model;
  std::vector<ToyMeasure> course;  ///< of the first seed
  std::vector<ToyMeasure> ends;    ///< one for each seed
  metrics::Points samples;         ///< of the first seed
};

/// Mean over seeds and its standard error; of a single seed its own. NaN where a seed's measure is not given.
metrics::Estimate over_seeds(const std::vector<ToyMeasure>& ends, run::Judged ToyMeasure::*what);
/// The same as the cell of a table: "value ± error", or "not given: REASON".
std::string seeds_cell(const std::vector<ToyMeasure>& ends, run::Judged ToyMeasure::*what);

/// One row for each result: loss and NLL in excess of their floors, mean over seeds, and the spread.
reproduce::ExtraTable toy_table(const std::string& title, const std::vector<ToyResult>& results);
/// Excess of loss and NLL against training steps: a row of two panels for each data set.
reproduce::NamedFigure toy_course_figure(const std::string& name, const std::string& caption,
                                         const std::vector<ToyResult>& results);
/// Data, then the samples of each model.
reproduce::NamedFigure toy_sample_figure(const std::string& name, const metrics::Points& data,
                                         const std::vector<ToyResult>& results);

}  // namespace pont::reproductions::cld
