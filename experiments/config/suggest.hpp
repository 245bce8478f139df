// Did-you-mean: the known name nearest to a misspelled one.
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

}  // namespace pont::config
