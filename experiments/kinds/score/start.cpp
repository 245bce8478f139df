// The table of starts.
#include "experiments/kinds/score/start.hpp"

#include <algorithm>
#include <stdexcept>

namespace pont::kinds::score {

const std::vector<Start>& starts() {
  static const std::vector<Start> rows{
      {"prior", "the prior of the SDE",
       [](const sde::LinearSde& sde, const data::DataSet& data, const sde::Noise& noise, ad::Key, ad::i64,
          ad::i64 rows) { return sde::draw_prior(sde, rows, data.dimension(), noise); }},
      {"exact", "fresh data carried to T by the forward kernel: no initialisation error",
       [](const sde::LinearSde& sde, const data::DataSet& data, const sde::Noise& noise, ad::Key key,
          ad::i64 first, ad::i64 rows) {
         return sde::draw_marginal(sde, data::sample(data, key / "start", rows, 0, first), noise);
       }}};
  return rows;
}

const Start& start_named(const std::string& name) {
  const auto row =
      std::find_if(starts().begin(), starts().end(), [&](const Start& s) { return s.name == name; });
  if (row == starts().end()) throw std::out_of_range("starts: no '" + name + "'");
  return *row;
}

}  // namespace pont::kinds::score
