// Did-you-mean: the known name nearest to a misspelled one, and what other programs call our keys.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pont::config {

/// Number of single-character insertions, deletions, substitutions and swaps of neighbours that turn a into b
/// (optimal string alignment: Damerau 1964, Levenshtein 1966), upper and lower case counted as equal.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The nearest of `known`, the first of equals; empty when none is within a third of the longer name's
/// length.
std::string closest(std::string_view name, const std::vector<std::string>& known);

/// "; did you mean X?", or nothing when no known name is near.
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);

/// "a, b, c", or with another separator.
std::string join(const std::vector<std::string>& names, std::string_view separator = ", ");

/// A name from elsewhere, and our path for it.
struct ForeignName final {
  const char *foreign, *path;
};

const std::vector<ForeignName>& foreign_names();

/// Our path, empty for a name that is not in the list. Upper and lower case count as equal, and so do '-' and
/// '_'.
std::string path_of_foreign(std::string_view name);

}  // namespace pont::config
