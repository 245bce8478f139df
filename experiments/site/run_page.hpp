// What a page tells of one run.
#pragma once
#include <optional>
#include <string>

#include "experiments/run/summary.hpp"
#include "experiments/site/bundle.hpp"
#include "experiments/site/words.hpp"

namespace pont::site {

struct RunPage final {
  std::string script;              ///< the data that are loaded when it is opened; at most most_bytes_of_run
  std::optional<Picture> preview;  ///< of one that is not finished
};

inline constexpr std::size_t most_bytes_of_run =
    450'000;  // of its data; what names and quotes take comes on top

/// `id`: "run7", which names its files.
RunPage run_page(const run::SeenRun&, const std::string& id);

/// Its line in the table of runs, names and values as numbers of words:
///   {"id", "path", "state", "detail", "step", "command", "started", "seconds", "damage", "preview",
///    "keys": [name, value, name, value, ...],
///    "scores": [[name, ours, error, floor, its error], ...]}
store::Json run_line(const run::RunSummary&, const std::string& id, const std::optional<Picture>& preview,
                     Words&);

}  // namespace pont::site
