// The origins of stated numbers: printed, own bound, own value.
#include "experiments/reproduce/origin.hpp"

#include <stdexcept>

namespace pont::reproduce {

const std::vector<Origin>& origins() {
  static const std::vector<Origin> rows{
      {"printed", "printed in the publication", "", ""},
      {"own_bound", "a bound or an ordering set by this project, printed nowhere", "bound of ours",
       "bounds of ours"},
      {"own_value", "computed by this project beforehand, printed nowhere", "own value", "own values"},
  };
  return rows;
}

const Origin& origin(const std::string& name) {
  for (const Origin& row : origins())
    if (row.name == name) return row;
  throw std::out_of_range("origin: no '" + name + "'");
}

}  // namespace pont::reproduce
