// What a page tells of a directory with a report and no run: a reproduction.
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "experiments/site/bundle.hpp"

namespace pont::site {

struct ReportPage final {
  /// {"id", "path", "title", "head", "numbers": [[row, column, stated, counted, ours, verdict], ...]};
  /// numbers as numbers.csv has them, none where there is no such file; head: the first paragraph.
  store::Json line;
  std::string script;  ///< {"report": Markdown, "figures": {name in the report: name in figures, ...}}
  std::vector<Picture> pictures;  ///< those that the report shows
};

/// Whether report.md is there, and no configuration of a run.
bool is_report(const std::filesystem::path& directory);

/// Throws IoError, and DataError for a numbers.csv that `pont reproduce` did not write.
ReportPage report_page(const std::filesystem::path& directory, const std::string& id);

}  // namespace pont::site
