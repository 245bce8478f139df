// Runs beside each other: their losses in one panel, their samples over their data.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace pont::run {

/// Draws loss and samples of runs into `figures`, as far as they have them: the loss of one that trains, too,
/// and samples of points in two or more dimensions. Returns the figures drawn, one line each; what a run
/// lacks is left out. Throws DataError for damaged files.
std::vector<std::string> draw_comparison(const std::vector<std::filesystem::path>& runs,
                                         const std::filesystem::path& figures);

}  // namespace pont::run
