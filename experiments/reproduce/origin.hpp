// Who stated the number that ours is compared with.
#pragma once
#include <string>
#include <vector>

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

}  // namespace pont::reproduce
