// What other programs call the keys of ours.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace pont::config {

/// A name from elsewhere, and our path for it.
struct ForeignName final {
  const char *foreign, *path;
};

const std::vector<ForeignName>& foreign_names();

/// Our path, empty for a name that is not in the list. Upper and lower case count as equal, and so do '-' and
/// '_'.
std::string path_of_foreign(std::string_view name);

}  // namespace pont::config
