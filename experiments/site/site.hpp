// `pont site`: a page of runs and reproductions that opens from a file.
#pragma once
#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace pont::site {

struct Built final {
  std::filesystem::path page;
  std::size_t runs = 0, reports = 0;
  std::vector<std::string> damage = {};  ///< of each run or report that could not be read, why
};

/// Writes index.html, data/*.js and figures/* into `out`, of all runs and reproductions at or below
/// `directories`; what an earlier page there had more is removed. The same files give the same bytes. Throws
/// ConfigError where `out` holds another index.html; IoError.
Built build_site(const std::vector<std::filesystem::path>& directories, const std::filesystem::path& out);

}  // namespace pont::site
