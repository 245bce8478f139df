// A curve made of letters, for a terminal.
#pragma once
#include <string>
#include <vector>

namespace pont::run {

/// `values` from left to right as a line in `rows` lines of `columns` Braille letters, each of 2 x 4 dots,
/// the lowest value at the bottom; to the right of the first and the last line the largest and the smallest
/// value. Values that are not finite are left out. Lines end with a newline; no text where there is nothing
/// to draw.
std::string terminal_curve(const std::vector<double>& values, int columns, int rows);

}  // namespace pont::run
