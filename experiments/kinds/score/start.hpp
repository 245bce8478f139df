// Where sampling starts: the prior that a generator knows, or the exact law of the data at T.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "experiments/data/data_set.hpp"
#include "sde/sampler.hpp"

namespace pont::kinds::score {

/// One way to draw states at T. `draw` gives rows first, ..., first + rows - 1 of the stream: [rows, k*d];
/// `noise` starts at the same row.
struct Start {
  std::string name, summary;
  std::function<sde::Batch(const sde::LinearSde&, const data::DataSet&, const sde::Noise& noise, ad::Key key,
                           ad::i64 first, ad::i64 rows)>
      draw;
};

/// prior, exact. The difference between their samples is the initialisation error.
const std::vector<Start>& starts();
/// The row of that name; throws std::out_of_range for any other.
const Start& start_named(const std::string& name);

}  // namespace pont::kinds::score
